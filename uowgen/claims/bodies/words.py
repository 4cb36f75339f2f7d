"""Words of sentences and parts of the code's names brought to one form, so that “validates the address” can be found in `validate_addr`.

It knows forms and abbreviations, not what a sentence means.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from functools import cache

_IRREGULAR = {
    "sent": "send", "taken": "take", "took": "take", "written": "write", "wrote": "write", "kept": "keep", "found": "find", "left": "leave",
    "woken": "wake", "woke": "wake", "held": "hold", "built": "build", "done": "do", "does": "do", "got": "get", "gotten": "get",
    "lost": "lose", "torn": "tear", "begun": "begin", "began": "begin", "begins": "begin", "beginning": "begin", "chosen": "choose", "drawn": "draw", "children": "child",
    "indices": "index", "vertices": "vertex", "bounds": "bound", "freed": "free", "freeing": "free", "frees": "free",
    "uses": "use", "used": "use", "using": "use",
    "buses": "bus", "statuses": "status", "alias": "alias", "aliases": "alias", "aliased": "alias", "focused": "focus", "focuses": "focus",
    "bytes": "byte", "struck": "strike", "hung": "hang", "thrown": "throw", "threw": "throw", "given": "give", "gave": "give", "shown": "show",
}  # fmt: skip
# What code writes short. The long form counts for both.
_SHORT = {
    "addr": "address", "uaddr": "address", "vaddr": "address", "paddr": "address", "kaddr": "address", "fd": "descriptor", "fds": "descriptor",
    "ptr": "pointer", "uptr": "pointer", "buf": "buffer", "len": "length", "cnt": "count", "nr": "number", "num": "number", "msg": "message",
    "idx": "index", "cfg": "config", "conf": "config", "configuration": "config", "configure": "config", "ctx": "context", "irq": "interrupt",
    "req": "request", "resp": "response", "cmd": "command", "reg": "register", "regs": "register", "dev": "device", "proc": "process",
    "mem": "memory", "alloc": "allocate", "dealloc": "deallocate", "seq": "sequence", "pkt": "packet", "init": "initialize",
    "initialise": "initialize", "initialises": "initialize", "initialised": "initialize", "initialising": "initialize", "deinit": "deinitialize",
    "inval": "invalidate", "invl": "invalidate", "dst": "destination", "dest": "destination", "src": "source", "prio": "priority", "sz": "size",
    "pos": "position", "prev": "previous", "cur": "current", "curr": "current", "tmp": "temporary", "err": "error", "evt": "event",
    "inc": "increment", "dec": "decrement", "del": "delete", "rm": "remove", "sem": "semaphore", "sig": "signal", "chan": "channel",
    "sched": "schedule", "val": "value", "args": "argument", "arg": "argument", "perm": "permission", "perms": "permission", "char": "character",
    "dir": "directory", "ent": "entry", "hdr": "header", "ack": "acknowledge", "eoi": "acknowledge", "sync": "synchronize",
    "sum": "sum", "checksum": "checksum", "crc": "crc", "virt": "virtual", "phys": "physical", "desc": "descriptor", "attr": "attribute", "attrs": "attribute",
    "tbl": "table", "pte": "entry", "ptes": "entry", "mgr": "manager", "lvl": "level", "elem": "element", "param": "parameter", "params": "parameter", "txn": "transaction", "trans": "transaction", "op": "operation", "ops": "operation", "userspace": "user", "hdl": "handle",
}  # fmt: skip


@cache
def form(word: str) -> str:
    """One form for a word and its inflections: `validates`, `validating` and `validation` are the same, `addr` is `address`."""
    text = word.lower()
    text = _SHORT.get(text, text)
    if text in _IRREGULAR:
        text = _IRREGULAR[text]
        return text if text in _KEPT else _ground(text)
    if text in _KEPT:
        return text
    for ending, instead in _ENDINGS:
        bare = text[: -len(ending)]
        if text.endswith(ending) and len(bare) > 1 and any(ch in "aeiouy" for ch in bare):
            text = bare + (_silent(bare) if ending in ("ed", "ing") else instead)
            break
    text = _SHORT.get(text, text)
    return text if text in _KEPT else _ground(text)


def _ground(text: str) -> str:
    """`stopp` as `stop`, `validate` as `validat`, `notifi` as `notify`; `release`, `agree` and `miss` are left, so that a form is its own form."""
    if text.endswith("e") and not text.endswith(("se", "ee")) and len(text) > 3:
        text = text[:-1]
    if text.endswith("i") and len(text) > 3:
        text = text[:-1] + "y"
    while len(text) > 3 and text[-1] == text[-2] and text[-1] not in "se":
        text = text[:-1]
    return text


def _silent(bare: str) -> str:
    """The `e` that an ending took the place of: that of `releas` and of `agre`."""
    return "e" if (bare.endswith("s") and not bare.endswith("ss")) or (bare.endswith("e") and not bare.endswith("ee")) else ""


# These only look as if they had an ending.
_KEPT = frozenset(
    "led red need feed seed speed embed exceed succeed proceed heed indeed bleed string ring thing status bus free process address access success pass less class".split()
)
_ENDINGS = (
    ("izations", "iz"), ("ization", "iz"), ("ations", "at"), ("ation", "at"), ("ings", ""), ("ing", ""), ("ied", "y"), ("ies", "y"),
    ("sses", "ss"), ("ed", ""), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("ss", "ss"), ("us", "us"), ("s", ""),
)  # fmt: skip


@cache
def parts(name: str) -> tuple[str, ...]:
    """The parts of an identifier in one form each: `may_use_pin`, `UserFrame`, `MAX_LEN`."""
    found: list[str] = []
    for piece in name.split("_"):
        start = 0
        for n in range(1, len(piece)):
            turn = piece[n].isupper() and (piece[n - 1].islower() or piece[n - 1].isdigit())
            ends_run = piece[n].isupper() and piece[n - 1].isupper() and n + 1 < len(piece) and piece[n + 1].islower()
            if turn or ends_run:
                found.append(piece[start:n])
                start = n
        found.append(piece[start:])
    return tuple(form(p) for p in found if p)


# Verbs of sentences, and what else the calls are called that do it.
_ROWS = """
validate check verify test judge vet : validate check verify ensure
find look-up lookup search : find lookup look-up search
translate convert : translate convert
free release deallocate reclaim : free dealloc deallocate release reclaim
unmap : unmap
map : map
clear reset wipe erase empty : clear reset wipe erase
zero scrub : zero scrub memset
flush invalidate : flush invalidate
allocate obtain acquire grab reserve claim : allocate alloc acquire reserve claim
take : take
pin : pin
unpin : unpin
mask : mask
unmask : unmask
enable turn-on switch-on : enable on
disable turn-off switch-off : disable off
lock : lock
unlock : unlock
register : register
unregister deregister : unregister deregister
notify wake signal wake-up : notify wake wakeup signal
post : post
call invoke : call
push append enqueue queue : push append enqueue
pop dequeue : pop dequeue
remove delete unlink : remove delete unlink
insert add : insert add push
drop : drop remove
write store : write store
read load : read load
restore : restore
save : save
increment bump : increment inc
decrement : decrement dec
close : close
open : open
stop : stop
start : start
end : end
begin : begin
cancel abort : cancel abort
destroy : destroy
detach : detach remove unlink
attach : attach
park : park
unpark : unpark
submit : submit
send transmit : send transmit
receive : receive recv
copy : copy
log record : log record
kick : kick
acknowledge ack : acknowledge ack eoi
schedule : schedule sched
reschedule : reschedule resched
block : block
yield : yield
spawn : spawn
fork : fork
initialize initialise init set-up : initialize init setup
parse decode : parse decode
encode : encode
resolve : resolve
compute calculate : compute calculate calc
mark : mark
swap : swap
switch : switch
drain : drain
mount : mount
unmount : unmount umount
bind : bind
poll : poll
publish : publish
install : install
replace : replace
set : set
update : update
reject refuse deny : reject refuse deny
pause : pause
resume : resume
arm : arm
disarm : disarm
program : program
delay wait : delay wait
sleep : sleep
retry : retry
compare : compare cmp
sort : sort
split : split
merge coalesce : merge coalesce
align : align
sync synchronize : sync synchronize
write-back : write-back writeback
shut-down : shutdown shut-down
tear-down : teardown tear-down
roll-back : rollback roll-back
put-back : put-back
"""
# Verbs of which code has no other word.
_PLAIN = """
skip accept account activate adjust advance announce apply assert assign broadcast build bump charge collect commit complete confirm connect
construct consume create credit deactivate debit delegate deliver detect disconnect dispatch duplicate emit enter evict exchange expand extract fetch
fill finalize finish forget format forward freeze gather generate grant grow handle hash join launch link move pack pad patch peek persist
make exist pick prepare print process prune quiesce raise reap rearm reclaim recompute record recover recycle redirect refill refresh relinquish reload
relocate rename renew reorder reply report request resize respond retire rewind rotate route run sample scan seal seek select settle shrink
sign steal suspend sweep tag throttle track transfer traverse trigger trim truncate unblock unfreeze unwind upgrade visit walk warn wrap
"""
CHECKING = frozenset(form(v) for v in "validate check verify test judge vet".split())
CALLING = frozenset({form("call"), form("invoke")})
REFUSING = frozenset(form(v) for v in "reject refuse deny".split())
CLEARING = frozenset(form(v) for v in "clear reset wipe zero".split())
SETTING = frozenset(form(v) for v in "set write store update assign".split())
INCREMENTING = frozenset(form(v) for v in "increment bump".split())
DECREMENTING = frozenset(form(v) for v in "decrement".split())
# What is said of a guard that is dropped, of a lock that is taken, and of a value that comes to be.
ENDING = frozenset(form(v) for v in "release drop unlock end finish".split())
TAKING = frozenset(form(v) for v in "take acquire lock grab obtain".split())
MAKING = frozenset(form(v) for v in "create make construct build exist".split())
GUARDS = frozenset(form(v) for v in "lock guard mutex spinlock".split())
# What such a verb gives may bear the name of its object: `let task = find(id)`.
YIELDING = frozenset(
    form(v) for v in "find lookup search read load take pop dequeue allocate acquire obtain resolve compute parse".split()
) | {"look-up"}


def _meanings() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in _ROWS.strip().splitlines():
        said, _, called = row.partition(":")
        for verb in said.split():
            key = "-".join(form(v) for v in verb.split("-"))
            found.setdefault(key, set()).update("-".join(form(v) for v in c.split("-")) for c in called.split())
    for verb in _PLAIN.split():
        found.setdefault(form(verb), {form(verb)})
    return {verb: frozenset(names) for verb, names in found.items()}


VERBS = _meanings()
PARTICLES = frozenset({"up", "off", "on", "back", "down"})

# Words that pick nothing out among things of one kind, and those that only stress.
FILLERS = frozenset(
    "its their his the a an this that these those given own new current actual respective corresponding supplied passed caller's user-supplied".split()
)
PRONOUNS = frozenset("it them they".split())
EVERY = frozenset("every each all any".split())
STRESS = frozenset("first always still now also then again actually already explicitly only".split())
# Adjectives of what is refused: they say that the check fails, not which thing is checked.
BAD = frozenset("invalid bad malformed illegal unknown wrong bogus unacceptable".split())
TOO_BIG = frozenset("oversized oversize overlong large too-large too-long too-big huge".split())
# With these a sentence says more than what is done to what.
BEYOND = frozenset(
    "not no never without nothing none neither nor if when unless while until only except before after once whether because so but or than "
    "instead twice again concurrently atomically partially conditionally successfully failed fails fail".split()
)
PREPOSITIONS = frozenset("of in on into onto to from for with at by through via inside within over".split())


def verb_of(words: tuple[str, ...]) -> tuple[str, int]:
    """The verb that `words` begin with, in its form, and how many words it takes: “looks up”, “turning off”. Empty without one."""
    if not words:
        return "", 0
    verb = form(words[0])
    if len(words) > 1 and words[1] in PARTICLES and f"{verb}-{words[1]}" in VERBS:
        return f"{verb}-{words[1]}", 2
    return (verb, 1) if verb in VERBS else ("", 0)
