"""What people call the things that a container holds, the container itself, and that it is full."""

ELEMENT = "element|item|value|entry|one|it|byte|code|event|message|packet|sample|key|scancode|character|char|record|job|request|frame|line"
ELEMENTS = f"{ELEMENT}|elements|items|values|entries|ones|them|bytes|codes|events|messages|packets|samples|keys|scancodes|characters|chars|records|jobs|requests|frames|lines"
QUEUE = "queue|ring|buffer|list|stack|container|fifo|ring-buffer|log|trace|history|one"
