"""The words by which sentences speak of what a type does: effects and the calls that they mean, order, count, conditions, what is given back.

It knows forms of words, not what they mean for a given type: `act_reading.py` puts them together.
"""

# ruff: noqa: SIM905
from __future__ import annotations

# What people say, and what the calls are called that do it: each row one meaning, verbs of sentences before `:`, words of call names behind.
_MEANINGS = """
free release deallocate dealloc reclaim return give-back put-back hand-back let-go give hand : free dealloc deallocate release reclaim put return give
unmap : unmap
clear wipe erase : clear reset wipe erase
zero scrub wipe : zero scrub wipe memset fill
flush invalidate shoot-down : flush invalidate inval shootdown invlpg sfence
allocate take obtain acquire grab reserve claim get alloc : alloc allocate take obtain acquire reserve claim grab get
pin : pin
unpin : unpin
map : map
unmask : unmask
mask : mask
enable reenable re-enable : enable unmask on
disable : disable mask off
lock : lock
unlock : unlock release
register : register
unregister deregister : unregister deregister
install publish : install publish
notify tell inform signal wake : notify tell signal wake
mark : mark
push append enqueue queue : push append enqueue
remove delete dequeue take-off : remove delete dequeue pop unmap unregister unlink
write load switch store set : write load switch store set
restore reset put-back : restore write set enable load reset
increment bump : inc increment get retain acquire add up
decrement drop : dec decrement put release down
close : close
stop cancel abort : stop cancel abort
destroy : destroy
detach : detach
attach : attach
park : park
unpark : unpark
submit send post : submit send post
start : start
sync : sync
copy : copy
log record : log record
log : warn info debug trace notice printk
unlink : unlink
link : link
kick : kick
power : power
ack acknowledge : ack acknowledge eoi
"""
# Undoing, whatever it takes: all that the type does to the outside there.
UNDOING = frozenset("clean cleanup clean-up undo replay roll-back rollback revert tear-down teardown".split())
LETTING_GO = frozenset("release let-go give-back hand-back".split())
LEFT = frozenset("alone untouched unchanged intact".split())
KEEPING = frozenset("keep leave preserve retain stay remain persist survive leak".split())
GIVING = frozenset("return yield answer report produce result give".split())
TOUCHING = frozenset("touch change affect modify alter mutate".split())
MAKING = frozenset("creating constructing making creation construction".split())
DOING = frozenset("do perform issue make trigger cause".split())
PREVENTING = frozenset("prevent avoid skip suppress".split())
REFUSING = frozenset("reject refuse deny fail error".split())

_PARTICLES = frozenset("back up down off on out go".split())
_IRREGULAR = {
    "gave": "give", "given": "give", "put": "put", "wrote": "write", "written": "write", "took": "take", "taken": "take", "kept": "keep",
    "left": "leave", "undone": "undo", "undid": "undo", "torn": "tear", "sent": "send", "got": "get", "gets": "get", "shot": "shoot",
    "told": "tell", "freed": "free", "woken": "wake", "woke": "wake", "set": "set", "gone": "go", "goes": "go", "lost": "lose",
    "unmapped": "unmap", "dropped": "drop", "done": "do", "does": "do",
}  # fmt: skip


def stem(word: str, more: frozenset[str] = frozenset()) -> str:
    """The verb or noun that `word` is a form of: `frees`, `freed` and `freeing` are `free`. `more` are verbs besides the usual."""
    text = word.lower()
    if text in _IRREGULAR:
        return _IRREGULAR[text]
    for ending in ("ing", "ed", "es", "s"):
        if not text.endswith(ending) or len(text) - len(ending) < 2 or text.endswith("ss"):
            continue
        bare = text[: -len(ending)]
        for tried in (
            bare,
            bare + "e",
            bare[:-1] if len(bare) > 2 and bare[-1] == bare[-2] else "",
            bare[:-1] + "y" if bare.endswith("i") else "",
        ):
            if tried in _VERBS or tried in PLAIN_STEMS or tried in more:
                return tried
        if ending == "s":
            return bare
    return text


def _verbs() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in _MEANINGS.strip().splitlines():
        said, _, called = row.partition(":")
        for verb in said.split():
            found.setdefault(verb, set()).update(called.split())
    return {verb: frozenset(calls) for verb, calls in found.items()}


_VERBS = _verbs()
PLAIN_STEMS = (
    UNDOING
    | TOUCHING
    | DOING
    | PREVENTING
    | KEEPING
    | GIVING
    | REFUSING
    | frozenset("tear roll shoot go do lose call commit".split())
)


def is_verb(word: str) -> bool:
    """Whether a stem is a verb of an effect."""
    return word in _VERBS


def meanings(verb: str) -> frozenset[str]:
    """What calls are called that do what `verb` says, besides the verb itself."""
    return _VERBS.get(verb, frozenset())


def with_particle(verb: str, following: str) -> str:
    """`roll` and `back` as `roll-back`, if that is one verb; else empty."""
    joined = f"{verb}-{following}"
    return joined if following in _PARTICLES and (joined in _VERBS or joined in PLAIN_STEMS or joined in UNDOING) else ""


# Runs of words for an order or a count, the longest first.
PHRASES: dict[str, str] = {}
for _kind, _texts in {
    "reverse": "in reverse order of allocation|in reverse order of recording|in reverse order of insertion|in reverse allocation order|"
    "in reverse insertion order|in reverse recording order|in exact reverse order|in reverse order|in the reverse order|reverse order|"
    "in lifo order|lifo|in reverse|latest first|newest first|youngest first|most recent first|last to first|from last to first|"
    "back to front|backwards|last in first out|reversed order|again youngest first|again newest first",
    "forward": "in order of allocation|in order of recording|in allocation order|in insertion order|in recording order|in fifo order|fifo|"
    "in original order|oldest first|first to last|in same order|in order in which they were recorded|in order they were recorded|"
    "in order they were added|in order",
    "once": "exactly once each|exactly once|only once|just once|at once|a single time|single time|exactly one time|once each|once per entry|once per page|"
    "once for each|once and only once|once|never twice|not twice|no more than once|each once",
}.items():
    for _text in _texts.split("|"):
        PHRASES[_text] = _kind
PHRASES.pop("at once")
for _noun in "acquisition acquiring registration registering addition adding creation mapping pinning locking tracking opening attachment reservation claiming enabling masking arrival".split():
    for _front in ("in", "in the"):
        PHRASES[f"{_front} reverse order of {_noun}"] = PHRASES[f"{_front} reverse {_noun} order"] = "reverse"
        PHRASES[f"{_front} order of {_noun}"] = PHRASES[f"{_front} {_noun} order"] = "forward"
for _front, _kind in (
    ("last", "reverse"),
    ("newest", "reverse"),
    ("latest", "reverse"),
    ("first", "forward"),
    ("oldest", "forward"),
):
    PHRASES[f"{_front} one first"] = _kind
PHRASES["last first"] = "reverse"
LONGEST = max(len(text.split()) for text in PHRASES)

NOTHING = frozenset("nothing no-op noop inert".split())
NOT = frozenset("not never no neither nor without nothing none cannot can't doesn't".split())
BEGINNING = frozenset("if when unless after once on upon while before until without during whenever where".split())
TURNED = frozenset("unless without before until".split())
FAILING = frozenset(
    "won't fail fails failed failing failure failures error errors refuses refused refuse cannot can't unsuccessful exhausted".split()
)
PANICS = frozenset("panic panics panicking unwinding unwind unwinds".split())
EMPTY = frozenset("empty nothing none".split())
ENDS = frozenset("drop dropped dropping drops destructor end ends scope leaves lifetime".split())

# Words that say nothing about which, how often, or when.
FILLERS = frozenset(
    "everything anything given goes out going first its it itself their them they own all every each of to into in on for from by with at that which this these those is are was were be "
    "been being has have had and then so as there here any whole entire full again still simply just even when gets get "
    "also up back call calls called calling does do done value values guard object instance method it's via through whatever "
    "automatically correctly properly cleanly immediately safely underlying respective corresponding actual exact very "
    "new fresh current original same next itself recorded tracked registered stored saved remembered collected noted pending remaining outstanding held owned reserved acquired allocated "
    "earlier previously previous old caller exactly happens happen taken over must can may would one who what".split()
)
# Of these words for things those that say which: the ones that were recorded.
HELD = frozenset("recorded tracked stored saved remembered collected noted".split())
# What may be said of a value that is given back.
DESCRIBING = frozenset(
    "error new fresh current first last lowest next inner wrapped stored original number of in same total".split()
)
# What effects are done to, and by whom: a noun that is no part of a call's name says no more than `it`.
NOUNS = frozenset(
    "page frame mapping map memory allocation resource entry entries pte address slot handle descriptor fd region buffer object id item element "
    "lock interrupt irq state flag number count counter tlb cache log step record registration reservation area range vma block chunk file "
    "socket port timer vector token permit table stack key pid asid queue request job task thread channel message thing reference pin change "
    "operation action ownership device allocator kernel pool list order effect side scope transaction lease type drop system hardware table "
    "window registers register controller work data user process space iotlb domain root parent child warning message".split()
)
