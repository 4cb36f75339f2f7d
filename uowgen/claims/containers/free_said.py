"""Reads short sentences on lists of free ranges as questions: “first fit”, “an exact fit removes the hole”, “neighbours merge on both sides”.

A sentence is put into plain words first; each clause of it must then be one of the forms below.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.containers.clauses import BE, decided_by_clauses
from uowgen.claims.containers.free_asked import Ask, finding_of, tells_number
from uowgen.claims.containers.free_plain import plainer
from uowgen.claims.containers.free_roles import list_at_hand

if TYPE_CHECKING:
    from uowgen.claims.containers.free_plain import Said
    from uowgen.claims.containers.free_roles import FreeList
    from uowgen.claims.kind import Case, Finding

NAME = "keeps_holes"


def decided(text: str, case: Case) -> Finding | None:
    """What a list of free ranges does, of what a sentence says of it; None if a word is not understood, or there is no such list."""
    return decided_by_clauses(text, case, list_at_hand, plainer, asked_in, finding_of)


_IN_LIST = r"(?: (?:in|from|to|into|on|onto|of|out of) LIST)?"
_CHOOSES = r"(?:uses|takes|picks|chooses|selects|finds|serves from|comes from|allocates from|takes from|cuts from|carves from|returns|gives|hands out|searches for|is served from|gets)"
_OUT_OF = (
    r"(?: (?:from|out of|bytes of|LEN of|start of|address of|space from|range from|memory from|bytes from|LEN from|range in))?"
)
_WINS = rf"(?:{BE} (?:used|taken|chosen|picked|returned|selected|preferred)|wins|serves TAKE|satisfies TAKE)"
_REST = r"(?:rest|remainder|remaining (?:part|bytes|space|HOLE|piece)|what (?:is left|remains)(?: over)?|left-?over(?: part| space| HOLE)?|unused (?:part|rest|space|bytes|end|remainder)|surplus|excess|rest that is not needed)(?: (?:of|from|in) (?:HOLE|FIT|LARGER|split HOLE))?"
_STAYS = rf"(?:(?:stays?|remains?|{BE} (?:kept|left|put back|retained|returned)|goe?s? back|is still|returns|is not lost)(?: (?:free|available|HOLE|as HOLE|as free|allocatable|usable))?{_IN_LIST}(?: (?:as )?(?:smaller |own |free )*HOLE)?)"
_REMOVED = rf"(?:(?:{BE} )?(?:removed|deleted|dropped|gone|taken out|erased|unlinked|eliminated|removed (?:altogether|entirely|completely))|disappears?|vanish(?:es)?|goes away|leaves?(?: LIST)?|(?:drops?|falls?) out|(?:is|are) not kept|(?:does|do) not (?:stay|remain))(?: (?:altogether|entirely|completely))?{_IN_LIST}"
_ON = r"(?:on|for|with|upon|after|in case of|if|when|at)"
_GETS = r"(?:gives?|returns?|yields?|is|are|->|:|,|=>|=|results? in|produces?|answers?(?: with)?|(?:is |are )?refused (?:with|as)|fails? with|(?:is |are )?rejected (?:with|as)|leads? to|means|errors with|(?:is |are )?reported as|raises|ends in|as)"
_NO_FIT = r"(?:no FIT(?: exists| is left| is found| is available| is there)?|there is no FIT|nothing fits|none fits|no HOLE (?:fits|is left|can hold it|suffices)|nothing FITS|no HOLE FITS|none FITS|nothing is large enough|TOO-LARGE|there is no HOLE left|without FIT)"
_UNCHANGED = r"(?:LIST (?:is |stays |remains |is left |keeps )?(?:then )?(?:unchanged|untouched|as it was|intact|alone|as before|the same)|(?:leaves|keeps) LIST (?:unchanged|untouched|as it was|alone|intact)|changes? nothing|nothing (?:changes|is changed)|without changing LIST|no change(?: to LIST)?|(?:and|it) has no effect|does not change LIST|has no effect)"
_SIDES = r"(?: ?,? ?(?:and |both )*(?:on|at|to|from|in) (?:either|both|each|one|either or both)(?: (?:side|sides|end|ends|direction|directions))?(?: or (?:on |at )?both(?: sides| ends)?)?| ?,? (?:(?:both )?below (?:and|or) above|(?:both )?above (?:and|or) below|before (?:and|or) after|in both directions|left (?:and|or) right)(?: it)?(?: or both)?)?"
_INTO = (
    r"(?: ?,? (?:into|to|as|in) (?:(?:single|larger|big|one|bigger) )*HOLE| together| into one| with each other| with one another)?"
)
_JOINED = rf"(?:{BE} (?:merged|joined|coalesced|combined|fused|united|glued|unified)|merges?|joins?|coalesces?|fuses?|combines?|unites?|becomes? (?:one|single) HOLE|becomes? HOLE|form (?:one|single) HOLE)"
_JOINS = r"(?:merges?|joins?|coalesces?|fuses?|combines?|unites?|melts|glues)"
_BY = r"(?: (?:by|in order of|in|on|after|according to)(?: ascending| increasing)? (?:start(?: address| order)?|address(?:es)?(?: order)?|position|starts|where they (?:start|begin)))?(?: ?,? (?:whatever|regardless of|in whichever|no matter in which|independent of)(?: order)?(?: of)?(?: GIVE)?(?: order)?(?: (?:they|GIVEN) (?:come|comes|are given|are GAVE|arrive)(?: back| in)?)?)?"
_OVER = r"(?:OVER|SAME)"
_FOLLOWS = rf"follows|tracks|reflects|keeps (?:up|pace|step|track) (?:with|of)|{BE} (?:updated|adjusted|maintained|kept up to date|kept current|kept right|right|correct|accurate|exact) (?:by|on|with|after|for|across|through|at|in)|(?:stays|remains) (?:right|correct|accurate|exact|in sync|in step|up to date) (?:by|on|with|after|for|across|through)|changes with|goes along with"
_CALLS = r"(?:(?:both )?(?:TAKE|takes) (?:and|or|as well as) GIVE|(?:both )?GIVE (?:and|or|as well as) (?:TAKE|takes))"
_WAYS = frozenset({"below", "above", "both"})
_LATER = ("free", "available")

# What is asked, of which situations; a value stands where VALUE does.
_FORMS: tuple[tuple[str, str, str], ...] = (
    (rf"(?:TAKE )?{_CHOOSES}{_OUT_OF} (?:first|lowest|earliest|leftmost|lowest first)(?: such)? FIT{_IN_LIST}|first FIT{_IN_LIST} {_WINS}|(?:TAKE |TAKE {_CHOOSES} |TAKE does |TAKE works |TAKE {BE} )?(?:by |according to |in )?first-fit(?: order| strategy| search| policy| TAKE)?|lowest FIT {_WINS}", "first", ""),
    (rf"(?:TAKE )?{_CHOOSES}{_OUT_OF} (?:smallest|tightest|best)(?: such)? FIT{_IN_LIST}|(?:smallest|tightest|best) FIT{_IN_LIST} {_WINS}|(?:TAKE |TAKE {_CHOOSES} |TAKE does |TAKE works |TAKE {BE} )?(?:by )?best-fit(?: order| strategy| search| policy| TAKE)?", "best", ""),
    (rf"(?:TAKE )?{_CHOOSES}{_OUT_OF} (?:largest|biggest)(?: FIT| HOLE){_IN_LIST}|(?:largest|biggest) HOLE {_WINS}|(?:TAKE |TAKE {_CHOOSES} |TAKE {BE} )?worst-fit", "worst", ""),
    (rf"(?:TAKE )?{_CHOOSES}{_OUT_OF} (?:front|beginning|start|bottom|low end|lower end|head|lowest address|lowest bytes|first bytes) of (?:HOLE|FIT)|(?:TAKE|HOLE) (?:is |are )?(?:shrinks|shrunk|cut|trimmed|shortened) (?:HOLE )?(?:at|from) (?:front|start|beginning|bottom|low end)", "front", ""),
    (rf"(?:TAKE )?{_CHOOSES}{_OUT_OF} (?:end|top|back|high end|upper end|tail|highest address) of (?:HOLE|FIT)|(?:TAKE|HOLE) (?:is |are )?(?:shrinks|shrunk|cut|trimmed|shortened) (?:HOLE )?(?:at|from) (?:end|back|top|high end)", "back", ""),
    (rf"{_REST} {_STAYS}|TAKE (?:keeps|leaves|retains|puts back|returns) {_REST}(?: {_STAYS})?{_IN_LIST}(?: (?:free|available|as HOLE|as free|untouched))?|(?:HOLE|LARGER|FIT) keeps {_REST}|LARGER (?:{BE} )?(?:split|shrunk|cut|trimmed|shortened|reduced|shrinks?)(?: by LEN| to {_REST})?|TAKE (?:splits|shrinks|shortens|trims|cuts|reduces) (?:LARGER|HOLE|FIT)(?: by LEN| to {_REST})?|only LEN (?:{BE} )?(?:taken|removed|cut)(?: (?:from|off|out of) (?:HOLE|LARGER))?|TAKE (?:of|from) LARGER (?:leaves|keeps) {_REST}(?: {_STAYS})?{_IN_LIST}(?: free| available)?|LARGER (?:leaves|keeps) {_REST}(?: free| available)?{_IN_LIST}|no (?:part|byte|bytes)(?: of HOLE)? is lost", "rest", ""),
    (rf"EXACT (?:TAKE )?removes HOLE{_IN_LIST}(?: altogether| completely| entirely)?|TAKE removes EXACT{_IN_LIST}|EXACT ?,? ?{_REMOVED}|{_ON} EXACT ,? ?HOLE {_REMOVED}|EXACT (?::|,|->) ?HOLE {_REMOVED}|EXACT (?:leaves?|keeps?) (?:nothing|no HOLE|no empty HOLE|no rest|no empty entry)(?: behind| over)?{_IN_LIST}|HOLE {_REMOVED} {_ON} (?:EXACT|it is used up|it EXACT|fully used|used up)|{_ON} EXACT ,? ?no (?:empty )?HOLE {BE} left(?: behind)?", "exact", ""),
    (rf"(?:TAKE )?(?:leaves|keeps) OTHER (?:untouched|unchanged|alone|intact|as they are)|OTHER (?:stay|remain|{BE}|stays)(?: left)? (?:untouched|unchanged|alone|intact|as they (?:are|were))|(?:TAKE )?(?:does not|never) (?:touch|touches|change|changes) OTHER", "others", ""),
    (r"TAKE (?:never|does not|only) (?:gives|hands out|returns|give|hand out|return) (?:anything |what |address |range |memory |space )*(?:outside(?: of)? (?:HOLE|LIST)|that is not free|that are not free|what is not free|what is free|not free|inside HOLE|within HOLE|beyond HOLE)", "within", ""),
    (rf"(?:TAKE )?(?:never|does not) (?:gives?|hands? out|returns?) (?:same |one )(?:address|range|byte|HOLE|bytes|memory)(?: out)? twice|no (?:address|byte|HOLE|part|page) {BE} (?:ever )?(?:handed out|given out|TOOK|taken) twice|(?:two )?TAKE never overlap", "disjoint", ""),
    (rf"(?:TAKE )?{_GETS} VALUE {_ON} {_NO_FIT}|{_NO_FIT} ?{_GETS} VALUE|VALUE {_ON} {_NO_FIT}|{_ON} {_NO_FIT} ,? ?(?:TAKE )?{_GETS} VALUE|TOO-LARGE ?{_GETS} VALUE", "none", "value"),
    (rf"(?:TAKE )?(?:fails|refused|{BE} refused) {_ON} {_NO_FIT}|TOO-LARGE (?:fails?|{BE} (?:refused|rejected))", "none", ""),
    (rf"(?:TAKE (?:from|on|of|in) )?EMPTY-LIST ?{_GETS} VALUE|(?:TAKE )?{_GETS} VALUE (?:{_ON}|from) EMPTY-LIST|TAKE {_GETS} VALUE {_ON} (?:LIST is empty|there {BE} no HOLE|LIST has no HOLE)", "none", "value empty"),
    (rf"(?:TAKE0|TAKE ZERO|TAKE of ZERO|ZERO TAKE|TAKE of nothing|TAKE nothing|TAKE0 (?:always|never anything but)) ?{_GETS} VALUE|(?:TAKE )?{_GETS} VALUE for ZERO|VALUE {_ON} (?:ZERO TAKE|TAKE ZERO|TAKE of ZERO|TAKE0)", "zero", "value"),
    (rf"(?:TAKE0|TAKE ZERO|TAKE of ZERO|ZERO TAKE) (?:{BE} (?:refused|rejected)|fails?|gives nothing|takes nothing)|TAKE (?:refuses|rejects) ZERO(?: TAKE)?", "zero", ""),
    (rf"(?:(?:GIVE|LIST) )?{_JOINS} (?:with |to )?(?:TOUCH|GIVEN with TOUCH|HOLE with TOUCH|TOUCH HOLE|GIVEN (?:in)?to TOUCH){_SIDES}{_INTO}{_SIDES}|TOUCH{_SIDES} {_JOINED}{_INTO}{_SIDES}{_INTO}(?: {_ON} GIVE)?|GIVEN {_JOINED} (?:with|to|into) TOUCH{_SIDES}{_INTO}|GIVEN {_JOINS} TOUCH{_SIDES}|GIVEN that (?:touches|borders) (?:HOLE|TOUCH){_SIDES} {_JOINED}(?: (?:with|to|into) (?:it|them|HOLE))?|merging works{_SIDES}|GIVE {_JOINS}{_SIDES}", "joined", "below above both"),
    (rf"(?:(?:GIVE )?{_JOINS}|GIVEN (?:{_JOINED}|{_JOINS})) (?:with |to |into )?(?:HOLE BELOW|BELOW)|(?:HOLE )?BELOW (?:grows|{_JOINED}|is extended)(?: (?:with|by|to) GIVEN)?|GIVEN (?:right |directly )?(?:behind|above|after) HOLE (?:extends|grows|{_JOINS}|{_JOINED})(?: (?:to|with|into))?(?: it| HOLE)?", "joined", "below"),
    (rf"(?:(?:GIVE )?{_JOINS}|GIVEN (?:{_JOINED}|{_JOINS})) (?:with |to |into )?(?:HOLE ABOVE|ABOVE)|(?:HOLE )?ABOVE (?:grows|{_JOINED}|is extended)(?: (?:with|by|to) GIVEN)?|GIVEN (?:right |directly )?(?:before|below|in front of) HOLE (?:extends|grows|{_JOINS}|{_JOINED})(?: (?:to|with|into))?(?: it| HOLE)?", "joined", "above"),
    (rf"BETWEEN (?:{_JOINED}|{_JOINS})(?: (?:all )?(?:both|three|two|them|TOUCH|HOLE|it with both))*{_INTO}|BETWEEN (?:leaves|gives|makes|results in|produces|becomes|turns them into|yields) (?:(?:one|single|just one|larger) )*HOLE|(?:(?:both|two|three) )?HOLE {_JOINED}{_INTO} (?:by|when|if|through|on) BETWEEN", "joined", "both"),
    (rf"APART (?:{BE} not (?:merged|joined|coalesced)|(?:stay|remain|stays|remains|{BE}|{BE} kept) (?:separate|apart|HOLE of (?:its|their) own|on (?:its|their) own)|(?:does|do) not (?:merge|join|coalesce)|(?:becomes?|{BE}|{BE} added as|gets|forms?|makes?) (?:(?:new|own|separate) )*HOLE(?: of its own)?)", "apart", "apart"),
    (rf"APART {BE} (?:inserted|added|put|entered|stored|filed|linked)(?: into LIST| in LIST)? (?:in address order|sorted{_BY}|at (?:its |their )?(?:right |sorted )?(?:place|position))(?: into LIST| in LIST)?", "apart+sorted", "apart"),
    (rf"(?:LIST|HOLE|GIVEN|GIVE|entries|they|list of HOLE|HOLE in LIST) (?:{BE} |stays? |remains? |kept |always |keeps |put |LIST |HOLE |entered |inserted |stored )*(?:(?:sorted|ordered|in order|in sorted order|in ascending order|in address order){_BY}|sorted{_BY})|(?:GIVE|TAKE and GIVE|GIVE and TAKE) (?:keeps|leaves) (?:LIST|HOLE) (?:sorted|ordered|in order){_BY}|(?:order of GIVE|GIVE order) does not matter(?: for order)?|GIVEN (?:goes|{BE} (?:put|inserted)) (?:at|in|into) (?:its |right |sorted )*(?:place|position){_BY}", "sorted", ""),
    (rf"{_OVER} ?{_GETS} VALUE|(?:GIVE )?{_GETS} VALUE {_ON} {_OVER}|VALUE {_ON} {_OVER}|(?:GIVE )?(?:rejects|refuses) {_OVER} (?:with|as|by returning|:) VALUE|{_ON} {_OVER} ,? ?(?:GIVE )?{_GETS} VALUE|{_OVER} {BE} (?:detected|caught|found|noticed|reported|refused|rejected|denied|answered) (?:with|as|by|:|and reported as) VALUE", "refused", "overlap value"),
    (rf"{_OVER} (?:{BE} )?(?:refused|rejected|detected|denied|caught|an error|not accepted|noticed|reported|fails?|impossible)|(?:GIVE )?(?:rejects|refuses|detects|catches|does not accept|never accepts) {_OVER}|no {_OVER} {BE} accepted", "refused", "overlap"),
    (rf"{_ON} (?:{_OVER}|error|VALUE|refusal) ,? ?{_UNCHANGED}|(?:refused|rejected|failed|failing) (?:GIVE|GIVEN|{_OVER}) {_UNCHANGED}|{_OVER} {_UNCHANGED}|{_UNCHANGED} {_ON} (?:{_OVER}|error|VALUE|refusal)", "unchanged", "give"),
    (rf"(?:failed|failing|refused) TAKE {_UNCHANGED}|TOO-LARGE {_UNCHANGED}|{_ON} {_NO_FIT} ,? ?{_UNCHANGED}", "unchanged", "take"),
    (rf"(?:GIVE0|GIVE ZERO|GIVE of ZERO|ZERO GIVE|GIVE nothing|GIVE of nothing|ZERO GIVEN|GIVEN of ZERO) (?:{BE} (?:ignored|no-op|harmless|skipped|without effect)|adds? no HOLE|{_UNCHANGED}|does nothing|do nothing)|(?:GIVE )?ignores (?:ZERO|ZERO GIVEN|GIVE ZERO)", "empty", ""),
    (rf"(?:GIVE0|GIVE ZERO|GIVE of ZERO|ZERO GIVE|GIVE nothing|GIVE of nothing|ZERO GIVEN) {BE} (?:fine|ok|allowed|accepted|no error)", "empty", "taken"),
    (rf"(?:GIVE0|GIVE ZERO|GIVE of ZERO|ZERO GIVE|GIVE nothing|GIVE of nothing|ZERO GIVEN) ?{_GETS} VALUE", "empty", "value"),
    (rf"(?:HOLE|entries|they) (?:{BE} )?never empty|no empty HOLE {BE} (?:kept|left|stored)(?: behind)?{_IN_LIST}|LIST (?:never|does not) (?:holds?|contains?|keeps?) empty HOLE|no HOLE (?:is|is ever) empty|no ZERO{_IN_LIST}|(?:there {BE} )?never (?:an )?empty HOLE{_IN_LIST}|no empty HOLE (?:remain|remains|stay|stays|exist|exists)?{_IN_LIST}|empty HOLE {BE} never (?:kept|left|stored)(?: behind)?{_IN_LIST}", "no empty", ""),
    (rf"(?:two )?HOLE (?:in LIST )?never touch(?: each other)?|no (?:two )?HOLE (?:ever )?touch(?: each other)?|no (?:two )?HOLE {BE} (?:ever )?(?:adjacent|touching)|LIST never (?:holds|contains|has) TOUCH|there {BE} never (?:two )?TOUCH", "no touch", ""),
    (r"(?:two )?HOLE (?:in LIST )?never overlap(?: each other)?|no (?:two )?HOLE (?:ever )?overlap(?: each other)?|HOLE are (?:always )?disjoint|LIST never (?:holds|contains) overlapping HOLE", "no overlap", ""),
    (r"(?:HOLE|LIST) never (?:overlap|touch) or (?:touch|overlap)(?: each other)?|(?:two )?HOLE neither (?:overlap|touch) nor (?:touch|overlap)", "no touch+no overlap", ""),
    (rf"(?:(?:TAKE and GIVE|TAKE then GIVE|GIVE after TAKE|GIVE what {BE} TOOK|GIVE of what {BE} TOOK|GIVE TAKE) (?:restores|gives back|brings back|recreates|leaves) (?:LIST|HOLE|old HOLE|old LIST|original (?:HOLE|LIST))(?: as (?:it|they) (?:was|were))?|what {BE} (?:GAVE|given back) {BE} free again|GIVEN {BE} free again|GIVEN (?:can be |{BE} )(?:TOOK|taken|used|available|free|allocated) again)", "restored", ""),
    (rf"(?:new|fresh) LIST (?:{BE} empty|has no HOLE|holds nothing|has none|without HOLE)|LIST (?:starts|begins) (?:empty|without HOLE)|NEW (?:{BE} empty|has no HOLE|makes empty LIST|gives empty LIST|holds no HOLE|creates empty LIST)|{BE}? ?EMPTY-LIST at first", "fresh", ""),
    (rf"TELL (?:always )?(?:{_FOLLOWS}) {_CALLS}", "held", "by"),
    (rf"TELL (?:always )?(?:{_GETS}|equals|matches) (?:sum|total) of HOLE(?: sizes| lengths)?", "total", "by"),
    (rf"TELL ?(?:{_GETS}|counts|adds up|sums|covers|equals|matches|sums up|reports|tells) (?:sum of |total of |number of |total )*(?:size of |length of |bytes in |bytes of |sizes of |lengths of |bytes free in |free bytes of |free bytes in |free bytes |bytes free |HOLE (?:of|in) )+(?:HOLE|LIST)?(?: together| added up| in total| summed up)?|TELL (?:{_GETS}|adds up|sums up|sums) HOLE(?: sizes| lengths)?", "total", "by"),
    (rf"TELL ?(?:{_GETS}|counts|equals|matches|reports|tells) (?:number of |how many )*HOLE(?: there are)?{_IN_LIST}", "count", "by"),
    (rf"TELL ?(?:{_GETS}|finds|equals|reports|tells) (?:size of |length of )(?:largest|biggest) HOLE(?: ?,? (?:or )?0 (?:for EMPTY-LIST|if there is none|if there are none|on EMPTY-LIST))?", "largest", "by"),
)  # fmt: skip
_READY: list[tuple[re.Pattern[str], str, str]] = []


def asked_in(said: Said, held: FreeList) -> list[Ask] | None:
    """The questions of a sentence; None if some of it is not understood."""
    if not _READY:
        _READY.extend((re.compile(pattern), what, of) for pattern, what, of in _FORMS)
    return _sentence(said.text, list(said.values), said.tells, held, "")


def _sentence(text: str, values: list[str], tells: str, held: FreeList, lead: str) -> list[Ask] | None:
    for bare in dict.fromkeys((text, f"{lead} {text}".strip())):
        one = _clause(bare, values, tells, held)
        if one is not None:
            return one
    for mark in (" ; ", " , but ", " , and ", " , while ", " , ", " : ", " but ", " while ", " and "):
        for found in re.finditer(re.escape(mark), text):
            first, rest = text[: found.start()].strip(), text[found.end() :].strip()
            begun = _clause(f"{lead} {first}".strip(), values, tells, held) or _clause(first, values, tells, held)
            if begun is None:
                continue
            if re.fullmatch(_UNCHANGED, rest) or re.fullmatch(rf"(?:and )?{_UNCHANGED}", rest):
                refused = begun[-1].what
                if refused not in ("refused", "none", "zero"):
                    return None
                return [*begun, Ask("unchanged", frozenset({"give" if refused == "refused" else "take"}))]
            subject = re.match(r"(?:TAKE|GIVE|OVER|SAME|EXACT|USED|LIST|HOLE)(?= )", first)
            more = _sentence(rest, values[first.count("VALUE") :], tells, held, subject[0] if subject else lead)
            if more is not None:
                return [*begun, *more]
    return None


def _clause(text: str, values: list[str], tells: str, held: FreeList) -> list[Ask] | None:
    for ready, what, of in _READY:
        if ready.fullmatch(text.replace("USED", "EXACT")) is None:
            continue
        if what == "exact" and re.search(r"USED|used up|fully used", text):
            what = "used"  # nothing is said of whether a hole that fits is taken
        situations = frozenset(of.split()) - {"value", "by"}
        if text.count("VALUE") > 1 or ("value" in of.split() and not values):
            return None
        value = values[0] if "value" in of.split() else ""
        if of == "by" and not tells_number(held, tells):
            return None
        if what == "empty" and value:
            situations = frozenset() if value.startswith("Ok") else frozenset({"refused"})
        if what == "held":  # of what there is so much: of holes if it is called so, else of what lies in them
            of_holes = {w.removesuffix("s") for w in re.findall(r"(?<=it\.)\w+", held.over)} & {
                tells,
                *(w.removesuffix("s") for w in tells.split("_")),
            }
            what = "count" if of_holes else "total"
        return [Ask(one, situations, value, tells if of == "by" else "") for one in what.split("+")]
    return None


__all__ = ["NAME", "asked_in", "decided"]
