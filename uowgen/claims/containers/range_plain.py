"""Plain words for what is said of lists of ranges: one for each thing, situation and deed, whatever it is called; methods and values as marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.containers.clauses import BE
from uowgen.claims.containers.range_code import ENDS, STARTS
from uowgen.claims.names import bare_name
from uowgen.claims.sentences.sentence import words_of
from uowgen.facts.members import fields_of

if TYPE_CHECKING:
    from uowgen.claims.containers.range_roles import RangeList

_NOUNS = "region range area vma interval mapping entry extent segment span zone piece window chunk block reservation one"  # fmt: skip
_FILLING = frozenset(
    [
        "the",
        "a",
        "an",
        "any",
        "all",
        "every",
        "each",
        "already",
        "new",
        "both",
        "given",
        "another",
        "other",
        "existing",
        "actually",
        "really",
        "always",
        "simply",
        "just",
        "still",
        "also",
        "then",
        "properly",
        "correctly",
        "whole",
        "such",
        "these",
        "those",
        "its",
        "their",
        "it's",
        "single",
        "present",
        "listed",
        "held",
        "that's",
        "in-between",
    ]
)


class Said(NamedTuple):
    """A sentence in plain words, with the values that stand in it, in order."""

    text: str
    values: tuple[str, ...]


def plainer(text: str, held: RangeList) -> Said | None:
    """The sentence in plain words; None if some code in it is not known."""
    values: list[str] = []
    found: list[str] = []
    spoken = _others(text, held.owner.name) if held.owner is not None else text  # “another” alone is left out
    for word in words_of(spoken.rstrip(". ").replace("→", "->")):
        token = _code(word.raw, held, values) if word.code or re.fullmatch(r"[\w:]+\(\)|\w+::\w+", word.raw) else word.text
        if token is None:
            return None
        if token not in _FILLING:
            found.append(token)
    said = f" {' '.join(found)} "
    for pattern, token in _forms_of(held):
        said = re.sub(pattern, token, said)
    of = held.element.declaration.item.name
    own = [h.lower() for h in re.findall(r"[A-Z][a-z0-9]+", of)][-1:]
    nouns = "|".join(f"{n[:-1]}y|{n[:-1]}ies" if n.endswith("y") else f"{n}s?" for n in [*_NOUNS.split(), *own])
    said = re.sub(rf"(?<= )(?:memory |address |free |reserved |vm )?(?:{nouns})(?= )", "REGION", said)
    for ready, token in _PLAIN:
        said = ready.sub(token, said)
    return Said(" ".join(said.split()), tuple(values))


def _others(text: str, owner: str) -> str:
    """The sentence with one word for whoever is not the caller."""
    who = rf"(?:another|a different|some other|other|different|the wrong|a wrong|wrong) (?:{_AGENTS}|{re.escape(owner)})s?\b(?!')"
    else_ = r"(?:someone|somebody|anyone|anybody) else\b(?!')|others\b(?= (?:hold|own|reserve|have))"
    return re.sub(rf"\b(?:{who}|{else_})", "otherparty", text, flags=re.I)


def _forms_of(held: RangeList) -> list[tuple[str, str]]:
    """What is said of calls by the verbs that methods are called by, and of what a range carries by the names of fields."""
    rows = []
    for name, verbal, gone in ((held.remove or held.take, "REMOVE", "removed"), (held.insert, "INSERTING", "PUT")):
        verb = name.removeprefix("try_").partition("_")[0]
        if not verb:
            continue
        stems = f"{verb}|{verb.removesuffix('e')}|{verb}{verb[-1]}"
        # “mapping” in the midst of a sentence is a thing, at its beginning a deed.
        rows.append(
            (
                rf"{'^ ' if verbal == 'INSERTING' else '(?<= )'}(?:{stems})ing(?= )",
                f"{' ' if verbal == 'INSERTING' else ''}{verbal}",
            )
        )
        rows.append((rf"(?<= )(?:{stems})ed(?= )", gone))
        if verbal == "INSERTING":
            rows.append((rf"(?<= )(?:refused|rejected|failed|failing|declined) {verb}s?(?= )", "REFUSED INSERT"))
        else:
            rows.append((rf"(?<= )(may|can|to) {verb}(?= )", r"\1 REMOVE"))
    humps = [h.lower() for h in re.findall(r"[A-Z][a-z0-9]+", held.element.declaration.item.name)]
    looked = [held.container.methods[n][0].parameters[0][0].lstrip("_") for n in (held.find, held.has, held.take) if n]
    single = {n for n in (*humps[:-1], *looked) if len(n) > 2 and n not in (*STARTS, *ENDS, *_NOUNS.split())}
    if single:  # what ranges are of
        rows.append((rf"(?<= )(?:single )?(?:{'|'.join(re.escape(w) for w in sorted(single))})s?(?: numbers?)?(?= )", "ADDRESS"))
    if held.owner is not None:
        rows.append((rf"(?<= )(?:calling |requesting )?(?:{_AGENTS}|{re.escape(held.owner.name)})s?(?= )", "KIND"))
    for mark in held.element.marks:
        words = {mark.name, *re.findall(r"[A-Z][a-z]+", mark.type)[-1:]} - set(_NOUNS.split())
        rows.append(
            (rf"(?<= )(?:{'|'.join(sorted(re.escape(w.lower().removesuffix('s')) for w in words if len(w) > 2))})s?(?= )", "KIND")
        )
    return rows


def _code(raw: str, held: RangeList, values: list[str]) -> str | None:
    """What a piece of code is in plain words."""
    bare = bare_name(raw.partition("(")[0].rpartition(".")[2])
    owner = raw.partition("(")[0].rpartition("::")[0].rpartition("::")[2]
    if owner[:1].isupper() and bare[:1].islower() and owner not in (held.container.declaration.item.name, "Self"):
        return None  # a method of another type
    inner = re.sub(r"\b(?:self|region|range|r|area|vma|new|it)\.", "", raw.partition("(")[2].removesuffix(")")).replace(" ", "")
    for name, token in ((held.insert, "INSERT"), (held.remove or held.take, "REMOVE"), (held.find, "FIND"), (held.has, "HAS")):
        if name and bare == name:
            ends = {"end", held.element.last or "end", "end()"}
            starts = {"start", held.element.start.removeprefix("v.")}
            side = "-END" if inner in ends else "-START" if inner in starts else ""
            return f"{token}{side}" if token in ("FIND", "HAS") else token
    if raw in ("None", "false"):
        return "NONE"
    if re.fullmatch(r"Some\(.*\)|Some|true|Ok\((?:\(\)|_|\.\.)\)|Ok", raw):
        return "OKAY"
    if raw in ("0", "Ok(0)"):
        return "ZERO"
    flat = re.sub(r"\b[a-z_]\w*\.(?=[a-z_])|\s", "", raw)
    for side, token in ((held.element.start.removeprefix("v."), "start"), (held.element.last, "end")):
        flat = re.sub(rf"(?<!\w){re.escape(side)}(?!\w)", token, flat) if side.isalnum() or side.isidentifier() else flat
    for pattern, token in (
        (r"start>=end|end<=start|!\(?start<end\)?", "EMPTYREV"), (r"start>end|end<start", "REV"), (r"start==end|end==start|(?:len|size)==0", "EMPTY"),
        (r"\[start,end\)|start\.\.end", "SPAN"), (r"addr(?:ess)?|\w*addr|at|point|page", "address"), (r"start|end|base|len|size", flat),
    ):  # fmt: skip
        if re.fullmatch(pattern, flat):
            return token if not held.element.closed or "EMPTY" not in token else None  # one number is not nothing
    if bare in (held.container.declaration.item.name, held.element.declaration.item.name) and raw == bare:
        return "list" if bare == held.container.declaration.item.name else "region"
    if raw in {f.name for f in fields_of(held.element.declaration).all}:
        return "KIND" if any(m.name == raw for m in held.element.marks) else None
    if re.fullmatch(r"(?:Err\()?(?:\w+::)*[A-Z]\w*(?:\([\w.]*\))?\)?", raw):
        values.append(raw)
        return "VALUE"
    return None


_AGENTS = (
    "caller|owner|holder|requester|claimant|driver|task|process|client|device|user|module|subsystem|thread|tenant|party|reserver"
)
_R = r"(?:REGION)"
_X = r"(?:REGION|ADDRESS|what|anything|something|those|SPAN|it)"
_THERE = r"(?: (?:(?:of|in|from) (?:list|set|map|table)|there))*"
_ROWS: tuple[tuple[str, str], ...] = (
    (rf"(?<!for )(?<!if )(?<!when )(?<!over )PUT {_R}", "REGION"),
    (r"memory list|memory map|tracker|collection|set|map|table|tree", "list"),
    (r"zero(?:-| )(?:length|size|sized|byte|width)|empty|length(?:-| )zero|0-length|0-byte", "EMPTY"),
    (rf"{_R} (?:of|with|that has|that have|having) (?:length|size|len) (?:zero|0|of zero)|{_R} of (?:zero|no) (?:length|size|bytes)", "EMPTY"),
    (r"reversed|inverted|backwards?|upside-down|negative", "REV"),
    (rf"(?:{_R} )?(?:whose|with|where|if|when|and) end (?:is |lies |comes )?(?:before|below|under|less than|smaller than) start|{_R} (?:that |which )?(?:end|ends|ending) before (?:they|it) (?:begins?|starts?)", "REV"),
    (rf"(?:{_R} )?(?:whose|with|where|if|when) start (?:is |lies |comes )?(?:after|above|behind|past|beyond|greater than|larger than|>) end", "REV"),
    (rf"(?:{_R} )?(?:whose|with|where|if|when) end (?:is |lies )?(?:not (?:above|after|behind|beyond|past|greater than)|at or (?:before|below)) start", "EMPTYREV"),
    (rf"(?:{_R} (?:where|whose|with|if|when|for|that has|that have)|where|with) (EMPTYREV|EMPTY|REV)(?= )", r"\1"),
    (r"(?<=INSERT )of (EMPTYREV|EMPTY|REV)(?: length| size| len)?", r"\1"),
    (r"(EMPTY) (?:length|size|len)", r"\1"),
    (r"zero (?:length|size)|(?:length|size|len) (?:of )?(?:zero|0|ZERO)", "EMPTY"),
    (rf"(EMPTYREV|EMPTY|REV) {_R}", r"\1"),
    (rf"{_R} (?:that (?:is|are) )(EMPTY|REV)", r"\1"),
    (rf"{_R} (?:with|whose) (?:equal|same|identical) start and end|{_R} (?:with|whose) start (?:equal to|equals|equal|is) end", "EMPTY"),
    (rf"(?:(?:degenerate|malformed|invalid|bad) {_R}|EMPTY) \( (EMPTYREV|EMPTY|REV|EMPTY (?:and|or) REV) \)", r"\1"),
    # meeting others
    (rf"(?:identical|same|equal|duplicate) {_R}(?: twice| again| second time)?", "SAME"),
    (rf"(?:{_R} )?(?:fully |completely |wholly |entirely )?(?:inside|within|contained in) {_R}{_THERE}(?= (?:is|are|gives|returns|:|->|OVER))", "WITHIN"),
    (rf"{_R} (?:(?:that |which )?(?:encloses?|surrounds?)|around|enclosing|surrounding)(?! (?:ADDRESS|address|addr|point|page|hole|cut|gap))(?: {_R})?{_THERE}", "AROUND"),
    (rf"end of {_R}(?: {_R})? may (?:equal|be|be equal to) start of (?:next(?: {_R})?|{_R})", "TOUCH FINE"),
    (rf"{_R} (?:that )?(?:only |merely )?(?:touch|touches|meet|meets|adjoin|adjoins|abut|abuts|border|borders)(?: {_R})?{_THERE}", "TOUCH"),
    (rf"{_R} (?:that |which )?(?:starts?|begins?|starting|beginning) (?:exactly |right )?(?:where|at end of|at end where) (?:{_R} )?(?:ends?)?{_THERE}", "TOUCH"),
    (rf"{_R} (?:that |which )?(?:ends?|ending) (?:exactly |right )?(?:where (?:{_R} )?(?:starts|begins)|at start of {_R}){_THERE}", "TOUCH"),
    (rf"{_R} (?:that (?:are|is) |which are )?(?:directly |immediately )?(?:next to each other|back to back|side by side)", "TOUCH"),
    (rf"(?:directly |immediately |exactly |only |merely )?(?:touching|adjacent|neighbou?ring|back-to-back|abutting|adjoining|contiguous|bordering)(?: to)?(?: {_R})*{_THERE}|(?:direct |exact )?neighbou?rs", "TOUCH"),
    (rf"(?:non-overlapping|disjoint|separate|not overlapping)(?: {_R})*{_THERE}|{_R} that (?:do|does) not (?:overlap|intersect)(?: {_R})?{_THERE}", "APART"),
    (rf"{_R} (?:that |which )?(?:overlaps?|intersects?|collides? with|conflicts? with|clashes with|meets|hits|shares? (?:address|addresses|bytes?|pages?|at least one byte|some bytes) with|runs? into|reach(?:es)? into)(?: {_R})?{_THERE}", "OVER"),
    (rf"(?:taken|occupied|busy|in-use|unavailable) {_R}|{_R} (?:that |which )?(?:is |are )(?:(?:partly|partially|even partly) )?(?:taken|occupied|in use|busy|not free)(?: in part| partly)?", "OVER"),
    (rf"(?:(?<=for )|(?<=if )|(?<=when )|(?<=over ))(?:used|mapped|reserved|covered|PUT) {_R}", "OVER"),
    (rf"(?:part|some|anything|something|ADDRESS|address|addresses) (?:of|in) {_R} (?:is |are )?(?:taken|occupied|in use|used|busy|claimed|mapped|reserved|not free|PUT)", "OVER"),
    (rf"(?:(?:partly|partially|partial|fully|even partly) )?(?:overlapping|intersecting|colliding|conflicting|clashing)(?: (?:with|of))?(?: {_R})*{_THERE}(?: insertions?| inserts?)?", "OVER"),
    (rf"(?:INSERTING|{_R}) (?:over|on top of|across) {_R}{_THERE}", "OVER"),
    (rf"(?:(?:partial|any) )?(?:overlap|overlaps|intersection|collision|conflict|clash)(?: (?:with|of|between))?(?: {_R})*{_THERE}", "OVER"),
    # what comes of it
    (rf"(?:do|does|did) not (?:count as|constitute|trigger|cause|make) OVER|(?:do|does|may|can|need) not (?:overlap|conflict|collide|clash|OVER)|(?:{BE} |counts? as )?no (?:OVER|error|problem)|{BE} not (?:rejected|refused|OVER|treated as OVER|an OVER|considered OVER)", "FINE"),
    (rf"(?:(?:{BE}|stays?|remains?|counts? as) )?(?:perfectly |still )?(?:fine|ok|okay|allowed|accepted|legal|permitted|valid|inserted|tolerated|welcome|harmless|taken(?! out| away)|unproblematic|possible|go in|goes in)", "FINE"),
    (r"(?<=TOUCH )(?:may|can) (?:touch|adjoin|meet)(?: each other)?", "FINE"),
    (rf"(?<!that )(?:may |can )?{BE} (?:PUT|inserted)", "FINE"),
    (r"(?:pass(?:es)?|succeeds?|may (?:coexist|exist|stand) (?:side by side|next to each other)|(?:may|can)(?: be)? (?:inserted|added|PUT)|may stand|(?:gives?|returns?|yields?) OKAY)", "FINE"),
    (rf"(?:{BE} )?(?:rejected|refused|denied|declined|reported|turned (?:down|away)|answered|caught|flagged|not accepted|signalled|an error|not allowed|forbidden)", "REFUSED"),
    (r"fails?|error", "REFUSED"),
    (r"REFUSED (?:with|as|by|through|using|:|=|->) VALUE|(?:gives?|returns?|yields?|is|are|produces?|results? in|leads? to|ends? (?:in|with)|raises?|means?|causes?|comes back as|answers? with|:|->|=|=>|—|–) (?:error )?VALUE", "GET-VALUE"),
    (rf"{BE} (?:merged|joined|coalesced|combined|fused|glued(?: together)?|unified)(?: (?:with|into) (?:each other|REGION|larger REGION|single REGION))?|(?:become|becomes|end up as|form) REGION", "MERGED"),
    (r"(?:merges|joins|coalesces|combines|fuses)", "MERGES"),
    (r"(?:rejects?|refuses?|denies|declines|turns (?:down|away)|does not accept|never accepts)", "REJECTS"),
    (r"(?:accepts?|allows?|permits?|takes|tolerates?)", "ACCEPTS"),
    (r"(?:if|when|in case of|on|upon|for)(?= (?:EMPTY|REV|OVER|TOUCH|APART))", "FOR"),
    (r"(?:trying to |attempting to |attempts to )?(?:insert|inserting|adding|add|insertions?(?: of)?|pushing|registering|reserving|mapping)(?= )", "INSERTING"),
    (r"INSERT (?:of|with|on|called with|given)(?= (?:EMPTY|REV|OVER|TOUCH|APART))", "INSERTING"),
    (r"(?:by|from|in|on|at|with) INSERT", ""),
    # looking
    (r"(?:address|addr|point|page|location|position|place)(?:es|s)?", "ADDRESS"),
    (rf"(?:for |if |when |on )?(?:{_X} )?(?:that |which )?(?:KIND|they) (?:does|do) not (?:hold|own|have|possess|reserve)(?: (?:it|them|{_X}))?|(?:for |if |when |on )?{_X} (?:that |which )?(?:{BE} )?not (?:(?:held|owned|PUT|reserved|taken|HELD) )?by KIND|unless KIND (?:holds?|owns?|has) (?:{_X}|them|all of it)", "FOREIGN"),
    (rf"(?:for |if |when |on )?{_X} (?:that |which )?(?:{BE} )?(?:(?:held|owned|PUT|reserved|taken) )?by otherparty|(?:for |if |when |on )?{_X} (?:of|from|that otherparty (?:holds?|owns?|has|reserved)|otherparty (?:holds?|owns?|has|reserved))(?: otherparty)?|(?:for |if |when |on )?(?:foreign {_X}|(?:someone|somebody) else's {_X})|(?:for |if |when |on )?otherparty (?:holds?|owns?|has) {_X}", "OTHERSOWN"),
    (r"who (?:holds?|owns?|has|have|reserved|reserves) (ADDRESS|REGION)", r"KIND of \1"),
    (r"(?:both )?(?:ends|bounds|boundaries|end ADDRESS|first and last(?: ADDRESS| one)?|start and end)(?: of REGION)? (?:are |is |being |counts? as )?(?:inclusive|included|part of REGION|COVERED|belong(?:ing)? to REGION)|(?:including|inclusive(?: of)?) (?:both )?(?:ends|bounds|last ADDRESS|end)|(?:end|last ADDRESS)(?: of REGION)? (?:(?:is|being) )?(?:inclusive|included|part of REGION)|end-inclusive|inclusive(?: at)? end|closed (?:at )?both ends", "CLOSED"),
    (rf"ADDRESS (?:(?:that|which) )?(?:(?:lies|lie|is|are|falls|fall) )?(?:in|inside|within) {_R}", "HELD"),
    (rf"{_R} (?:(?:that|which) )?(?:contains?|containing|holds?|holding|covers?|covering|includes?|including|encloses?|enclosing|spans?|spanning|has|around) ADDRESS", "HOLDER"),
    (rf"{_R} (?:in which |that |where |which )?ADDRESS (?:lies|is|falls|belongs|sits|is located)(?: (?:in|into|to|inside|within))?(?= )", "HOLDER"),
    (rf"{_R} (?:for|of|at|around|by) ADDRESS|{_R} ADDRESS (?:belongs to|lies in|is in|falls into)", "HOLDER"),
    (r"(?:end|upper)(?: (?:bound|address|ADDRESS))?(?: of REGION)? (?:(?:is|are|being|counts as|treated as) )?(?:exclusive|excluded|open|not included|not part of REGION|outside|no longer part of REGION|does not belong to REGION|is past REGION)|exclusive (?:of|at) end|end-exclusive|exclusive end|not including end|excluding end|half-open|without end", "EXCL"),
    (r"(?:start|lower bound|start ADDRESS)(?: (?:is|being))? (?:inclusive|included)|inclusive start|start-inclusive", "INCL"),
    (rf"(?:gaps?(?: between {_R})?|hole between {_R}|holes between {_R}|(?:past|behind|after|before|below|above|beyond) (?:last|first|lowest|highest) {_R}|between (?:two )?{_R}|outside(?: of)?(?: {_R})?|in no {_R}|not in {_R}|not covered(?: by {_R})?|no {_R} (?:contains|covers|holds) ADDRESS|no such {_R}|unmapped(?= ADDRESS)|uncovered|outside of {_R})", "OUTSIDE"),
    # taking out
    (r"(?:(?:completely|fully|wholly|entirely|totally)(?: |-))?(?:covered|contained|enclosed|swallowed|inside|within)(?: (?:completely|fully|wholly|entirely))?(?: (?:in|by|inside|within))?(?: (?:hole|SPAN|cut|removed REGION))?", "COVERED"),
    (r"(?:(?:partly|partially|half|only partly|partially or partly)(?: |-))(?:COVERED|overlapped|affected|hit|removed|overlapping|OVER|cut)(?: (?:in|by) (?:hole|REGION|SPAN|cut))?", "PARTLY"),
    (rf"(?:{_R} )?(?:that |which )?(?:(?:is|are|lies|lie) (?:fully |completely |wholly |entirely )?)?(COVERED|PARTLY)(?: {_R})?", r"\1"),
    (rf"{_R} (?:that )?(?:sticks?|sticking|reach(?:es)?|reaching|extends?|extending|hangs?|stands?) out (?:on|at|of|over) (?:one|1) (?:side|end)(?: of (?:hole|REGION|cut))?", "PARTLY"),
    (rf"(?:{_R} )?(?:around|over|on (?:two|2|either|both) sides of) (?:hole|cut|gap|removed REGION|inner REGION)|{_R} (?:that |which )?(?:sticks?|reach(?:es)?|extends?|extending|reaching|stands?|goes|hangs?)(?: out| over| past| beyond)* (?:on|at|over|of) (?:either|two|2)? ?(?:sides?|ends)(?: of (?:it|hole|REGION|cut|removed REGION))?", "HOLED"),
    (rf"{_R} (?:with|that contains|containing|that has|around) (?:inner )?(?:hole|cut)(?: (?:in|inside) (?:middle|it))?|hole (?:in|into|inside|within)(?: (?:middle|inside) of)? {_R}|hole in (?:middle|midst)|(?:(?:cutting|punching|removing) )?(?:hole |out )*(?:in|into|from|of)? ?(?:middle|inside|inner part) of {_R}|inner part(?: of {_R})?", "HOLED"),
    (r"(?<=REMOVE )(?:of |from |in )?(?:middle|inner part|midst)(?: part)?(?: of REGION)?", "HOLED"),
    (r"(?:in|into) (?:two|2)(?: (?:parts|halves|REGION))?", "IN-TWO"),
    (r"(?:number|count|amount|sum|total(?: number)?|quantity) of bytes|byte count|bytes? total|total bytes|how many bytes|bytes|total (?:size|length)(?: of (?:what|REGION|parts|pieces))?|how much|(?:size|length) of (?:what|parts)|sum of (?:sizes|lengths)(?: of (?:what|parts|pieces))?", "BYTES"),
    (r"(?:number|count|amount|sum|total(?: number)?) of (?:pages|ADDRESS|frames)|page count|how many (?:pages|ADDRESS)", "PAGES"),
    (r"(?:that |which )?(?:(?:was|were|had been|have been|has been|it|REMOVE|are|is|got) )*(?:in fact )?(?:removed|taken(?: out| away)?|freed|unmapped|cut(?: out| away)?|released|gone|deleted|dropped|carved out|erased|went away|take out|took out|removes)(?: from list| by (?:REMOVE|call))?", "GONE"),
)  # fmt: skip
_PLAIN = tuple((re.compile(rf"(?<= )(?:{pattern})(?= )"), token) for pattern, token in _ROWS)


__all__ = ["Said", "plainer"]
