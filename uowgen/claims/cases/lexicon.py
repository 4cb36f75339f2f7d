"""Words of sentences on cases, by what they do there: verbs of giving, of refusing and of leaving alone, conditions, denials, calls to the outside."""

# ruff: noqa: SIM905
from __future__ import annotations

from functools import cache

_IRREGULAR = {
    "give": "gives giving gave given", "get": "gets getting got", "see": "sees seeing saw seen", "come": "comes coming came", "become": "becomes becoming became",
    "go": "goes going went gone", "send": "sends sending sent", "tell": "tells telling told", "hear": "hears hearing heard", "put": "puts putting",
    "take": "takes taking took taken", "leave": "leaves leaving left", "keep": "keeps keeping kept", "let": "lets letting", "write": "writes writing wrote written",
    "read": "reads reading", "make": "makes making made", "hold": "holds holding held", "throw": "throws throwing threw thrown", "wake": "wakes waking woke woken",
    "lead": "leads leading led", "set": "sets setting", "lose": "loses losing lost", "say": "says saying said", "show": "shows showing showed shown",
}  # fmt: skip


@cache
def forms(verb: str) -> tuple[str, ...]:
    """All forms of a verb, with what stands behind it."""
    head, _, rest = verb.partition(" ")
    tail = f" {rest}" if rest else ""
    if head in _IRREGULAR:
        rows = [head, *_IRREGULAR[head].split()]
    else:
        stem = head[:-1] if head.endswith("e") else head
        third = head + ("es" if head.endswith(("s", "sh", "ch", "x", "z")) else "s")
        past = stem + "ed"
        if head.endswith("y") and head[-2] not in "aeiou":
            third, past = head[:-1] + "ies", head[:-1] + "ied"
        double = head + head[-1] if head in ("map", "drop", "log", "step", "stop", "flag", "bump", "skip", "trap", "swap") else ""
        rows = [head, third, past, stem + "ing", *([double + "ed", double + "ing"] if double else [])]
    return tuple(r + tail for r in rows)


def _all(text: str) -> list[str]:
    return [f for verb in text.split("|") for f in forms(verb.strip())]


def _plain(text: str) -> list[str]:
    return [p.strip() for p in text.split("|")]


# What stands behind these comes out; what stands before goes in.
GIVES = [
    *_all(
        "give|give back|yield|return|produce|report|deliver|hand back|hand out|come back with|come back as|end up as|end up in|end up with|end up at|end as|end in|end with|"
        "come out as|come out with|come to|turn into|turn to|become|translate to|translate into|map to|map onto|map into|map on|convert to|convert into|result in|lead to|go to|move to|"
        "evaluate to|resolve to|collapse into|collapse to|collapse onto|get|see|receive|answer|answer with|respond with|reply with|reply|equal|translate|spit out|say|go into|switch to|"
        "transition to|change to|enter|step to|advance to|land in|set to|report as|show as|appear as|surface as|produce|amount to|translate as|print|"
        "print as|show|display|render|render as|format as|format to|read as|hand|make it|start with|begin with|make|put it in|bring it to|leave it in|let it be|fall to|drop to|jump to"
    ),
    *_plain(
        "is answered with|are answered with|gets answered with|is replaced by|is replaced with|replaced by|is turned into|is mapped to|is mapped onto|are mapped to|gets mapped to|is converted into|is converted to|gets converted to|is translated to|is translated into|is reported as|are reported as|is shown as|is printed as|is known as|is called|are called|is numbered|are numbered|is wrapped in|is wrapped by|are wrapped in|gets wrapped by|is put into|is packed into|is kept in|is kept as|is carried in|is held in|is stored in|lands in|land in|lands on|counts as|count as|is seen as|are seen as|is treated as|are treated as|is considered|are considered|qualifies as|is regarded as|is set to|is left in|wraps|wrap|wraps it in|wraps the error in|stays in|remains in|keeps running as"
    ),
    *_plain("->|=>|→|⇒|-->|==|=|:=|is|are|be|was|were|must be|should be|has to be|will be|shall be|as|to|into|back"),
]
# Of these, what refuses does none, though it may stand where it is said to go.
MOVES = frozenset(
    _all(
        "go to|move to|go into|switch to|transition to|change to|enter|step to|advance to|land in|fall to|drop to|jump to|bring it to"
    )
)
PASSIVE = _plain(
    "is returned|are returned|is given|are given|is yielded|is reported|are reported|is answered|is produced|is handed|is handed back|is handed out|is handed to|is sent|"
    "gets reported|gets returned|comes out|come out|comes back|is what|is seen|is used|is delivered|be returned|be given|be reported|must be returned|should be returned|is raised|is the answer|is the result|is the outcome|is expected|is obtained|"
    "is what you get|returned|are used|is shown|is printed|are printed|are shown"
)
CONDITIONS = _plain(
    "if|when|for|on|whenever|while|once|upon|in case of|in case|given|as soon as|where|because|whether|in the case of|provided|provided that|assuming|during|from|for the case of|in case that|"
    "as long as|i.e|called on|called in|called while|called when|invoked on|applied to|passed|whose"
)
REFUSED = [
    *_all("refuse|reject|fail|bounce|error out|decline|deny|forbid|disallow|turn down|be refused|be rejected|disallow"),
    *_plain(
        "illegal|not allowed|not legal|not permitted|not possible|invalid|forbidden|impossible|an error|is an error|gives an error|disallowed|unsuccessful|does not succeed|not accepted|bounces off|can not|no-go"
    ),
]
ACCEPTED = [
    *_all("accept|allow|succeed|permit|work|pass|go through|be accepted|be allowed"),
    *_plain("legal|allowed|valid|ok|okay|fine|permitted|possible|accepted|successful|legit|in order"),
]
UNCHANGED = _plain(
    "unchanged|untouched|unmodified|intact|alone|as it is|as it was|as they are|as is|as-is|without change|without changes|without any change|without any remapping|without remapping|"
    "without modification|unaltered|verbatim|same value|same number|the same value|exactly that value|that exact value|exactly that|the very same|same as before|where it was|where it is|in place|"
    "nothing changes|changes nothing|touches nothing|touch nothing|change nothing|nothing is changed|has no effect|no effect|without effect|is a no-op|no-op|does nothing|do nothing|nothing happens|nothing is touched|nothing is modified|modifies nothing|"
    "you just get the number|as before|it again|again|transparently|one to one|1:1|unmapped|copied|copied out|passed through|handed through|passed on|goes through|goes straight through|passes through|untranslated|with the original inside|with the original kept inside|as payload|as its payload|retains|retained|retaining|preserved|preserves|nothing gets lost|nothing is lost|is not lost|same error|that very error|that error|can be read there|stays readable|readable there|found again|carried|carries along|held|holding|as the payload|wholesale|no information is lost|simply copies out|copies out|stays put|remains|stays|keeps|keep|survives|survive|kept"
)
NOTS = _plain(
    "not|never|no|none|nothing|isn't|doesn't|don't|aren't|won't|can't|cannot|mustn't|without|neither|nor|wasn't|shouldn't|didn't|nobody|no one|nowhere|may not|must not|does not|do not|is not|are not|hasn't|no longer|n't"
)
EXCEPT = _plain(
    "other than|except|except for|besides|apart from|but not|excluding|aside from|save for|but for|different from|any but|all but|everything but|anything but|!=|≠|that is not|that isn't|which is not|which isn't|which aren't|that aren't|that are not|that is no|which is no|not being|not equal to|anything else than|outside of|with the exception of"
)
UNLESS = _plain("unless")
ONLY = _plain(
    "only|solely|exclusively|nothing but|only if|only when|only for|only on|only from|only in|only while|just for|nothing except|no one but|none but"
)
EVERY = _plain(
    "any|each|every|all|always|whatever|whichever|regardless|both|either|in every case|in all cases|no matter|any other|everything|anything|all kinds of|all of"
)
COUNTS = {
    "once": 1, "exactly once": 1, "one time": 1, "a single time": 1, "a single": 1, "single": 1, "only once": 1, "just once": 1, "exactly one": 1, "one": 1, "twice": 2, "two times": 2,
}  # fmt: skip
# Calls to the outside, by what they do; each class by the words of sentences and of names of functions.
DEEDS = {
    "log": "log logs logged logs entry logging warn warns warned warning warnings klog print printed trace traced message noise log-line printk logger console",
    "add": "queues queued enqueue enqueues enqueued push pushes pushed put puts insert inserts inserted add adds added append requeue requeued requeues place placed placing putting queueing pushing list lists",
    "remove": "remove removes removed dequeue dequeues dequeued pull pulls pulled unqueue unqueued pop delete deleted deletes withdraw withdrawn kick kicked removing dequeuing pulling unlist cancel cancelled cancels",
    "tell": "notify notifies notified tell tells told inform informs informed hear hears learn learns signal signals notification notifying telling informing alert alerted",
    "wake": "wake wakes woken unpark unblock wakes-up",
    "free": "free frees freed release releases released",
    "start": "start starts started arm arms armed program programs programmed submit submits submitted issue issues issued",
    "stop": "stop stops stopped halt halts halted disarm disarms disarmed mask masks masked",
    "reset": "reset resets",
    "flush": "flush flushes flushed",
}
PLACES = "journal queue runqueue run-queue log scheduler parent klog list logger console device hardware"
OFF = _plain("off|out of|out|from")
ONTO = _plain("into|onto|on|in|back into|back on|back onto|to")
# Words that say nothing by themselves.
GLUE = frozenset(
    (
        "a an the of to in into as it its is are be been by at you your user users space caller callers we they this that these those then so and or also too both ends up gets get "
        "value values result results number numbers code codes function method methods call calls called calling conversion converted convert case cases from with there will must should shall can may might "
        "would does do has have had just simply exactly here out through over one ones instead hence thus itself their own when whether gives back us our them him check make makes sure that expect expects "
        "expected ensure verify ask register return variant variants value-wise always answer via using use used , : ( ) . – — / ! ? “ ” e.g i.e means meaning becomes "
        "input inputs argument arguments output kind sort type itself once-over some whole thing things rust side way how what who whose while such however let lets "
        "it's that's what's there's well coming per kinds e v c x err because therefore kind-wise invoked gets-invoked emitted issued caused causes such-a about says corresponding given-back underlying particular certain somehow currently really actually plain-old side-wise itself somebody anybody someone yes-no much later-on that-is namely current handled handling treated being was were did done got made makes came comes come goes going if any"
        "; off onto now also happens happen then-on own-side takes-place touched modified writes payload payloads including which every-time true-ish anything everything entry entries bytes byte long says said so-called no-op-like made-up asked "
    ).split()
)

__all__ = [
    "ACCEPTED",
    "AFTER",
    "BEFORE",
    "CLEARS",
    "CONDITIONS",
    "COUNTS",
    "DEEDS",
    "EVERY",
    "EXCEPT",
    "FIRST",
    "GIVES",
    "GLUE",
    "NEGATED",
    "NOTS",
    "OFF",
    "ONLY",
    "ONTO",
    "PASSIVE",
    "PLACES",
    "QUIET",
    "REFUSED",
    "SETS",
    "UNCHANGED",
    "UNLESS",
    "forms",
]

# What is so of all calls: that nothing is said, that a number comes back with the other sign.
QUIET = _plain("stays silent|is silent|silent|keeps quiet|stays quiet|quiet|says nothing|no noise|silently")
NEGATED = _plain(
    "negated|negates|negate|negative of|negative of the|minus the|minus|with a minus sign|multiplied by minus one|times minus one|times -1|multiplied by -1|below zero|the negation of|negation of|the negative|flipped in sign|with its sign flipped|sign flipped"
)
BEFORE = _plain(
    "before|ahead of|prior to|earlier than|precedes|and then|then|afterwards|and only then|and afterwards|followed by|and after that|only then|and finally|first and"
)
AFTER = _plain("after|only after|once|only once|later than|comes after|subsequent to|following|as soon as|not until|not before")
FIRST = _plain("first|at first|in this order|in that order|second|finally|at the end|last")
SETS = [f for v in "set|raise|mark|arm|remember|flag".split("|") for f in forms(v)]
CLEARS = [
    f
    for v in "clear|reset|eat|consume|unset|eat up|use up|swallow|lower|wipe|take back|erase|forget|cancel|drop|spend".split("|")
    for f in forms(v)
]
HAS = [f for v in "contain|include|mention".split("|") for f in forms(v)]
STORES = [f for v in "record|store|save|write down|note down|keep track of|remember".split("|") for f in forms(v)]
