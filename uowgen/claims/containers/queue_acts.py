"""Criteria on what else a queue does: it is emptied, moves elements out into a buffer, counts those that it refuses, uses all its slots."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from uowgen.claims.acts.vocabulary import parts_of_name
from uowgen.claims.containers.container import container_with, is_integer
from uowgen.claims.containers.counters import counter_of
from uowgen.claims.containers.elements import put_in
from uowgen.claims.containers.queues import POPS, PUSHES, comes_out_as_it_went_in
from uowgen.claims.containers.runs import Step, judge
from uowgen.claims.containers.taking import taken_in
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.runs.driven import seen_in_spec
from uowgen.claims.runs.programs import PROBE
from uowgen.reference.containers import Queue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from uowgen.claims.containers.container import Container
    from uowgen.claims.kind import Case

_PUSH, _POP, _ACT, _DRAIN = range(4)  # operations; a drain into a buffer of n elements is `_DRAIN + n`
_BUFFER = 4
_WIDTH = 3 + _BUFFER  # what each operation tells: what it gave (two numbers), the counter, the buffer
_PUSHING = frozenset({"counts", "counts lost", "fills", "overwrites", "returned"})
_TAKING = frozenset("take read get reset clear fetch drain pop and swap".split())  # noqa: SIM905


def acts_finding(
    case: Case, name: str, asked: str, *, counter: str = "", limit: str = "", ordered: bool = False, told: bool = False
) -> Finding:
    """Decides `asked` (`empties`, `keeps`, `counts`, `drains`, `fills`, `overwrites`, `returned`, `counts lost`, `takes`, `visits`) of the method `name`.

    `counter` is the word for what is counted, `limit` the code for how much may be moved out at most. `ordered`: the oldest comes first;
    `told`: the method says how many it moved; of visits, that all is still there afterwards.
    """
    container = container_with(case, name)
    if isinstance(container, Finding):
        return container
    method, methods = bare_name(name), container.methods
    push = method if asked in _PUSHING else next((n for n in PUSHES if n in methods and methods[n][0].parameters), "")
    pop = next((n for n in POPS if n in methods and not methods[n][0].parameters), "")
    if not push or not pop or method == pop:
        return undecided("role-unclear", "which methods put in and take out is not known", container.declaration)
    capacity = container.capacity
    if (asked in _PUSHING or asked == "takes") and capacity is None:
        return undecided(
            "unsupported-code", f"how much a `{container.declaration.item.name}` holds is not known", container.declaration
        )
    words = (counter,) if counter or asked != "takes" else tuple(parts_of_name(method) - _TAKING)
    rows = {row for word in words if word for row in [counter_of(container, word)] if row}
    seen = rows.pop() if len(rows) == 1 else ""
    if (counter or asked == "takes") and not seen:
        return undecided("not-observable", f"what is counted as “{counter or method}” cannot be seen", container.declaration)
    if limit and asked == "fills":
        if limit != str(capacity) and limit not in _lengths(container):
            return undecided("not-understood", f"`{limit}` is not how much it holds", container.declaration)
    elif limit and not _is_limit(container, method, limit):
        return undecided("not-understood", f"`{limit}` is not the length of what `{method}` takes", methods[method][1])
    code = _driver(case, container, push, pop, method, asked, seen)
    if isinstance(code, Finding):
        return code
    steps = _steps(capacity, asked, (push, pop, method), ordered=ordered, told=told)
    of_array = container.maker.endswith("()") and not container.text.endswith(">")  # else it was told how much to hold
    # What a counter tells has nothing to do with how much is held.
    if (
        capacity is not None
        and of_array
        and asked != "takes"
        and _is_otherwise_in_spec(case, container, code, asked, capacity, steps)
    ):
        return undecided(
            "unsupported-code", f"a `{container.declaration.item.name}` may hold less than it has room for", container.declaration
        )
    what = {
        "empties": "empty afterwards", "keeps": "the counter stays", "counts": "counted", "drains": "moved", "fills": "taken",
        "overwrites": "the oldest is gone", "takes": "told and reset",
        "returned": "the oldest is gone and given back", "visits": "gone over in order",
        "counts lost": "counted",
    }[asked]  # fmt: skip
    found = judge(case, container, code, methods[method][1], _runs(asked, capacity or 3), steps, what)
    if found.outcome == "fails" and asked == "overwrites" and not comes_out_as_it_went_in(case, container, push, pop):
        return undecided("not-observable", f"what `{pop}` gives of one that is not full is not what was put in", methods[pop][1])
    return found


def _is_otherwise_in_spec(
    case: Case, container: Container, code: str, asked: str, capacity: int, steps: Callable[[list[int], list[int]], list[Step]]
) -> bool:
    """Whether the spec's own code, if it is shown, goes against the model: one slot may stay empty, for one thing."""
    runs = _runs(asked, capacity)[:: 1 if capacity <= _BUFFER else 3]
    rows = zip(runs, seen_in_spec(case, container, code, runs), strict=True)
    return any(own is not None and any(s.right is False for s in steps(run, own)) for run, own in rows)


def _lengths(container: Container) -> list[str]:
    """The parameters of a type that are numbers, if it has one alone: how much it holds."""
    from uowgen.claims.containers.container import declared_parameters

    found = [n for kind, n in declared_parameters(container.declaration) if kind == "const"]
    return found if len(found) == 1 else []


def _is_limit(container: Container, method: str, limit: str) -> bool:
    parameters = container.methods[method][0].parameters
    return len(parameters) == 1 and limit in (f"{parameters[0][0]}.len()", f"{parameters[0][0]}.len")


def _driver(case: Case, container: Container, push: str, pop: str, method: str, asked: str, counter: str) -> str | Finding:
    """`fn uowgen_probe(ops: &[u8]) -> Vec<u64>` that tells `_WIDTH` numbers of each operation."""
    given, taken, act = (container.methods[n][0] for n in (push, pop, method))
    kind = given.parameters[0][1] if len(given.parameters) == 1 else ""
    made = put_in(case, container, push, pop)
    element = made.number if made is not None else ""
    accepted = taken_in(given.returns, made) if made is not None else None
    opened = {"Option": "Some(x)", "Result": "Ok(x)"}.get(taken.returns.partition("<")[0])
    place = container.methods[method][1]
    if made is None or accepted is None or opened is None:
        return undecided(
            "unsupported-code", f"`{container.declaration.item.name}` is no queue that can be driven", container.declaration
        )
    acting = ""
    if asked == "drains":
        slices = ("&mut[" + kind + "]", "&mut[" + element + "]") if made.made == "n" else ("&mut[" + kind + "]",)
        if len(act.parameters) != 1 or "".join(act.parameters[0][1].split()) not in slices or act.returns != "usize":
            return undecided("unsupported-code", f"`{method}` takes no buffer, or does not tell a number", place)
        acting = (
            f"_ => {{ let k = (*op - {_DRAIN}) as usize; let r = it.{method}(&mut buffer[..k]); out.push(r as u64); out.push(0); }}"
        )
    elif asked == "takes":
        if act.parameters or not is_integer(act.returns):
            return undecided("unsupported-code", f"`{method}` takes something, or tells no number", place)
        acting = f"_ => {{ let r = it.{method}(); out.push(r as u64); out.push(0); }}"
    elif asked in ("empties", "keeps"):
        if act.parameters:
            return undecided("unsupported-code", f"`{method}` takes something", place)
        acting = f"_ => {{ let _ = it.{method}(); out.push(0); out.push(0); }}"
    else:
        acting = "_ => { out.push(0); out.push(0); }"
    pushed = f"{accepted} out.push(0);"
    if asked == "returned":
        if given.returns.partition("<")[0].rpartition("::")[2] != "Option":
            return undecided("unsupported-code", f"`{method}` gives nothing back", place)
        pushed = (
            f"match r {{ None => {{ out.push(1); out.push(0); }}, Some(x) => {{ let k: u64 = {made.told}; "
            f"out.push(if k == n as u64 {{ 0 }} else {{ 1 }}); out.push(k); }} }}"
        )
    elif asked == "visits":
        if act.parameters or not act.returns:
            return undecided("unsupported-code", f"`{method}` takes something, or gives nothing", place)
        acting = (
            f"_ => {{ let mut k: usize = 0; for x in it.{method}() {{ if k < {_BUFFER} {{ buffer[k] = ({made.told_behind()}) as {element}; }} "
            "k += 1; } out.push(k as u64); out.push(0); }"
        )
    shown, buffer = "*x as u64", f"let mut buffer: [{element}; {_BUFFER}] = [0; {_BUFFER}];"
    if asked == "drains" and made.made != "n":  # number 0 stands for a place that nothing was moved to
        blanks = ", ".join(f"{{ let n: {element} = 0; {made.made} }}" for _ in range(_BUFFER))
        shown, buffer = made.told, f"let mut buffer: [{kind}; {_BUFFER}] = [{blanks}];"
    telling = f"for x in buffer.iter() {{ out.push({shown}); }}"
    if "buffer" not in acting:  # rings of many elements are driven long: nothing is told one by one that is always the same
        buffer, telling = "", f"out.extend_from_slice(&[{', '.join('0' * _BUFFER)}]);"
    return (
        f"fn {PROBE}(ops: &[u8]) -> Vec<u64> {{ let mut it: {container.text} = {container.maker}; let mut n: {element} = 0; "
        f"let mut out: Vec<u64> = Vec::new(); for op in ops {{ {buffer} match *op {{ "
        f"{_PUSH} => {{ n += 1; let r = it.{push}({made.made}); {pushed} }}, "
        f"{_POP} => {{ let r = it.{pop}(); match r {{ {opened} => out.push({made.told}), _ => out.push(0) }} out.push(0); }}, {acting} }} "
        f"out.push({f'{counter} as u64' if counter else '0'}); {telling} }} out }}"
    )


def _runs(asked: str, capacity: int) -> list[list[int]]:
    """Wherever the beginning has come to lie, with each number of elements in it: what is asked about, then all is taken out, twice."""
    acts = {
        "drains": [_DRAIN + n for n in range(_BUFFER + 1)],
        "empties": [_ACT],
        "keeps": [_ACT],
        "takes": [_ACT],
        "visits": [_ACT],
    }.get(asked, [_PUSH])
    runs = []
    turns: Iterable[int] = range(capacity + 1)
    levels: Iterable[int] = range(capacity + 3)
    after: Iterable[int] = range(3)
    if capacity > _BUFFER:  # where the beginning lies, and how many there are, at the ends only
        turns, levels, after = (0, 1, capacity - 1), (0, 1, capacity - 1, capacity, capacity + 1), (0, 2)
    for turned, held, act, more in product(turns, levels, acts, after):
        runs.append([*[_PUSH, _POP] * turned, *[_PUSH] * held, act, *[_PUSH] * more, *[_POP] * (capacity + 1), _PUSH, _POP, _POP])
    return runs


def _steps(
    capacity: int | None, asked: str, names: tuple[str, str, str], *, ordered: bool, told: bool
) -> Callable[[list[int], list[int]], list[Step]]:
    push, pop, method = names
    if asked in ("overwrites", "returned", "takes", "counts lost"):
        from uowgen.claims.containers import overwriting

        if asked == "counts lost":
            return overwriting.counting_steps(capacity or 0, names, _WIDTH)
        return overwriting.steps(capacity or 0, asked, names, _WIDTH)

    def read(ops: list[int], seen: list[int]) -> list[Step]:
        model = Queue(capacity)
        steps: list[Step] = []
        number, counted = 0, 0
        acted = filled = False
        for n, op in enumerate(ops):
            row = seen[_WIDTH * n : _WIDTH * (n + 1)]
            whole = len(row) == _WIDTH  # else it panics
            gave, counter, buffer = (row[0], row[2], row[3:]) if whole else (-1, -1, [])
            right: bool | None = None
            if op == _PUSH:
                number += 1
                full, taken = model.is_full(), gave == 1
                if asked == "fills":
                    right = (taken and whole) if not full else None
                elif asked == "counts" and full and not taken:
                    right = whole and counter == counted + 1
                said = f"{push}({number}) is {'taken' if taken else 'refused'}" + (
                    f" and leaves the counter at {counter}" if right is False and asked == "counts" else ""
                )
                steps.append(Step(said, right))
                if taken and full:
                    if asked not in ("keeps", "visits"):
                        return steps  # what becomes of too many elements this criterion does not say
                    model.pop()
                if not taken and not full and right is None:
                    return steps
                if taken:
                    model.push(number)
            elif op == _POP:
                any_of = list(model.elements)
                expected = model.pop() or 0
                if acted and asked == "visits" and told:
                    right = whole and gave == expected
                elif acted and asked in ("empties", "drains"):  # in which order the rest comes out is another matter
                    right = whole and (gave in any_of if any_of else gave == 0)
                    if right and asked == "empties" and not filled:
                        right = None  # there was nothing to take out
                    if right and any_of and gave != expected:
                        model.elements.insert(0, expected)
                        model.elements.remove(gave)
                steps.append(
                    Step(f"{pop}() gives {gave or 'nothing'}" + (f", not {expected or 'nothing'}" if right is False else ""), right)
                )
                if gave != expected and right is None:
                    return steps
            elif asked == "drains":
                room = op - _DRAIN
                held = list(model.elements)
                moved = [model.pop() or 0 for _ in range(min(room, len(model.elements)))]
                right = whole and (not told or gave == len(moved))
                found = buffer[: len(moved)]
                right = right and (found == moved if ordered else set(found) <= set(held) and len(set(found)) == len(found))
                if right:
                    model.elements = [e for e in held if e not in found]
                right = right and not any(buffer[len(moved) :])
                steps.append(
                    Step(
                        f"{method} with room for {room} gives {gave} and moves {found}" + (f", not {moved}" if not right else ""),
                        right,
                    )
                )
                acted = True
            elif asked == "visits":
                goal = list(model.elements) if ordered else model.elements[::-1]
                right = whole and gave == len(goal) and buffer[: len(goal)] == goal[:_BUFFER] and not any(buffer[len(goal) :])
                steps.append(Step(f"{method}() gives {buffer[:gave]}" + ("" if right else f", not {goal}"), right))
                acted = True
            else:
                filled = filled or bool(model.elements)
                model.elements.clear()
                acted = True
                if asked == "keeps":
                    right = (whole and counter == counted) if counted or not whole or counter != counted else None
                steps.append(
                    Step(f"{method}()" + (f" leaves the counter at {counter}, not {counted}" if right is False else ""), right)
                )
            counted = counter
        return steps

    return read
