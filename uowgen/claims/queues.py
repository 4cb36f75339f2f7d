"""Criteria on queues and stacks: which methods push and pop, and what is asked of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.container_runs import judge, queue_runs, queue_steps
from uowgen.claims.containers import container_of, queue_driver
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name

if TYPE_CHECKING:
    from uowgen.claims.containers import Container
    from uowgen.claims.kind import Case

PUSHES = ("push", "push_back", "enqueue", "put", "add", "insert", "send", "offer", "write", "try_push")
POPS = ("pop", "pop_front", "dequeue", "take", "get", "remove", "recv", "poll", "read", "next", "try_pop")


def queue_finding(case: Case, name: str, asked: str, *, newest_first: bool = False, pattern: str = "") -> Finding:
    """Decides `asked` (`order`, `full`, `empty`) of the method `name`; `pattern` is what it is to give back then, if that is said."""
    container = container_of(case, name)
    if isinstance(container, Finding):
        return container
    method = bare_name(name)
    push, pop = _pair(container, method, asked)
    if not push or not pop:
        return undecided(
            "role-unclear",
            f"which method of `{container.declaration.item.name}` is the other one is not known",
            container.declaration,
        )
    if asked == "full" and container.capacity is None:
        return undecided(
            "unsupported-code", f"how much a `{container.declaration.item.name}` holds is not known", container.declaration
        )
    full, empty = (pattern if asked == "full" else ""), (pattern if asked == "empty" else "")
    code = queue_driver(container, push, pop, as_pattern(full), as_pattern(empty))
    if isinstance(code, Finding):
        return code
    newest = newest_first if asked == "order" else _is_stack(case, container, push, pop)
    told = queue_steps(container.capacity, newest, asked, push, pop)
    what = {"order": "the order is as asked", "full": "refused", "empty": "nothing comes out"}[asked]
    return judge(case, container, code, container.methods[method][1], queue_runs(container.capacity), told, what)


def as_pattern(value: str) -> str:
    """`Err` as `Err(_)`: what people write for any error."""
    return f"{value}(_)" if value in ("Err", "Ok", "Some") else value


def _pair(container: Container, method: str, asked: str) -> tuple[str, str]:
    names = container.methods
    if method not in names:
        return "", ""
    if asked == "full":
        others = [n for n in POPS if n in names and not names[n][0].parameters]
        return method, others[0] if others else ""
    others = [n for n in PUSHES if n in names and len(names[n][0].parameters) == 1]
    return others[0] if others else "", method


def _is_stack(case: Case, container: Container, push: str, pop: str) -> bool:
    """Whether it gives the newest element first, seen from one run; it matters only where the order is not asked for."""
    from uowgen.claims.programs import probed

    code = queue_driver(container, push, pop, "", "")
    if isinstance(code, Finding):
        return False
    (seen,) = probed(case, container.declaration.file.path, code, [[[0, 0, 1]]])
    return isinstance(seen.value, list | tuple) and len(seen.value) == 6 and list(seen.value)[5] == 2
