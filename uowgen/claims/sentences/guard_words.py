"""What sentences about guards are made of: the end of a guard's life, whether it was committed, what is given back, what is left alone.

Each reader takes up a run of words as the slot readers of `slots.py` do. Whether it is so is not decided here.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.sentences.sentence import Word

# Every form of a verb by which something is given back, with what has to happen.
_FORMS = {
    "free": "free frees freed freeing release releases released releasing deallocate deallocates deallocated deallocating dealloc "
    "reclaim reclaims reclaimed",
    "unmap": "unmap unmaps unmapped unmapping",
    "clear": "clear clears cleared clearing",
    "flush": "flush flushes flushed flushing invalidate invalidates invalidated",
    "all": "cleanup cleanups undo undoes undone clean cleans cleaned cleaning rollback rolls-back roll rolls rolled rolling revert "
    "reverts reverted reverting unwinds tear tears torn tearing teardown",
    "close": "close closes closed closing",
    "unlock": "unlock unlocks unlocked unlocking",
    "restore": "restore restores restored restoring",
    "remove": "remove removes removed removing unregister unregisters unregistered deregister deregisters deregistered",
    "stop": "stop stops stopped kill kills killed cancel cancels cancelled",
    "decrement": "decrement decrements decremented",
    "put": "return returns returned returning put puts give gives given hand hands handed go goes going",
    "destroy": "destroy destroys destroyed delete deletes deleted",
}
VERBS = {form: verb for verb, forms in _FORMS.items() for form in forms.split()}
# What can be given back, and what may be said of it without saying more.
_OBJECTS = frozenset(
    (
        "so far what was were page pages frame frames mapping mappings memory allocation allocations resource resources all every each tracked "
        "recorded allocated physical virtual them it everything remaining exactly once its their underlying previously mapped "
        "user held entry entries pte ptes pair pairs address addresses of to allocator kernel up back properly correctly slot "
        "slots handle handles descriptor descriptors fd fds region regions buffer buffers object objects id ids only single "
        "whole acquired owned reserved any partial partially value values element elements item items automatically lock "
        "interrupts state flag flags number count counter irq irqs previous old saved tlb cache both log logs step steps record "
        "records registration registrations reservation reservations area areas range ranges vma vmas block blocks chunk chunks "
        "file files socket sockets port ports timer timers vector vectors token tokens permit permits table tables stack "
        "segment segments line lines key keys pid pids asid pcid queue request requests job jobs task tasks thread threads channel "
        "channels message messages thing things reference references pin pins transaction transactions operation operations "
        "change changes action actions work ownership device devices interrupt mutex semaphore guard's stuff far so still again "
        "have has currently outstanding content contents undo lease leases inode inodes ticket tickets from into cleanly "
        "individually respective corresponding registered stored pushed added noted remembered collected inserted claimed taken "
        "opened created locked pinned order page's frame's uncommitted armed unfinished uncommitted armed unfinished list lists vec history journal tracks holds owns anything pool together with down closure closures callback callbacks hook hooks action actions function"
    ).split()
)
_JOINTS = frozenset({"and", ",", "then", "/", "&", "is", "are", "be", "get", "gets", "was", "were", "that", "(", ")"}) | frozenset(
    "run runs execute executes perform performs invoke invokes trigger triggers executed performed invoked".split()
)
_OPEN = frozenset({"(", ",", "and", "in", "that", "to", "of"})  # nothing ends with these
_NOT = frozenset({"not", "never"})
COMMITTED = frozenset(
    (
        "committed commit commits disarmed disarm disarming defused defuse dismissed dismiss persisted persist kept finished "
        "completed success successful succeeded forgotten finalized finalised consumed cancelled canceled sealed accepted "
        "confirmed inactive published done leaked installed install activated activate forget leak released-ownership detached "
        "detach succeeds finish complete keep finalize finalise"
    ).split()
)
_ARMED = frozenset("armed active uncommitted live pending engaged enabled unfinished failure error dirty incomplete".split())
_WHEN = frozenset(["if", "when", "once", "after", "unless", "on", "while", "until", "before", "without", "where", "in"])
_THE_GUARD = frozenset(
    (
        "guard it instance object value type is was has been being were call called calling still that flag set true that's "
        "something anything mapping descriptor resource reservation transaction slot frame frames pages page later explicitly "
        "ever nothing yet to by already previously"
    ).split()
)
# What people call a guard.
GUARDS = frozenset(
    "guard guards transaction transactions reservation reservations instance it handle lease token ticket permit tracker holder".split()
)
_LEFT = frozenset(
    (
        "nothing no-op noop no not never early immediately untouched alone intact nop keeps keep kept leaves leave left skips "
        "skip skipped stay stays remain remains no-effect preserve preserves preserved retain retains retained persist persists "
        "nothing's survive survives surviving"
    ).split()
)


def dropping(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """`Drop`, `drop()`, `Guard::drop`, “the destructor”, “dropping the guard”, “Drop impl”: with the type if it is named."""
    at, owner, found = n, "", False
    while at < len(words) and at < n + 6:
        word = words[at]
        bare = word.raw.split("(")[0]
        parts = bare.replace(".", "::").split("::")
        if parts[-1] in ("drop", "Drop", "Dropping", "dropping") or (not word.code and word.text in ("dropping", "destructor")):
            found = True
            owner = owner or (parts[-2] if len(parts) > 1 else "")
        elif word.code and bare.replace(" ", "").startswith("implDropfor"):
            found, owner = True, bare.split()[-1]
        elif (
            found
            and not word.code
            and (
                word.text in ("impl", "implementation", "handler", "of", "guard", "it", "for", "without", "method")
                or known(f"~{word.text}")
            )
        ):
            pass
        elif names_type(word, known):
            owner = bare
        elif not word.code and not found and (word.text in GUARDS or known(f"~{word.text}")):
            pass
        else:
            break
        at += 1
    if found:
        for end in range(at, n, -1):
            last = words[end - 1]
            if last.text not in ("of", "for", "without"):
                yield owner, end


def names_type(word: Word, known: Callable[[str], bool]) -> bool:
    """Whether `word` is the name of a type and not the first word of a sentence: in backticks, humped, or declared somewhere."""
    bare = word.raw.split("<")[0]
    humped = any(a.islower() and b.isupper() for a, b in pairwise(bare))
    return bare[:1].isupper() and bare.isalnum() and (word.code or humped or known(bare))


def guard_state(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“if committed”, “unless `commit()` was called”, “when still armed”, “without commit”: `committed` or `uncommitted`."""
    if n >= len(words):
        return
    if not words[n].code and words[n].text == "(":
        for state, end in guard_state(words, n + 1, known):
            if end < len(words) and words[end].text == ")":
                yield state, end + 1
        return
    if words[n].code or words[n].text not in _WHEN:
        return
    turned = words[n].text in ("unless", "without", "until", "before")
    state, at = "", n + 1
    while at < len(words) and at < n + 9:
        word = words[at]
        name = (
            word.raw.lower().split("(")[0].rpartition(".")[2].rpartition("::")[2].strip("! ")
            if word.code
            else word.text.split("(")[0]
        )
        negated = word.code and word.raw.startswith("!")
        if negated:
            turned = not turned
        if name in COMMITTED or name in _ARMED:
            if state:
                break
            state = "committed" if name in COMMITTED else "uncommitted"
        elif not word.code and name in ("not", "never", "false", "nothing", "no"):
            turned = not turned
        elif not (
            name in _THE_GUARD
            or (not word.code and known(f"~{name}"))
            or (name == "to" and state)
            or (word.raw[:1].isupper() and not state)
        ):
            break
        at += 1
    if state:
        yield ({"committed": "uncommitted", "uncommitted": "committed"}[state] if turned else state), at


def that_open(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“that was not disarmed”, “that is dropped before `finish()`”: `uncommitted`."""
    if n >= len(words) or words[n].text not in ("that", "which", "dropped"):
        return
    turned = early = done = False
    for at in range(n, min(n + 9, len(words))):
        word = words[at]
        called = word.code and word.raw.endswith(")")
        if word.text in ("not", "never"):
            turned = True
        elif word.text in ("before", "without"):
            early = True
        elif word.text in COMMITTED and not word.code:
            done = turned
        elif called:
            done = early
        elif word.code or word.text not in _OF_A_GUARD:
            return
        if done and (called or word.text in COMMITTED):
            yield "uncommitted", at + 1


_OF_A_GUARD = frozenset("that which was is has been dropped gets goes go out of scope calling a call to being ever".split())


def released(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“unmaps and frees all tracked pages”, “frames are released exactly once”: the verbs."""
    verbs: list[str] = []
    ends: list[tuple[str, int]] = []
    at = n
    while at < len(words):
        word = words[at]
        verb = "" if word.code else VERBS.get(word.text, "")
        if verb and not (word.text == "cleaned" and verbs):
            verbs.append(verb)
        elif word.code or not (word.text in _OBJECTS or word.text in _JOINTS):
            break
        at += 1
        if verbs and word.text not in _OPEN:
            ends.append(("\0".join(dict.fromkeys(verbs)), at))
    yield from reversed(ends)


def _ends(words: tuple[Word, ...], n: int, told: Callable[[Word], bool | None], open_: frozenset[str]) -> Iterator[int]:
    """Where a run of words may end, the longest first.

    `told` says of a word whether it is what the run is about, may stand beside that, or (None) stands behind the run; none of `open_` ends it.
    """
    at, seen = n, False
    ends: list[int] = []
    while at < len(words) and (about := told(words[at])) is not None:
        seen = seen or about
        at += 1
        if seen and words[at - 1].text not in open_:
            ends.append(at)
    yield from reversed(ends)


def left_alone(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“nothing”, “no effect”, “a no-op”, “not free pages”, “keeps the pages”, “returns early”."""
    for end in _ends(words, n, _leaves, _OPEN):
        yield " ".join(w.text for w in words[n:end]), end


def _leaves(word: Word) -> bool | None:
    if word.code:
        return None
    if word.text in _LEFT:
        return True
    beside = word.text in VERBS or word.text in _OBJECTS or word.text in _JOINTS or word.text in _BESIDE_LEFT
    return False if beside else None


_BESIDE_LEFT = frozenset("anything any effect effects op in-place in place happens happen as action actions return".split())


def left_things(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """As `left_alone`, if it is said what is left alone or what is not done: not a mere “nothing”."""
    for value, end in left_alone(words, n, known):
        if any(w.text in VERBS or w.text in _OBJECTS for w in words[n:end]):
            yield value, end


# Sorts of addresses and numbers of pages, as people write them of what is recorded.
_ADDRESSES = frozenset(
    "va pa vas pas phys virt tuple tuples pfn pfns vpn vpns ppn iova iovas ipa gpa gva hva hpa gfn dma bus paddr vaddr va/pa frame/page".split()
)


def things(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """What a guard is given: “VA/PA pairs”, “the (va, phys) pair”, “one frame”, “each allocated page for cleanup”."""
    for end in _ends(words, n, _is_given, _OPEN_THINGS):
        yield " ".join(w.raw for w in words[n:end]), end


def _is_given(word: Word) -> bool | None:
    if (
        word.text in _OBJECTS
        or word.text in _ADDRESSES
        or (
            word.code
            and word.raw not in ("true", "false", "None")
            and not (word.raw[:1].isupper() and not word.raw.isupper() and word.raw.isalnum())
            and word.raw.strip("()").replace(",", "").replace(" ", "").replace("_", "").isalnum()
            and "(" not in word.raw[1:]
        )
    ):
        return True
    return False if word.text in _BESIDE_THINGS else None


_BESIDE_THINGS = frozenset("/ , and ( ) new one for later cleanup in list its given release".split())
_OPEN_THINGS = frozenset("( , and for in from to of into /".split())


def flag_words(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """“committed flag”, “`committed` to true”, “the guard as committed”: the flag's name as written, with `=true` or `=false` if that is said."""
    at, name, value = n, "", ""
    while at < len(words) and at < n + 7:
        word = words[at]
        bare = word.raw.split(" ")[0].split("=")[0].removeprefix("self.").strip()
        if word.raw in ("true", "false") and (name or at > n):
            value = f"={word.raw}"
        elif not name and (word.text in COMMITTED or word.text in _ARMED or (word.code and bare.isidentifier())):
            name = bare
        elif word.code or word.text not in (
            "guard",
            "it",
            "as",
            "flag",
            "field",
            "to",
            "true",
            "false",
            "=",
            "state",
            "internal",
            "its",
            "mapping",
            "descriptor",
            "transaction",
            "reservation",
            "allocation",
            "operation",
            "fd",
            "slot",
            "frames",
            "pages",
        ):
            break
        at += 1
    if name:
        yield name + value, at


def verb_of(name: str) -> str:
    """The verb in the last segment of a call's path; empty if it has none that is known."""
    last = name.replace(".", "::").rpartition("::")[2].lower()
    return next((VERBS[word] for word in last.split("_") if word in VERBS), "")


READERS = {
    "dropping": dropping,
    "guardstate": guard_state,
    "thatopen": that_open,
    "released": released,
    "leftalone": left_alone,
    "leftthings": left_things,
    "things": things,
    "flagwords": flag_words,
}
# A sentence without any of these plain words fills no such slot.
MARKS = {
    "thatopen": frozenset({"that", "which", "dropped"}),
    "released": frozenset(VERBS),
    "guardstate": _WHEN,
    "leftalone": _LEFT,
    "leftthings": _LEFT,
}
