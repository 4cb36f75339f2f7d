"""What checklists say of declarations in a form of their own, as the sentences that frames read: what a file or module is said to
have, several things that are said of one in turn, parameters with a default.
"""

from __future__ import annotations

import re

from uowgen.claims.sentences.everyday import Said

_SORTS = r"(?:public|private|`?pub\(crate\)`?|mutable|new|generic|unit|tuple|unsafe|const|async)(?: (?:public|private|new|generic|unit|tuple|unsafe|const))*"
_NOUN = r"(?:static|constant|struct|enum|union|trait|function|type alias|newtype)"


def said_of_declarations(text: str) -> Said | None:
    """What `text` amounts to, where it has one of the forms; None if it has none."""
    for form in _FORMS:
        said = form(text)
        if said is not None:
            return said
    return None


def _has_described(text: str) -> Said | None:
    """“`io.rs` has a public static `X` of type `T`”: `X` is that, in that file."""
    found = re.match(
        rf"(?P<place>`[\w./-]+\.rs`) (?:has|declares|defines|gets|gains|contains|brings|provides|introduces|now has) (?:an? )(?P<what>(?:{_SORTS} )?{_NOUN}) "
        r"(?:called |named )?(?P<name>`[A-Za-z_]\w*(?:\(\))?`)(?P<rest>(?: .+)?)$",
        text,
    )  # fmt: skip
    if found is None or " and " in found["rest"].partition("`")[0]:
        return None
    article = "an" if found["what"][0] in "aeiou" else "a"
    what = found["what"].replace("new ", "")
    return Said((f"{found['name']} is {article} {what}{found['rest']} in {found['place']}",))


def _exports_described(text: str) -> Said | None:
    """“`sync` exports a public trait `T` with …”: it is that, and exported from there."""
    found = re.match(
        rf"(?P<place>`[\w:./-]+`) (?:re-exports|exports|makes available) (?:an? )(?P<what>(?:{_SORTS} )?{_NOUN}) (?P<name>`[A-Za-z_]\w*`)(?P<rest>(?: .+)?)$",
        text,
    )  # fmt: skip
    if found is None:
        return None
    what = found["what"] if "public" in found["what"] else f"public {found['what']}"
    return Said((f"{found['name']} is a {what}{found['rest']}", f"{found['place']} exports {found['name']}"))


def _with_its_method(text: str) -> Said | None:
    """“`Idle` implements `Policy` and its `pick` always returns `None`”: the method is that of the type."""
    found = re.match(
        r"(?P<first>`(?P<type>[A-Z]\w*)` (?:implements|derives|is|has|wraps|takes) [^,;]+?)(?:,? and|;|, and|,) its (?P<method>`\w+(?:\(\))?`) (?P<rest>\S.+)$",
        text,
    )
    if found is None:
        return None
    method = found["method"].strip("`").removesuffix("()")
    rest = re.sub(
        r"^(?P<verb>returns|gives|yields) (?P<what>`[^`]+`) (?:for|on|with) (?:every|any|all) [a-z]+$", r"always \g<verb> \g<what>", found["rest"]
    )  # fmt: skip
    return Said((found["first"], f"`{found['type']}::{method}` {rest}"))


def _in_both(text: str) -> Said | None:
    """“… in both `a.rs` and `b.rs`”: in each."""
    found = re.match(
        r"(?P<said>.+ (?:in|to|by|from|of)) both (?P<one>`[^`]+`) and (?:(?:in|to|by|from|of) )?(?P<other>`[^`]+`)$", text
    )
    return Said((f"{found['said']} {found['one']}", f"{found['said']} {found['other']}")) if found is not None else None


def _attribute_on(text: str) -> Said | None:
    """“`#[x]` stands on `a` and `b`”: each bears it."""
    found = re.match(
        r"(?P<what>`#\[[^`]+\]`) (?:stands|sits|is put|is placed|is) (?:on|above|over) (?:both )?(?P<names>`\w[\w:]*(?:\(\))?`(?:(?:,| and|, and) `\w[\w:]*(?:\(\))?`)*)$",
        text,
    )
    if found is None:
        return None
    return Said(tuple(f"`{n}` is marked {found['what']}" for n in re.findall(r"`([^`]+)`", found["names"])))


def _default_of(text: str) -> Said | None:
    """“`T` defaults its `D` parameter to `N` as well”, “the `D` parameter of `T` defaults to `N`”, “`T` has a parameter `D: B` that defaults to `N`”."""
    kind = r"(?:(?:type |generic |const )?(?:parameter|argument) )?"
    behind = r"(?: (?:as well|too|also))?$"
    forms = (
        rf"(?P<of>`\w+`) (?:also )?defaults (?:its|the) {kind}(?P<name>`\w+`) {kind}to (?P<to>`[^`]+`){behind}",
        rf"(?:the )?{kind}(?P<name>`\w+`) {kind}(?:of|in|on) (?P<of>`\w+`) (?:also )?(?:defaults to|has the default|is by default|defaults as) (?P<to>`[^`]+`){behind}",
        rf"(?:the )?default (?:of|for) (?P<of>`\w+`)['’]s {kind}(?P<name>`\w+`) {kind}is (?P<to>`[^`]+`){behind}",
        rf"(?P<of>`\w+`) (?:has|takes|gets|gains) (?:an? |the )?{kind}(?P<name>`\w+(?:: [^`=]+)?`) {kind}(?:that defaults to|which defaults to|defaulting to|with default|with the default|by default) (?P<to>`[^`]+`){behind}",
        rf"(?P<of>`\w+`) is generic over (?:an? |the )?{kind}(?P<name>`\w+(?:: [^`=]+)?`),? (?:that defaults to|which defaults to|defaulting to|with default|with the default) (?P<to>`[^`]+`){behind}",
    )  # fmt: skip
    for form in forms:
        found = re.match(form, text, re.IGNORECASE)
        if found is not None:
            name, to = found["name"].strip("`"), found["to"].strip("`")
            return Said((f"{found['of']} is generic over `{name} = {to}`",))
    return None


def _takes_defaulted(text: str) -> Said | None:
    """“`T` takes `D: B = N`”: only a parameter of a type can be written so."""
    found = re.match(
        r"(?P<of>`[A-Z]\w*`) (?:also )?(?:takes|has|gets|gains|accepts) (?:an? |the |its )?(?:new |second |third |further |additional )?(?:(?:type|generic|const) )?(?:parameter )?(?P<what>`(?:const )?[A-Z]\w*(?:: [^`=]+)? = [^`]+`)(?: as a (?:type|generic) parameter)?$",
        text,
    )  # fmt: skip
    return Said((f"{found['of']} is generic over {found['what']}",)) if found is not None else None


def _trait_requires(text: str) -> Said | None:
    """“The trait `T` requires `fn f() -> u8`”: it has it."""
    found = re.match(
        r"(?:the )?(?:trait )?(?P<of>`[A-Z]\w*`) (?:requires|asks for|demands|declares|defines) (?P<what>`(?:unsafe |const |async )*fn [^`]+`)$",
        text,
        re.I,
    )
    return Said((f"{found['of']} has {found['what']}",)) if found is not None and "trait" in text.lower() else None


_MODULE = r"(?:as (?:a |an? own |its |a new )?(?:`?mod`?|(?:sub)?module) ?)?"


def _exists_as_module(text: str) -> Said | None:
    """“`a/b.rs` exists and is declared as a module in `main.rs`”: the file, and the line that makes it one."""
    found = re.match(
        rf"(?:the file )?`(?P<path>(?:[\w.-]+/)*\w+\.rs)` (?:exists|is there|is (?:added|created|present))(?:,? and|,) (?:it )?(?:"
        rf"(?:is )?(?:declared|listed|registered|added|included|made|a) (?:there )?{_MODULE}(?:of |in |by |from |to |module (?:of|in) )(?P<a>`[\w./-]+\.rs`)|(?P<b>`[\w./-]+\.rs`) (?:declares|includes|lists|knows|has) it(?: {_MODULE.removesuffix(' ?)?')})?)?)$",
        text,
        re.I,
    )  # fmt: skip
    if found is None:
        return None
    name = found["path"].removesuffix("/mod.rs").removesuffix(".rs").rpartition("/")[2]
    return Said((f"`{found['path']}` exists", f"`mod {name}` is declared in {found['a'] or found['b']}"))


_COUNTS = {"one": 1, "a single": 1, "just one": 1, "only one": 1, "exactly one": 1, "two": 2, "exactly two": 2, "three": 3, "exactly three": 3, "four": 4}  # fmt: skip


def _made_of(text: str) -> Said | None:
    """“`T` consists of one field, `f: X`”, “`T` is made of two fields: `a: X` and `b: Y`”: these, and no others."""
    found = re.match(
        rf"(?P<of>`[^`]+`) (?:consists of|is made (?:up )?of|is composed of|contains|holds|has) (?P<count>{'|'.join(sorted(_COUNTS, key=len, reverse=True))}) (?:private |public )?fields?(?:,|:| –| —| called| named)? ?(?P<names>`[^`]+`(?:(?:,| and|, and) `[^`]+`)*)$",
        text,
    )  # fmt: skip
    if found is None or re.search(r" (?:private|public) fields?", text):
        return None
    if len(re.findall(r"`[^`]+`", found["names"])) != _COUNTS[found["count"]]:
        return None
    return Said((f"{found['of']} consists of {found['names']}, nothing else",))


def _plain_type(text: str) -> Said | None:
    """“returns a plain `T`”, “fails with a bare `E`”: that type and nothing around it, as a type that is named is meant anyway."""
    found = re.match(
        r"(?P<head>.*?`.*?\b(?:returns|gives|yields|takes|return|give|take)) (?:an? |the )(?:plain|bare|mere) (?P<type>`[^`]+`)$",
        text,
    )
    return Said((f"{found['head']} {found['type']}",)) if found is not None else None


def _migrated(text: str) -> Said | None:
    """“All callers of `T::m` are migrated and the method is gone”: once it is gone, nothing that is built calls it."""
    moved = r"(?:are|have been|were) (?:all )?(?:migrated|moved(?: over)?|converted|updated|ported|switched(?: over)?|replaced|changed|adapted)(?: to [^,;]+?)?"
    away = r"(?:is|has been|was) (?:gone|removed|deleted|dropped)"
    who = r"(?:all|every|each|the)(?: of the)? (?:remaining |existing |former )?(?:callers?|uses?|users?|call sites?)"
    found = re.match(
        rf"{who} of (?P<what>`[^`]+`) (?P<moved>{moved})(?:,? and|;|,)(?: then)? (?:the (?:old )?(?:method|function|item|helper|constant|type|macro)|it|the former|`(?P<again>[^`]+)`)(?: itself)? {away}$",
        text,
        re.I,
    )
    if found is None or (found["again"] and f"`{found['again']}`" != found["what"]):
        return None
    return Said((f"{found['what']} is gone",), partial=" to " in found["moved"])


def _and_requires(text: str) -> Said | None:
    """“`f` fails with `E` for an unknown object and requires `READ` on it”: “it” is the object."""
    found = re.match(
        r"(?P<f>`[\w:]+(?:\(\))?`) (?P<said>[a-z]+ .*?\b(?:for|on|if|when) (?:an? |the )?(?:(?:unknown|missing|invalid|stale|unregistered|nonexistent) )?(?P<what>[a-z]+)(?: (?:is|does|was) [^`,;]+)?),? and (?P<more>(?:requires|demands|needs|asks for) `[\w:]+`(?: rights?| access)? (?:on|for|of)) (?:it|that)$",
        text,
    )  # fmt: skip
    return (
        Said((f"{found['f']} {found['said']}", f"{found['f']} {found['more']} the {found['what']}")) if found is not None else None
    )


def said_beside_another(text: str) -> Said | None:
    """“`new` is a `const fn` and the lock starts free”: at least the first, where the second is a sentence of its own."""
    found = re.match(
        r"(?P<said>(?:the )?`[^`]+` (?:is|are|has|have|takes|returns|derives|implements|lives|exists|stays|remains|becomes|gets|gains) .+?)(?:,? and|;|, while|, but|,) (?:the|an?|its|each|every|no|all|nothing) (?:[\w'’-]+ |`[^`]+` ){1,4}?(?:is|are|has|have|starts|stays|remains|does|do|can|must|never|no longer|gets|keeps|returns|takes|goes|holds|uses|calls|[a-z]{3,}s (?:the|an?|its|it|them|to|in|on|up|with))\b.*$",
        text, re.I,
    )  # fmt: skip
    if found is None or found["said"].count("`") % 2 or found["said"].count("(") != found["said"].count(")"):
        return None
    if re.search(r"\b(?:if|when|unless|while|where|once|that|which|whose|until|after|before)\b", found["said"]):
        return None
    return Said((found["said"],), partial=True)


def said_with_consequence(text: str) -> Said | None:
    """“`T` implements `Debug`, so results can be unwrapped”: what follows from it can only be so if it is."""
    found = re.match(
        r"(?P<said>(?:the )?`[^`]+`.+?), (?:so|hence|thus|and so|which means)(?! that\b| far\b| long\b) (?P<rest>\S.+)$", text, re.I
    )
    if found is None or re.search(r"\b(?:if|when|unless|while|where|once)\b", found["said"]):
        return None
    return Said((found["said"],), partial=True)


def _private_to(text: str) -> Said | None:
    """“`f` is private to the module”: that is what private means."""
    found = re.match(
        r"(?P<said>`[^`]+` (?:is|are|stays|remains|becomes) private) (?:to|in|within) (?:the|its|their) (?:own )?(?:module|file)$",
        text,
    )
    return Said((re.sub(r" (?:stays|remains|becomes) ", " is ", found["said"]),)) if found is not None else None


_FORMS = (
    _exists_as_module, _made_of, _plain_type, _migrated, _private_to, _and_requires,
    _has_described, _exports_described, _with_its_method, _in_both, _attribute_on, _default_of, _takes_defaulted, _trait_requires,
)  # fmt: skip
