"""Phrases that bind several declarations in one sentence, each put as a sentence on one of them: “`A` and `B` each carry …”, “…, both private
constants of `a.rs`”, “… next to `B`”, “`A` and its impls are deleted”, “no `a` and no `b` remain in `c.rs`”, “in favour of `b`”.
"""

from __future__ import annotations

import re

from uowgen.claims.sentences.everyday import Said, by_forms

_N = r"`[A-Za-z_][\w:]*(?:\(\))?`"
_LIST = rf"{_N}(?:(?:, and|,| and) {_N})*"
_GONE = r"(?:(?:is|are|was|were|has been|have been) )?(?:gone|deleted|removed|dropped|eliminated|retired)"


def said_of_several(text: str) -> Said | None:
    """What `text` amounts to with such a phrase put more plainly; None if it has none."""
    return by_forms(text, _FORMS)


_ONE = {"have": "has", "hold": "holds", "carry": "carries", "get": "gets", "gain": "gains", "store": "stores", "derive": "derives", "implement": "implements", "take": "takes", "return": "returns", "wrap": "wraps", "contain": "contains", "declare": "declares", "define": "defines", "bear": "bears", "keep": "keeps"}  # fmt: skip


def _each(text: str) -> Said | None:
    """“`A`, `B` and `C` each carry a private `x: T` field”: each of them has one."""
    found = re.match(
        rf"(?P<names>{_LIST}) (?:(?:now )?(?:each|both|all) (?P<verb>{'|'.join(_ONE)})|(?P<other>{'|'.join(_ONE)}) each) (?P<rest>(?:an? |the |only |one )?(?:[a-z-]+ )*`[^`]+`.*)$",
        text,
    )
    names = re.findall(_N, found["names"]) if found is not None else []
    if found is None or len(names) < 2 or _ELSEWHERE.search(re.sub(r"`[^`]*`", "", found["rest"])):
        return None
    verb = _ONE[found["verb"] or found["other"]]
    verb = "has" if verb == "carries" else verb
    rest = found["rest"].replace("non-public ", "private ")
    # What is public in the crate only is not public either.
    return Said(tuple(f"{name} {verb} {rest}" for name in names), wider=rest != found["rest"])


# Words with which the rest of a sentence is said of all of them together, or of something else.
_ELSEWHERE = re.compile(r"\b(?:other|others|both|respectively|same|their|its|if|when|unless|before|after|only|once|it|them)\b")


def _all_such(text: str) -> Said | None:
    """“`A` is 1 and `B` is 2, both private constants of `a.rs`”: the noun phrase is said of each name that a clause begins with."""
    found = re.match(
        r"(?P<clauses>.+), (?:both|all|each)(?: (?:of them|being))? (?P<adjectives>(?:(?:private|public|`[^`]+`|associated|new|plain|crate-private) )*)(?P<noun>constants?|statics?|functions?|methods?|structs?|enums?|fields?|types?|traits?)(?P<place> (?:of|in) (?:the )?`[^`]+`)?$",
        text,
    )
    if found is None:
        return None
    clauses = re.split(r",? and (?=`)|, (?=`)", found["clauses"])
    heads = [re.match(rf"(?P<name>{_N}) (?:is|are|has|returns|takes|equals|holds|wraps) \S", c) for c in clauses]
    if len(clauses) < 2 or not all(heads):
        return None
    noun = found["noun"].removesuffix("s")
    names = [h["name"] for h in heads if h is not None]
    adjectives = [a for a in re.findall(r"`[^`]+`|[a-z-]+", found["adjectives"]) if a != "new"]
    of = tuple(f"{n} is a {adjective} {noun}" for n in names for adjective in adjectives)
    at = (
        tuple(f"{n} is declared in{found['place'].strip()[2:]}" for n in names)
        if found["place"] and ".rs`" in found["place"]
        else ()
    )
    if found["place"] and not at:
        at = tuple(f"{n} is a {noun} of{found['place'].strip()[2:]}" for n in names)
    return Said((*clauses, *(of or tuple(f"{n} is a {noun}" for n in names)), *at))


def _next_to(text: str) -> Said | None:
    """“`A` is re-exported from `a::b` next to `B`”: so are both."""
    found = re.match(
        rf"(?P<name>{_N}) (?P<what>is (?:publicly )?(?:re-exported|reexported|exported|declared|defined) (?:from|by|in) (?:the )?`[^`]+`(?: module)?),? (?:next to|beside|alongside|along with|together with|just like|like|as is) (?P<other>{_N})$",
        text,
    )
    return Said((f"{found['name']} {found['what']}", f"{found['other']} {found['what']}")) if found is not None else None


def _with_its_impls(text: str) -> Said | None:
    """“`A` and its impls are deleted”: the type, and what is written for it."""
    found = re.match(
        rf"(?:the )?(?:struct |enum |type |trait )?(?P<name>{_N})(?: (?:struct|enum|type|trait))?(?:,| and| with| together with| along with) (?:all )?(?:of )?its (?P<what>(?:trait )?impls?|impl blocks?|implementations?|methods|helpers) {_GONE}$",
        text,
        re.I,
    )
    if found is None:
        return None
    return Said((f"{found['name']} no longer exists", f"no `impl` block for {found['name']} is left"))


def _in_favour(text: str) -> Said | None:
    """“`A::f` is removed in favour of `g`”: the one is gone and the other is there."""
    found = re.match(
        rf"(?:the )?(?P<old>{_N}) {_GONE},? (?:in favou?r of|and (?:is )?superseded by|making way for|giving way to) (?:the (?:new )?)?(?P<new>{_N})$",
        text,
        re.I,
    )
    return Said((f"{found['old']} no longer exists", f"{found['new']} exists")) if found is not None else None


def _nor_remains(text: str) -> Said | None:
    """“No `a` closures and no `b` arms remain in `c.rs`”: neither of them does."""
    found = re.match(
        r"no (?P<a>(?:[a-z-]+ )?`[^`]+`(?: [a-z]+)?) (?:and|or) no (?P<b>(?:[a-z-]+ )?`[^`]+`(?: [a-z]+)?) (?P<verb>remains?|(?:is|are) left)(?P<place>(?: in| under| within) .+)?$",
        text,
        re.I,
    )
    return Said(tuple(f"No {found[k]} remains{found['place'] or ''}" for k in "ab")) if found is not None else None


def _no_method_of_trait(text: str) -> Said | None:
    """“The `T` trait no longer has an `f` method”."""
    found = re.match(
        rf"(?:the )?(?:(?:trait|struct|enum|type) )?(?P<of>{_N})(?: (?:trait|struct|enum|type))? (?:no longer has|no longer declares|loses|has lost|does not have|has no) (?:an? |the |its )?(?P<name>`\w+(?:\(\))?`) (?P<noun>method|function|field|variant|constant)(?P<rest>,? and .+)?$",
        text,
        re.I,
    )
    if found is None:
        return None
    sentences = [f"{found['of']} has no {found['noun']} {found['name']}"]
    if found["rest"]:
        sentences.append(re.sub(r"^,? and ", "", found["rest"]))
    if not found["rest"] and re.match(rf"{_N} has no ", text):
        return None
    return Said(tuple(sentences))


def _nowhere(text: str) -> Said | None:
    """“`x` appears nowhere under `src/`”."""
    found = re.match(
        rf"(?:the name |the word )?(?P<name>{_N}) (?:appears|occurs|is mentioned|is found|stands|shows up) nowhere(?: (?:under|in|below|within|inside) (?:the )?(?P<place>`[^`]+`)(?: folder| directory| tree)?)?$",
        text,
    )
    return (
        Said((f"No mention of {found['name']} is left{' in ' + found['place'] if found['place'] else ''}",))
        if found is not None
        else None
    )


def _like_others(text: str) -> Said | None:
    """“`f` is marked `#[inline]` like its neighbours”: at least it is marked; what the others are is not looked at."""
    found = re.match(
        rf"(?P<said>{_N} (?:is|are|has|bears|carries|derives|implements|returns|takes) .*`[^`]+`(?: \w+)?),? (?:just )?(?:like|as do|as does|as are|the same way as|in line with|in the style of) (?:its|the|all|their) (?:neighbou?rs|siblings|others|other [a-z]+|rest|existing [a-z]+)$",
        text,
    )
    return Said((found["said"],), partial=True) if found is not None else None


def _initialised_in(text: str) -> Said | None:
    """“has a `x: T` field, initialised in `A::new` from the flags”: at least it has the field, and `A::new` is there."""
    found = re.match(
        rf"(?P<said>(?:the )?{_N} (?:has|gets|gains|holds|carries) (?:an? |the |its )?(?:new |private |public )*`\w+: [^`]+`(?: field)?),? (?:which is |that is )?(?:initiali[sz]ed|set|filled|computed|taken|populated)\b .+$",
        text,
    )
    return Said((found["said"],), partial=True) if found is not None else None


def _at_first(text: str) -> Said | None:
    """“`A` has a public field `x: bool`, initially false”: it has the field, and the field starts so."""
    found = re.match(
        rf"(?P<said>(?:the )?(?P<of>{_N}) (?:has|gets|gains|holds|carries) (?:an? |the |its )?(?:new |private |public )*(?:field )?`(?P<field>\w+): [^`]+`(?: field)?),? (?:which is |that is )?(?:initially|at first|starting (?:as|at|with)|false at first|by default) (?:is |set to )?(?P<value>`[^`]+`|true|false|empty|\d+|zero)$",
        text,
    )
    if found is None:
        return None
    of = found["of"].strip("`")
    return Said((found["said"], f"`{of}::{found['field']}` is initialised to {found['value']}"))


def _unit_field(text: str) -> Said | None:
    """“`A` is a tuple struct with a private unit field (and derives `B`)”: what it is, and what it has."""
    found = re.match(
        rf"(?P<is>(?P<of>{_N}) is (?:an? |the )?(?:`pub` |public |private )?(?:tuple struct|struct|newtype|unit-like struct)) (?:with|that has|around|holding) (?P<field>(?:an? |one |a single )?(?:private |public )?(?:unit|`\(\)`)(?: field)?)(?:,? and (?P<rest>(?:derives|implements|has|is) .+))?$",
        text,
    )
    if found is None:
        return None
    field = re.sub(r"unit\b", "`()`", found["field"])
    field = field if field.endswith("field") else f"{field} field"
    return Said((found["is"], f"{found['of']} has {field}", *((f"{found['of']} {found['rest']}",) if found["rest"] else ())))


def _split_into(text: str) -> Said | None:
    """“`a` no longer exists; it is split into the private methods `b` and `c`”: the one is gone and the others are there."""
    found = re.match(
        rf"(?P<gone>(?P<old>{_N}) (?:no longer exists|{_GONE}))(?:;|,|,? and) (?:it |which )?(?:is|was|has been) (?:now )?(?:split|divided|broken|separated|cut)(?: up)? into (?:the |two |three )*(?P<adjectives>(?:(?:private|public|new|free|`[^`]+`) )*)(?:(?P<noun>function|method|helper|type|struct|module|constant)s )?(?P<names>{_LIST})$",
        text,
    )
    if found is None:
        return None
    noun = found["noun"] or ""
    adjectives = [a for a in re.findall(r"`[^`]+`|[a-z]+", found["adjectives"]) if a != "new"]
    names = re.findall(_N, found["names"])
    told = [f"{n} is a {a} {noun}".rstrip() if noun else f"{n} is {a}" for n in names for a in adjectives]
    if not told:
        told = [f"{n} is a {noun}" if noun and noun != "helper" else f"{n} exists" for n in names]
    return Said((f"{found['old']} no longer exists", *told))


_FORMS = (
    _split_into, _unit_field, _each, _all_such, _next_to, _with_its_impls, _in_favour, _nor_remains, _no_method_of_trait, _nowhere, _at_first, _like_others,
    _initialised_in,
)  # fmt: skip
