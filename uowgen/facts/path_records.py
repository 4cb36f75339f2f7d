"""What is known of one way through a function: what is done on it, what was so at its branches, how it ends."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Deed(NamedTuple):
    """Something done: a `call`, an `assign`ment, a line `log`ged, a `let` that binds, a `turn` of a loop that begins.

    `name` is what is called without its path, or what is assigned to; `receiver` what stands before it; `given` the arguments or the
    value. Of a turn of `for`, `receiver` is what each is called, `given` and `name` what it goes over. `later` in a closure.
    """

    sort: Literal["call", "assign", "log", "let", "turn"]
    name: str
    receiver: str
    given: tuple[str, ...]
    line: int
    loops: int
    later: bool = False


class Choice(NamedTuple):
    """What was so at a branch: that the condition `text` is `truth`, or that `text` is of the `pattern`; `before`: the patterns of the arms above."""

    text: str
    truth: bool
    pattern: str = ""
    before: tuple[str, ...] = ()
    line: int = 0


class Path(NamedTuple):
    """One way through. `end`: with a `value`, in a `panic`, or with the `error` of something tried by `?` (what was tried is the value)."""

    events: tuple[Deed | Choice, ...]
    end: Literal["value", "panic", "error"]
    value: str
    line: int

    @property
    def deeds(self) -> tuple[Deed, ...]:
        """What is done, in order."""
        return tuple(e for e in self.events if isinstance(e, Deed))

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What was so, in order."""
        return tuple(e for e in self.events if isinstance(e, Choice))


def resolved(value: str, events: tuple[Deed | Choice, ...]) -> str:
    """`value`, where it is a name (perhaps in `Ok(…)`) that was bound to plain text on the way, with that text in its place."""
    head, name = "", value
    for wrapper in ("Ok", "Err", "Some"):
        if value.startswith(f"{wrapper}(") and value.endswith(")"):
            head, name = wrapper, value[len(wrapper) + 1 : -1]
    if not name.isidentifier() or name in ("None", "true", "false"):
        return value
    last = next((e for e in reversed(events) if isinstance(e, Deed) and e.sort in ("let", "assign") and e.name == name), None)
    if last is None or last.receiver or not last.given:
        return value
    return f"{head}({last.given[0]})" if head else last.given[0]
