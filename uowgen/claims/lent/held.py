"""How a type holds what it has, and how its methods take it: by value, by a reference, shared; and whether it may go to another thread.

Only the declarations tell; nothing is run.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files
from uowgen.claims.kind import Finding, shown
from uowgen.claims.subject import find_type
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

NAME = "holds_in_this_way"
_EMPTY = frozenset(
    [
        "the",
        "a",
        "an",
        "its",
        "it's",
        "just",
        "very",
        "only",
        "single",
        "merely",
        "plain",
        "any",
        "such",
        "itself",
        "struct",
        "descriptor",
    ]
)
_SHARES = when_used(r"\b(?:Arc|Rc)\s*<")


class _Type(NamedTuple):
    """A type as its declaration has it: fields with their types, methods with how they take it."""

    declaration: Declaration
    fields: dict[str, str]
    methods: dict[str, str]  # `self`, `&self`, `&mut self`
    ends: bool  # whether its end does something
    sent: bool  # whether somebody says by hand that it may be sent


def decided(text: str, case: Case) -> Finding | None:
    """What the declarations say of a sentence on how something is held; None for other sentences."""
    if not re.search(
        r"borrow|own|refer|embed|inline|value|field|lifetime|outlive|self|consum|usable|used|Arc|pointer|Send|direct|thread|CPU",
        text,
        re.I,
    ):
        return None
    for one in case.once("types as they are declared", lambda: list(_types(case))):
        found = _of_send(text, one) or _of_self(text, one) or _of_fields(text, one)
        if found is not None:
            return found
    return None


def _types(case: Case) -> Iterator[_Type]:
    names: list[str] = []
    for file in block_files(case):
        names += [d.item.name for d in file.declarations() if d.item.kind == "struct" and not d.owner]
        names += [d.owner.rpartition(" for ")[2].partition("<")[0] for d in file.declarations() if d.owner]
    for name in dict.fromkeys(names):
        found = find_type(case, name).found
        if len(found) != 1 or found[0].item.kind != "struct":
            continue
        text = found[0].file.rust.source.data.decode("utf-8", "replace")
        declared = re.search(rf"\bstruct {name}\b[^{{;]*\{{(.*?)\n\}}", text, re.S)
        body = re.sub(r"//[^\n]*", "", declared[1]) if declared else ""
        fields = dict(re.findall(r"(?:pub(?:\([^)]*\))? )?(\w+)\s*:\s*((?:[^,<]|<[^>]*>|<[^>]*<[^>]*>[^>]*>)+)(?:,|$)", body))
        methods: dict[str, str] = {}
        for impl in re.findall(rf"\nimpl(?:<[^>]*>)? {name}\b[^{{]*\{{(.*?)\n\}}", text, re.S):
            methods |= {
                f: re.sub(r"'\w+ |\bmut (?=self\b)(?<!& mut )", "", how) if not how.startswith("&") else re.sub(r"'\w+ ", "", how)
                for f, how in re.findall(r"\bfn (\w+)(?:<[^>]*>)?\(\s*((?:&(?:'\w+ )?)?(?:mut )?self)\b", impl)
            }
        sent = bool(re.search(rf"unsafe impl(?:<[^>]*>)? Send for {name}\b", text))
        ends = bool(re.search(rf"\bDrop for {name}\b", text))
        yield _Type(found[0], {n: t.strip() for n, t in fields.items()}, methods, ends, sent)


def _finding(so: bool, why: str, one: _Type) -> Finding:
    place = (shown(one.declaration),)
    if so:
        return Finding("holds", why, "structure", None, place, "proved")
    return Finding("fails", why, "structure", "behaves-differently", place, "proved")


def _plain(text: str, one: _Type) -> str:
    """The sentence in lower case; the type is `G`."""
    name = one.declaration.item.name
    humps = [h.lower() for h in re.findall(r"[A-Z][a-z0-9]*", name)]
    bare = re.sub(r"[.;:]+$", "", text.replace("`", "").replace("’", "'").strip())
    bare = re.sub(r"\bof its own\b", "", bare)
    bare = re.sub(r"\b(is|does|do|can)n't\b|\bcan't\b", lambda m: f"{m[1] or 'can'} not", bare).replace("cannot", "can not")
    bare = re.sub(r"([,;:]|->)(?=\s|$)", r" \1 ", bare)
    bare = " ".join(w for w in bare.split() if w.lower() not in _EMPTY)
    bare = re.sub(rf"\b{name}(?:<[^>]*>)?", "G", bare)
    last = [humps[-1]] if len(humps[-1]) > 3 else []
    words = [" ".join(humps), *last, *(["guard"] if one.ends else []), "(?<=^)struct", "(?<=the )struct"]
    return re.sub(rf"(?i)\b(?:{'|'.join(words)})\b(?!\s*::)", "G", bare)


# ---------------------------------------------------------------------------------------------------------------------- Send


def _of_send(text: str, one: _Type) -> Finding | None:
    said = _plain(text, one)
    name = r"(?:G|G values?|G s)"
    no = (
        rf"{name} (?:is|are) not Send(?: ,? ?because of .+)?|{name} ?: ?!Send(?: ?,? because (?:of )?.+)?|{name} (?:can|may|must) not be (?:sent|moved|passed) to (?:another|other|different) (?:thread|cpu|CPU|core)s?|{name} is !Send|"
        rf"{name} does not implement Send|compiler refuses to (?:pass|send|move) {name} to (?:code that requires Send|(?:another|other) thread)|fn \w+<T : ?Send>\(_ ?: ?T\) , called with {name} , is rejected by (?:rustc|compiler)|"
        rf"{name} does not cross threads|no Send for {name}|{name} stays on (?:thread|CPU) (?:that|which) made it|sending {name} to (?:another|other) thread does not compile"
    )
    yes = rf"{name} (?:is|are) Send|{name} implements Send|{name} (?:can|may) be (?:sent|moved|passed) to (?:another|other) (?:thread|CPU)s?"
    kept = re.sub(r"(?<=T): ", " : ", said)
    denied, told = re.fullmatch(no, kept), re.fullmatch(yes, kept)
    if not denied and not told:
        return None
    reason = re.search(r"because (?:of )?(.+?)(?: field)?$", kept)
    bars = [n for n, t in one.fields.items() if re.search(r"\*\s*(?:mut|const)\b|\bRc\s*<|MutexGuard", t)]
    if reason and not any(re.sub(r"\s", "", one.fields[n]) in re.sub(r"\s", "", reason[1]) or n in reason[1] for n in bars):
        return None if bars else _finding(False, "no field of it keeps it from being sent", one)
    if one.sent or not bars:
        # What is not seen here, a type of elsewhere, may keep it from being sent.
        plain = all(re.fullmatch(r"(?:&'?\w* ?)?(?:\w+|bool|[ui]\w+|PhantomData<\(?\)?>)", t) for t in one.fields.values())
        return _finding(not denied, "nothing keeps it from being sent", one) if one.sent or plain else None
    return _finding(bool(denied), f"`{bars[0]}` keeps it from being sent", one)


# ---------------------------------------------------------------------------------------------------------------------- self


def _of_self(text: str, one: _Type) -> Finding | None:
    said = _plain(text, one)
    for name, how in sorted(one.methods.items(), key=lambda row: -len(row[0])):
        call = rf"(?:(?:G::)?{name}(?:\(\.*\))?)"
        if not re.search(call, said):
            continue
        g = r"(?:G|self|guard|value)"
        value = (
            rf"{call} (?:takes|consumes|eats|moves|uses up) {g}(?: by (?:value|move))?|{call} takes {g} by (?:value|move)|{g} is (?:consumed|moved|used up|taken by value) by {call}|{g} is (?:gone|moved|not usable) after {call}|"
            rf"after {call} {g} can not be used(?: any more| again)?|{call} takes self by value|{call} takes ownership of {g}|{call} takes ownership {g}"
        )
        lent = (
            rf"{call} (?:takes|works on|has|gets|needs) &mut self(?: ,? ?(?:instead consuming|so|not by|and not|rather than|instead of consuming|instead).*)?|{call} borrows {g} mutably(?: ,? ?(?:it|and|so|which).*)?|{call} does not (?:take {g} by value|consume {g})|"
            rf"{g} is borrowed by {call}(?: ,.*)?|{g} is not consumed by {call}|after {call} {g} can still be used(?: by caller)?|caller keeps {g} when {call} returns|signature : {name}\(&mut self.*|receiver {call} is mutable reference|"
            rf"{g} stays (?:usable|valid|with caller) after {call}|{call} leaves {g} usable|{g} outlives {call}"
        )
        if re.fullmatch(value, said):
            return _finding(how == "self", f"`{name}` takes `{how}`", one)
        if re.fullmatch(lent, said):
            return _finding(how != "self" and ("mut" not in said or how == "&mut self"), f"`{name}` takes `{how}`", one)
    return None


# -------------------------------------------------------------------------------------------------------------------- fields


def _of_fields(text: str, one: _Type) -> Finding | None:
    said = _plain(text, one)
    for field, type_ in one.fields.items():
        inner = (
            re.search(r"&\s*(?:'\w+\s+)?(?:mut\s+)?(\w+)", type_)
            or re.search(r"(?:Arc|Rc|Box)\s*<\s*(\w+)", type_)
            or re.search(r"(\w+)", type_)
        )
        bare = inner[1] if inner else type_
        humps = " ".join(h.lower() for h in re.findall(r"[A-Z][a-z0-9]*|\w+", bare)) if bare[:1].isupper() else ""
        words = [w for w in (bare, field, humps, humps.split(" ")[-1] if humps else "") if len(w) > 2]
        x = rf"(?:(?:\w+ ){{0,1}}(?i:{'|'.join(map(re.escape, dict.fromkeys(words)))}))"
        found = _of_one(said, field, type_, x, bare)
        if found is not None:
            so, why = found
            return _finding(so, why, one)
    return None


def _of_one(said: str, field: str, type_: str, x: str, bare: str) -> tuple[bool, str] | None:
    borrowed, shares = type_.startswith("&"), bool(_SHARES.search(type_))
    owned = not borrowed and not shares and not type_.startswith("*")
    why = f"`{field}` is a `{type_}`"
    more = r"(?: ,? ?(?:for|with|of) (?:lifetime )?'\w+| ,? ?(?:and |it )?(?:does|do|is) not (?:own|owned|it own|copied|copy)(?: it)?| ,? ?no (?:Arc|copy)(?: and no (?:copy|Arc))?| , not owned)*"
    is_lent = (
        rf"G borrows {x}{more}|{x} is borrowed by G{more}|G (?:stores|holds|keeps|has|carries) {x} by (?:shared )?reference{more}|G (?:stores|holds|keeps|has|carries) (?:shared |borrowed )?(?:reference to|reference|&'\w+|&|borrow of) ?{x}(?: reference)?{more}|"
        rf"G (?:stores|holds|keeps|has|carries) &'\w+ {x}(?: reference)?|(?:G|it)? ?is tied by lifetime parameter to {x} it refers to|G can not outlive {x}(?: it (?:came from|borrows|refers to))?|no ownership (?:\w+ )?{x} in G(?: , (?:just )?&\w+)?|"
        rf"field {field} is borrow{more}|{field} field ?: (?:type )?&'\w+ {x}|field {field} is reference{more}|{x} must outlive G|{x} outlives G|{x} lives longer than G|G does not own {x}|G refers to {x}(?: ,? ?(?:and )?does not own it)?|{field} is &'\w+ {x}"
    )
    if re.fullmatch(is_lent, said):
        return borrowed, why
    is_own = (
        rf"(?:G|[Ee]ach G|space|\w+) (?:owns|holds|keeps|stores|has|embeds|contains) {x} (?:by value|inline|directly|in place|of)?(?: ,? ?(?:without (?:an )?Arc|which is not reference counted|not (?:behind|in) (?:an )?Arc|not shared))?|"
        rf"(?:field )?{x}(?: field)? is (?:declared as )?(?:bare|plain|direct) {bare}|field {field} is declared as (?:bare )?{bare}|{field} field is not Arc(?: , (?:value )?sits right in (?:struct|G|it)?)?|(?:\w+'s )?{x} is held (?:directly|by value|inline)(?: instead (?:of )?through shared pointer| , not (?:behind|in) Arc)?|"
        rf"{field} ?: {bare} , not Arc<{bare}>|(?:field {field}|{field} field) has {bare}|(?:field )?{field}(?: field)? (?:has|is|is of) (?:type )?{bare}|no Arc around {x}|{x} is not (?:shared|reference counted|in Arc)|each (?:G|space) embeds {x} of , which is not reference counted|G owns {x}(?: by value)?"
    )
    if re.fullmatch(is_own, said):
        return owned, why
    is_shared = rf"G (?:shares|holds shared) {x}(?: through Arc)?|{x} is (?:shared|reference counted|held (?:in|through|behind|by) Arc|in Arc|behind Arc)|{field} is Arc(?:<{bare}>)?|G (?:holds|keeps|stores|has) (?:Arc<{bare}>|{x} (?:in|behind|through|by) (?:an )?Arc)"
    if re.fullmatch(is_shared, said):
        return shares, why
    return None


__all__ = ["NAME", "decided"]
