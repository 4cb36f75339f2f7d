"""Plain words for what is said of lists of free ranges: one for each thing, situation and deed, whatever it is called."""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.containers.container import is_integer
from uowgen.claims.names import bare_name
from uowgen.claims.sentences.sentence import words_of
from uowgen.facts.members import fields_of

if TYPE_CHECKING:
    from uowgen.claims.containers.free_roles import FreeList

_FILLING = frozenset(
    "the a an any all every each already just also properly correctly whole such these those its their it's that's exactly-one".split()
)
_NOUNS = r"hole|gap|free (?:range|block|region|extent|chunk|area|space|run|piece|segment|interval|span)|range|block|region|extent|chunk|area|entry|run|segment|interval|span|piece"
# What is also said of other things (“takes”, “free”) is no deed.
_TAKING = r"allocations?|allocat(?:e|ing)|take|taking|reservations?|reserving|acquiring|carving|grabbing|claiming|asking for|requests?|requesting"
_GIVING = r"giv(?:e|ing) back|returning|frees|freeing|releases?|releasing|deallocations?|deallocat(?:e|ing)|putting back|handing back|give-?backs?|recycling|insertions?|inserting|adding"
_GAVE = r"given back|given-back|returned|freed|released|deallocated|put back|handed back|recycled|inserted|added|newly freed"


class Said(NamedTuple):
    """A sentence in plain words, the values that stand in it, in order, and the method that it says to tell a number."""

    text: str
    values: tuple[str, ...]
    tells: str


def plainer(text: str, held: FreeList) -> Said | None:
    """The sentence in plain words; None if some code in it is not known."""
    values: list[str] = []
    tells: list[str] = []
    found: list[str] = []
    for word in words_of(text.rstrip(". ").replace("→", "->")):
        token = (
            _code(word.raw, held, values, tells) if word.code or re.fullmatch(r"[\w:]+\(\w*\)|\w+::\w+", word.raw) else word.text
        )
        if token is None:
            return None
        if token not in _FILLING:
            found.append(token)
    said = f" {' '.join(found)} "
    for pattern, name in _of_numbers(held):
        said, often = re.subn(rf"(?<= )(?:{pattern})(?= )", "TELL", said)
        tells += [name] * often
    for pattern, token in _of_names(held):
        said = re.sub(rf"(?<= )(?:{pattern})(?= )", token, said)
    for ready, token in _PLAIN:
        said = ready.sub(token, said)
    return (
        Said(" ".join(said.split()), tuple(values), tells[0])
        if len(tells) == 1
        else Said(" ".join(said.split()), tuple(values), "")
        if not tells
        else None
    )


def _of_names(held: FreeList) -> list[tuple[str, str]]:
    """What is said by the verbs that methods are called by, and by the names that the list and its fields have."""
    own = [w.lower() for w in re.findall(r"[A-Z][a-z0-9]+", held.container.declaration.item.name)]
    rows = [(rf"{' '.join(own)}|{''.join(own)}", "LIST")] if own else []
    for field in fields_of(held.container.declaration).all:
        if f"it.{field.name}" in held.over and field.name.endswith("s") and field.name not in ("is", "this"):
            rows.append(
                (rf"{re.escape(field.name.replace('_', ' '))}|{re.escape(field.name.removesuffix('s').replace('_', ' '))}", "hole")
            )
    return rows


def numbers_of(held: FreeList) -> list[str]:
    """The fields that are numbers of the list: what is counted, not what is held."""
    return [f.name for f in fields_of(held.container.declaration).all if is_integer(f.type)]


def _of_numbers(held: FreeList) -> list[tuple[str, str]]:
    """How a field that counts is spoken of: “free block count”, “the number of free blocks”."""
    rows = []
    for name in numbers_of(held):
        words = [w.removesuffix("s") for w in name.split("_") if w not in ("num", "nr", "n", "count", "total")]
        if words:
            what = " ".join(rf"{re.escape(w)}s?" for w in words)
            rows.append((rf"(?:number|count|total) of {what}|{what}-? ?(?:count|counter|total)", name))
    return rows


def _code(raw: str, held: FreeList, values: list[str], tells: list[str]) -> str | None:
    """What a piece of code is in plain words."""
    head, _, inner = raw.partition("(")
    bare, inner = bare_name(head.rpartition(".")[2]), inner.removesuffix(")").replace(" ", "")
    of = held.container.declaration.item.name
    owner = head.rpartition("::")[0].rpartition("::")[2]
    if owner[:1].isupper() and bare[:1].islower() and owner not in (of, "Self"):
        return None
    for name, token in ((held.take, "TAKE"), (held.give, "GIVE")):
        if bare == name:
            zero = inner == "0" or inner.endswith(",0")
            named = re.fullmatch(r"(?:[a-z_]\w*(?:,[a-z_]\w*)*|\.\.|…)?", inner)
            return f"{token}0" if zero else token if named else None
    if raw == of:
        return "LIST"
    if bare == "new" and bare in held.container.methods:
        return "NEW"
    if bare in held.container.methods:
        tells.append(bare)
        return "TELL"
    if raw in {f.name for f in fields_of(held.container.declaration).all}:
        if raw in numbers_of(held):
            tells.append(raw)
            return "TELL"
        return "LIST" if f"it.{raw}" in held.over else None
    if re.fullmatch(r"len|size|count|n|pages|bytes|length|num_\w+", raw):
        return "LEN"
    if raw in ("start", "base", "addr", "0"):
        return raw
    if re.fullmatch(r"None|(?:true|false)|(?:Err\(|Ok\()?(?:\(\)|(?:\w+::)*[A-Z]\w*(?:\([\w.]*\))?)?\)?", raw):
        values.append(raw)
        return "VALUE"
    return None


_BIG = r"(?:big|large|long|wide) enough(?: (?:for (?:TAKE|it|LEN|this)|to (?:hold|fit|satisfy|serve) (?:it|TAKE|LEN)))?|sufficiently (?:big|large|long)|sufficient(?: (?:size|length|room|space))?"
_ROWS: tuple[tuple[str, str], ...] = (
    (rf"(?:in|by) (?:(?:{_NOUNS}|sector|page|frame|cluster|offset|start|position|ascending|increasing|numerical|list)(?: |-))?(?:address(?: |-))?order(?= (?!of ))|by (?:{_NOUNS}|sector|page|frame|cluster) (?:number|address)", "in address order"),
    (r"(?:free|hole|va|range|block|extent|gap|address) ?-?(?:list|map|pool|set|table)|list|pool|allocator|map", "LIST"),
    (rf"empty (?:{_NOUNS})s? (?:behind|over)", "empty HOLE"),
    (r"GIVE of free (?:range|block|region|extent|chunk|area|space|run|piece|segment|interval|span|memory)s?", "OVER"),
    (r"double(?:-| )frees?|double(?:-| )(?:return|release|give-back)s?|freeing (?:\w+ )?twice|(?:giving|handing|putting) (?:range |same range |same |hole )*back twice|(?:returning|releasing) (?:range |same range |same |block )*twice|GIVE(?: same| same range| range| hole)? (?:twice|again|a second time)", "SAME"),
    (r"first fit|first-fit", "first-fit"),
    (r"best fit|best-fit", "best-fit"),
    (r"worst fit|worst-fit", "worst-fit"),
    (r"(?:exact|perfect|exactly matching|exactly fitting) (?:fit|match)(?:ting)?(?:s|es)?", "EXACT"),
    (rf"(?:{_GAVE}|touching and {_GAVE}) (?:{_NOUNS})s?|(?:{_NOUNS})s? (?:that (?:is|are|was|were) |being )?(?:{_GAVE})|what (?:is|was) (?:{_GAVE})", "GIVEN"),
    (rf"(?:too (?:large|big|long)|oversized|larger than HOLE|unsatisfiable) (?:{_TAKING})|(?:{_TAKING}) (?:(?:that|which) (?:is|are) |of )?(?:too (?:large|big|long)|(?:larger|bigger|longer) than (?:any|largest|every|biggest)? ?(?:{_NOUNS})s?|more than (?:is free|largest hole|any hole|any hole has|there is))|(?:{_TAKING}) (?:that )?(?:no|none of the) (?:{_NOUNS})s? (?:can )?(?:serves?|holds?|fits?|satisf(?:y|ies))|asking for too much|(?:LEN (?:is )?)?larger than (?:any|largest|every) (?:{_NOUNS})", "TOO-LARGE"),
    (rf"(?:zero|0)(?: |-)?(?:bytes?|length|size|sized|pages?|blocks?)?(?: (?:{_NOUNS})s?)?|zero-(?:length|size|sized)(?: (?:{_NOUNS})s?)?|empty (?:request|take|range)s?|nothing(?= (?:is fine|is ok|is accepted|gives|returns|yields|is ignored|is allowed))|no bytes|LEN (?:of )?(?:is |== |= )?(?:zero|0)|length (?:of )?(?:zero|0)", "ZERO"),
    (r"TAKE (?:with|for|of|called with|on) ZERO(?: TAKE)?", "TAKE ZERO"),
    (r"GIVE (?:with|for|of|called with|on) ZERO(?: TAKE)?", "GIVE ZERO"),
    (r"empty LIST|LIST (?:that is|which is) empty", "EMPTY-LIST"),
    (rf"(?:(?:{_NOUNS})s? )?(?:that|which) (?:fits?|match(?:es)?) (?:LEN |TAKE |request )?exactly|(?:exactly )?(?:fitting|matching) (?:{_NOUNS})s?(?= (?:is|are|disappears?|vanish|goes))|(?:{_NOUNS})s? (?:of|with) (?:exactly|(?:exact|same|equal|requested|right)) (?:LEN(?: bytes)?|size|length)(?: LEN)?", "EXACT"),
    (rf"(?:{_NOUNS})s? (?:(?:that|which) (?:is|are|was|were) )?(?:used up|fully used|completely used|exhausted|taken completely|consumed(?: completely| entirely)?|taken (?:as a )?whole)|(?:fully used|used-up|fully consumed|consumed|depleted|exhausted) (?:{_NOUNS})s?", "USED"),
    (rf"(?:{_NOUNS})s? (?:(?:that|which|with|of|having) )?(?:(?:is|are) )?(?:{_BIG})|(?:large enough|big enough|sufficiently large|fitting|suitable|matching|sufficient|adequate) (?:{_NOUNS})s?|(?:{_NOUNS})s? (?:that|which) (?:fits?|can (?:hold|serve|satisfy|fit)|holds?|has room(?: for)?|suffices)(?: (?:it|LEN|LEN bytes|TAKE|request|enough))?|(?:{_NOUNS})s? (?:of|with|holding|having|that has) (?:at least|enough|>=) ?(?:LEN|room|space|bytes)?(?: bytes| room| pages)?|fit(?= is| wins)|(?:{_NOUNS})s? with (?:enough )?(?:room|space)(?: for (?:it|LEN|TAKE|request))?", "FIT"),
    (rf"(?<=first |owest )(?:{_NOUNS})s? (?:that )?(?:fits|is used)", "FIT"),
    (rf"(?:larger|bigger|longer|oversized|too large|partially used|partly used) (?:{_NOUNS})s?|(?:{_NOUNS})s? (?:that (?:is|are) )?(?:larger|bigger|longer) than (?:LEN|needed|necessary|asked for|requested|TAKE)|(?:on |with |after )?partial (?:fit|take|use)", "LARGER"),
    (r"LEN bytes|requested (?:bytes|length|size|number of bytes)", "LEN"),
    (r"fits? (?:LEN|TAKE|it|request)|can (?:hold|serve|satisfy) (?:it|TAKE|request|LEN)|(?:is |are )?(?:large|big) enough", "FITS"),
    (rf"(?:other|remaining other|unrelated|further) (?:{_NOUNS})s?|others|rest of LIST", "OTHER"),
    (rf"(?:touching|adjacent|neighbou?ring|bordering|abutting|adjoining|contiguous|direct) (?:neighbou?rs?|(?:{_NOUNS})s?|free neighbou?rs?)|(?:{_NOUNS})s? (?:that (?:touch(?:es)?|adjoins?|borders? on|meets?)(?: (?:it|each other|GIVEN|one another))?)|(?:free )?neighbou?rs?(?: (?:that|which) touch(?:es)?(?: (?:it|each other))?)?|both neighbou?rs|(?:{_NOUNS})s? (?:next to|beside|adjacent to|touching) (?:it|GIVEN|each other)|TOUCH on both sides", "TOUCH"),
    (rf"(?:(?:{_NOUNS})s? )?(?:directly |just |right )?(?:(?:below|before|in front|left) (?:and|or) (?:above|after|behind|right)|(?:above|after|behind|right) (?:and|or) (?:below|before|in front|left))(?: (?:of )?(?:it|GIVEN))?(?: (?:{_NOUNS})s?)?", "TOUCH"),
    (rf"(?:touching|adjacent) GIVEN|(?:(?:{_NOUNS})s? )?GIVEN (?:that )?(?:touch(?:es)?|touching|adjoins?|next to|adjacent to|bordering) (?:each other|(?:{_NOUNS})s?)", "TOUCH"),
    (rf"(?:GIVE|filling|closing|plugging|returning|freeing) (?:the )?(?:gap |range |space |what lies |what is |piece |GIVEN )*(?:between|in between) (?:two |both |TOUCH)?(?: ?(?:{_NOUNS})s?)?|(?:GIVEN|range|block) (?:that |which )?(?:lies |fits |is |exactly )*(?:(?:between|in between) (?:two |both )?(?:{_NOUNS})s?|(?:fills|closes|filling|closing|plugs)(?: exactly)? gap(?: between (?:two |both )?(?:{_NOUNS})s?)?)|(?:filling|closing|plugging) gap(?: between (?:two )?(?:{_NOUNS})s?)?", "BETWEEN"),
    (rf"(?:(?:{_NOUNS})s? )?(?:directly |just |right |immediately )?(?:below|before|in front|to left)(?: it| of it| GIVEN)?|(?:lower|preceding|previous|left) (?:neighbou?r|TOUCH|(?:{_NOUNS}))|predecessor", "BELOW"),
    (rf"(?:(?:{_NOUNS})s? )?(?:directly |just |right |immediately )?(?:above|behind|after|to right)(?: it| of it| GIVEN)|(?:{_NOUNS}) (?:above|behind|after)|(?:upper|following|next|right) (?:neighbou?r|TOUCH|(?:{_NOUNS}))|successor", "ABOVE"),
    (rf"(?:GIVEN|(?:{_NOUNS})s?) (?:that (?:touch(?:es)? (?:no|none|nothing)|(?:does|do) not touch (?:any)?|(?:is|are) not adjacent to (?:any)?)|without) ?(?:neighbou?rs?|TOUCH|(?:{_NOUNS})s?|anything|each other)?|(?:isolated|separate|lone|distant|non-adjacent|non-touching|not touching) (?:GIVEN|(?:{_NOUNS})s?)", "APART"),
    (rf"(?:GIVE |GIVE of )?(?:GIVEN|(?:{_NOUNS})s?|GIVE|it) (?:that |which )?(?:(?:partly|partially|even partly) )?(?:overlap(?:s|ping)?|intersect(?:s|ing)?|(?:lies|is|lying) (?:\w+ )?(?:in|inside|within)|reach(?:es|ing)? into|touches bytes of|(?:is|are|was|were) (?:already |partly |(?:partly )?already |still )?free(?: already)?)(?: with)?(?: (?:(?:{_NOUNS})s?|LIST))?(?: already| in LIST)?|(?:overlapping|intersecting|overlap with) (?:GIVEN|GIVE|(?:{_NOUNS})s?|HOLE)(?: (?:GIVE|LIST))?|GIVE (?:of )?(?:what|something|bytes|memory|range|GIVEN|(?:{_NOUNS})) (?:that )?(?:is|are) (?:already |partly |still )*free(?: already)?|overlaps?(?: with (?:(?:{_NOUNS})s?|LIST))?(?! ?,? (?:list|LIST))(?= (?:is|are|gives?|returns?|refused|detected))|GIVE overlapping|overlapping GIVE", "OVER"),
    (r"(?:over|on) overlap|when (?:it|GIVEN|range) overlaps", "on OVER"),
    (_TAKING, "TAKE"),
    (r"taken|allocated|handed out", "TOOK"),
    (_GIVING, "GIVE"),
    (r"given back|freed|released|returned", "GAVE"),
    (r"GIVE (?:GIVEN|hole|holes|range|ranges|block|blocks)(?= )", "GIVE"),
    (r"TAKE (?:of )?(?:hole|holes|range|ranges|block|blocks)(?= )", "TAKE"),
    (r"TAKE TAKE|TAKE for TAKE", "TAKE"),
    (r"GIVE GIVE", "GIVE"),
    (r"GIVE(?: of)? (OVER|BETWEEN)", r"\1"),
    (rf"(?:{_NOUNS.replace('entry', 'entr(?:y|ies)')})(?:s)?", "HOLE"),
    (r"largest", "largest"),
    (r"a-nothing", "nothing"),
)  # fmt: skip
_PLAIN = tuple((re.compile(rf"(?<= )(?:{pattern})(?= )"), token) for pattern, token in _ROWS)


__all__ = ["Said", "numbers_of", "plainer"]
