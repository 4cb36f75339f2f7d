"""Families of words that mean the same in sentences about what holds things: for being full, giving back, refusing, leaving alone, losing.

Readers that put phrases together ask for a family by its name in capitals; a word belongs to it in each of its forms.
"""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from functools import cache

_IRREGULAR = {
    "woken": "wake", "woke": "wake", "awake": "wake", "awaken": "wake", "awakened": "wake", "wakeup": "wake", "wake-up": "wake", "wakeups": "wake", "wake-ups": "wake",
    "lost": "lose", "losing": "lose", "loss": "lose", "losses": "lose",
    "thrown": "throw", "threw": "throw", "kept": "keep", "left": "leave", "gone": "go", "went": "go", "goes": "go", "given": "give", "gave": "give",
    "taken": "take", "took": "take", "held": "hold", "found": "find", "put": "put", "putting": "put", "stuck": "stick", "stood": "stand", "told": "tell",
    "made": "make", "came": "come", "got": "get", "gotten": "get", "done": "do", "grew": "grow", "grown": "grow", "shrunk": "shrink", "rose": "rise", "risen": "rise",
    "cut": "cut", "cutting": "cut", "split": "split", "splitting": "split", "glued": "glue", "fused": "fuse", "overwritten": "overwrite", "chosen": "choose",
    "written": "write", "read": "read", "reset": "reset", "resetting": "reset", "dropped": "drop", "dropping": "drop", "forgotten": "forget", "forgot": "forget",
    "freed": "free", "freeing": "free", "frees": "free", "pieces": "piece", "indices": "index", "neighbours": "neighbour", "neighbors": "neighbour", "neighbor": "neighbour",
    "neighbouring": "neighbouring", "neighboring": "neighbouring", "vmas": "vma", "began": "begin", "begun": "begin", "lain": "lie", "lying": "lie", "lies": "lie", "lay": "lie",
    "slept": "sleep", "asleep": "sleep", "stolen": "steal", "sunk": "sink", "struck": "strike", "bounds": "bound", "bytes": "byte", "sizes": "size", "areas": "area",
    "popped": "pop", "popping": "pop", "stays": "stay", "stayed": "stay", "evicted": "evict", "sacrificed": "sacrifice", "empties": "empty", "emptied": "empty", "emptying": "empty",
    "entries": "entry", "copies": "copy", "denied": "deny", "denies": "deny", "tries": "try", "tried": "try", "touches": "touch", "touching": "touching",
    "adjoining": "adjoining", "overlapping": "overlap", "colliding": "collide", "collision": "collide", "collisions": "collide", "refusal": "refuse", "refusals": "refuse",
    "rejection": "reject", "rejections": "reject", "removal": "remove", "removals": "remove", "insertion": "insert", "insertions": "insert", "allocation": "allocate",
    "allocations": "allocate", "deallocation": "deallocate", "eviction": "evict", "evictions": "evict", "overflow": "overflow", "overflows": "overflow", "flush": "flush", "flushes": "flush",
    "pushes": "push", "success": "success", "access": "access", "address": "address", "addresses": "address", "process": "process", "less": "less", "class": "class", "unless": "unless",
    "always": "always", "has": "has", "is": "is", "was": "was", "this": "this", "its": "its", "as": "as", "us": "us", "thus": "thus", "plus": "plus", "status": "status", "previous": "previous",
    "contiguous": "contiguous", "does": "does", "bus": "bus", "ring": "ring", "string": "string", "thing": "thing", "nothing": "nothing", "anything": "anything", "something": "something",
    "everything": "everything", "during": "during", "being": "being", "existing": "existing", "need": "need", "exceed": "exceed", "succeed": "succeed", "indeed": "indeed", "red": "red",
    "size": "size", "sized": "size", "one": "one", "ones": "one", "none": "none", "once": "once", "twice": "twice", "space": "space", "pre": "pre", "range": "range", "ranges": "range",
    "page": "page", "pages": "page", "area": "area", "hole": "hole", "holes": "hole", "else": "else", "false": "false", "true": "true", "the": "the", "queue": "queue", "queues": "queue",
    "queued": "queue", "queueing": "queue", "queuing": "queue", "free": "free", "three": "three", "tree": "tree", "be": "be", "we": "we", "he": "he", "value": "value", "values": "value",
    "issue": "issue", "issued": "issue", "issues": "issue", "unaligned": "unaligned", "misaligned": "misaligned", "unmapped": "unmapped", "unchanged": "unchanged", "untouched": "untouched",
    "unaffected": "unaffected", "unused": "unused", "accepted": "accept", "empty": "empty",
}  # fmt: skip
_ENDINGS = ("ies", "ied", "ing", "ed", "sses", "ches", "shes", "xes", "zes", "s")


@cache
def stem(word: str) -> str:
    """One form for a word and its inflections: `wakes`, `woken` and `wakeup` are `wake`; `merges`, `merged` and `merging` the same."""
    text = word.lower().replace("’", "'")
    if text in _IRREGULAR:
        return _IRREGULAR[text].removesuffix("e") if len(_IRREGULAR[text]) > 3 else _IRREGULAR[text]
    for ending in _ENDINGS:
        bare = text[: -len(ending)]
        if text.endswith(ending) and len(bare) > 2 and not text.endswith("ss"):
            text = bare + "y" if ending in ("ies", "ied") else bare
            if ending in ("ing", "ed") and len(text) > 3 and text[-1] == text[-2] and text[-1] not in "sl":
                text = text[:-1]
            if ending == "sses":
                text += "ss"
            elif ending in ("ches", "shes", "xes"):
                text = bare + ending[:-2]
            break
    return text.removesuffix("e") if len(text) > 3 else text


_FAMILIES = """
FULL: full, exhausted, filled, saturated, crammed, overflowing, overfull
EMPTY: empty, drained, vacant, bare
BE_ABSENT: no, zero, without
ROOM: room, space, slot, place, capacity, spot
LEFT: left, available, remaining, free, over, spare, unused, remain, remains
USED: taken, used, occupied, busy, allocated, filled, full
HOLD: queued, stored, held, kept, waiting, waits, wait, pending, present, buffered, enqueued, unread, inside, sit, lie, lies, sits, outstanding, there, contained
GIVE: return, give, yield, answer, deliver, produce, report, hand, provide, tell, say, read, come, get, result, evaluate, show, respond, reply, receive, obtain, signal
REFUSE: refuse, reject, deny, decline, fail, bounce, unsuccessful, disallow, forbid, fails, failing, failed, failure
ACCEPT: tolerate, serve, grant, honour, honor, satisfy, accept, succeed, success, allow, permit, work, fine, ok, okay, tolerate, successful, legal, valid
KEEP: keep, leave, preserve, retain, stay, remain, survive, maintain, persist, continue
SAME: unchanged, untouched, alone, intact, unaffected, unmodified, same, unaltered, undisturbed
UNCHANGED: unchanged, untouched, alone, intact, unaffected, unmodified, unaltered, undisturbed
TOUCH: touch, change, affect, modify, alter, mutate, disturb, influence, move
INC: increment, increase, raise, bump, grow, rise, climb, up, add, count, tick, advance, gain
DEC: decrement, decrease, lower, reduce, shrink, fall, sink, down
RESET: reset, zero, zeroed, zeroes, clear, wipe, null, cleared
LOSE: overwrite, replace, evict, discard, drop, sacrifice, displace, lose, forget, delete, remove, throw, push, supersede, kick, purge, ditch, erase, eject, go, removed, dismiss, clobber
OLD: oldest, first, earliest, front, head, eldest
NEW: newest, latest, last, youngest, most-recent
GIVEN: new, pushed, offered, incoming, given, passed, newly, fresh, inserted, added, queued, arriving, later
NUMBERS: number, count, total, amount, counter, statistic, tally, sum, figure
LOST: lost, dropped, refused, rejected, discarded, overrun, overflow, drop, loss, missed, thrown
WAKER: wake, notify, signal, alert, rouse, unblock
SLEEPERS: reader, sleeper, waiter, consumer, console, everyone, anybody, anyone, nobody, sleep, wait, task, thread, process, keyboard, channel, waiting, block, all
MERGE: amalgamate, knit, reunite, merge, join, fuse, coalesce, glue, combine, unite, unify, melt, consolidate
SPLIT: split, divide, cut, break, tear, carve
TOUCHING: adjacent, neighbouring, touching, abutting, adjoining, contiguous, touch, neighbour, border, bordering, abut
OVERLAP: overlap, collide, intersect, clash, conflict, coincide
PIECE: piece, part, half, remainder, head, tail, end, fragment, rest, portion, side
STORE: store, queue, put, insert, add, place, enqueue, write, save, append, record
CHANGE: change, edit, cut, update, modify, alter, remove, mutate, touch, adjust, rewrite, split
SEVERAL: several, multiple, many, two, three, both, more
UNALIGNED: unaligned, misaligned, non-aligned
BOUND: bound, boundary, start, end, address, edge, endpoint, base
ALIGN: align, alignment, multiple
SUCCEED: succeed, success, successful, accepted, accept, ok
LOWEST: lowest, first, lower, lowest-lying, leftmost
FIT: fit, serve, satisfy, hold, suffice, accommodate, enough, match, large, big, room, wide, suitable
SORTED: sorted, order, ordered, ascending, ascend, increasing
ZEROED: zero, 0, null, nil, nothing
SET: set, put, return, go, wrap, start, become, becomes, read, equal, make, back, turn, restart, fall, jump, drop, value, be, end
MORE: larger, higher, more, greater, bigger, than, before, up, further, extra, value, step
LESSER: smaller, lower, less, fewer, than, before, value, step
AS_BEFORE: same, before, value, unchanged, previous, old, as
OLDER: oldest, earliest, front, eldest, longest-waiting
NEWER: newest, latest, youngest, last, most-recent
FRESH: new, pushed, offered, incoming, given, passed, newly, arriving, later, additional, added
MAKE_ROOM: make, room, for, space, favour, favor, benefit
ONCE: once, single, one, exactly, only, time
SMALL: small, tiny, short, narrow, insufficient
LARGE: large, big, long, wide, much, many, more, larger, bigger, longer, wider, exceed, exceeds, exceeding, greater
LARGEST: largest, biggest, longest, widest, any, every, all, each
SKIPPED: skipped, skip, padding, pad, slack, alignment-gap
OWN: own, additional, separate, new, extra, standalone, isolated, independent
NOTHING_OF: zero, 0, no, empty, nothing, null
LENGTHS: length, size, len, byte, bytes
ASKED: request, requested, asked, ask, wanted, demand, allocation, size, length
"""
FAMILIES: dict[str, frozenset[str]] = {
    name.strip(): frozenset(stem(w.strip()) for w in words.split(","))
    for name, _, words in (line.partition(":") for line in _FAMILIES.strip().splitlines())
}
# Words that say nothing of their own in such sentences: articles, copulas, auxiliaries, adverbs of stress.
IDLE = frozenset(
    (
        "a an the is are was were be been being am isn't will would shall should must can could may might has have had having do does did its their his "
        "just simply really actually indeed also too then thus so still already yet now again back therefore of course please there here quite properly "
        "correctly exactly you that's it's itself themselves own same-time immediately directly any which who whoever that this these those such as some "
        "it them they one-by-one verify check make-sure ensure confirm see currently whatever"
    ).split()
)
# Words that only join phrases.
JOINING = frozenset(
    (
        "to into onto on in at of from by for with over upon when whenever if once while where on as soon in case given provided under against among "
        "inside via offered look looked via through because since call calls called method function invocation caller try tries attempt attempting it them he they case situation "
        "time result outcome what whose that ask asking asked answer comes come gets get gives returns return yields hands reports says out"
    ).split()
)
APART = {
    "cannot": "can not", "can't": "can not", "doesn't": "does not", "don't": "do not", "isn't": "is not", "aren't": "are not",
    "won't": "not", "mustn't": "not", "shouldn't": "not", "didn't": "did not", "hasn't": "has not", "haven't": "have not", "wasn't": "was not", "weren't": "were not",
    "it's": "it is", "that's": "that is", "there's": "there is", "they're": "they are", "non-empty": "not empty", "nonempty": "not empty", "isnt": "not",
    "nobody": "no reader", "non-aligned": "unaligned",
}  # fmt: skip
NUMBERS = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())} | {
    "single": 1
}


@cache
def is_in(word: str, family: str) -> bool:
    """Whether a word, by its stem, belongs to a family."""
    return word in FAMILIES[family]


def number_of(text: str) -> int | None:
    """A number in digits, or in a word."""
    plain = text.lower().replace("_", "")
    if plain in NUMBERS:
        return NUMBERS[plain]
    plain = re.sub(r"(?<=[0-9a-f])(u8|u16|u32|u64|usize|i32|i64)$", "", plain)
    try:
        return int(plain, 0)
    except ValueError:
        return None


__all__ = ["APART", "FAMILIES", "IDLE", "JOINING", "is_in", "number_of", "stem"]
