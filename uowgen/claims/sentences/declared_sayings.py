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


_FORMS = (
    _has_described, _exports_described, _with_its_method, _in_both, _attribute_on, _default_of, _takes_defaulted, _trait_requires,
)  # fmt: skip
