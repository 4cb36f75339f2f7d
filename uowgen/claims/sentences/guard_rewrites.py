"""Short sentences on guards and their calls, put as those that say the same and are read: “a failure midway through `fill()` frees the
earlier frames”, “after `keep()` all ports remain open”, “a full table makes `add()` fail”, “`add()` returns the new id and records it”.
"""

from __future__ import annotations

import re

from uowgen.claims.sentences.everyday import Said, by_forms

_CALL = r"`(?:\w+::)*[a-z_]\w*(?:\(\))?`"
_THE = r"(?:the |an? |its |their |all |every |each |all the |all its |any )"
_NOUN = r"[a-z][\w-]*"
_THINGS = rf"(?:(?:{_NOUN} ){{0,2}}{_NOUN})"
_STAY = r"(?:stays?|remains?|is kept|are kept|is left|are left)(?: still)?"
# How things stand, and what is done that ends it.
_ENDED = {
    "open": "closed", "mapped": "unmapped", "allocated": "freed", "pinned": "unpinned", "locked": "unlocked", "registered": "unregistered",
    "enabled": "disabled", "attached": "detached", "installed": "uninstalled",
}  # fmt: skip
_CLOSES = {"closed": "closes", "unmapped": "unmaps", "freed": "frees", "unpinned": "unpins", "unlocked": "unlocks"}
_DONE = {"closing": "closes", "unmapping": "unmaps", "freeing": "frees", "unpinning": "unpins", "unlocking": "unlocks"}
_THIRD = {"fail": "fails", "return": "returns", "give": "gives", "yield": "yields", "error": "errors", "report": "reports"}


def said_of_guards(text: str) -> Said | None:
    """What `text` amounts to, where it has one of the forms; None if it has none."""
    return by_forms(text, _FORMS)


def _midway(text: str) -> Said | None:
    """“Failure partway through `fill()` frees the earlier frames”, “a failing `fill()` frees what it took”."""
    found = re.match(
        rf"(?:an? |the |any )?(?:(?:failure|error)(?: partway| part way| midway| halfway| half way| in the middle)? (?:through|of|in|during|inside|within)"
        rf"|(?:failing|failed)) (?P<call>{_CALL}) (?P<rest>(?!with\b|is\b|was\b|returns?\b|gives?\b)[a-z-]+s .+)$",
        text, re.I,
    )  # fmt: skip
    return Said((f"{found['call']} {found['rest']} on failure",)) if found is not None else None


def _makes(text: str) -> Said | None:
    """“A full table makes `add()` fail with `Full`”."""
    found = re.match(
        rf"(?:an? |the )?(?P<how>full|empty|exhausted) (?P<noun>{_THINGS}) (?:makes|lets|causes) (?P<call>{_CALL}) (?:to )?(?P<verb>{'|'.join(_THIRD)})(?P<rest>(?: .+)?)$",
        text, re.I,
    )  # fmt: skip
    if found is None:
        return None
    return Said((f"{found['call']} {_THIRD[found['verb']]}{found['rest']} when the {found['noun']} is {found['how'].lower()}",))


def _stays(text: str) -> Said | None:
    """“After `keep()` all ports remain open”, “`keep()` leaves every port open”."""
    ended = "|".join(_ENDED)
    found = re.match(
        rf"(?:after|once) (?P<call>{_CALL}),? {_THE}(?P<noun>{_THINGS}?) {_STAY} (?P<how>{ended})$|{_THE}(?P<noun2>{_THINGS}?) {_STAY} (?P<how2>{ended}) after (?P<call2>{_CALL})$",
        text, re.I,
    )  # fmt: skip
    if found is not None:
        verb = _CLOSES.get(_ENDED[(found["how"] or found["how2"]).lower()])
        return Said((f"{found['call'] or found['call2']} {verb} nothing",)) if verb else None
    found = re.match(rf"(?P<call>{_CALL}) (?:leaves|keeps) {_THE}(?P<noun>{_THINGS}?) (?P<how>{ended})$", text)
    verb = _CLOSES.get(_ENDED[found["how"]]) if found is not None else None
    return Said((f"{found['call']} {verb} nothing",)) if found is not None and verb else None


def _and_stays(text: str) -> Said | None:
    """“`keep()` returns the base and the rows stay mapped”: the second is how things stand after the call."""
    found = re.match(
        rf"(?P<call>{_CALL}) (?P<first>[a-z]+s [^,;]+?),? (?:and|but) (?P<noun>{_THE}?{_THINGS}) (?P<stay>{_STAY} (?:{'|'.join(_ENDED)}))$",
        text,
    )
    if found is None:
        return None
    return Said(
        (
            f"{found['call']} {found['first']}",
            f"{found['noun'][:1].upper()}{found['noun'][1:]} {found['stay']} after {found['call']}",
        )
    )


def _it(text: str) -> Said | None:
    """“`add()` returns the new id and records it”."""
    found = re.match(
        rf"(?P<call>{_CALL}) (?P<first>[a-z]+s) (?P<noun>(?:the|its) {_THINGS}),? and (?P<second>[a-z]+s) (?:it|them)$", text
    )
    if found is None:
        return None
    second = "records" if found["second"] in ("holds", "keeps", "stores", "remembers", "tracks") else found["second"]
    return Said((f"{found['call']} {found['first']} {found['noun']}", f"{found['call']} {second} {found['noun']}"))


def _not_held(text: str) -> Said | None:
    """“… for an fd that the guard does not hold”: an unknown one."""
    found = re.match(
        rf"(?P<lead>`.+`) (?:for|on|given|of) (?:an? |any )(?P<noun>{_NOUN}) (?:that |which )?(?:the {_NOUN}|it) (?:does not|doesn't) (?:hold|own|contain|track|know|have|manage|list)$|"
        rf"(?P<lead2>`.+`) (?:if|when|unless) (?:the |that )?(?P<noun2>{_NOUN}|`\w+`) (?:is not|isn't|was not|was never) (?:held|owned|tracked|known|listed|held by (?:the {_NOUN}|it))$",
        text,
    )  # fmt: skip
    if found is None or " unless " in text:
        return None
    noun = (found["noun"] or found["noun2"]).strip("`")
    return Said((f"{found['lead'] or found['lead2']} for an unknown {noun}",))


def _left(text: str) -> Said | None:
    """“`Drop` closes whatever is left, oldest first”: what remains then."""
    said = re.sub(
        r"\b(?:whatever|everything|anything|all|all that|everything that|what)(?: is)?(?: still)? (?:is |it )?(?:still )?(?:left|remains|left over|left in it|holds|held|still holds)(?=,|$| in\b)",
        "the remaining ones", text, count=1,
    )  # fmt: skip
    return Said((said,)) if said != text and re.match(r"`?[Dd]rop", text) else None


def _at_limit(text: str) -> Said | None:
    """“`add()` fails with `Full` at the limit”, “once the limit is reached `add()` returns `Full`”: where no more is taken."""
    limit = r"(?:the |its )?(?:limit|maximum|capacity|cap|upper limit)"
    when = rf"(?:at|beyond|past) {limit}|(?:when|once|if|after) {limit} (?:is|has been|was) (?:reached|hit|met|exhausted|used up)"
    gives = rf"(?P<call>{_CALL}) (?P<verb>fails|returns|gives|errors|yields|reports|is refused|refuses|rejects)(?P<what>(?: with| as)?(?: `[^`]+`| an error)?)"
    found = re.match(rf"{gives} (?:{when})$|(?:{when}),? {gives.replace('?P<', '?P<front_')}$", text, re.I)
    if found is None:
        return None
    part = {name: found[name] or found[f"front_{name}"] or "" for name in ("call", "verb", "what")}
    return Said((f"{part['call']} {part['verb']}{part['what']} when full",))


def _records_each(text: str) -> Said | None:
    """“`take()` records each frame that it takes”, “every pin that `add()` makes is recorded”: of each call, what it got."""
    gets = r"(?:allocates|takes|gets|acquires|obtains|reserves|claims|hands out|gives out|returns|creates|opens|maps|pins|locks|registers|grabs|makes)"
    kept = r"(?:records|tracks|remembers|stores|keeps|notes|saves|registers)"
    each = r"(?:each|every|all|any|whatever|the|each and every)"
    found = re.match(
        rf"(?P<call>{_CALL}) (?P<verb>{kept}) {each} (?P<noun>{_NOUN}) (?:that |which )?(?:it|the guard) (?:has )?{gets}$", text
    )
    if found is not None:
        return Said((f"{found['call']} {found['verb']} the {_singular(found['noun'])}",))
    found = re.match(
        rf"(?:each|every|all|any) (?P<noun>{_NOUN}) (?:that |which )?(?P<call>{_CALL}) {gets} (?:is|are) (?:recorded|tracked|remembered|kept|noted|saved|stored)$",
        text, re.I,
    )  # fmt: skip
    return Said((f"{found['call']} records the {_singular(found['noun'])}",)) if found is not None else None


def _counts(text: str) -> Said | None:
    """“`new()` starts with no gates”, “`len()` tells how many lines are held”."""
    found = re.match(
        rf"(?P<call>{_CALL}) (?:starts|begins) (?:out )?(?:with no|without|without any|with zero) (?P<noun>{_NOUN})$", text
    )
    if found is not None:
        return Said((f"{found['call']} holds no {found['noun']}",))
    found = re.match(
        rf"(?P<call>{_CALL}) (?:tells|returns|gives|reports|counts|says) how many (?P<noun>{_NOUN}) (?:are|it) (?:currently )?(?:held|holds|recorded|tracked|registered|stored|kept|has)$",
        text,
    )
    return Said((f"{found['call']} returns the number of {found['noun']}",)) if found is not None else None


def _singular(noun: str) -> str:
    return noun[:-3] + "y" if noun.endswith("ies") else noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun


def _such_end(text: str) -> Said | None:
    """“Armed `Drop` masks each line, then unregisters it”, “a committed `Drop` does nothing”: how things stand when it is called."""
    found = re.match(
        rf"(?:an? |the )?(?P<how>(?:un|dis|non-)?(?:armed|committed|active|finished|completed|complete|kept|disarmed|defused|released|accepted|confirmed|sealed|published))"
        rf" (?P<call>`[Dd]rop(?:\(\))?`|{_CALL}|drop) (?P<rest>[a-z]+s\b.+)$",
        text, re.I,
    )  # fmt: skip
    if found is None or re.search(r"\b(?:if|when|unless|while|until)\b", found["rest"]):
        return None
    call = "`Drop`" if found["call"] == "drop" else found["call"]
    how = re.sub(r"^(?:un|non-)(?=\w)", "not ", found["how"].lower())
    if re.search(r",| and | then ", found["rest"]):
        return Said((f"If {how}, {call} {found['rest']}",))
    return Said((f"{call} {found['rest']} if {how}",))


def _to_each(text: str) -> Said | None:
    """“Conversion to `u32` and `usize` yields the raw number”."""
    found = re.match(
        r"(?P<lead>(?:the )?conversions?|converting) (?P<way>to|into|from) (?:both )?(?P<types>`\w+`(?:, `\w+`)*,? (?:and|or|as well as) `\w+`) (?P<rest>.+)$",
        text,
        re.I,
    )
    if found is None:
        return None
    rest = re.sub(r"^(?:both |each )", "", found["rest"])
    rest = re.sub(r"^(yield|give|return|keep|produce|preserve)\b", r"\1s", rest)
    return Said(tuple(f"Conversion {found['way']} {name} {rest}" for name in re.findall(r"`\w+`", found["types"])))


def _rejects_each(text: str) -> Said | None:
    """“`map()` rejects a zero size and unaligned addresses”: each by itself, as each has a noun of its own."""
    one = rf"(?:an? |the )?{_NOUN} (?:{_NOUN}|`\w+`)"
    found = re.match(
        rf"(?P<lead>{_CALL} (?:rejects|refuses|declines|fails (?:for|on)|accepts)) (?P<first>{one}),? and (?P<second>{one})$", text
    )
    if found is None or re.search(r"\b(?:both|only|either|each)\b", text):
        return None
    return Said((f"{found['lead']} {found['first']}", f"{found['lead']} {found['second']}"))


def _lets_go(text: str) -> Said | None:
    """“`forget()` lets go of that one port, which stays open”, “`forget()` drops the id without closing it”."""
    goes = r"(?:lets go of|gives up|forgets|drops|removes|releases)"
    which = rf"(?:only |just )?(?:that|the|this|its)(?: one| single| given)? (?P<noun>{_NOUN})"
    tail = (
        rf",? (?:which|and it|but it|and that|and the (?P=noun)) {_STAY} (?P<how>{'|'.join(_ENDED)})|,? and (?:leaves|keeps) it (?P<left>{'|'.join(_ENDED)})"
        rf"|,? without (?P<doing>[a-z]+ing) it"
    )
    found = re.match(rf"(?P<call>{_CALL}) {goes} {which}(?:{tail})$", text)
    if found is None:
        return None
    how = found["how"] or found["left"]
    verb = _CLOSES.get(_ENDED[how]) if how else _DONE.get(found["doing"])
    return Said((f"{found['call']} removes the {found['noun']}", f"{found['call']} {verb} nothing")) if verb else None


_FORMS = (
    _lets_go,
    _midway,
    _makes,
    _stays,
    _and_stays,
    _it,
    _not_held,
    _left,
    _to_each,
    _rejects_each,
    _at_limit,
    _records_each,
    _such_end,
    _counts,
)

__all__ = ["said_of_guards"]
