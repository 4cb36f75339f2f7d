"""`macro_rules!`: which rule a call matches, and what that rule writes. Tokens in, tokens out."""

from __future__ import annotations

from typing import Any, NamedTuple

from uowgen.behaviour import tokens as lexing
from uowgen.behaviour.outcomes import Unknown
from uowgen.behaviour.tokens import Token

_MOST = 20_000  # tokens
_TYPE_ENDS = frozenset({",", "=>", ":", "=", ">", ";", "|", "as", "where"})
_ENDS: dict[str, frozenset[str]] = {
    "expr": frozenset({"=>", ",", ";"}), "stmt": frozenset({"=>", ",", ";"}), "ty": _TYPE_ENDS, "path": _TYPE_ENDS,
    "pat": frozenset({"=>", ",", "=", "if", "in"}), "pat_param": frozenset({"=>", ",", "=", "|", "if", "in"}),
}  # fmt: skip


class Rule(NamedTuple):
    """`(pattern) => { body }`."""

    pattern: tuple[Token, ...]
    body: tuple[Token, ...]


def rules_of(text: str) -> list[Rule]:
    """The rules of a `macro_rules! name { … }`."""
    groups = [t for t in lexing.read(text) if t.kind in "([{"]
    inside = groups[-1].inside if groups else ()
    rules: list[Rule] = []
    at = 0
    while at + 2 < len(inside) + 0:
        if inside[at + 1].text != "=>" or inside[at].kind not in "([{" or inside[at + 2].kind not in "([{":
            raise Unknown("form of a macro")
        rules.append(Rule(inside[at].inside, inside[at + 2].inside))
        at += 3
        if at < len(inside) and inside[at].text == ";":
            at += 1
    return rules


def expanded(rules: list[Rule], given: tuple[Token, ...], crate: str) -> list[Token]:
    """What the first rule that matches `given` writes; raises Unknown when none is sure to."""
    for rule in rules:
        found: dict[str, Any] = {}
        end = _match(rule.pattern, given, 0, found)
        if end == len(given):
            out: list[Token] = []
            _write(rule.body, found, crate, out)
            return out
    raise Unknown("macro call that no rule matches")


# ---------------------------------------------------------------------------------------------------------------- matching


def _match(pattern: tuple[Token, ...], given: tuple[Token, ...], at: int, found: dict[str, Any]) -> int | None:
    """Where the match of the whole `pattern` from `at` on ends; None if there is none. Fills `found` by name."""
    n = 0
    while n < len(pattern):
        token = pattern[n]
        if token.text == "$" and n + 1 < len(pattern):
            following = pattern[n + 1]
            if following.kind == "(":
                separator, sign, n = _repetition(pattern, n + 2)
                at = _repeat(following.inside, separator, sign, pattern[n] if n < len(pattern) else None, given, at, found)
                if at < 0:
                    return None
                continue
            if n + 3 < len(pattern) + 0 and pattern[n + 2].text == ":":
                after = pattern[n + 4] if n + 4 < len(pattern) else None
                end = _fragment(pattern[n + 3].text, given, at, after)
                if end is None:
                    return None
                found[following.text] = _kept(pattern[n + 3].text, given[at:end])
                at, n = end, n + 4
                continue
        if at >= len(given):
            return None
        other = given[at]
        if token.kind in "([{":
            if other.kind != token.kind or _match(token.inside, other.inside, 0, found) != len(other.inside):
                return None
        elif token.text != other.text or other.kind in "([{":
            return None
        at, n = at + 1, n + 1
    return at


def _repetition(pattern: tuple[Token, ...], n: int) -> tuple[Token | None, str, int]:
    """Separator, sign (`*`, `+`, `?`) and what follows the `$(…)` before `n`."""
    if n < len(pattern) and pattern[n].text in ("*", "+", "?"):
        return None, pattern[n].text, n + 1
    if n + 1 < len(pattern) and pattern[n + 1].text in ("*", "+"):
        return pattern[n], pattern[n + 1].text, n + 2
    raise Unknown("repetition in a macro")


def _repeat(
    inner: tuple[Token, ...], separator: Token | None, sign: str, after: Token | None, given: tuple[Token, ...], at: int, found: dict[str, Any]
) -> int:  # fmt: skip
    """Where the rounds of a repetition end; -1 if there are too few."""
    rounds: list[dict[str, Any]] = []
    while at < len(given) and not (sign == "?" and rounds):
        start = at
        if rounds and separator is not None:
            if given[at].text != separator.text:
                break
            start = at + 1
        one: dict[str, Any] = {}
        end = _match(inner, given, start, one)
        if end is None or (end == start and separator is None):
            break
        rounds.append(one)
        at = end
    if sign == "+" and not rounds:
        return -1
    for name in _names(inner):
        found[name] = [one.get(name) for one in rounds]
    return at


def _names(pattern: tuple[Token, ...]) -> list[str]:
    out: list[str] = []
    for n, token in enumerate(pattern):
        if token.kind in "([{":
            out += _names(token.inside)
        elif token.text == "$" and n + 2 < len(pattern) and pattern[n + 2].text == ":":
            out.append(pattern[n + 1].text)
    return out


def _fragment(kind: str, given: tuple[Token, ...], at: int, after: Token | None) -> int | None:
    """Where a fragment of `kind` that starts at `at` ends; None if none starts there."""
    if kind == "vis":
        if at < len(given) and given[at].text == "pub":
            return at + 2 if at + 1 < len(given) and given[at + 1].kind == "(" else at + 1
        return at
    if at >= len(given):
        return None
    first = given[at]
    if kind == "tt":
        return at + 1
    if kind == "ident":
        return at + 1 if first.kind == "name" and first.text != "_" else None
    if kind == "lifetime":
        return at + 1 if first.kind == "lifetime" else None
    if kind == "block":
        return at + 1 if first.kind == "{" else None
    if kind == "literal":
        if first.text == "-" and at + 1 < len(given) and given[at + 1].kind == "literal":
            return at + 2
        return at + 1 if first.kind == "literal" or first.text in ("true", "false") else None
    if kind == "meta":
        end = at + 1
        while end < len(given) and given[end].text == "::":
            end += 2
        if end < len(given) and given[end].kind in "([{":
            return end + 1
        if end < len(given) and given[end].text == "=":
            return end + 2
        return end
    if kind in _ENDS:
        return _open_fragment(kind, given, at, after)
    raise Unknown(f"fragment {kind} of a macro")


def _open_fragment(kind: str, given: tuple[Token, ...], at: int, after: Token | None) -> int | None:
    """An expression, type, path or pattern goes on to what may follow it outside of brackets."""
    end = at
    angles = 0
    while end < len(given):
        token = given[end]
        if kind in ("ty", "path"):
            angles += {"<": 1, ">": -1, ">>": -2, "<<": 2}.get(token.text, 0)
            if token.kind == "{" or (
                angles <= 0 and token.text in _ENDS[kind] and not (token.text == ">" and angles == 0 and end > at)
            ):
                break
        elif token.text in _ENDS[kind] and token.kind in ("sign", "name"):
            break
        end += 1
    if end == at or (kind == "expr" and given[at].text in ("=", "=>", ",", ";")):
        return None
    return end


def _kept(kind: str, part: tuple[Token, ...]) -> Token:
    """What a fragment is written as; an expression of several tokens is bracketed, so that it stays one."""
    if kind == "expr" and len(part) > 1:
        return Token("(", "", part)
    return Token("none", "", part)


# ----------------------------------------------------------------------------------------------------------------- writing


def _write(body: tuple[Token, ...], found: dict[str, Any], crate: str, out: list[Token]) -> None:
    n = 0
    while n < len(body):
        token = body[n]
        if len(out) > _MOST:
            raise Unknown("macro that expands to very much")
        if token.text == "$" and n + 1 < len(body):
            following = body[n + 1]
            if following.kind == "(":
                separator, _, end = _repetition(body, n + 2)
                _write_rounds(following.inside, separator, found, crate, out)
                n = end
                continue
            if following.text == "crate":
                out.append(Token("name", crate))
                n += 2
                continue
            if following.text in found:
                value = found[following.text]
                if isinstance(value, list) or value is None:
                    raise Unknown("repetition in a macro")
                out.append(value)
                n += 2
                continue
            raise Unknown(f"${following.text} in a macro")
        if token.kind in "([{":
            inner: list[Token] = []
            _write(token.inside, found, crate, inner)
            out.append(Token(token.kind, "", tuple(inner)))
        else:
            out.append(token)
        n += 1


def _write_rounds(inner: tuple[Token, ...], separator: Token | None, found: dict[str, Any], crate: str, out: list[Token]) -> None:
    used = [name for name in _used(inner) if isinstance(found.get(name), list)]
    counts = {len(found[name]) for name in used}
    if len(counts) != 1:
        raise Unknown("repetition in a macro")
    for n in range(counts.pop()):
        if n and separator is not None:
            out.append(separator)
        _write(inner, {**found, **{name: found[name][n] for name in used}}, crate, out)


def _used(body: tuple[Token, ...]) -> list[str]:
    out: list[str] = []
    for n, token in enumerate(body):
        if token.kind in "([{":
            out += _used(token.inside)
        elif n and body[n - 1].text == "$":
            out.append(token.text)
    return out
