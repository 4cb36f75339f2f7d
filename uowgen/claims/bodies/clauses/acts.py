"""What a clause says is done: a call by name, a place put to a value, a count raised or lowered, or a verb with its object; and where on a way it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from uowgen.claims.bodies.path_words import said_words
from uowgen.claims.bodies.phrases import phrases_of
from uowgen.claims.bodies.ways_acts import phrase_in
from uowgen.claims.bodies.ways_words import said_in
from uowgen.claims.bodies.words import VERBS, form, parts
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.claims.bodies.phrases import Phrase
    from uowgen.claims.bodies.ways_words import Said

_NP = r"(?:[\w'-]+ |§\d+(?:'s)? ){0,5}(?:[\w'-]+|§\d+)"
_V = r"(?P<v>§\d+|zero|0|1|true|false|none|null)"
_CALL = (
    when_used(r"^(?:calls?|calling|invokes?|invoking|uses?|runs?) §(?P<g>\d+)(?: (?:with|on) (?P<args>§\d+(?:(?:, and|,| and) §\d+)*))?$"),
    when_used(r"^§(?P<g>\d+) (?:is|gets|has been|was) (?:called|invoked|run)(?: (?:with|on) (?P<args>§\d+(?:(?:, and|,| and) §\d+)*))?$"),
)  # fmt: skip
_SET = (
    when_used(
        rf"^(?:sets?|setting|resets?|resetting|restores?|restoring|changes?|changing|switches|switching|assigns?|initiali[sz]es?|flips?|turns?|puts?) (?P<what>{_NP}) (?:back )?(?:to|as|with|into|from \w+ to) {_V}(?: again)?$"
    ),
    when_used(
        rf"^(?:puts?|putting|writes?|writing|stores?|storing|places?|placing|saves?|assigns?|moves?) {_V} (?:back )?(?:again )?(?:in|into|to|under) (?P<what>{_NP})(?: again)?$"
    ),
    when_used(
        rf"^(?P<what>{_NP}) (?:is|are|gets|has been|was) (?:set|reset|restored|changed|switched|initiali[sz]ed|put) (?:back )?(?:to|as|with) {_V}(?: again)?$"
    ),
    when_used(
        rf"^{_V} (?:is|gets|was) (?:put|written|stored|placed|saved) (?:back )?(?:in|into|to|under) (?P<what>{_NP})(?: again)?$"
    ),
)
_UP = "advances?|advancing|raises?|raising|increments?|incrementing|bumps?|bumping|increases?|increasing|counts up"
_DOWN = "lowers?|lowering|decrements?|decrementing|decreases?|decreasing|reduces?|reducing|counts down"
_STEP = (
    when_used(rf"^(?:(?P<up>{_UP})|{_DOWN}) (?P<what>.+?)(?: by (?P<by>one|\d+|0x[0-9a-f]+|§\d+))?$"),
    when_used(
        rf"^(?P<what>{_NP}) (?:is|gets|was|has been) (?:(?P<up>raised|incremented|bumped|increased)|lowered|decremented|decreased|reduced)(?: by (?P<by>one|\d+|0x[0-9a-f]+|§\d+))?$"
    ),
)


class Act(NamedTuple):
    """One thing that is done. `set`: a place is put to `value`; `step`: a count goes up or down (`value` the sign); `call`: what `names[0]` names
    is called, with `given`; `do`: what `phrase` says; `return`: `value` comes of it, with things of these `words` in it. `nth`: “first” of a slot, “one” of a thing.
    """

    sort: Literal["call", "set", "step", "do", "return", "verb"]
    said: str
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    value: str = ""
    given: tuple[str, ...] = ()
    phrase: Phrase | None = None
    nth: str = ""


_RETURN = (
    when_used(r"^(?:returns?|gives?(?: back)?|yields?|hands back|reports?|answers?(?: with)?) §(?P<v>\d+)$"),
    when_used(
        r"^(?:returns?|gives?(?: back)?|hands back|carries|reports?|passes) (?P<np>(?:[\w' -]+?|§\d+)(?:(?:, and|,| and) (?:[\w' -]+?|§\d+))*) (?:back )?(?:wrapped |packed )?(?:in|inside|with|as|through) §(?P<v>\d+)$"
    ),
)
_MARK = when_used(rf"^(?:marks?|marking|flags?) (?P<what>{_NP}) as (?P<no>not |no longer |un)?(?P<adj>[a-z]+)(?: again)?$")
_ORDINAL = when_used(
    r"\b(?:the|its|an?) (?P<nth>first|last|second|third|next|previous|lowest|highest|oldest|newest) (?=(?P<adj>free|empty|unused|available|vacant|idle|unoccupied)?\b)"
)


_BY = when_used(r"^(?P<verb>[a-z]+) (?:it|them) (?:with|using|via|through|by (?:calling|means of)) §(?P<g>\d+)$")
_ONE = when_used(r"(?<= )(?:one|exactly one|a single|a new|a fresh) (?=[a-z])")


def act_in(text: str) -> Act | None:
    """The one act that a clause says, its subject left out; None where it is not read as one."""
    text = "".join(
        p if n % 2 else p.replace("'s ", " ").replace("’s ", " ").replace("page table entry", "pte")
        for n, p in enumerate(_quoted(text))
    )
    single = _ONE.search(text)
    text = _ONE.sub("", text, count=1)
    act = _act_in(text)
    if act is None or single is None or act.sort in ("return", "call"):
        return act
    return act._replace(nth="one") if (act.sort == "do" and not act.nth and "one" in single[0]) or "single" in single[0] else act


def _quoted(text: str) -> list[str]:
    """The text cut at its backticks, which stay with the code."""
    return re.split(r"(`[^`]*`)", text)


def _act_in(text: str) -> Act | None:
    said = said_in(text)
    words = re.sub(r"^(?:it|they) (?!is|are|has|was)", "", said.words).strip(" ,")
    for pattern in _CALL:
        found = pattern.match(words)
        if found is not None:
            given = tuple(said.code(n) for n in re.findall(r"§(\d+)", found["args"] or ""))
            name = said.code(found["g"])
            if re.fullmatch(r"[\w:.]+(?:\(\))?!?", name) and not _is_loose(words, name):
                return Act("call", text, names=(name.removesuffix("()"),), given=given)
    means = _BY.match(words)
    if means is not None:
        name = said.code(means["g"]).removesuffix("()")
        last = name.rpartition("::")[2].rpartition(".")[2]
        return Act("call", text, names=(name,)) if form(means["verb"]) in parts(last) else None
    if (returned := _returned(words, text, said)) is not None:
        return returned
    marked = _MARK.match(words)
    if marked is not None and (target := _target(marked["what"], said)) is not None:
        return Act("set", text, target[0], (*target[1], marked["adj"]), value="false" if marked["no"] else "true")
    for pattern in _SET:
        found = pattern.match(words)
        if found is not None and (target := _target(found["what"], said)) is not None:
            return Act("set", text, *target, value=_value(found["v"], said))
    for pattern in _STEP:
        found = pattern.match(words)
        if found is not None and (target := _target(found["what"], said)) is not None:
            by = found["by"] or "1"
            by = said.code(by) if by.startswith("§") else {"one": "1"}.get(by, by)
            return Act("step", text, *target, value="+" if found["up"] else "-", given=(by,))
    alone = re.fullmatch(r"(?P<verb>[a-z]+s)", words)
    if alone is not None and form(alone["verb"]) in VERBS:
        return Act("verb", text, value=form(alone["verb"]))
    if _AMOUNT.search(words):
        return None
    ordinal = _ORDINAL.search(text)
    if ordinal is not None and not (ordinal["nth"] == "first" and ordinal["adj"]):
        return None
    if re.search(r"\b(?:for|as) §", words) or (ordinal is None and re.search(r"\b(?:first|last|only)\b", words)):
        return None  # that is said of all that is done
    phrase = phrase_in(text) or _with_own_verb(text)
    counted = any(said.code(n).rpartition("::")[2].isupper() for n in re.findall(r"§(\d+) [a-z]+s\b", words))
    if counted and phrase is not None and phrase.verb in _OF_ROOM:
        return None  # “accepts `DEPTH` jobs” tells how many there is room for, which code need not say by that name
    if phrase is None or not phrase.has_object or not all(_IDENTIFIER.fullmatch(n) for n in phrase.names):
        return None
    if phrase.verb == form("map") and form("error") in phrase.words and len(phrase.names) > 1:
        return None  # whose errors they are is for those to read who know where they come from
    if phrase.verb == form("take") and not phrase.words:
        return None  # “takes `&self`” tells a signature
    return Act("do", text, phrase.words, phrase.names, phrase=phrase, nth=ordinal["nth"] if ordinal is not None else "")


def _with_own_verb(text: str) -> Phrase | None:
    """A phrase of a verb that only the code knows: “reparents the child” of `reparent`; it must stand first, and its object behind it."""
    found = re.match(r"^(?P<verb>[a-z]+[^s\W]s) (?=(?:the|each|every|all|its|an?) |`)", text)
    if found is None or form(found["verb"]) in VERBS or found["verb"] in _NO_VERBS:
        return None
    read = phrases_of(f"moves {text[found.end() :]}")
    return read[0]._replace(verb=form(found["verb"]), said=text) if len(read) == 1 else None


# What these say is no act of its own, or a refusal.
_NO_VERBS = frozenset(
    "is has does takes keeps leaves returns gives stays remains holds contains names uses means makes lets lists says shows ignores skips avoids lacks rejects refuses requires supports expects accepts allows prevents forbids needs follows handles works fails succeeds".split()  # noqa: SIM905
)
_OF_ROOM = frozenset(form(w) for w in "accepts takes holds keeps allows supports stores fits contains".split())  # noqa: SIM905
# How much, how often or how soon is not told by a call alone.
_AMOUNT = when_used(
    r"\b(?:at most|at least|up to|exactly|more|less|fewer|most|least|once|twice|times|many|much|enough|several|two|three|four|five|half|rest|remaining|whole|entire|again and again|until|soon|immediately|atomically|partly|partially|correctly|properly|successfully|same|different|other|another|wrong|right|correct)\b"
)
_IDENTIFIER = when_used(r"[A-Za-z_][\w:.]*(?:\(\))?")


def _returned(words: str, text: str, said: Said) -> Act | None:
    """A value that is said to come of it, plainly or with things in it."""
    for pattern in _RETURN:
        found = pattern.match(words)
        if found is None:
            continue
        value = said.code(found["v"])
        if not re.fullmatch(r"(?:\w+::)*[A-Z]\w*(?:\(.*\))?|&?[\w:.]+", value):
            return None
        np = found.groupdict().get("np") or ""
        if _MORE.search(re.sub(r"\band\b", "", np)):
            return None
        names = tuple(said.code(n) for n in re.findall(r"§(\d+)", np))
        return Act("return", text, said_words(re.sub(r"§\d+|\band\b", " ", np)), names, value=value)
    return None


def _is_loose(words: str, name: str) -> bool:
    """Whether “uses” or “runs” is said of what need not be a function."""
    return (
        words.startswith(("use", "run")) and not name.endswith("()") and not name.rpartition("::")[2].rpartition(".")[2].islower()
    )


_OF = when_used(r"^(?:contents?|value|state) of ")
_NUMBERS = {"zero": "0", "none": "None", "null": "null"}


def _target(text: str, said: Said) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The words and the names of a place; None where it says more than a place."""
    plain = re.sub(r" back$", "", re.sub(r"'s?\b", "", _OF.sub("", text)))
    if _MORE.search(plain):
        return None
    names = tuple(said.code(n).removesuffix("()") for n in re.findall(r"§(\d+)", plain))
    words = tuple(w for w in said_words(re.sub(r"§\d+", " ", plain)) if w not in _KINDS)
    return (words, names) if words or names else None


_MORE = when_used(
    r"\b(?:not|no|never|only|if|when|unless|until|while|before|after|without|all|every|each|both|first|last|or|and|but|that|which|than)\b"
)
_KINDS = frozenset(form(w) for w in "field variable flag counter static".split())  # noqa: SIM905


def _value(text: str, said: Said) -> str:
    return said.code(text) if text.startswith("§") else _NUMBERS.get(text, text)
