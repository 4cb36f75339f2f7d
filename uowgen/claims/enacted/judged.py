"""Decides sentences that are read as stories: what is done, and what is then seen, in the spec's own code and in the tree's.

Every word was taken up, so that a story which goes against the words is a failure, whether the spec's own code goes with them or not. It
holds if both go with the words in every story that shows it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.behaviour.enacting import Deed
from uowgen.claims.acts.windows import key_of
from uowgen.claims.at_hand import block_files
from uowgen.claims.enacted.cast import cast_of, numbered
from uowgen.claims.enacted.lexicon import Lexicon
from uowgen.claims.enacted.matching import gives_less
from uowgen.claims.enacted.reading import reading_of
from uowgen.claims.enacted.saying import DROP, Said, Seen
from uowgen.claims.enacted.scenes import scenes_of
from uowgen.claims.enacted.sight import Sight, is_seen
from uowgen.claims.kind import Finding, shown, weakest
from uowgen.claims.runs.own_code import code_of_spec, code_of_tree
from uowgen.claims.runs.verdicts import stuck
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.behaviour.outcomes import Undecidable
    from uowgen.claims.acts.judged import Lives
    from uowgen.claims.enacted.cast import Cast
    from uowgen.claims.enacted.saying import Saying
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.sentence import Word
    from uowgen.model import Evidence

NAME = "does_as_told"
_MOST = 1200  # stories
_RECKONED = when_used(r"\w\)? *[-+*/%] *\(?\w")
_WRITTEN_OUT, _VARIABLE = (
    when_used(r"""b?"[^"]*"|b?'[^']*'|\b0x[0-9A-Fa-f_]+"""),
    when_used(r"(?<![\w:])[a-z_][a-z0-9_]*\b(?!\s*(?:::|\())"),
)
# What is said of all stories, though it may be meant of some: where the spec's own code is so in some only, what is meant is not clear.
_LOOSE = frozenset({"logs", "panics", "taken", "refused", "free"})


def decided(words: tuple[Word, ...], case: Case) -> Finding | None:
    """What the stories say of a criterion; None if it is not understood, or no story can be told."""
    from uowgen.claims.acts.judged import lives_of, only_sometimes

    lives = lives_of(words, case)
    if lives is None or only_sometimes(case, lives.declaration) is not None:
        return None
    lex = case.once(f"stories of {lives.declaration.item.name}", lambda: _lexicon(case, lives))
    if lex is None:
        return None
    saying = reading_of(words, lex)
    if saying is not None and not lives.known.calls and any(s.kind == "quiet" for s in saying.seen):
        return None  # where nothing outside is ever called, that nothing is done cannot be seen
    clear = saying is not None and _is_clear(saying, lex.cast) and _is_of_someone(saying, lex)
    return _judged(saying, lex) if saying is not None and clear else None


def _lexicon(case: Case, lives: Lives) -> Lexicon | None:
    from uowgen.behaviour.enacting import Teller
    from uowgen.behaviour.lives import named_variants, roster
    from uowgen.behaviour.machine import Limits, Machine
    from uowgen.behaviour.outside import Script

    declaration = lives.declaration
    ours, theirs = code_of_tree(case, declaration), code_of_spec(case, declaration)
    if ours is None or theirs is None:
        return None
    listed, other = roster(theirs, declaration.item.name), roster(ours, declaration.item.name, whole=True)
    if listed is None or other is None:
        return None
    learnt: dict[str, str] = {}
    variants, limits = named_variants(ours, theirs), Limits(steps=20_000)
    text = " ".join(f.rust.source.data.decode("utf-8", "replace") for f in block_files(case))

    def made() -> Lexicon | None:
        cast = cast_of(
            declaration,
            listed,
            Teller(theirs, listed, learnt, limits, variants),
            Teller(ours, other, learnt, limits, variants),
            text,
            (Script(),),
        )
        return Lexicon(cast, lives.known) if cast is not None else None

    return Machine.with_room(made)


def _is_clear(saying: Saying, cast: Cast) -> bool:
    """Whether it is plain when what is said to be refused or given is so."""
    free = (
        not saying.whens and not any(d.named or d.numbers or d.how or d.times > 1 for d in saying.deeds) and len(saying.deeds) < 2
    )
    for seen in saying.seen:
        if seen.kind == "gives" and (_of_what_was_given_out(saying, cast) or _of_a_number_made_up(saying, seen, cast)):
            return False
        if seen.kind == "gives" and _is_name(seen.value):
            return False  # what goes by a plain name is some value that was given before
        if seen.kind == "taken" and not seen.negated and saying.deeds and not _may_decline(saying, cast):
            return False  # what cannot be refused is taken in any case
        refuses = seen.kind == "refused" or (seen.kind == "gives" and seen.value.startswith(("=Err", "=None", "=false")))
        if (refuses or seen.kind == "taken") and free and not seen.negated:
            return False
        if (
            free
            and seen.kind == "gives"
            and seen.value[:1] == "="
            and (_may_refuse(saying, cast) or _of_new_ones_alone(saying, cast))
        ):
            return False
        if (
            seen.kind in ("refused", "taken", "gives", "kept", "grows", "free", "lowest", "highest", "waits", "bit")
            and not saying.deeds
        ):
            return False
        if seen.numbers and not any(d.numbers for d in saying.deeds) and not (seen.kind == "gives" and _is_bare(saying, cast)):
            return False
        if seen.kind == "stops" and not any(w.kind == "fails" for w in saying.whens):
            return False
    return not saying.exact or _turned(saying, cast) is not None


def _is_name(value: str) -> bool:
    """Whether a value is written as a variable is, or as an expression of such: `n`, `total - free`, `self.mask`."""
    bare = _WRITTEN_OUT.sub("", value.removeprefix("=")).strip()
    names = [name for name in _VARIABLE.findall(bare) if name not in ("true", "false") and name.strip("_")]
    return value[:1] == "=" and bool(names) and (bare == names[0] or "self." in bare or bool(_RECKONED.search(bare)))


def _is_bare(saying: Saying, cast: Cast) -> bool:
    """Whether the last deed is given no number, so that what is made up does not come back."""
    return bool(saying.deeds) and not numbered(cast.function(saying.deeds[-1].name))


def _may_refuse(saying: Saying, cast: Cast) -> bool:
    """Whether the last deed is a call that can refuse: then a name may be the reason, and when that is so is not said."""
    function = cast.function(saying.deeds[-1].name) if saying.deeds else None
    return function is not None and function.returns.strip().startswith(("Result", "Option", "core::", "std::"))


def _of_what_was_given_out(saying: Saying, cast: Cast) -> bool:
    """Whether the last deed is about what an earlier one gave out, which no story hands on to it."""
    if len(saying.deeds) < 2:
        return False
    *earlier, last = (cast.function(d.name) for d in saying.deeds)
    out = any(f is not None and f.types == () and f.returns.strip() not in ("", "()", "bool") for f in earlier)
    deed = saying.deeds[-1]
    return out and last is not None and bool(numbered(last)) and not (deed.numbers or deed.named or deed.how)


def _of_a_number_made_up(saying: Saying, seen: Seen, cast: Cast) -> bool:
    """Whether an error is said to come of how things stand where the number that the call is given, of which nothing is said, may be to blame."""
    deed = saying.deeds[-1] if saying.deeds else None
    function = cast.function(deed.name) if deed is not None else None
    if deed is None or function is None or function.name == cast.recorder or not _is_error(seen.value):
        return False
    return (
        bool(numbered(function))
        and not (deed.numbers or deed.named or deed.how)
        and {w.kind for w in saying.whens} <= {"empty", "fresh", "some"}
    )


def _of_new_ones_alone(saying: Saying, cast: Cast) -> bool:
    """Whether the stories of a call are those of a value that was just made, where nothing is known by which it comes to be otherwise."""
    function = cast.function(saying.deeds[-1].name) if saying.deeds else None
    return function is not None and function not in cast.roster.makers and not cast.recorder


def _may_decline(saying: Saying, cast: Cast) -> bool:
    function = cast.function(saying.deeds[-1].name)
    return function is None or _may_refuse(saying, cast) or function.returns.strip() == "bool"


def _is_of_someone(saying: Saying, lex: Lexicon) -> bool:
    """Whether it is plain who does what is said: where nobody is named, what the end of a value does."""
    done = lex.known.made.get("drop", frozenset())
    nobody = not saying.deeds and saying.focus == "last"
    return not nobody or all(
        s.negated or s.kind not in ("calls", "before") or bool((s.names | s.beside) & done) for s in saying.seen
    )


def _turned(saying: Saying, cast: Cast) -> Saying | None:
    """What is then not seen where a sentence says that it is so only under its condition; None where that cannot be told."""
    kinds = [w.kind for w in saying.whens]
    if kinds == ["well"]:
        if any(s.kind not in ("calls", "grows") or s.negated or s.count not in (None, 1) for s in saying.seen) or not saying.deeds:
            return None
        seen = tuple(Seen("kept") if s.kind == "grows" else Seen("calls", s.names, negated=True, said=s.said) for s in saying.seen)
        return saying._replace(whens=(saying.whens[0]._replace(kind="fails"),), seen=seen, exact=False)
    if (
        kinds not in (["unended"], ["ended"])
        or any(s.kind != "calls" or s.negated or s.count for s in saying.seen)
        or saying.deeds[:-1]
    ):
        return None
    when = saying.whens[0]
    other = when._replace(kind="ended" if when.kind == "unended" else "unended", what=when.what or frozenset(cast.enders()))
    seen = tuple(Seen("calls", s.names, negated=True, said=s.said) for s in saying.seen)
    return saying._replace(whens=(other,), seen=seen, deeds=saying.deeds or (Said(DROP),), exact=False) if other.what else None


def _judged(saying: Saying, lex: Lexicon) -> Finding | None:
    from uowgen.behaviour.machine import Machine

    place = (shown(lex.cast.declaration),)
    if any(seen.kind == "owned" for seen in saying.seen):
        return _owned(saying, lex.cast, place)
    found = Machine.with_room(lambda: _told(saying, lex, place))
    turned = _turned(saying, lex.cast) if saying.exact else None
    if turned is None or found.outcome != "holds":
        return found
    return weakest([found, Machine.with_room(lambda: _told(turned, lex, place))])


def _told(saying: Saying, lex: Lexicon, place: tuple[Evidence, ...]) -> Finding:
    cast = lex.cast
    gap: Undecidable | None = None
    against: list[tuple[Seen, Sight, bool]] = []
    turned = apart = False
    runs = dict.fromkeys(range(len(saying.seen)), 0)
    for count, scene in enumerate(scenes_of(saying, cast)):
        if count > _MOST:
            return Finding("undecided", "there are too many stories of that", None, "limit-reached", place)
        sights = []
        for teller in (cast.shown, cast.actual):
            told = teller.told(scene.deeds, scene.script)
            gap = gap or told.stuck
            if told.stuck is None and len(told.steps) > scene.last:
                sights.append(Sight(cast, teller, scene, told))
        met = [sight.meets() for sight in sights]
        if len(sights) != 2 or not all(met):
            apart = apart or (bool(sights) and sights[0].teller is cast.shown and met[0])
            continue
        turned = turned or _in_other_order(saying, sights)
        for n, seen in enumerate(saying.seen):
            theirs, ours = (is_seen(seen, sight) for sight in sights)
            if not theirs and (scene.extra or _is_of_refused(seen, sights[0], saying, lex)):
                continue
            if theirs and ours and gives_less(seen, sights):
                ours = False
            if theirs is None or ours is None:
                apart = apart or theirs is True
                continue
            runs[n] += not _is_refused_anyway(seen, sights[0], saying) and not _is_idle_anyway(seen, sights[0], saying)
            if not ours:
                against.append((seen, sights[1], theirs))
            elif not theirs:
                against.append((seen, sights[0], theirs))
    worst = [row for row in against if row[2]] or against
    if worst:
        seen, sight, theirs = worst[0]
        so = sum(1 for row in against if row[0] is seen and not row[2])
        sometimes = so < runs[saying.seen.index(seen)]
        if not theirs and seen.kind == "calls" and seen.order and len({e.arguments for e in sight.events}) < 2:
            return Finding(
                "undecided", "a call does it once: the order may be that of several calls", None, "not-observable", place
            )
        if not theirs and sometimes and _is_loose(seen) and not saying.always:
            return Finding(
                "undecided", "the spec's own code is so in some stories and not in others", None, "not-observable", place
            )
        if not theirs and not sometimes and not saying.always and _may_be_elsewhere(seen, sight, lex):
            return Finding("undecided", "no story shows when that is done", None, "not-observable", place)
        return Finding("fails", f"not so: {_why(seen, sight)}", "behaviour", "behaves-differently", place, "proved", _story(sight))
    if gap is not None:
        return stuck(gap, place)
    if apart:
        return Finding("undecided", "in some stories it does something else before", None, "not-observable", place)
    if turned:
        return Finding("undecided", "it does so in another order than the spec's own code", None, "not-observable", place)
    if not all(runs.values()):
        return Finding("undecided", "no story shows it", None, "not-observable", place)
    total = sum(runs.values())
    return Finding("holds", f"so in {total} of {total} stories, as in the spec's own code", "behaviour", None, place, "bounded")


def _is_error(value: str) -> bool:
    name = value.removeprefix("=").removeprefix("Err(").rpartition("::")[2]
    return name[:1].isupper() and not name.startswith(("Ok", "Some", "None"))


def _in_other_order(saying: Saying, sights: list[Sight]) -> bool:
    """Whether several things that are said are done in another order than in the spec's own code: a list may mean one."""
    names = [s.names for s in saying.seen if s.kind == "calls" and not s.negated]
    if len(names) < 2:
        return False
    wanted = frozenset().union(*names)
    rows = [[(key_of(e), e.arguments) for e in sight.events if key_of(e) in wanted] for sight in sights]
    return rows[0] != rows[1]


def _owned(saying: Saying, cast: Cast, place: tuple[Evidence, ...]) -> Finding | None:
    """“`a` and `b` consume the guard”: how each takes the value."""
    functions = [cast.actual.listed.function(d.name) for d in saying.deeds]
    if not functions or None in functions or saying.whens:
        return None
    for seen in saying.seen:
        if seen.kind != "owned":
            return None
        wrong = [f for f in functions if f is not None and (f.takes == seen.value) is seen.negated]
        if wrong:
            takes = {"value": "self", "mut": "&mut self", "ref": "&self"}.get(wrong[0].takes, "no self")
            return Finding("fails", f"`{wrong[0].name}` takes `{takes}`", "structure", "behaves-differently", place, "proved")
    return Finding("holds", "as the signatures say", "structure", None, place, "proved")


def _is_refused_anyway(seen: Seen, sight: Sight, saying: Saying) -> bool:
    """Whether a call of which it is said what it does not do does nothing at all, where nothing is said of calls that are refused."""
    spared = seen.kind == "calls" and seen.negated
    return spared and sight.step.refused and not saying.whens


def _is_of_refused(seen: Seen, sight: Sight, saying: Saying, lex: Lexicon) -> bool:
    """Whether what is said to be done is asked of a call that is refused, where nothing is said of those, and others may do it."""
    if seen.kind != "calls" or seen.negated or not sight.step.refused or saying.whens or saying.always:
        return False
    return lex.may_call(sight.step.name, seen.names)


def _is_idle_anyway(seen: Seen, sight: Sight, saying: Saying) -> bool:
    """Whether an end of which it is said that it does nothing under a condition would do nothing in any case: there is nothing to do."""
    if seen.kind != "quiet" or not any(w.kind == "ended" for w in saying.whens):
        return False
    enders = sight.cast.enders()
    rest = tuple(d for d in sight.scene.deeds if d.name not in enders and d.do != "drop")
    told = sight.teller.told((*rest, Deed("drop")), sight.scene.script)
    return told.stuck is None and not any(not e.asks and e.step == len(told.steps) - 1 for e in told.events)


def _is_loose(seen: Seen) -> bool:
    plain = (
        seen.kind == "calls" and not seen.negated and seen.count is None and not seen.order and not seen.numbers and not seen.value
    )
    return seen.kind in _LOOSE or plain or (seen.kind == "gives" and seen.value.startswith("="))


def _may_be_elsewhere(seen: Seen, sight: Sight, lex: Lexicon) -> bool:
    """Whether the spec's own code may do what is said under a condition that no story met."""
    if any(w.kind == "refused" for w in sight.scene.whens):
        return False  # each way to be refused was tried
    if seen.kind == "calls" and not seen.negated and seen.value != "given" and not seen.count and not lex.cast.recorder:
        return lex.may_call(sight.step.name, seen.names)
    return seen.kind == "logs" and not seen.negated and lex.may_log(sight.step.name)


def _why(seen: Seen, sight: Sight) -> str:
    step = sight.step
    if seen.kind == "gives":
        return f"`{step.name}` gives {step.gave}"
    if seen.kind in ("calls", "before", "quiet", "stops"):
        made = ", ".join(f"{e.name}({', '.join(map(str, e.arguments))})" for e in sight.events)
        return f"`{step.name}` does {made or 'nothing'}"
    if seen.kind in ("refused", "taken", "waits"):
        return f"`{step.name}` is {'refused' if step.refused else 'not refused'}"
    return f"after `{step.name}`"


def _story(sight: Sight) -> tuple[str, ...]:
    rows = []
    for n, step in enumerate(sight.told.steps):
        given = ", ".join(map(str, step.given))
        rows.append(f"{step.name}({given})" + (" panics" if step.panicked else ""))
        rows += [f"  {e.name}({', '.join(map(str, e.arguments))})" for e in sight.told.events if e.step == n]
    return tuple(rows)


__all__ = ["NAME", "decided"]
