"""Short forms in which members and marks are listed: “Variants of `E`: `A`, `B`”, “`T`'s type is `U`”, “wraps a private `u8`”, “two `u8`
fields, both private”, “a private `f` helper exists in `a.rs`”.
"""

from __future__ import annotations

import re

from uowgen.claims.sentences.everyday import Said

_N = r"`[A-Za-z_][\w:]*(?:\(\))?`"
_T = r"`[A-Z]\w*(?:<[^`]*>)?`"
_LIST = r"`[^`]+`(?:(?:,| and|, and) `[^`]+`)*"
_FILE = r"`(?:[\w.-]+/)*[\w.-]+\.rs`"
_FORMS = (
    (rf"(?:the )?(?P<w>variants|fields|methods) of (?P<t>{_T}):? (?:are )?(?P<l>{_LIST})", ("{t} has the {w} {l}",)),
    (rf"(?:the )?derives (?:on|of|for) (?P<t>{_T}):? (?:are )?(?P<l>{_LIST})", ("{t} derives {l}",)),
    (rf"(?P<t>{_T}) has derive macros for (?P<l>{_LIST})", ("{t} derives {l}",)),
    (rf"(?P<t>{_T}) (?:lists|has|names|defines) (?P<l>{_LIST}) as (?:its )?(?P<w>variants|fields|methods)", ("{t} has the {w} {l}",)),
    (r"the `(?P<v>\w+)` (?:variant|field|method|constant) of `(?P<t>[A-Z]\w*)` (?P<r>(?:is|has|carries|takes|returns|holds|wraps) .+)", ("`{t}::{v}` {r}",)),
    (rf"(?P<n>{_N})['’]s type is (?:now )?(?P<u>`[^`]+`)", ("{n} is of type {u}",)),
    (rf"(?P<t>{_T}) wraps an? (?P<v>private|public) (?P<u>`[^`]+`)", ("{t} wraps {u}", "All fields of {t} are {v}")),
    (rf"(?P<s>(?P<t>{_T}) has (?:two|three|four|five) (?:`[^`]+` )?fields),? (?:both|all)(?: of them)? (?P<v>private|public)", ("{s}", "All fields of {t} are {v}")),
    (rf"(?:an? |the )(?:new )?(?P<v>private|public) (?P<n>{_N}) (?:handler|helper|function|method|constant|static|type|struct|enum)? ?(?:exists|is there|is added|is defined) in (?P<f>{_FILE})", ("{n} is {v}", "{n} exists in {f}")),
    (r"(?P<n>`[^`]+`) has an? safety section(?: in its (?:docs|documentation|doc comment))?", ("{n} has a `# Safety` section",)),
    (rf"(?P<f>{_FILE}) (?:has|contains) no (?:mention|trace|use|occurrence)s? of (?P<n>`[^`]+`)(?: any more| any longer| left)?", ("No {n} in {f}",)),
    (rf"(?:the (?:name|identifier|symbol) )(?P<n>{_N}) (?:does not|no longer) (?:occurs?|appears?)(?: anywhere)?(?: in the (?:tree|code|repository|workspace))?(?: any more)?", ("No {n} remains",)),
    (rf"(?P<n>{_N}) is (?:exported|re-exported|made available) (?:by|from) (?:the )?(?P<m>`\w+`) module", ("{n} is re-exported from {m}",)),
    (r"`(?P<t>[A-Z]\w*)`['’]s (?:constructor|method|function|field|constant|getter|accessor) `(?P<m>\w+)(?:\(\))?` (?P<r>(?:is|takes|returns|has) .+)", ("`{t}::{m}` {r}",)),
    (rf"(?P<t>{_T}) (?:gets|gains|has) an? (?:new )?associated constant `(?P<c>\w+)`", ("{t} has a constant `{c}`",)),
)  # fmt: skip


def said_of_labels(text: str) -> Said | None:
    """What `text` amounts to, where it has one of the forms; None if it has none."""
    plain = " ".join(text.split()).rstrip(" .")
    for pattern, sentences in _FORMS:
        found = re.fullmatch(pattern, plain, re.IGNORECASE)
        if found is not None:
            return Said(tuple(sentence.format(**found.groupdict()) for sentence in sentences))
    return _each_file(plain) or _all_of_type(plain)


def _all_of_type(text: str) -> Said | None:
    """“`T` has `a` and `b`, both `u8`”: the fields with their type."""
    found = re.fullmatch(
        rf"(?P<t>{_T}) (?:has|holds|keeps) (?:the )?(?:private |public )?(?:fields )?(?P<l>`\w+`(?:(?:,| and|, and) `\w+`)+),? \(?(?:both|all|each)(?: of type)? (?:an? )?(?P<u>`[^`]+`)\)?",
        text,
    )
    if found is None:
        return None
    return Said(
        tuple(f"{found['t']} has the field `{name}: {found['u'].strip('`')}`" for name in re.findall(r"`(\w+)`", found["l"]))
    )


def _each_file(text: str) -> Said | None:
    """“`a.rs` and `b.rs` import `X`”, “`use p::X` appears in both `a.rs` and `b.rs`”: each of them."""
    found = re.fullmatch(
        rf"(?P<files>{_FILE}(?:(?:,| and|, and) {_FILE})+) (?:both |all )?(?P<verb>import|use|declare|define|re-export) (?P<rest>.+)",
        text,
    )
    if found is not None:
        return Said(tuple(f"{file} {found['verb']}s {found['rest']}" for file in re.findall(_FILE, found["files"])))
    found = re.fullmatch(
        rf"(?P<names>{_N}(?:(?:,| and|, and) {_N})*) (?:is|are) (?:both |all )?(?:an? )?`#\[test\]` functions?", text
    )
    if found is not None:
        return Said(tuple(f"{name} test exists" for name in re.findall(_N, found["names"])))
    found = re.fullmatch(
        rf"(?P<use>`(?:pub )?use [^`]+`) (?:appears|stands|is) in (?:both |all of )?(?P<files>{_FILE}(?:(?:,| and|, and) {_FILE})*)",
        text,
    )
    return Said(tuple(f"{found['use']} is in {file}" for file in re.findall(_FILE, found["files"]))) if found is not None else None
