"""Criteria on lists of ranges that ask for more than where the ranges are: how much was removed, in which order they lie, what they keep."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

from uowgen.claims.containers.container import container_with, is_integer, usual
from uowgen.claims.containers.range_code import STARTS, UNIT, is_closed, range_arguments, told_range, unit_of
from uowgen.claims.containers.runs import Step, judge
from uowgen.claims.containers.taking import taken_by
from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.runs.programs import PROBE
from uowgen.claims.sentences.range_words import FINDS, INSERTS, REMOVES
from uowgen.facts.members import fields_of
from uowgen.reference.containers import Ranges

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.containers.container import Container
    from uowgen.claims.kind import Case

_INSERT, _FIND, _REMOVE = range(3)
_PIECES = ((1, 2), (2, 4), (4, 7), (8, 9))


def acts_finding(case: Case, name: str, asked: str, *, kept: str = "", alone: bool = False) -> Finding:
    """Decides `asked` (`counts`, `sorted`, `keeps`) of the type that has the method `name`; `kept` is the field that parts keep.

    `alone`: nothing is removed where it is not asked about.
    """
    container = container_with(case, name)
    if isinstance(container, Finding):
        return container
    methods, method = container.methods, bare_name(name)
    insert = usual(methods, INSERTS)
    remove = method if asked in ("counts", "keeps") else next((n for n in REMOVES if n in methods and not alone), "")
    find = next((n for n in FINDS if n in methods), "")
    if not insert or (asked in ("counts", "keeps") and insert == method) or (asked == "keeps" and not find):
        return undecided("role-unclear", "which methods insert and find is not known", container.declaration)
    if asked == "sorted":
        from uowgen.claims.containers.closed_range_acts import closed_finding

        if (closed := closed_finding(case, container, insert, asked)) is not None:
            return closed
    code = _driver(case, container, (insert, find, remove), asked, kept)
    if isinstance(code, Finding):
        if asked == "sorted":
            from uowgen.claims.containers.range_sets import sorted_finding

            return sorted_finding(case, container, insert)
        return code
    what = {"counts": "told", "sorted": "in order", "keeps": f"`{kept}` is kept"}[asked]
    return judge(
        case,
        container,
        code,
        methods[method][1],
        _runs(asked, bool(remove)),
        _steps(asked, (insert, find, remove), kept, unit_of(is_closed(case, container, insert))),
        what,
    )


def _driver(case: Case, container: Container, roles: tuple[str, str, str], asked: str, kept: str) -> str | Finding:
    """`fn uowgen_probe(ops: &[usize]) -> Vec<usize>` with operations of three numbers each, in pages.

    An insertion tells 1 (taken) or 0, a removal what it gives or 0; a search tells start, end and `kept`. For `sorted` each tells then how
    many ranges there are, and where each starts.
    """
    insert, find, remove = roles
    methods, place = container.methods, container.declaration
    closed = is_closed(case, container, insert)
    given = range_arguments(case, container, methods[insert][0].parameters, tag=kept, closed=closed)
    accepted = taken_by(methods[insert][0].returns)
    if given is None or accepted is None or (kept and "t" not in given.replace(":", " ").replace(",", " ").split()):
        return undecided("unsupported-code", f"no arguments can be made up for `{insert}`", methods[insert][1])
    arms = [f"{_INSERT} => {{ let r = it.{insert}({given}); {accepted} }}"]
    if remove:
        gone, signature = range_arguments(case, container, methods[remove][0].parameters, closed=closed), methods[remove][0]
        more = len(signature.parameters) != 2 and asked != "sorted"
        if gone is None or more or (asked == "counts" and (closed or not is_integer(signature.returns))):
            return undecided(
                "unsupported-code", f"no arguments can be made up for `{remove}`, or it tells no number", methods[remove][1]
            )
        arms.append(f"{_REMOVE} => {{ let r = it.{remove}({gone}); out.push({'r as usize' if asked == 'counts' else '0'}); }}")
    if asked == "keeps":
        looked = methods[find][0]
        told = told_range(case, looked.returns, tag=kept, closed=closed)
        if told is None or len(looked.parameters) != 1 or not is_integer(looked.parameters[0][1]):
            return undecided("unsupported-code", f"what `{find}` takes or gives back is not understood", methods[find][1])
        arms.append(
            f"{_FIND} => match it.{find}(a as {looked.parameters[0][1]}) {{ Some(v) => {{ {told} }} None => {{ out.push(0); out.push(0); out.push(0); }} }}"
        )
    listed = ""
    if asked == "sorted":
        listed = _listing(case, container)
        if not listed:
            return undecided("not-observable", f"in which order the ranges of `{place.item.name}` lie cannot be seen", place)
    return (
        f"fn {PROBE}(ops: &[usize]) -> Vec<usize> {{ let mut it: {container.text} = {container.maker}; let mut out: Vec<usize> = Vec::new(); "
        f"let mut i: usize = 0; while i < ops.len() {{ let a: usize = ops[i + 1] * {unit_of(closed)}; let b: usize = ops[i + 2] * {unit_of(closed)}; let t = (i / 3 + 1) as _; "
        f"match ops[i] {{ {', '.join(arms)}, _ => {{}} }} {listed} i += 3; }} out }}"
    )


def _listing(case: Case, container: Container) -> str:
    """The statements that tell where each range starts, in the order in which `iter` gives them, else in which the one list has them."""
    from uowgen.claims.subject import find_type

    fields = fields_of(container.declaration).all
    lists = [f for f in fields if "".join(f.type.split()).startswith(("Vec<", "[", "alloc::vec::Vec<", "VecDeque<"))]
    if len(lists) != 1:
        return ""
    inner = lists[0].type.partition("<")[2].removesuffix(">").strip()
    subject = find_type(case, bare_name(inner)) if inner.replace("::", "").isidentifier() else None
    starts = (
        [m.name for m in fields_of(subject.found[0]).all if m.name in STARTS]
        if subject is not None and len(subject.found) == 1
        else []
    )
    if len(starts) != 1:
        return ""
    over = container.methods.get("iter")
    each = "it.iter()" if over is not None and not over[0].parameters else f"it.{lists[0].name}.iter()"
    return f"let mut k = 0; for v in {each} {{ k += 1; let _ = v; }} out.push(k); for v in {each} {{ out.push(v.{starts[0]} as usize); }}"


def _runs(asked: str, removes: bool) -> list[list[int]]:
    """Up to three ranges put in, in each order; then a part is taken out that lies in one of them, or over several."""
    gone = list(combinations(range(10), 2)) if removes else []
    runs = []
    for first, second, third in product(_PIECES, repeat=3):
        if len({first, second, third}) < 3:
            continue
        put = [_INSERT, *first, _INSERT, *second, _INSERT, *third]
        some = gone if first < second < third else gone[:: 7 if asked == "sorted" else 3]
        if asked == "keeps":
            looks = [n for point in range(10) for n in (_FIND, point, 0)]
            runs += [
                [*put, _REMOVE, *cut, *looks]
                for cut in some
                if any(low < cut[0] and cut[1] < high for low, high in (first, second, third))
            ]
        elif asked == "sorted":
            runs += [[*put], *([*put, _REMOVE, *cut, _INSERT, 9, 10, _INSERT, 0, 1] for cut in some)]
        else:
            runs += [[*put, _REMOVE, *cut, _REMOVE, 0, 10] for cut in some]
    return runs


def _steps(asked: str, roles: tuple[str, str, str], kept: str, unit: int) -> Callable[[list[int], list[int]], list[Step]]:
    insert, find, remove = roles

    def told(ops: list[int], seen: list[int]) -> list[Step]:
        model = Ranges()
        tags: dict[int, int] = {}  # by page: which insertion put it in
        steps: list[Step] = []
        at = 0
        split = False
        for n in range(0, len(ops), 3):
            kind, a, b = ops[n : n + 3]
            width = 3 if kind == _FIND else 1
            row = seen[at : at + width]
            at += width
            if len(row) < width:
                return [*steps, Step(f"{(insert, find, remove)[kind]}({a * unit:#x}) panics", None)]
            if kind == _INSERT:
                if bool(row[0]) is not model.insert(a, b):
                    return steps  # which ranges are taken this criterion does not say
                tags.update(dict.fromkeys(range(a, b), n // 3 + 1) if row[0] else {})
                steps.append(Step(f"{insert}({a * unit:#x}, {b * unit:#x})", None))
            elif kind == _REMOVE:
                covered = sum(max(0, min(high, b) - max(low, a)) for low, high in model.ranges) * UNIT
                split = any(low < a and b < high for low, high in model.ranges)
                model.remove(a, b)
                said = f"{remove}({a * unit:#x}, {b * unit:#x})"
                right = row[0] == covered if asked == "counts" else None
                steps.append(
                    Step(
                        said
                        + (f" gives {row[0]:#x}" if asked == "counts" else "")
                        + (f", not {covered:#x}" if right is False else ""),
                        right,
                    )
                )
            else:
                found = model.find(a)
                right = None
                if split and found is not None:
                    right = row == [found[0] * UNIT, found[1] * UNIT, tags[a]]
                steps.append(
                    Step(
                        f"{find}({a * unit:#x}) gives [{row[0] * unit // UNIT:#x}, {row[1] * unit // UNIT:#x}) with `{kept}` {row[2]}",
                        right,
                    )
                )
            if asked == "sorted":
                count = seen[at] if at < len(seen) else 0
                starts = seen[at + 1 : at + 1 + count]
                at += 1 + count
                steps[-1] = Step(
                    f"{steps[-1].said}: {', '.join(map(hex, starts)) or 'nothing'}", starts == sorted(starts) if count > 1 else None
                )
        return steps

    return told
