"""Turns the words of a condition into Rust: “when `busy` is set”, “if the queue is closed”, “for `Ready` and `Running`”.

What it does not know all of gives no condition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

ME = "uowgen_self"
_TRUE = frozenset({"set", "true", "on", "enabled", "raised", "active"})
_FALSE = frozenset({"unset", "false", "off", "disabled", "clear", "cleared", "inactive"})
_FILLERS = frozenset(
    {"the", "a", "an", "is", "are", "already", "currently", "still", "flag", "field", "argument", "parameter", "value", "it", "state", "in",
     "was", "has", "been", "being", "there", "its", "this", "variants", "variant", "given", "bit", "equal", "to", "equals"}
)  # fmt: skip
_NOT = frozenset({"not", "never", "no", "isn't"})
_ORDERS = {
    "greater": ">", "larger": ">", "more": ">", "above": ">", "exceeds": ">", "over": ">", "bigger": ">",
    "less": "<", "smaller": "<", "fewer": "<", "below": "<", "under": "<",
}  # fmt: skip


class Known(NamedTuple):
    """What can be spoken of: the receiver's type (or empty), its fields and the parameters with their types, its methods without
    parameters that give a `bool`, and the variants of every enum among these, with what each carries.
    """

    owner: str
    fields: Mapping[str, str]
    parameters: Mapping[str, str]
    tests: frozenset[str]
    variants: Mapping[str, Mapping[str, str]]

    def place(self, name: str) -> str:
        """The expression for a parameter or field of that name; empty if there is none."""
        if name in self.parameters:
            return name
        return f"{ME}.{name}" if name in self.fields else ""

    def type_of(self, name: str) -> str:
        """The type of that parameter or field."""
        return self.parameters.get(name) or self.fields.get(name, "")


def condition_of_words(text: str, known: Known) -> str:
    """The condition as a Rust expression over the parameters and `uowgen_self`; empty if the words are not understood."""
    said = text.strip().rstrip(".")
    if said.startswith("`") and said.endswith("`") and said.count("`") == 2:
        inner = said.strip("`")
        alone = _states(inner.removeprefix("self."), known)
        return alone or _of_variants([inner], known.owner, ME, known) or _code(inner, known)
    words = _words(said)
    turned = sum(w.lower() in _NOT for w in words) == 1
    rest = [w for w in words if w.lower() not in _NOT and (w.lower() not in _FILLERS or known.place(w))]
    made = _plain(rest, known)
    return f"!({made})" if made and turned else made


def _words(text: str) -> list[str]:
    """The words, a piece in backticks as one."""
    found: list[str] = []
    for n, piece in enumerate(text.split("`")):
        found += [piece.strip().removeprefix("self.").removesuffix("()")] if n % 2 else piece.replace(",", " ").split()
    return [w for w in found if w]


def _plain(words: list[str], known: Known) -> str:
    if not words:
        return ""
    name = words[0]
    place, kind = known.place(name), known.type_of(name)
    rest = [w.lower() for w in words[1:]]
    if place and not rest:
        return place if kind == "bool" else f"{place}.is_some()" if kind.startswith("Option<") else ""
    if place and len(rest) == 1:
        return _state(place, kind, words[1], known)
    if place and len(rest) >= 2 and rest[0] in _ORDERS and _is_value(words[-1]) and set(rest[1:-1]) <= {"than"}:
        return f"{place} {_ORDERS[rest[0]]} {words[-1]}"
    if place and len(rest) == 3 and rest[1] == "or" and rest[2].upper() == words[3].upper():
        return ""
    if len(words) == 1:
        return _states(name, known) or _of_variants([name], known.owner, ME, known)
    if place and _listed(words[1:]):
        return _of_variants(_listed(words[1:]), _bare(kind), place, known)
    if not place and known.owner and _listed(words):
        return _of_variants(_listed(words), known.owner, ME, known)
    if len(words) == 2 and words[0][:1].islower() and not place:  # “the queue is closed”: the first names the receiver
        owner = known.owner.lower()
        if owner.endswith(words[0].lower()) or words[0].lower() in ("self", "receiver"):
            return _states(words[1], known) or _of_variants([words[1]], known.owner, ME, known)
    return ""


def _listed(words: list[str]) -> list[str]:
    """The entries of `A, B and C`; empty if there is more."""
    kept = [w for w in words if w not in ("and", "or", "both", "either")]
    return kept if all(w[:1].isupper() for w in kept) else []


def _states(word: str, known: Known) -> str:
    """A truth of the receiver: a field `busy`, a method `is_busy`."""
    name = word.removesuffix("()")
    if name in known.fields and known.fields[name] == "bool":
        return f"{ME}.{name}"
    for method in (name, f"is_{name.lower()}"):
        if method in known.tests and (method == name or name.islower()):
            return f"{ME}.{method}()"
    return ""


def _state(place: str, kind: str, word: str, known: Known) -> str:
    lower = word.lower()
    if kind == "bool":
        return place if lower in _TRUE else f"!{place}" if lower in _FALSE else ""
    if kind.startswith("Option<"):
        return {"none": f"{place}.is_none()", "empty": f"{place}.is_none()", "some": f"{place}.is_some()",
                "set": f"{place}.is_some()", "unset": f"{place}.is_none()", "missing": f"{place}.is_none()"}.get(lower, "")  # fmt: skip
    if kind.startswith(("Vec<", "&str", "String", "&[")):
        return {"empty": f"{place}.is_empty()", "non-empty": f"!{place}.is_empty()"}.get(lower, "")
    if kind.lstrip("iu").isdigit() or kind in ("usize", "isize"):
        named = {"zero": "== 0", "0": "== 0", "nonzero": "!= 0", "non-zero": "!= 0", "negative": "< 0", "positive": "> 0",
                 "odd": "% 2 == 1", "even": "% 2 == 0"}.get(lower, "")  # fmt: skip
        return f"{place} {named}" if named else f"{place} == {word}" if _is_value(word) else ""
    return _of_variants([word], _bare(kind), place, known)


def _of_variants(names: list[str], enum: str, place: str, known: Known) -> str:
    """`matches!(place, Enum::A | Enum::B(..))` for names of variants of one enum."""
    variants = known.variants.get(enum, {})
    patterns = []
    for name in names:
        owner, _, last = name.split("(")[0].split("{")[0].strip().rpartition("::")
        if last not in variants or owner.rpartition("::")[2] not in ("", "Self", enum):
            return ""
        parts = variants[last]
        patterns.append(f"{enum}::{last}" + (" { .. }" if parts.startswith("{") else "(..)" if parts else ""))
    return f"matches!({place}, {' | '.join(patterns)})" if patterns else ""


def _code(text: str, known: Known) -> str:
    """Code that names fields and methods of the receiver with or without `self.`."""
    out: list[str] = []
    at = 0
    while at < len(text):
        if text[at].isalpha() or text[at] == "_":
            end = at
            while end < len(text) and (text[end].isalnum() or text[end] == "_"):
                end += 1
            word, before, after = text[at:end], "".join(out).rstrip()[-1:], text[end:].lstrip()
            if word == "self":
                out.append(ME)
            elif (
                before not in (".", ":")
                and not after.startswith("::")
                and word not in known.parameters
                and ((word in known.fields and not after.startswith("(")) or (word in known.tests and after.startswith("(")))
            ):
                out.append(f"{ME}.{word}")
            else:
                out.append(word)
            at = end
        else:
            out.append(text[at])
            at += 1
    return "".join(out)


def _bare(kind: str) -> str:
    return kind.removeprefix("&").removeprefix("mut ").strip().rpartition("::")[2]


def _is_value(word: str) -> bool:
    return word.lstrip("-")[:1].isdigit() or (len(word) > 1 and word.isupper() and word.replace("_", "").isalnum())
