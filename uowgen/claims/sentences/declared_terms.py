"""Terms of everyday for what a declaration is, put as those that frames read: “raised from 16 to 64”, “new error enum `E` with two
variants”, “the signature of `f` is `fn(u8) -> u8`”, “all returning `usize`”, “behind a `Lock`”, “`A` (1) and `B` (2)”.
"""

from __future__ import annotations

import re

from uowgen.claims.sentences.everyday import Said, by_forms

_N = r"`[A-Za-z_][\w:]*(?:\(\))?`"
_T = r"`[A-Z]\w*`"
_LIST = r"`[^`]+`(?:(?:,| and|, and) `[^`]+`)*"
_FILE = r"`(?:[\w.-]+/)*[\w.-]+\.rs`"
_VALUE = r"(?:`[^`]+`|-?\d\w*)"
_SEEN = r"(?:public|private|`pub`|`pub\(crate\)`|`pub\(super\)`)"


def said_of_terms(text: str) -> Said | None:
    """What `text` amounts to with such a term put more plainly; None if it has none."""
    return by_forms(text, _FORMS)


def _from_to(text: str) -> Said | None:
    """“`LIMIT` was raised from 16 to 64”, “`f` drops from `pub` to `pub(crate)`”, “the return type of `f` changes from `A` to `B`”."""
    what = r"(?P<{}>return type|result type|result|type|value)"
    found = re.match(
        rf"(?:[Tt]he )?(?:{what.format('what')} of )?(?P<name>{_N})(?:(?:'s|’s) {what.format('own')})? (?:is|was|has been|has|gets)? ?(?:now )?(?:raised|lowered|bumped|increased|decreased|reduced|changed|grown|widened|narrowed|switched|migrated|converted|moved|goes|went|grows|grew|drops|dropped|changes|switches|moves|shrinks|rises)(?: its {what.format('its')})? from (?P<old>{_VALUE}) to (?P<new>{_VALUE})$", text
    )  # fmt: skip
    if found is not None:
        what, bare = found["what"] or found["own"] or found["its"] or "", re.compile(r"[\s`]|\w+::")
        if bare.sub("", found["old"]) == bare.sub("", found["new"]):  # the same but for its path
            return None
        typed = what == "type" or "<" in found["new"]
        link = "returns" if what.startswith(("return", "result")) else "is of type" if typed else "is"
        return Said((f"{found['name']} {link} {found['new']}",))
    found = re.match(
        rf"(?P<name>{_N}) (?:is|was|has been) (?:raised|lowered|bumped|increased|decreased|reduced) to (?P<new>{_VALUE})(?: \((?:was|from|previously|formerly|up from|down from) {_VALUE}\)|,? from {_VALUE})?$",
        text,
    )
    return Said((f"{found['name']} is {found['new']}",)) if found is not None else None


def _noun_first(text: str) -> Said | None:
    """“New error enum `E` with two variants”, “error type `E` derives `Copy`”."""
    adjectives = (
        r"(?P<adj>(?:new |small |dedicated |error |helper |simple |public |private |`pub` |generic |second |separate |own )*)"
    )
    found = re.match(
        rf"(?:an? |the )?{adjectives}(?P<noun>enum|struct|trait|union|newtype|type alias) (?P<name>{_N}) (?P<rest>(?:with|deriving|wrapping|around|for|over|of|in|implementing|having)\b.+)$",
        text,
        re.I,
    )
    if found is not None:
        vis = re.search(r"public|private|`pub`", found["adj"])
        noun = f"{vis[0]} {found['noun']}" if vis else found["noun"]
        return Said((f"{found['name']} is {'an' if noun[0] in 'aeu' and noun != 'union' else 'a'} {noun} {found['rest']}",))
    found = re.match(
        rf"(?:an? |the )?{adjectives}(?P<noun>type|enum|struct|trait|function|method|constant|static|alias|macro|newtype|guard|lock|flag)s? (?P<names>{_N}(?:,? and {_N})?) (?P<rest>(?:is|are|has|have|derives?|implements?|takes?|returns?|holds?|wraps?|lives|carries|exists)\b.+)$", text, re.I
    )  # fmt: skip
    if found is None or not (found["adj"].strip() or found["noun"] in ("guard", "lock")):
        return None
    if re.search(r"\b(?:private|public|generic)\b|`pub`", found["adj"]):
        return None
    return Said((f"{found['names']} {found['rest']}",))


def _lives(text: str) -> Said | None:
    """“A new `Lock<T>` type lives in `a.rs`, re-exported as `sync::Lock`”."""
    found = re.match(
        rf"(?:(?:an? |the )?(?:new )?)(?P<name>`[A-Za-z_]\w*(?:<[^`]*>)?(?:\(\))?`)(?: (?:type|struct|enum|trait|function|static|constant|guard))? (?:lives|resides|sits|is (?:defined|declared|located|placed|implemented)|has its home|goes) in (?P<place>{_FILE})(?:,? (?:and )?(?:is )?(?:re-exported|exported) (?:as `(?P<as>[\w:]+)`|from (?P<from>`[^`]+`)|by (?P<by>`[^`]+`)))?$", text, re.I
    )  # fmt: skip
    if found is None or (
        text.startswith("`")
        and not found["as"]
        and not found["from"]
        and not found["by"]
        and "lives" not in text
        and "resides" not in text
    ):
        return None
    name = re.sub(r"<[^`]*>", "", found["name"])
    said = [f"{name} exists in {found['place']}"]
    if found["as"]:
        module, _, last = found["as"].rpartition("::")
        if f"`{last}`" != name or not module:
            return None
        said.append(f"{name} is re-exported from `{module}`")
    elif found["from"] or found["by"]:
        said.append(f"{name} is re-exported from {found['from'] or found['by']}")
    return Said(tuple(said))


def _typed_subject(text: str) -> Said | None:
    """“`LIMIT: u64 = 5` is private”, “`KEYS: Lock<u8>` is a private static in `a.rs`”, “`Handler` (`fn(u8)`) is a public alias”."""
    found = re.match(
        r"`(?P<name>[A-Z][A-Z0-9_]+): (?P<type>[^`=]+?)(?: = (?P<value>[^`]+?))?;?` (?P<rest>(?:is|are|exists|lives|stays|has) .+)$",
        text,
    )
    if found is not None:
        value = (f"`{found['name']}` is `{found['value']}`",) if found["value"] else ()
        return Said((f"`{found['name']}` {found['rest']}", f"`{found['name']}` is of type `{found['type'].strip()}`", *value))
    found = re.match(
        rf"(?P<name>{_T}) \((?P<type>`[^`]+`)\) (?P<rest>is an? (?:new |public |private |generic )*(?:type )?alias\b.*)$", text
    )
    return (
        Said((f"{found['name']} {found['rest']}", f"{found['name']} is an alias for {found['type']}"))
        if found is not None
        else None
    )


def _tuple_subject(text: str) -> Said | None:
    """“`Page(usize)` is a tuple struct whose field is private”: of a type, what it wraps."""
    found = re.match(
        r"`(?P<name>[A-Z]\w*)\((?P<type>[^()`,]+)\)` (?P<rest>(?:is (?:an? |the )?(?:\w+ )*(?:struct|newtype|wrapper)|derives|wraps)\b.*)$",
        text,
    )
    return Said((f"`{found['name']}` {found['rest']}", f"`{found['name']}` wraps `{found['type']}`")) if found is not None else None


def _signature(text: str) -> Said | None:
    """“The signature of `f` is now `fn(u8) -> u8`”, “`f` keeps its signature `pub fn f(&self)`”."""
    found = re.match(r"(?:the )?signature of `(?P<f>[\w:]+)(?:\(\))?` (?:is|becomes|stays|has become|remains|reads) (?:now )?`(?P<head>[^`]*)`$", text, re.I) or re.match(
        r"`(?P<f>[\w:]+)(?:\(\))?` (?:keeps|has|gets|retains|now has) (?:its |the )?(?:old |new |full )?signature (?:of )?`(?P<head>[^`]*)`$", text
    )  # fmt: skip
    if found is None or "(" not in found["head"]:
        return None
    name = found["f"].rpartition("::")[2]
    before, opened, rest = found["head"].partition("(")
    words = before.split()
    if words and words[-1] == "fn":
        words.append(name)
    elif not words:
        words = ["fn", name]
    if words[-1].split("<")[0] != name:
        return None
    return Said(
        (f"`{found['f']}` has the signature `{' '.join(words) if 'fn' in words else 'fn ' + ' '.join(words)}{opened}{rest}`",)
    )


def _all_of_them(text: str) -> Said | None:
    """“`T` exposes `a()` and `b()`, all returning `usize`”, “… each marked `#[inline]`”."""
    found = re.match(
        rf"(?P<said>(?P<of>{_T}) (?:has|exposes|offers|provides|gets|gains|defines|declares) (?:the )?(?:methods |functions |getters |accessors )?(?P<list>{_LIST})(?: methods)?),? (?:all|each|both)(?: of (?:them|which))? (?P<verb>returning|which return|return|taking|take|marked|are|is|being|documented)(?P<rest> .+)?$", text
    )  # fmt: skip
    if found is None:
        return None
    verb = found["verb"].split()[-1]
    word = {
        "returning": "returns",
        "return": "returns",
        "taking": "takes",
        "take": "takes",
        "marked": "is marked",
        "documented": "is documented",
    }.get(verb, "is")
    of = found["of"].strip("`")
    names = [n.split("(")[0] for n in re.findall(r"`([^`]+)`", found["list"])]
    if not all(n.isidentifier() for n in names):
        return None
    return Said((*(f"`{of}` has a method `{n}`" for n in names), *(f"`{of}::{n}` {word}{found['rest'] or ''}" for n in names)))


def _fields_named(text: str) -> Said | None:
    """“Fields `a` and `b` of `T` are private”, “all three fields of `T` are private”, “`E::V` has a named field `a` of type `A`”."""
    found = re.match(
        rf"(?:the )?fields? (?P<list>{_LIST}) (?:of|in|on) (?P<of>{_T}) (?:are|is|stay|stays|remain|remains) (?:both |all )?(?:now )?(?P<vis>public|private)$",
        text,
        re.I,
    )
    if found is not None:
        plural = "s" if found["list"].count("`") > len("``") else ""
        return Said((f"{found['of']} has the {found['vis']} field{plural} {found['list']}",))
    found = re.match(
        rf"(?:all|both)(?: of the)? (?:(?P<number>two|three|four|five|six) )?(?:of )?(?:its |the )?fields of (?P<of>{_T}) (?:are|stay|remain) (?:all )?(?P<vis>{_SEEN})$",
        text,
        re.I,
    )
    if found is not None and (found["number"] or text.lower().startswith("both")):
        return Said((f"{found['of']} has {found['number'] or 'two'} fields", f"All fields of {found['of']} are {found['vis']}"))
    found = re.match(
        r"`(?P<of>[A-Z]\w*)::(?P<variant>[A-Z]\w*)` (?:has|carries|holds|gets) (?:an? |the |one )?(?:named )?field `(?P<field>\w+)`(?: of type|:) `(?P<type>[^`]+)`$",
        text,
    )
    if found is None:
        return None
    return Said((f"`{found['of']}` has a variant `{found['variant']}` with a field `{found['field']}: {found['type']}`",))


def _variants_told(text: str) -> Said | None:
    """“`E` distinguishes `A` and `B`”, “has new variants `A` (1) and `B` (2)”, “`E::V` carries nothing”."""
    found = re.match(
        rf"(?P<of>{_T}) (?:distinguishes|knows|covers|lists|tells apart|separates) (?:between )?(?:the (?:cases|variants|errors) )?(?P<list>{_LIST})$",
        text,
    )
    if found is not None and all(re.match(r"[A-Z]", n) for n in re.findall(r"`([^`]+)`", found["list"])):
        return Said((f"{found['of']} has {found['list']}",))
    found = re.match(
        rf"(?P<of>{_T}) (?:has|gets|gains|defines|adds|declares) (?:the |two |three |four )?(?:new |additional |further )*(?P<sort>variants?|constants?|flags?) (?P<list>`\w+` \({_VALUE}\)(?:(?:,| and|, and) `\w+` \({_VALUE}\))*)$",
        text,
    )
    if found is not None:
        pairs = re.findall(rf"`(\w+)` \(({_VALUE})\)", found["list"])
        of = found["of"].strip("`")
        listed = " and ".join(f"`{n}`" for n, _ in pairs)
        return Said((f"{found['of']} has the {found['sort']} {listed}", *(f"`{of}::{n}` is {v}" for n, v in pairs)))
    found = re.match(r"(?P<of>`[A-Z]\w*::[A-Z]\w*`) (?:carries|holds|has|contains) (?:nothing|no (?:data|payload|fields?))$", text)
    return Said((f"{found['of']} is a unit variant",)) if found is not None else None


def _behind(text: str) -> Said | None:
    """“`A` and `B` are all behind a `Lock`”, “`A` is wrapped in a `Lock` and no longer `static mut`”."""
    found = re.match(
        rf"(?P<names>{_N}(?:(?:,| and|, and) {_N})*) (?:is|are|sits?|lives?)(?: now| all| both)* (?:behind|inside|guarded by|protected by|wrapped (?:in|by)) (?:an? |the )?(?P<lock>{_T})(?P<no>(?:,| and|, and) (?:no longer|not) (?:an? )?`static mut`)?$", text
    )  # fmt: skip
    if found is None:
        held = re.match(rf"(?P<name>`[A-Z][A-Z0-9_]*`) is (?:now )?(?:an? )(?P<lock>{_T})$", text)
        return Said((f"{held['name']} is protected by a {held['lock']}",)) if held is not None else None
    names = re.findall(r"`([^`]+)`", found["names"])
    if len(names) == 1 and not found["no"] and " protected by " in text:
        return None
    gone = [f"No `static mut {n}` remains" for n in names] if found["no"] else []
    return Said((*(f"`{n}` is protected by a {found['lock']}" for n in names), *gone))


def _at_first(text: str) -> Said | None:
    """“`LAST` is `None` at the start”, “`LAST` is a private lazy static”."""
    found = re.match(
        rf"(?P<name>{_N}) is (?:initially (?P<first>{_VALUE}|empty)|(?P<value>{_VALUE}|empty) (?:at the start|at first|initially|to begin with|at boot|in the beginning))$",
        text,
    )
    if found is not None:
        return Said((f"{found['name']} starts as {found['first'] or found['value']}",))
    found = re.match(
        rf"(?P<name>{_N}) is (?:an? )?(?P<vis>public|private) (?:lazy|lazily initiali[sz]ed|`lazy_static!?`|lazy_static) ?(?:static|value|variable)?(?: of type (?P<type>`[^`]+`))?$",
        text,
    )
    if found is None:
        found = re.match(rf"(?P<name>{_N}) is (?:an? )?(?P<vis>)(?:lazy|lazily initiali[sz]ed) (?P<type>`[^`]+`)$", text)
    if found is None:
        return None
    vis = (f"{found['name']} is {found['vis']}",) if found["vis"] else ()
    typed = (f"{found['name']} is of type {found['type']}",) if found["type"] else ()
    return Said((*vis, *typed, f"{found['name']} is lazily initialised"))


def _and_a(text: str) -> Said | None:
    """“`X` is public and an `AtomicU32`”, “`a.rs` imports `p::X` and not `q::Y`”, “`T` offers `a` and `b`, no `c`”."""
    found = re.match(
        rf"(?P<name>{_N}) (?P<be>is|stays|remains) (?P<one>{_SEEN}|`const`|`unsafe`|`async`|const|unsafe|async|documented|generic|`#\[[^`]+\]`),? and (?P<two>an? (?:[a-z]+ )?`[^`]+`(?: \w+)?|an? [a-z]+)$",
        text,
    )
    if found is not None:
        return Said((f"{found['name']} is {found['one']}", f"{found['name']} is {found['two']}"))
    found = re.match(
        rf"(?P<said>(?P<file>{_FILE}) (?:imports|uses) `[^`]+`),? (?:and|but) (?:not|no longer) (?:imports )?`(?P<not>[^`]+)`$",
        text,
    )
    if found is not None:
        return Said((found["said"], f"No `{found['not']}` import in {found['file']}"))
    found = re.match(
        rf"(?P<said>(?P<of>{_T}) (?:offers|has|exposes|provides) {_LIST}),? (?:and|but)? ?no `(?P<not>\w+)(?:\(\))?`(?: method)?$",
        text,
    )
    return Said((found["said"], f"`{found['of'].strip('`')}::{found['not']}` is gone")) if found is not None else None


def _docs_of(text: str) -> Said | None:
    """“`f`'s doc comment has a `# Safety` section”, “the docs of `f` have a `# Panics` section”."""
    found = re.match(
        r"(?:(?P<a>`[^`]+`)['’]s|the) (?:docs|doc comment|documentation|rustdoc)(?: (?:of|on|for) (?P<b>`[^`]+`))? (?:has|have|contains?|carries|includes?) an? `# (?P<head>\w+)` (?:section|heading)$",
        text,
        re.I,
    )
    return (
        Said((f"{found['a'] or found['b']} has a `# {found['head']}` section",))
        if found is not None and (found["a"] or found["b"])
        else None
    )


def _test_called(text: str) -> Said | None:
    """“There is a unit test called `x`”, “a test `x` exists”."""
    found = re.match(
        rf"there is an? (?:new )?(?:unit |host |kernel )?test (?:called|named)? ?`(?P<name>\w+)`(?P<place> in {_FILE})?$",
        text,
        re.I,
    )
    return Said((f"`{found['name']}` test exists{found['place'] or ''}",)) if found is not None else None


def _other_verbs(text: str) -> Said | None:
    """“takes a const parameter `N: usize`”, “carries `#[x]`”, “requires `a` and `b`”, “returns the alias `T`”, “neither derives nor implements `Clone`”."""
    forms = (
        (rf"(?P<of>{_T}) takes (?:an? |the )?const(?: generic)? parameter `(?:const )?(?P<p>\w+: \w+)`(?: for its [a-z]+)?", "{of} is generic over `const {p}`"),
        (rf"(?P<of>{_N}) (?:carries|bears|wears) (?:the )?(?P<a>`#\[[^`]+\]`)(?: attribute)?", "{of} is marked {a}"),
        (rf"(?:trait )?(?P<of>{_T}) requires (?:the (?:methods|functions) )?(?P<l>`[a-z_]\w*(?:\(\))?`(?:(?:,| and|, and) `[a-z_]\w*(?:\(\))?`)*)", "{of} has the methods {l}"),
        (rf"(?P<of>{_N}) (?P<v>returns|takes) (?:the |an? )(?:type |error |result |new )*(?:alias|type|enum|struct|newtype) (?P<t>`[^`]+`)", "{of} {v} {t}"),
    )  # fmt: skip
    for pattern, form in forms:
        found = re.fullmatch(pattern, text)
        if found is not None:
            return Said((form.format(**found.groupdict()),))
    found = re.fullmatch(rf"(?P<of>{_T}) neither derives nor implements (?P<t>`[^`]+`)", text)
    return Said((f"{found['of']} does not implement {found['t']}",)) if found is not None else None


_FORMS = (
    _from_to, _lives, _noun_first, _typed_subject, _tuple_subject, _signature, _all_of_them, _fields_named, _variants_told, _behind, _at_first, _and_a,
    _docs_of, _test_called, _other_verbs,
)  # fmt: skip
