"""What a reading of a sentence claims: trials on single values, each right or wrong in the tree's code and in the spec's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.valued.wanted import Want, is_named, name_of, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from uowgen.claims.valued.reader import Some
    from uowgen.claims.valued.table import Answer, Function, Table

Row = tuple[int, int]


class Trial(NamedTuple):
    """One question. `right` tells of the tree's code, or with True of the spec's own, whether it is so; None where that is not known."""

    says: str
    right: Callable[[bool], bool | None]


class Claim(NamedTuple):
    """One reading. `sure`: every word was accounted for, and means nothing else here."""

    trials: tuple[Trial, ...]
    sure: bool = True

    def outcome(self, *, own: bool) -> tuple[bool | None, str]:
        """Whether all of it is so, with the first that is not."""
        unknown = not self.trials
        for trial in self.trials:
            right = trial.right(own)
            if right is False:
                return False, trial.says
            unknown = unknown or right is None
        return (None if unknown else True), ""


def told(answer: Answer) -> str:
    """An answer as people write it."""
    return f"panics: {answer.panic}" if answer.panic else f"is {plain_text(answer.value)}"


def plain_text(value: object) -> str:
    """A plain value as Rust would write it."""
    if is_named(value):
        inner = ", ".join(plain_text(v) for v in value[1].values())  # type: ignore[index]
        return f"{value[0]}({inner})" if inner else str(value[0])  # type: ignore[index]
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else "()" if value is None else str(value)


def fits(answer: Answer, want: Want) -> bool | None:
    """Whether an answer is as wanted: a panic is no answer."""
    return None if not answer.known else False if answer.panic else want.fits(answer.value)


def gives(table: Table, f: Function, rows: Iterable[Row], want: Want, *, denied: bool = False) -> tuple[Trial, ...]:
    """That the function gives what is wanted of each of these values; `denied`: of none of them."""

    def trial(row: Row) -> Trial:
        def right(own: bool) -> bool | None:
            answer = table.gave(f, row, own=own)
            found = fits(answer, want) if may_be(table, answer, want) else None
            return found if found is None or not denied else not found

        return Trial(
            f"`{f.name}` of `{table.called(row, f.of if f.sort == 'convert' else '')}` {told(table.gave(f, row, own=False))}", right
        )

    return tuple(trial(row) for row in rows)


def may_be(table: Table, answer: Answer, want: Want) -> bool:
    """Whether a variant that is wanted is one of what was given: of a number, or of an error of another type, the words say something else."""
    if want.sort != "variant" or not answer.known or answer.panic:
        return True
    value = opened(answer.value)
    if isinstance(value, (int, str)) and not isinstance(value, bool):
        return False
    wanted = want.says.strip("`").partition("(")[0].rpartition("::")[2]
    head = name_of(value)
    of = next((s.variants for s in (table.shape, *table.others.values()) if head in s.variants), None)
    return of is None or wanted in of or not wanted.isidentifier()


def may_give(f: Function, want: Want) -> bool:
    """Whether the type of what a function gives has room for what is wanted."""
    plain = f.gives.replace(" ", "")
    wrapped = plain.startswith(("Option<", "Result<"))
    inner = plain.partition("<")[2].rstrip(">") if wrapped else plain
    if want.sort == "number":
        return inner.partition(",")[0] in _NUMBERS
    if want.sort == "text":
        return f.text or inner.startswith("&")
    if want.sort == "bool":
        return plain == "bool"
    if want.sort in ("none", "error"):
        return wrapped
    return True


_NUMBERS = frozenset("u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize".split())  # noqa: SIM905


def claim_each(table: Table, functions: tuple[Function, ...], some: Some, want: Want, *, denied: bool = False) -> Iterator[Claim]:
    """What is wanted of each of these values, as one reading for each function that may be meant."""
    several = len(functions) > 1
    for f in functions:
        if f.name == "source" and want.sort == "variant" and want.says.strip("`") in table.shape.variants:
            continue  # what is behind an error is no error of the same type
        if f.name == "Display" and want.sort == "variant":
            continue  # what is shown is a text, however it is written
        if may_give(f, want) or not several:
            yield Claim(gives(table, f, some.rows, want, denied=denied), some.sure)


def only(table: Table, f: Function, some: Some, want: Want, *, unless: bool = False) -> tuple[Trial, ...]:
    """That it gives this for no others (`unless`: for all others). That it does so for these is said as well, but not as plainly."""

    def trial(row: Row) -> Trial:
        inside = row in some.rows

        def right(own: bool) -> bool | None:
            found = fits(table.gave(f, row, own=own), want)
            if found is None:
                return None
            good = found != (inside if unless else not inside)
            return True if good else None if inside else False

        return Trial(f"`{f.name}` of `{table.called(row)}` {told(table.gave(f, row, own=False))}", right)

    return tuple(trial(row) for row in table.rows(table.shape.name))


def differ(table: Table, f: Function) -> tuple[Trial, ...]:
    """That no two variants are given the same."""
    order = list(table.shape.variants)

    def right(own: bool) -> bool | None:
        seen: dict[object, int] = {}
        for row in table.rows(table.shape.name):
            answer = table.gave(f, row, own=own)
            if not answer.known or answer.panic or not isinstance(answer.value, (int, str)):
                return None
            if seen.setdefault(answer.value, row[0]) != row[0]:
                return False
        return True if table.complete(table.shape.name) and len(order) > 1 else None

    def story() -> str:
        by: dict[object, str] = {}
        for row in table.rows(table.shape.name):
            value = table.gave(f, row, own=False).value
            name = order[row[0]]
            if isinstance(value, (int, str)) and by.setdefault(value, name) != name:
                return f"`{f.name}` of `{by[value]}` and of `{name}` is {plain_text(value)}"
        return f"`{f.name}`"

    return (Trial(story(), right),)


def row_of(table: Table, value: object) -> Row | None:
    """The row of a value of the type that some function gave."""
    it = opened(value)
    if not is_named(it):
        return None
    name, held = name_of(it), it[1]  # type: ignore[index]
    numbers = list(held.values())
    if table.shape.newtype:
        return (0, numbers[0]) if name == table.shape.name and len(numbers) == 1 and isinstance(numbers[0], int) else None
    order = list(table.shape.variants)
    if name not in order or any(not isinstance(n, int) for n in numbers) or len(set(numbers)) > 1:
        return None
    return order.index(name), numbers[0] if numbers else 0


__all__ = [
    "Claim",
    "Row",
    "Trial",
    "claim_each",
    "differ",
    "fits",
    "gives",
    "may_give",
    "name_of",
    "only",
    "plain_text",
    "row_of",
    "told",
]
