"""Criteria on queues and stacks: which methods push and pop, and what is asked of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files
from uowgen.claims.containers.container import container_of
from uowgen.claims.containers.queue_code import MOST_HELD, filling_driver, queue_driver
from uowgen.claims.containers.runs import judge, queue_runs, queue_steps
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.runs.programs import PROBE
from uowgen.claims.runs.standins import items_for

if TYPE_CHECKING:
    from uowgen.claims.containers.container import Container
    from uowgen.claims.kind import Case

PUSHES = ("push", "push_back", "enqueue", "put", "add", "insert", "send", "offer", "write", "try_push")
LOOKS = ("peek", "front", "first", "top", "head", "last", "back", "oldest", "newest", "peek_front", "peek_back")
POPS = ("pop", "pop_front", "dequeue", "take", "get", "remove", "recv", "poll", "read", "next", "try_pop")


_SEEN = ("len", "is empty", "is full", "peek", "looks empty")  # asked of a method that is called after each step
_INSIDE = ("Cell<", "Mutex", "Lock<", "Atomic", "*mut ")  # through which `&self` may change something


def queue_finding(case: Case, name: str, asked: str, *, newest_first: bool = False, pattern: str = "", end: str = "") -> Finding:
    """Decides `asked` (see `queue_steps`) of the method `name`; `pattern` is what it is to give back then, if that is said.

    `end` says of a method that only looks which element it shows: `oldest`, `newest`, or empty for the one that comes out next.
    """
    container = container_of(case, name)
    if isinstance(container, Finding):
        return container
    method = bare_name(name)
    if asked == "empty" and _only_looks(container, method):
        if pattern != "None" or not container.methods[method][0].returns.startswith("Option<"):
            return undecided("unsupported-code", f"what `{method}` gives back cannot be told", container.methods[method][1])
        asked = "looks empty"
    observer = method if asked in _SEEN else ""
    push, pop = _pair(container, method, asked)
    if not push or not pop:
        return undecided(
            "role-unclear",
            f"which method of `{container.declaration.item.name}` is the other one is not known",
            container.declaration,
        )
    held = _held_by_spec(case, container, push)
    capacity = held or container.capacity
    if asked in ("full", "unchanged", "is full") and capacity is None:
        return undecided(
            "unsupported-code", f"how much a `{container.declaration.item.name}` holds is not known", container.declaration
        )
    full, empty = (pattern if asked == "full" else ""), (pattern if asked == "empty" else "")
    if observer and (observer not in container.methods or container.methods[observer][0].parameters):
        return undecided("unsupported-code", f"`{observer}` cannot be asked after each step", container.declaration)
    if observer and not leaves_all(container, observer):
        return undecided("unsupported-code", f"`{observer}` may change what it is asked about", container.methods[observer][1])
    code = queue_driver(case, container, push, pop, as_pattern(full), as_pattern(empty), observer)
    if isinstance(code, Finding):
        return code
    newest = newest_first if asked == "order" else _is_stack(case, container, push, pop)
    overwrites = asked == "order" and not newest and capacity is not None and _overwrites(case, container, code, capacity)
    told = queue_steps(capacity, newest, asked, push, pop, observer, sure=bool(held), end=end, overwrites=overwrites)
    what = {
        "order": "the order is as asked",
        "full": "refused",
        "empty": "nothing comes out",
        "unchanged": "the contents stay",
    }.get(asked, "so")
    return judge(case, container, code, container.methods[method][1], queue_runs(capacity), told, what)


def _overwrites(case: Case, container: Container, code: str, capacity: int) -> bool:
    """Whether a push on a full one takes the place of the oldest element in the spec's own code."""
    from uowgen.claims.runs.driven import seen_in_spec

    (seen,) = seen_in_spec(case, container, code, [[0] * (capacity + 1) + [1] * (capacity + 1)])
    return seen is not None and seen[2 * (capacity + 1) + 1 :: 2] == [*range(2, capacity + 2), 0]


def leaves_all(container: Container, method: str) -> bool:
    """Whether a method cannot change anything, as its receiver and the fields of its type tell."""
    from uowgen.facts.signature import receiver_of

    declaration = container.declaration
    text = declaration.file.rust.text(declaration.item.node)
    return receiver_of(container.methods[method][1]) == "&self" and not any(mark in text for mark in _INSIDE)


def _only_looks(container: Container, method: str) -> bool:
    """Whether a method shows an element and leaves it where it is, another one being there that takes it out."""
    if method not in container.methods or container.methods[method][0].parameters:
        return False
    others = [n for n in POPS if n != method and n in container.methods and not container.methods[n][0].parameters]
    return bool(others) and (method in LOOKS or leaves_all(container, method))


def _held_by_spec(case: Case, container: Container, push: str) -> int:
    """How many elements the type takes as the spec's own code has it, 0 if that is not shown."""
    from uowgen.behaviour.machine import Machine
    from uowgen.behaviour.outcomes import RustPanic, Undecidable
    from uowgen.behaviour.program import Program
    from uowgen.rust.syntax import RustFile
    from uowgen.text import Source

    name = container.declaration.item.name
    files = [f.rust for f in block_files(case) if any(d.item.name == name for d in f.declarations())]
    code = filling_driver(case, container, push)
    if len(files) != 1 or not code:
        return 0
    try:
        program = Program(
            [RustFile(Source(files[0].source.path, files[0].source.data + b"\n" + (code + items_for(case, code)).encode()))]
        )
        known = case.kept.get("const arguments")
        program.only_arguments.update(known if isinstance(known, dict) else {})
        held = Machine(program).call(PROBE, [])
    except (RustPanic, Undecidable, LookupError):
        return 0
    return int(held) if 0 < int(held) < MOST_HELD else 0


def as_pattern(value: str) -> str:
    """`Err` as `Err(_)`: what people write for any error."""
    return f"{value}(_)" if value in ("Err", "Ok", "Some") else value


def _pair(container: Container, method: str, asked: str) -> tuple[str, str]:
    names = container.methods
    if method not in names:
        return "", ""
    if asked in _SEEN:
        pushes = [n for n in PUSHES if n in names and names[n][0].parameters]
        pops = [n for n in POPS if n in names and not names[n][0].parameters]
        return pushes[0] if pushes else "", pops[0] if pops else ""
    if asked in ("full", "unchanged"):
        others = [n for n in POPS if n in names and not names[n][0].parameters]
        return method, others[0] if others else ""
    others = [n for n in PUSHES if n in names and names[n][0].parameters]
    return others[0] if others else "", method


def comes_out_as_it_went_in(case: Case, container: Container, push: str, pop: str) -> bool:
    """Whether what is put into one that is not full comes out again, the oldest first."""
    from uowgen.claims.runs.programs import probed

    code = queue_driver(case, container, push, pop, "", "")
    if isinstance(code, Finding):
        return False
    (seen,) = probed(case, container.declaration.file.path, code, [[[0, 1, 0, 0, 1, 1]]])
    return isinstance(seen.value, list | tuple) and list(seen.value)[3::2] == [1, 1, 1, 2, 3]


def _is_stack(case: Case, container: Container, push: str, pop: str) -> bool:
    """Whether it gives the newest element first, seen from one run; it matters only where the order is not asked for."""
    from uowgen.claims.runs.programs import probed

    code = queue_driver(case, container, push, pop, "", "")
    if isinstance(code, Finding):
        return False
    (seen,) = probed(case, container.declaration.file.path, code, [[[0, 0, 1]]])
    return isinstance(seen.value, list | tuple) and len(seen.value) == 6 and list(seen.value)[5] == 2
