"""Reads short sentences on lists of ranges as questions: “zero-length regions: `Empty`”, “touching ones are fine”, “drops covered ones”.

A sentence is put into plain words first; each clause of it must then be one of the forms below.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.containers.clauses import BE, decided_by_clauses
from uowgen.claims.containers.range_asked import Ask, finding_of
from uowgen.claims.containers.range_plain import plainer
from uowgen.claims.containers.range_roles import list_at_hand

if TYPE_CHECKING:
    from uowgen.claims.containers.range_plain import Said
    from uowgen.claims.containers.range_roles import RangeList
    from uowgen.claims.kind import Case, Finding

NAME = "keeps_ranges"


def decided(text: str, case: Case) -> Finding | None:
    """What a list of ranges does, of what a sentence says of it; None if a word is not understood, or there is no such list."""
    return decided_by_clauses(text, case, list_at_hand, plainer, asked_in, finding_of)


_ONE = r"(?:EMPTYREV|EMPTY|REV|OVER|TOUCH|APART|SAME|WITHIN|AROUND)"
_SOME = rf"({_ONE}(?: ?(?:,|and|or|nor|, and|, or|/) {_ONE})*)"
_FORMS: tuple[tuple[str, str], ...] = (
    (rf"(?:INSERT |INSERTING )?{_SOME} ?,? (?:GET-)?VALUE", "value"),
    (rf"INSERT GET-VALUE FOR {_SOME}|VALUE (?:(?:FOR|:) )?{_SOME}|GET-VALUE FOR {_SOME}", "value"),
    (rf"(?:INSERT )?REJECTS {_SOME} (?:with|as|by returning|using|:) VALUE", "value"),
    (rf"(?:FOR|INSERTING) {_SOME} ,? ?INSERT GET-VALUE", "value"),
    (
        r"(?:INSERTING )?((?:SAME|WITHIN)(?: (?:and|or) (?:SAME|WITHIN))*) (?:is |are |counts? as )?OVER(?: too| as well)?",
        "refused",
    ),
    (rf"(?:INSERT |INSERTING )?{_SOME} REFUSED|(?:INSERT )?REJECTS {_SOME}|INSERT REFUSED FOR {_SOME}", "refused"),
    (rf"(?:INSERT |INSERTING )?{_SOME} MERGED|INSERT MERGES {_SOME}", "merged"),
    (rf"(?:INSERT |INSERTING |two )?{_SOME} FINE|(?:INSERT )?ACCEPTS {_SOME}", "taken"),
)
_FINDS = r"(?:FIND (?:returns|finds|looks up|gives|yields|locates|answers with|is|tells|hits|->|:|only finds)|(?:looking up|lookup|searching|finding|search) (?:of |for )?(?:ADDRESS )?(?:returns|gives|finds|yields))"
_BOUNDS = r"(?:(?: ?,| ?;| and| with| where)* ?(?:INCL|EXCL|treating EXCL|CLOSED))*"
_MISS = r"(?:NONE|nothing|none|false)"
_ELSE = r"(?: otherwise| else| outside| OUTSIDE| (?:if|when|where) (?:there is )?(?:OUTSIDE|none|none does)| for (?:ADDRESS )?OUTSIDE| in OUTSIDE)"
_TAKES = {
    "PARTLY": r"(?:trims?|shrinks?|shortens?|clips?|truncates?|narrows?|cuts? (?:back|down)|crops?)",
    "COVERED": r"(?:drops?|removes?|deletes?|discards?|takes? (?:out|away)|throws? (?:out|away)|erases?|GONE)",
    "HOLED": r"(?:splits?|divides?|breaks?)",
    "beside": r"(?:leaves|keeps)",
}
_TAKEN = {
    "PARTLY": r"(?:trimmed|shrunk|shortened|clipped|truncated|narrowed|cut back|cropped|GONE)",
    "COVERED": r"(?:GONE|discarded|thrown (?:out|away))",
    "HOLED": r"(?:split|divided|broken|broken up)",
}
_WRAPS = (
    r"(?:REGION )?(?:(?:whose|with|where|that|if|when) )?(?:(?:a |the )?(?:end|EXCL|base plus (?:length|size|len)|start plus (?:length|size|len)|sum) )?(?:overflows?|overflowing|wraps?(?: around)?|wrapping(?: around)?|that overflows?|that wraps?(?: around)?)(?: REGION| end)?"
    r"|(?:arithmetic |address |ADDRESS |end )?(?:overflow|wrap-around|wraparound)s?|REGION (?:past|beyond|over|behind|running past|reaching past|that (?:runs?|reach(?:es)?|goes?|ends?) (?:past|beyond|over)) end of (?:ADDRESS|address)(?: space)?|REGION (?:past|beyond) (?:ADDRESS|address) space"
)
_CLASSES = {"PARTLY": "partly", "COVERED": "covered", "HOLED": "hole"}


def asked_in(said: Said, held: RangeList) -> list[Ask] | None:
    """The questions of a sentence; None if some of it is not understood."""
    values = list(said.values)
    if re.search(r"EXCL|EMPTYREV", said.text) if held.element.closed else "CLOSED" in said.text:
        return None  # the last number belongs to the ranges, which may then be the first as well, or it does not
    return _sentence(said.text, values, held, "") if len(said.values) == said.text.count("VALUE") else None


def _sentence(text: str, values: list[str], held: RangeList, lead: str) -> list[Ask] | None:
    for bare in dict.fromkeys((text, f"{lead} {text}".strip())):
        one = _clause(bare, list(values), held)
        if one is not None:
            return one
    for mark in (" ; ", " , but ", " , and ", " , while ", " , ", " but ", " while ", " whereas ", " and "):
        for found in re.finditer(re.escape(mark), text):
            first, rest = text[: found.start()].strip(), text[found.end() :].strip()
            begun = _clause(f"{lead} {first}".strip(), list(values), held) or _clause(first, list(values), held)
            if begun is None:
                continue
            subject = re.match(r"(?:INSERT|REMOVE|FIND|HAS)(?: REJECTS| ACCEPTS| returns| gives)?(?= )", f"{lead} {first}".strip())
            if begun[0].what == "refused":  # “…, touching ones are not”
                rest = re.sub(rf"^{_SOME} (?:are|is|do|does) not$", r"\1 FINE", rest)
            more = _sentence(rest, values[first.count("VALUE") :], held, subject[0] if subject else lead)
            if more is not None:
                return [*begun, *more]
    return None


def _clause(text: str, values: list[str], held: RangeList) -> list[Ask] | None:
    for pattern, what in _FORMS:
        found = re.fullmatch(pattern, text)
        if found:
            situations = _situations(next(g for g in found.groups() if g))
            if what == "merged":
                return [Ask("merged", situations)] if situations <= {"touch", "overlap"} else None
            if what == "taken":
                return [Ask("taken", situations)] if situations <= {"touch", "apart"} else None
            return [Ask("refused", situations, values[0] if what == "value" else "")]
    if re.fullmatch(r"(?:two )?REGION (?:may|can) touch(?: each other)? ,? ?(?:but )?(?:never|not|must not|may not) OVER", text):
        return [Ask("taken", frozenset({"touch"})), Ask("refused", frozenset({"overlap"}))]
    wraps = re.fullmatch(
        rf"(?:{_WRAPS}) ?,? (?:GET-VALUE|VALUE)|INSERT GET-VALUE (?:on|for|if|when|upon|in case of|FOR) (?:{_WRAPS})|INSERT REJECTS (?:{_WRAPS})(?: with VALUE)?|(?:{_WRAPS}) REFUSED"
        rf"|INSERT REFUSED (?:with )?VALUE (?:if|when|on) (?:{_WRAPS})",
        text,
    )
    if wraps:
        return [Ask("wraps", value=values[0] if values else "")]
    return _looking(text, held) or _removing(text, values, held) or _telling(text, held) or _standing(text, held)


def _situations(text: str) -> frozenset[str]:
    names = {
        "EMPTYREV": ("empty", "reversed"),
        "EMPTY": ("empty",),
        "REV": ("reversed",),
        "OVER": ("overlap",),
    }  # the others as they are
    return frozenset(n for w in re.findall(_ONE, text) for n in names.get(w, (w.lower(),)))


def _looking(text: str, held: RangeList) -> list[Ask] | None:
    """“`find()` returns the region that contains the address, `None` in gaps”, “the end is exclusive”."""
    by = held.find or held.has
    if held.element.closed and by and re.fullmatch(_LAST, text):
        return [Ask("found", frozenset({"any"}), by=by)]
    if held.element.closed and re.search(
        r"EXCL|-END|\bend\b", text
    ):  # what is called its end is its last number, or the one behind it
        return None
    truth = by == held.has
    any_of = frozenset({"any"}) if truth else frozenset()
    miss = rf"(?: ?,| ;)?(?: (?:or|else|and|otherwise))* ?(?:{_MISS}{_ELSE}?|if(?: there is)?(?: REGION)?)?"
    if held.find and re.fullmatch(rf"{_FINDS} (?:OKAY |only )?(?:HOLDER|REGION){_BOUNDS}{miss}", text):
        return [Ask("found", by=by)] if "HOLDER" in text or "EXCL" in text else None
    if held.find and held.told is not None and re.fullmatch(rf"{_FINDS} KIND(?: of (?:ADDRESS|REGION|HELD))?{_BOUNDS}{miss}", text):
        return [Ask("found", by=by)]
    if held.find and re.fullmatch(_EDGES, text):
        return [Ask("found", by=by)]
    if by and re.fullmatch(
        rf"EMPTY list (?:finds|returns|gives|yields) {_MISS}|(?:FIND|HAS) (?:on|in|of) EMPTY list (?:finds|returns|gives|yields|is) {_MISS}|{_FINDS} {_MISS} (?:on|in|for) EMPTY list",
        text,
    ):
        return [Ask("missed", by=by)]
    outside = r"(?:(?:(?:in|inside) )?(?:holes?|gaps?)|(?:lookup (?:of )?)?(?:ADDRESS )?(?:that (?:is|are) |is |are )?(?:in |inside )?OUTSIDE(?: is OUTSIDE)?)"
    if re.fullmatch(
        rf"(?:{_FINDS}|HAS (?:is|returns|gives|->)) {_MISS} (?:(?:for|on|in|at|if|when|with) )?{outside}"
        rf"|(?:(?:FIND|HAS) (?:of |for |at |on |in )?)?{outside} ?(?::|->|,|gives?|returns?|yields?|is|are|has|have) (?:not found|never found|{_MISS})",
        text,
    ):
        return [Ask("missed", by=by)] if by else None
    name = "(?:FIND|HAS)"
    ends = (
        rf"(?:(?:in |of |for )?{name} ?[,:]? ?)?(?:INCL ?,? ?(?:and |but )?)?EXCL(?: (?:in|for|by|of) {name})?|REGION (?:is|are) EXCL"
        rf"|{name} (?:is |treats |takes |sees |has |with |considers )EXCL|{name}-END (?:of REGION )?(?:returns|gives|is|yields|finds|->) (?:{_MISS}|OUTSIDE|not REGION)|{name}-END does not (?:find|hit|return) (?:REGION|it|anything)"
        rf"|{name} (?:misses|does not (?:find|cover|hit)|is {_MISS} (?:for|at|on)) (?:byte|ADDRESS|one) (?:after|at|behind|past) (?:end|REGION|last one|it)(?: of REGION)?"
        rf"|{name} (?:excludes|does not include|leaves out) end(?: ADDRESS| of REGION)*|end(?: ADDRESS| of REGION)* (?:is )?(?:not found|not part of (?:it|HELD|REGION)|EXCL)(?: by {name})?"
    )
    if by and re.fullmatch(ends, text):
        return [Ask("found", any_of, by=by)]
    edges = rf"{name} (?:finds|covers|includes|hits) (?:both )?(?:first|start)(?: byte| ADDRESS)? and (?:last|final)(?: byte| ADDRESS)?(?: of REGION)?"
    if by and re.fullmatch(edges, text):
        return [Ask("found", any_of, by=by)]
    place = r"(?:HELD|ADDRESS HELD|ADDRESS COVERED|COVERED|(?:ADDRESS )?(?:is |lies )?in REGION|REGION (?:contains|covers|holds) ADDRESS|HOLDER|there is HOLDER)"
    if held.has and re.fullmatch(rf"HAS (?:is|returns|gives|tells|holds|->) (?:OKAY|true)?(?: ?(?:only|exactly|just|also))? ?(?:for|if|when|whether|if and only if|iff)? ?{place}{_BOUNDS}", text):  # fmt: skip
        return [Ask("found", frozenset({"any"}), by=held.has)]
    return None


_LAST = (
    r"(?:FIND|HAS) (?:includes|covers|finds|is true (?:for|at|on)|counts) (?:start and |first and |both )?(?:last|final|upper|ends?)(?: (?:ADDRESS|number|one))?(?: of REGION)?"
    r"(?: (?:as well|too))?|(?:last|final) (?:ADDRESS|number|one)(?: of REGION)? (?:is )?(?:included|found|part of REGION|HELD|in REGION|COVERED)"
    r"|(?:(?:FIND|HAS) (?:is |has |takes |treats |with )?)?CLOSED(?: (?:in|for|by|of) (?:FIND|HAS))?"
)
_EDGES = (
    r"(?:FIND works at (?:edges|ends|borders|both ends) ?[:,] )?(?:first byte|start|FIND-START|last byte|byte before end|first ADDRESS|last ADDRESS)(?: of REGION)? (?:is |are |returns |finds |hits )?(?:found|COVERED|REGION|inside|included|HELD|it)?"
    r" ?(?:,|;|, but|but|and|, and) (?:byte at end|end|FIND-END|one at end|ADDRESS at end|byte (?:behind|after|past) it|one past it|end ADDRESS)(?: of REGION)? (?:(?:is|does|returns?|finds?) (?:not(?: find it| return it)?|NONE|nothing|OUTSIDE)|NONE)"
)
_NOT_OWN = r"(FOREIGN|OTHERSOWN)"
_HOLE = r"(?:hole|cut|gap|SPAN|REMOVE)"
_REST = r"(?:rest|others|other ones|remaining ones|remainder|everything else|what remains|what is left)"
# What a removal does to a region of each class: as a deed of the removal, as what becomes of the region, as what is left.
_LEFT: tuple[tuple[str, str], ...] = (
    ("partly", rf"{_TAKES['PARTLY']} (?:back |off )?(?:REGION )?(?:PARTLY|(?:at|on) (?:both |its )?(?:edges?|ends?|borders?|sides?)(?: of {_HOLE})?|{_REST})(?: REGION| ones)?(?: short| back| down)?(?: to (?:rest|remainder)| to what is left)?"),
    ("partly", r"(?:cuts?|trims?) PARTLY (?:ones |REGION )?(?:short|back|down|off)"),
    ("partly", rf"(?:REGION )?PARTLY (?:ones |REGION )?(?:{BE} )?{_TAKEN['PARTLY']}(?: to (?:rest|remainder))?"),
    ("partly", r"(?:PARTLY|REGION PARTLY) (?:keeps?|retains?) (?:rest|remainder|what lies OUTSIDE|its rest)"),
    ("partly", rf"{_TAKES['PARTLY']} REGION (?:it|that it|that REMOVE|REMOVE)? ?(?:only )?(?:partly|partially) (?:covers|overlaps|hits|meets)"),
    ("covered", rf"{_TAKES['COVERED']} (?:REGION )?COVERED(?: ones| REGION)?(?: {_HOLE})?(?: altogether| entirely| completely)?"),
    ("covered", rf"(?:REGION )?COVERED (?:ones |REGION )?(?:{_HOLE} )?(?:{BE} )?(?:{_TAKEN['COVERED']}|disappears?|vanish(?:es)?|goes|go|away)(?: altogether| entirely| completely)?"),
    ("covered", r"REGION (?:that )?(?:fully |completely |wholly )?(?:covered by|inside|within) (?:hole|SPAN|cut) (?:disappears?|vanish(?:es)?|is GONE)"),
    ("hole", rf"{_TAKES['HOLED']} (?:REGION )?HOLED(?: IN-TWO)?|{_TAKES['HOLED']} REGION (?:IN-TWO )?(?:(?:around|at) {_HOLE}|(?:when|if|for) HOLED|IN-TWO)"),
    ("hole", rf"(?:REGION )?HOLED {_TAKES['HOLED']} (?:it|REGION)?(?: IN-TWO)?|(?:REGION )?HOLED (?:{BE} )?{_TAKEN['HOLED']}(?: IN-TWO)?"),
    ("hole", r"(?:REGION )?HOLED (?:leaves|gives|makes|produces|creates|turns it into|becomes?|yields|results in) (?:(?:two|2|both) (?:REGION|parts|pieces|halves|rests|remainders)|REGION (?:on|at) (?:either |both )?sides?|part before and part (?:after|behind)(?: it)?|IN-TWO)"),
    ("hole partly", rf"(?:keeps|leaves) (?:what (?:is|lies)|part|rest|REGION) (?:before|in front of|below) (?:and (?:part |what (?:is|lies) )?(?:after|behind|above))(?: {_HOLE})?"),
    ("beside", rf"(?:leaves|keeps) (?:{_REST}|REGION OUTSIDE|(?:what (?:lies|is) )?OUTSIDE|REGION that (?:it|REMOVE) does not (?:touch|meet|hit))(?: {_HOLE})? (?:alone|untouched|unchanged|intact|as (?:it|they) (?:was|were|is|are))"),
    ("beside", rf"keeps (?:REGION )?OUTSIDE(?: {_HOLE})?"),
    ("beside", rf"(?:does not|never) (?:touch|touches|change|changes|affect|affects) (?:{_REST}|REGION OUTSIDE|(?:what (?:lies|is) )?OUTSIDE)(?: {_HOLE})?"),
    ("beside", rf"(?:everything else|(?:REGION )?OUTSIDE(?: {_HOLE})?|others) (?:stays?|{BE}|remains?)(?: left)? (?:untouched|unchanged|intact|alone|not touched|kept)"),
)  # fmt: skip


_AGAIN = (
    r"(?:(?:GONE|removed|freed|released) (?:REGION|ADDRESS)|GONE|(?:after|once) (?:REMOVE|GONE) ,? ?REGION) "
    r"(?:FINE|(?:can|may) be (?:PUT|inserted|added|used|taken|claimed|reserved|mapped|FINE))(?: again| anew| once more)"
)
_GIVES = (
    r"REMOVE (?:returns|gives(?: back)?|yields|hands back|hands out) (?:REGION(?: (?:it )?GONE)?|GONE REGION|what (?:it )?GONE)"
)


def _removing(text: str, values: list[str], held: RangeList) -> list[Ask] | None:
    """“drops covered ones”, “a hole in the middle splits the region”, “removing nothing returns 0”."""
    if (held.remove or held.take) and re.fullmatch(_AGAIN, text):
        return [Ask("again")]
    if held.take and re.fullmatch(_GIVES, text):
        return [Ask("given")]
    if not held.remove:
        return None
    said = re.sub(r"^(?:(?:in|on|by|with|after|upon) )?(?:REMOVE|removal|removing(?: REGION)?) (?:,|:)? ?|^(?:,|:) ", "", text)
    for classes, pattern in _LEFT:
        if re.fullmatch(pattern, said) or re.fullmatch(pattern, text):
            return [Ask("removed", frozenset(classes.split()))]
    keeps = r"(?:keep|keeps|inherit|inherits|retain|retains|have|has|keeping|carry|carries)"
    parts = r"(?:REGION left and right(?: of hole)?|(?:both |two |each )?(?:parts|halves|rests?|remainders?|pieces|REGION|what is left)(?: of (?:HOLED|REGION))?|REMOVE|trimmed REGION)"
    if held.element.marks and re.fullmatch(
        rf"(?:and )?{parts} {keeps} (?:same |old |original |its |their )?KIND(?: of (?:REGION|original|rest))?", text
    ):
        return [Ask("removed", frozenset({"hole", "partly"}))]
    if re.fullmatch(
        r"(?:leaves|keeps) no EMPTY(?: behind| in list| over)?|no EMPTY (?:is|are) (?:left|kept)(?: behind| over)?(?: by REMOVE)?|never leaves EMPTY(?: behind)?",
        said,
    ):
        return [Ask("no empty")]
    if re.fullmatch(rf"(?:after|once) REMOVE ,? ?no HELD is (?:found|left)|(?:after|once) REMOVE ,? ?(?:no ADDRESS (?:in|of|inside) {_HOLE} (?:is )?(?:COVERED|in list|found|HELD)|nothing in {_HOLE} is (?:left|COVERED))|nothing (?:of|in) {_HOLE} is left(?: after REMOVE)?", text):  # fmt: skip
        return [Ask("cleared")]
    found = re.fullmatch(
        rf"(?:REMOVE )?(?:of |on |for )?{_NOT_OWN} (?:{BE} )?(?:GET-VALUE|(?:: |-> )?VALUE|REFUSED)|(?:REMOVE )?(?:GET-VALUE|VALUE|REFUSED|REJECTS) ?(?::|for|if|when|on|of)? ?{_NOT_OWN}",
        text,
    )
    only = re.fullmatch(
        r"only KIND (?:may|can|{BE} allowed to) REMOVE (?:it|REGION|ADDRESS|its REGION)|REGION (?:can|may) only be GONE by (?:their |its )?KIND|only KIND may REMOVE",
        text,
    )
    if held.owner is not None and (found or only) and len(values) == text.count("VALUE"):
        of = next((g for g in found.groups() if g), "") if found else "OTHERSOWN"
        return [Ask("foreign", frozenset({"any" if of == "FOREIGN" else "others"}), values[0] if values else "")]
    nowhere = r"(?:what (?:is|was) not (?:there|in list)|OUTSIDE|nothing|hole|gap|REGION (?:that|which) (?:is|was|are) not (?:there|in list)|REGION not in list|REGION nobody(?: inserted| GONE)?|EMPTY|empty REGION)"
    missing = rf"(?:REMOVE|GONE|removing|removal)?(?: of| from| on| in| with)? ?{nowhere}"
    none = r"(?:nothing GONE|nothing (?:was|is)(?: (?:there|hit|GONE|affected|inserted))?|OUTSIDE|no REGION (?:was|is) (?:hit|affected|touched|there)|nothing overlaps|no OVER|there is nothing to remove|no REGION OVER)"
    if re.fullmatch(rf"{missing} ?(?:returns|gives|yields|is|->|:) (?:0|ZERO)|(?:REMOVE )?(?:returns|gives|yields) (?:0|ZERO) (?:if|when|for) {none}", text):  # fmt: skip
        return [Ask("absent", value="0")]
    if re.fullmatch(
        rf"{missing} (?:changes nothing|changes? no REGION|has no effect|is no-op|does nothing|leaves list (?:unchanged|untouched|as it was|alone))",
        text,
    ):
        return [Ask("absent")]
    if values and re.fullmatch(rf"{missing} GET-VALUE|(?:REMOVE )?GET-VALUE (?:if|when|for) {none}", text):
        return [Ask("absent", value=values[0])]
    return None


def _telling(text: str, held: RangeList) -> list[Ask] | None:
    """“return value of `remove()` is the number of bytes taken out”."""
    if not held.remove:
        return None
    result = r"(?:OKAY )?(?:return(?:ed)? (?:value|number|count|amount)|return|result|value|number|what)"
    says = r"(?:covers?|includes?|returns?|gives?(?: back)?|reports?|tells?|yields?|counts?|is|equals?|=|->|:|says)"
    which = r"(?: (?:was|were) (?:mapped|reserved|taken|used|in use|FINE)(?: (?:there|in it|in REGION))?| GONE| REMOVE GONE| it GONE| (?:that|which) (?:it )?(?:were |was )?(?:in list|there|COVERED|PUT|inserted|GONE|REGION|in REGION)(?: before)?| COVERED| (?:it|they) COVERED| in list| of OVER| that (?:were|was)(?: GONE)?)?"
    amount = rf"(?:only |exactly |just )?(?:GONE )?(BYTES|PAGES)(?: only)?{which}(?: GONE)?"
    note = r"(?: ?,? (?:and )?(?:not|never) (?:length|size) of (?:hole|REGION|cut|argument|request)(?: GONE)?| ?,? (?:not|without) (?:gaps|OUTSIDE|holes)| ?,? (?:or )?(?:0|ZERO) (?:if|when) (?:nothing|none)(?: (?:was|is|GONE))?(?: there| hit)?)?"
    found = re.fullmatch(
        rf"(?:{result} (?:of|from) REMOVE|REMOVE {result}|{result} REMOVE|REMOVE) (?:{says} ){amount}{note}"
        rf"|REMOVE (?:returns|counts) only {amount}{note}|(?:number of |count of )?{amount} {BE} (?:returned|told|reported)(?: by REMOVE)?"
        rf"|{result} {says} {amount}{note}|(BYTES) (?:in|of) (?:OUTSIDE|holes?|gaps?) (?:{BE} not|do not|does not|never) (?:counted|count|count(?:ed)? in)",
        text,
    )
    unit = next((g for g in found.groups() if g), "") if found else ""
    return [Ask("counted", frozenset({unit.lower()}))] if unit else None


def _standing(text: str, held: RangeList) -> list[Ask] | None:
    """What is so whatever is called: “the list stays sorted”, “a refused insertion leaves the list as it was”."""
    thing = r"(?:list|REGION|list of REGION|REGION in list)"
    by = r"(?: (?:by|in order of|in|on)(?: ascending| increasing)? (?:start(?: ADDRESS)?(?: order)?|ADDRESS(?: order)?|base(?: ADDRESS)?|first(?: ADDRESS| number)?|address order|starts|lowest first|lowest ADDRESS first))?(?: ?,? (?:lowest|smallest) (?:ADDRESS |start |one |REGION )?first)?(?: ?,? (?:whatever|in whichever|regardless of)(?: order of)?(?: INSERTING)?(?: order)?(?: REGION)?(?: come in| is)?)?"
    if re.fullmatch(rf"(?:(?:INSERT|REMOVE) (?:keeps|leaves) {thing} (?:sorted|ordered|in order){by})|{thing} (?:{BE} |stays? |remains? |kept )*(?:(?:sorted|ordered|in order|in ascending order){by}|(?:lowest|smallest) (?:ADDRESS |start )?first)|(?:order of INSERTING|INSERTING order) does not matter", text):  # fmt: skip
        return [Ask("sorted")]
    apart = re.fullmatch(
        rf"{thing} (?:{BE} |stays? |remains? |kept |always )*(sorted and )?(?:APART|disjoint|separate)(?: and (sorted))?|{thing} (?:never|do not|must not|may not) OVER|no (?:two )?REGION (?:ever )?OVER|list never (?:holds|contains|has) OVER",
        text,
    )
    if apart:
        return [Ask("disjoint"), *([Ask("sorted")] if apart[1] or apart[2] else [])]
    kept = r"(?:leaves? list (?:unchanged|untouched|as it was|alone|intact)|changes? nothing|(?:does|do) not change (?:list|anything)|has no effect|list (?:is |stays |remains )?(?:then )?(?:unchanged|untouched|as it was|left alone))"
    if re.fullmatch(rf"(?:on error|(?:REFUSED|failed|failing|REFUSED) (?:INSERT|INSERTING|insertion|insert|REGION)|INSERTING that REFUSED|(?:if|when|on) (?:INSERT )?REFUSED|in either case|on REFUSED) ?,? ?(?:INSERT )?{kept}", text):  # fmt: skip
        return [Ask("kept")]
    return None


__all__ = ["NAME", "asked_in", "decided"]
