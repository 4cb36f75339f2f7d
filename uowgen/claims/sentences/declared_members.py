"""Phrases on what a type has, put as those that frames read: “a `Full` variant with an `at: usize` field”, “stores the value in
`slots: [T; 4]`”, “has a `fn a()` and a `fn b()`”, “a `bitflags!` type with `A` and `B`”, tests and callers.
"""

from __future__ import annotations

import re

from uowgen.claims.sentences.everyday import Said, by_forms

_N = r"`[A-Za-z_][\w:]*(?:\(\))?`"
_OF = r"(?P<of>`[A-Z]\w*(?:<[^`]*>)?`)"
_FILE = r"`(?:[\w.-]+/)*[\w.-]+\.rs`"
_LIST = r"`[^`]+`(?:(?:,| and|, and) `[^`]+`)*"


def said_of_members(text: str) -> Said | None:
    """What `text` amounts to with such a phrase put more plainly; None if it has none."""
    return by_forms(text, _FORMS)


def _bare(of: str) -> str:
    return f"`{of.strip('`').partition('<')[0].partition('(')[0]}`"


def _variant_with(text: str) -> Said | None:
    """“has a `Full` variant with an `at: usize` field”."""
    found = re.match(
        rf"{_OF} (?:has|gets|gains|receives) (?:an? |the )?(?:new )?`(?P<variant>\w+)` variant (?:with|that has|carrying|holding) (?:an? |the |one )?`(?P<field>\w+: [^`]+)`(?: field)?$",
        text,
    )
    return (
        Said((f"{found['of']} has a variant `{found['variant']}` with a field `{found['field']}`",)) if found is not None else None
    )


def _fields_each(text: str) -> Said | None:
    """“has a private `a: A` and a public `b: B`”: each field with its own visibility."""
    vis = r"(?:public |private |`pub` |`pub\((?:crate|super)\)` |pub |crate-visible )"
    one = rf"(?:an? |the |one )?(?:new )?{vis}(?:fields? )?`\w+: [^`]+`(?: field)?"
    found = re.match(
        rf"{_OF} (?:has|gets|gains|holds|stores|keeps|contains) (?P<list>{one}(?:(?:,? and|,|;|, but| plus| as well as) {one})+)$",
        text,
    )
    if found is None:
        return None
    rows = re.findall(rf"({vis})(?:fields? )?(`\w+: [^`]+`)", found["list"])
    return Said(tuple(f"{_bare(found['of'])} has a {seen}{field} field" for seen, field in rows))


def _stored_in(text: str) -> Said | None:
    """“stores its elements in `slots: [T; 4]`”, “holds a reference to the lock (`lock: &'a Lock`)”: the field is what is asked."""
    found = re.match(
        rf"{_OF} (?:stores|keeps|holds|carries|tracks|records|remembers|saves|borrows|counts) [a-z'’ -]+?(?: in| as|:)? (?:the |an? )?(?:private |public )?(?:field )?\(?`(?P<field>[a-z_]\w*: [^`]+)`\)?(?: field)?$", text
    )  # fmt: skip
    return Said((f"{_bare(found['of'])} has the field `{found['field']}`",)) if found is not None else None


def _stored_as(text: str) -> Said | None:
    """“stores the value in an `UnsafeCell<T>`”."""
    found = re.match(
        rf"{_OF} (?:stores|keeps|holds|tracks|records|saves) (?P<what>(?:the|its|a) [a-z ]+?) (?:in|as|behind|inside) (?:an? |the )(?P<type>`[A-Z]\w*<[^`]*>`)$",
        text,
    )
    return Said((f"{found['of']} represents {found['what']} as {found['type']}",)) if found is not None else None


def _several_functions(text: str) -> Said | None:
    """“has a `pub fn a()` and a `pub fn b()`”, “declares `f(&self) -> T` and `unsafe fn g(&self)`”: each of them."""
    fn = r"`(?:[^`]*\bfn \w+[^`]*|\w+\([^`]*\) -> [^`]+)`"
    found = re.match(
        rf"(?:the )?(?:trait |struct |type )?{_OF} (?:has|declares|requires|offers|provides|defines|gets|gains|exposes) (?:an? |the |both |methods? |functions? )*(?P<list>{fn}(?:(?:,? and|,) (?:an? )?{fn})*)(?: methods?)?$",
        text,
        re.I,
    )
    codes = re.findall(r"`[^`]+`", found["list"]) if found is not None else []
    if found is None or (len(codes) == 1 and "trait" not in text.lower().split() and "fn " in codes[0]):
        return None
    sentences = []
    for code in codes:
        written = code.strip("`")
        head = re.match(r"(?P<mods>(?:.*\b)?fn )?(?P<name>\w+)(?P<rest>.*)$", written)
        if head is None:
            return None
        of = _bare(found["of"]).strip("`")
        mods = (head["mods"] or "").strip()
        sentences.append(f"`{of}::{head['name']}` has the signature `{mods + ' ' if mods else 'fn '}{head['name']}{head['rest']}`")
    return Said(tuple(sentences))


def _subject_placed(text: str) -> Said | None:
    """“Trait `T` in `a.rs` declares …”, “`T` in `a.rs` derives …”: where it stands, and what is said of it."""
    found = re.match(
        rf"(?:the )?(?P<noun>trait |struct |enum |type |function |static |constant )?(?P<name>`[A-Za-z_]\w*(?:<[^`]*>)?(?:\(\))?`) (?:in|from) (?P<place>{_FILE}) (?P<verb>declares|derives|implements|has|takes|returns|holds|wraps|contains|defines|is|carries|requires|starts) (?P<rest>.+)$", text, re.I
    )  # fmt: skip
    if found is None or re.match(
        r"(?:no longer|not|never|gone|removed|deleted|dropped|replaced|used|called|renamed|no)\b", found["rest"]
    ):
        return None
    name = re.sub(r"<[^`]*>", "", found["name"])
    noun = f"{found['noun'].strip().lower()} " if found["noun"] else ""
    return Said((f"{name} exists in {found['place']}", f"{noun}{name} {found['verb']} {found['rest']}"))


def _types_in_file(text: str) -> Said | None:
    """“`lock.rs` contains `Lock<T>` and `Guard<'a, T>`”."""
    found = re.match(
        rf"(?P<place>{_FILE}) (?:contains|defines|has|declares|holds|introduces|provides) (?:the (?:types|structs|enums) |both )?(?P<list>{_LIST})$",
        text,
    )
    names = re.findall(r"`([^`]+)`", found["list"]) if found is not None else []
    if found is None or not all(re.fullmatch(r"[A-Z]\w*(?:<[^<>]*>)?", n) for n in names) or not any("<" in n for n in names):
        return None
    return Said(tuple(f"{_bare(n)} exists in {found['place']}" for n in names))


def _unsafe_impl(text: str) -> Said | None:
    """“`Lock` has an `unsafe impl` of `Send` and `Sync`”."""
    found = re.match(
        rf"{_OF} has (?:an? )?(?P<how>`unsafe impl`|unsafe impl|manual|hand-written)s? (?:impls? )?(?:of|for) (?:both )?(?P<list>{_LIST})$",
        text,
    )
    if found is None:
        return None
    traits = re.findall(r"`([^`]+)`", found["list"])
    unsafe = "unsafe " if "unsafe" in found["how"] else ""
    return Said(tuple(f"`{unsafe}impl {trait} for {_bare(found['of']).strip('`')}` exists" for trait in traits))


def _flags(text: str) -> Said | None:
    """“`Flags` is a `bitflags!` type with `A` and `B`”."""
    found = re.match(
        rf"{_OF} is (?:an? )?(?:public |`pub` )?(?:`bitflags!?`|bitflags) (?:type|struct|set)?(?: (?:over|of|on) `u(?:\d+|size)`)? ?(?:with|having|that has|containing) (?:the )?(?:flags )?(?P<list>{_LIST})$",
        text,
    )
    return Said((f"{found['of']} has the flags {found['list']}",)) if found is not None else None


def _tests_in(text: str) -> Said | None:
    """“`a.rs` has unit tests `x` and `y`”, “`a.rs` has a `#[cfg(test)]` module with two tests”, “tests `x` and `y` exist in `a.rs`”."""
    found = re.match(
        rf"(?P<place>{_FILE}) (?:has|contains|gets|gains) (?:the |two |three |four |new )*(?:unit |host )?tests? (?:called |named |functions )?(?P<list>`\w+(?:\(\))?`(?:(?:,| and|, and) `\w+(?:\(\))?`)*)$",
        text,
    )
    if found is not None:
        return Said(tuple(f"`{n}` test exists in {found['place']}" for n in re.findall(r"`(\w+)(?:\(\))?`", found["list"])))
    changed = re.sub(r"\ban? `#\[cfg\(test\)\](?: mod(?: tests?)?)?`(?: module)?(?= with\b)", "a test module", text)
    return Said((changed,)) if changed != text else None


def _all_callers(text: str) -> Said | None:
    """“`old` no longer exists; all callers use `new`”: at least the first."""
    found = re.match(
        r"(?P<said>(?:the )?`[^`]+`.+?)(?:;|,? and|,) (?:all|every|its|the)(?: of (?:the|its))? (?:former |existing |old |previous )?(?:callers?|users?|uses|call sites?)(?: of it)? (?:now )?(?:uses?|calls?|goes? through|go through|are|were|have been|has been|is) .+$", text, re.I
    )  # fmt: skip
    return (
        Said((found["said"],), partial=True)
        if found is not None and re.search(r"`(?!.*\b(?:if|when|unless)\b)", found["said"])
        else None
    )


def _moreover_gone(text: str) -> Said | None:
    """“`old` is removed, and no reference to it is left”: nothing refers to it."""
    found = re.match(
        rf"(?P<said>(?:the )?(?P<name>{_N}) (?:is|has been|was) (?:gone|removed|deleted|dropped)),?(?: and|;) (?:no|without any) (?:uses?|references?|mentions?|callers?|calls?|traces?) (?:of|to) it (?:is|are|remains?|exists?)(?: left)?(?: anywhere)?(?P<place> in .+)?$", text, re.I
    )  # fmt: skip
    if found is None:
        return None
    return Said((found["said"], f"No use of {found['name']} is left{found['place'] or ''}"))


def _wrapped_newtype(text: str) -> Said | None:
    """“`Page`'s inner `usize` is no longer public”."""
    found = re.match(
        r"(?P<of>`[A-Z]\w*`)['’]s (?:inner|wrapped|underlying|single|only) (?:field|value|`[^`]+`) is (?:now )?(?P<how>no longer public|not public|private|public)$",
        text,
    )
    if found is None:
        return None
    if "public" in found["how"].split()[-1:] and found["how"] != "public":
        return Said((f"{found['of']} has no public fields",))
    return Said((f"All fields of {found['of']} are {found['how']}",))


def _only_fields(text: str) -> Said | None:
    """“`T` has the private fields `a: A` and `b: B` only”."""
    found = re.match(
        rf"{_OF} (?:has|holds|contains|consists of) (?:only |just |nothing but )?(?:the )?(?P<vis>private |public )?fields? (?P<list>{_LIST})(?P<only> only| and nothing else|, nothing else)?$",
        text,
    )
    if found is None or not (found["only"] or re.search(r"\b(?:only|just|nothing but|consists)\b", text)):
        return None
    seen = (f"All fields of {found['of']} are {found['vis'].strip()}",) if found["vis"] else ()
    return Said((f"{found['of']} consists of {found['list']}, nothing else", *seen))


def _plural_noun(text: str) -> Said | None:
    """“the counters `a` and `b` are `T`”: what they are called is no claim."""
    found = re.match(rf"the [a-z]+s (?P<names>{_N}(?:, {_N})*,? and {_N}) are (?:both |all )?(?:of type )?(?P<type>`[^`]+`)(?: fields of (?P<of>{_N}))?$", text, re.I) or re.match(
        rf"(?P<names>{_N}(?:, {_N})*,? and {_N}) are (?:both |all )?(?:of type )?(?P<type>`[^`]+`) fields of (?P<of>{_N})$", text
    )  # fmt: skip
    if found is None or not re.search(r"`\w*[A-Z]|`[ui]\d|`usize|`bool|`&", found["type"]):
        return None
    of = f"{found['of'].strip('`')}::" if found["of"] else ""
    return Said(tuple(f"`{of}{n}` is of type {found['type']}" for n in re.findall(r"`([^`]+)`", found["names"])))


def _carries_as(text: str) -> Said | None:
    """“`E::V` carries the vector as a `u8`”: a field without a name has its word from the sentence."""
    found = re.match(
        r"(?P<of>`[A-Z]\w*::[A-Z]\w*`) (?P<verb>carries|holds|contains|wraps|stores) (?:the|its|an?) (?:[a-z]+ ){1,3}as (?:an? )?(?P<type>`[^`]+`)$",
        text,
    )
    return Said((f"{found['of']} {found['verb']} a {found['type']}",)) if found is not None else None


def _and_impl(text: str) -> Said | None:
    """“`E` gets a `V(U)` variant and a matching `From<U>` impl”, “there is a `Drop` impl for `T` and none for `U`”."""
    impl = r"(?:an? )?(?:matching |corresponding |manual |hand-written |handwritten )?(?P<trait>`(?:impl )?[A-Z][\w:]*(?:<[^`]*>)?`) impl(?:ementation)?s?"
    found = re.match(rf"(?P<said>(?P<of>{_N}) (?:gets|has|gains|receives) .*`[^`]+`(?: \w+)?),? (?:and|with) {impl}$", text)
    if found is not None:
        return Said((found["said"], f"{found['of']} implements {found['trait']}"))
    found = re.match(rf"there is {impl} (?:for|on|of) (?P<of>{_N})(?: (?:and|but) none (?:for|on|of) (?P<not>{_N}))?$", text, re.I)
    if found is None:
        return None
    no = (f"{found['not']} does not implement {found['trait']}",) if found["not"] else ()
    return Said((f"{found['of']} implements {found['trait']}", *no))


def _by_hand(text: str) -> Said | None:
    """“`E` implements `Display` by hand”: an impl that is written out."""
    found = re.match(rf"(?P<of>{_N}) (?:implements|has) (?P<trait>`[A-Z][\w:<>]*`) (?:by hand|manually|explicitly|itself)$", text)
    if found is None:
        return None
    return Said((f"{found['of']} implements {found['trait']}", f"{found['of']} does not derive {found['trait']}"))


_FORMS = (
    _fields_each,
    _plural_noun, _carries_as, _and_impl, _by_hand,
    _variant_with, _stored_in, _stored_as, _several_functions, _subject_placed, _types_in_file, _unsafe_impl, _flags, _tests_in, _moreover_gone, _all_callers,
    _wrapped_newtype, _only_fields,
)  # fmt: skip
