"""Things that a type gives out, is given, and gets back: which are taken, and what was done with one last, in words and as facts."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.bodies.words import form
from uowgen.claims.stories.kinds import elements_of, inner
from uowgen.claims.stories.scenes import held, inside

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.stories.records import Beat, Journal, Part
    from uowgen.claims.stories.scenes import Scene, Test
    from uowgen.claims.stories.tokens import Tokens

    History = Callable[[Scene, object], bool | None]

_RELEASING = frozenset(
    "release free dealloc deallocate put give return drop remove cancel unmark unreserve recycle close unregister".split()
)
_TAKEN = frozenset("used taken busy allocated occupied live valid active held present".split())
_FREE = frozenset("free unused available untaken unallocated unreserved vacant".split())
_UNKNOWN = frozenset("unknown foreign untracked unregistered".split())
_DROPPED = frozenset("overwritten displaced dropped evicted discarded".split())
_FIRED = frozenset("fired expired elapsed".split())  # of what ends by itself
_IS = frozenset("is are was were has have been".split())
_PARTICLES = frozenset("out back up".split())


class Roles(NamedTuple):
    """The method that gives things out, those that get them back (given, or of themselves), those that take one that is named."""

    giver: str
    releasing: tuple[str, ...]
    ending: tuple[str, ...]
    reserving: tuple[str, ...]
    kind: str  # the type of the things


def roles_of(journal: Journal) -> Roles | None:
    """The roles of the methods of a type that gives out what it later gets back; None for other types."""
    if "roles" not in journal.notes:
        journal.notes["roles"] = _roles(journal)
    return journal.notes["roles"]  # type: ignore[return-value]


def _roles(journal: Journal) -> Roles | None:
    kept = elements_of(journal.parts)
    givers = []
    for part in journal.parts.values():
        kind = inner(part.returns)
        given = {k.lstrip("& ") for _, k in part.parameters}
        wrapped = part.returns.startswith(("Option", "Result")) or kind[:1].isupper()
        if part.takes == "mut" and kind in kept and kind not in given and wrapped and _brings_new(journal, part.name):
            givers.append(part)
    if len(givers) != 1:
        return None
    kind = inner(givers[0].returns)
    own = [p for p in journal.parts.values() if p.takes == "mut" and [k.lstrip("& ") for _, k in p.parameters] == [kind]]
    ending = [
        p.name
        for p in journal.parts.values()
        if p.takes == "mut" and p != givers[0] and inner(p.returns) == kind and not p.parameters
    ]
    releasing = [p.name for p in own if _is_releasing(p)]
    return Roles(givers[0].name, tuple(releasing), tuple(ending), tuple(p.name for p in own if p.name not in releasing), kind)


def _brings_new(journal: Journal, name: str) -> bool:
    """Whether things come out of a method that nobody has given or got before in the story."""
    seen: set[object] = set()
    for beat in journal.theirs or ():
        if not beat.name:
            seen = set()
        out = inside(beat.gave)
        if beat.name == name and not beat.refused and out is not None and out not in seen:
            return True
        seen |= {out, *beat.given}
    return False


def _is_releasing(part: Part) -> bool:
    return part.name.split("_")[0] in _RELEASING


def taken(scene: Scene) -> frozenset[object] | None:
    """The things that are out before the call: given out or taken by name, and not given back since. None where that is not clear."""
    key = ("taken", id(scene.beats))
    if key not in scene.journal.notes:
        scene.journal.notes[key] = _all_taken(scene.journal, scene.beats)
    rows: list[frozenset[object] | None] = scene.journal.notes[key]  # type: ignore[assignment]
    return rows[scene.place]


def _all_taken(journal: Journal, beats: tuple[Beat, ...]) -> list[frozenset[object] | None]:
    roles = roles_of(journal)
    found: list[frozenset[object] | None] = []
    now: frozenset[object] | None = None
    for beat in beats:
        now = now if beat.name else frozenset()
        found.append(now)
        if roles is None or beat.refused or now is None or not beat.name:
            continue
        if beat.name == roles.giver:
            now |= {inside(beat.gave)}
        elif beat.name in roles.reserving:
            now |= {beat.given[0]}
        elif beat.name in roles.releasing:
            now -= {beat.given[0]}
        elif beat.name in roles.ending and inside(beat.gave) is not None:
            now -= {inside(beat.gave)}
        elif beat.after != beat.before and roles.kind not in {k.lstrip("& ") for _, k in journal.parts[beat.name].parameters}:
            now = frozenset() if _is_empty(beat) else None
    return found


def _is_empty(beat: Beat) -> bool:
    return beat.after is not None and (beat.after.get("len") == 0 or beat.after.get("is_empty") is True)


def number_of(value: object) -> int | None:
    """A number, or the number that a wrapper around one has."""
    value = inside(value)
    if isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], str):
        value = value[1]
    return value if type(value) is int else None


def thing_given(scene: Scene) -> object | None:
    """The one thing that a call is about: what it is given alone, else what is of the type of the things."""
    beat = scene.beat
    if not beat.name:
        return None
    if len(beat.given) == 1:
        return beat.given[0]
    roles = roles_of(scene.journal)
    rows = [
        g
        for g, (_, k) in zip(beat.given, scene.journal.parts[beat.name].parameters, strict=True)
        if roles and k.lstrip("& ") == roles.kind
    ]
    return rows[0] if len(rows) == 1 else None


def last_of(scene: Scene, thing: object) -> Beat | None:
    """The last call before that did something with a thing, or gave it out."""
    kept = elements_of(scene.journal.parts)
    for beat in reversed(scene.past):
        if not beat.name or beat.refused or scene.journal.parts[beat.name].takes != "mut":
            continue
        out = inner(scene.journal.parts[beat.name].returns) in kept and inside(beat.gave) == thing
        if out or thing in beat.given:
            return beat
    return None


def done_last(method: str) -> History:
    """The last call about the thing was one of `method`."""

    def history(scene: Scene, thing: object) -> bool | None:
        last = last_of(scene, thing)
        return last is not None and last.name == method

    return history


def _done_ever(method: str) -> History:
    def history(scene: Scene, thing: object) -> bool | None:
        return any(b.name == method and not b.refused and (thing in b.given or inside(b.gave) == thing) for b in scene.past)

    return history


def _in_use(scene: Scene, thing: object) -> bool | None:
    out = taken(scene)
    return None if out is None else thing in out


def _stale(scene: Scene, thing: object) -> bool | None:
    out = taken(scene)
    return None if out is None else last_of(scene, thing) is not None and thing not in out


def _dropped(scene: Scene, thing: object) -> bool | None:
    """It was put in, and is held no more."""
    rows = held(scene)
    return None if rows is None else thing not in rows and any(thing in b.given and not b.refused for b in scene.past)


def _is_used_again(scene: Scene) -> bool | None:
    """After the thing given was given back, others were given out, maybe in its place."""
    roles, thing = roles_of(scene.journal), thing_given(scene)
    if roles is None:
        return None
    for beat in reversed(scene.past):
        if beat.name == roles.giver and not beat.refused:
            return inside(beat.gave) != thing and any(
                b.name in roles.releasing and thing in b.given and b.at < beat.at for b in scene.past
            )
    return False


def _never(scene: Scene, thing: object) -> bool | None:
    return last_of(scene, thing) is None


def _not(one: History) -> History:
    def history(scene: Scene, thing: object) -> bool | None:
        seen = one(scene, thing)
        return None if seen is None else not seen

    return history


# ------------------------------------------------------------------------------------------------------------ in words


class Things:
    """Readers of words for things: “a released vector”, “an index that was never taken”, “the timer given back last”."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.journal = tokens.cast.journal
        self.roles = roles_of(self.journal)
        self.telling: Test | None = None  # in which scenes a fault would show, where not in all

    def done(self) -> str:
        """A method in the words of what is done with a thing: “released”, “given back”, “handed out”; passes the words."""
        tokens = self.tokens
        word = tokens.word()
        if word is None:
            return ""
        if self.roles is not None:
            if tokens.said("handed out", "given out", "hand out", "hands out", "give out", "gives out"):
                return self.roles.giver
            if len(self.roles.releasing) == 1 and tokens.said("given back", "handed back", "put back", "returned", "giving back"):
                return self.roles.releasing[0]
        method = tokens.cast.method(word) or tokens.cast.act(word)
        if method:
            tokens.at += 1
            if tokens.text() in _PARTICLES and tokens.text() in method.split("_"):
                tokens.at += 1
        return method

    def history(self) -> History | None:
        """What is said of a thing by an adjective or participle: “released”, “free”, “stale”, “never acquired”."""
        tokens = self.tokens
        never = tokens.said("never", "not yet", "not", "no longer")
        word = tokens.text()
        found: History | None = None
        if self.roles is not None and (tokens.said("in use", "still in use", "out") or word in _TAKEN):
            tokens.at += tokens.text() in _TAKEN and word in _TAKEN
            found = _in_use
        elif self.roles is not None and word in _FREE:
            tokens.at += 1
            found = _not(_in_use)
        elif self.roles is not None and word in ("stale", "outdated", "expired", "dead", "old"):
            tokens.at += 1
            found, self.telling = _stale, _is_used_again
        elif word in _FIRED and self.roles is not None and len(self.roles.ending) == 1:
            tokens.at += 1
            found = done_last(self.roles.ending[0])
        elif word in _DROPPED and self.roles is None:
            tokens.at += 1
            found = _dropped
        elif word in _UNKNOWN:
            tokens.at += 1
            found = _never
        elif word.endswith(("ed", "en", "put")) or word in ("handed", "given"):
            if never and tokens.text() in _TAKEN:
                return None
            method = self.done()
            found = (_done_ever(method) if never else done_last(method)) if method else None
        if found is None:
            return None
        return _not(found) if never else found

    def thing(self, *, alone: bool = False) -> History | None:
        """A thing with what is said of it, if anything is (`alone`: something must be); None if that is not understood."""
        tokens = self.tokens
        at = tokens.at
        tokens.over(frozenset({"an", "any", "every", "each", "all", "same", "one", "another", "once"}))
        said: list[History] = []
        word = tokens.word()
        if word is not None and not word.code and (not tokens.cast.is_kept(word) or self._participle_before_noun()):
            one = self.history()
            if one is None:
                tokens.at = at
                return None
            said.append(one)
        if not (tokens.kept_noun() or tokens.said("one", "ones", "it", "them")):
            tokens.at = at
            return None
        while tokens.kept_noun():
            pass
        here = tokens.at
        relative = tokens.said("that", "which", "who")
        if relative:
            tokens.over(_IS)
        tokens.over(frozenset({"already", "just", "still", "currently", "once"}))
        one = self.history() if relative or tokens.text().endswith(("ed", "en")) or tokens.text() in ("handed", "given") else None
        if one is not None:
            said.append(one)
            tokens.said("before", "earlier")
        elif relative:
            tokens.at = at
            return None
        else:
            tokens.at = here
        if alone and not said:
            tokens.at = at
            return None
        return lambda scene, thing: None if not said else all(one(scene, thing) for one in said)

    def _participle_before_noun(self) -> bool:
        tokens = self.tokens
        return (
            tokens.at + 1 < len(tokens.words)
            and tokens.text() in (_TAKEN | _FREE)
            and tokens.cast.is_kept(tokens.words[tokens.at + 1])
        )


def given_is(history: History) -> Test:
    """The one thing that the call is given is so."""

    def test(scene: Scene) -> bool | None:
        thing = thing_given(scene)
        return None if thing is None else history(scene, thing)

    return test


def gave_is(history: History) -> Test:
    """What comes out is so."""

    def test(scene: Scene) -> bool | None:
        thing = inside(scene.beat.gave)
        return None if thing is None or scene.beat.refused else history(scene, thing)

    return test


def is_called(name: str, word: str) -> bool:
    """Whether a method that is asked about a thing (`is_used`) asks for what a word says (“used”)."""
    return form(word) in {form(part) for part in name.split("_")} or (word in _TAKEN and any(p in _TAKEN for p in name.split("_")))
