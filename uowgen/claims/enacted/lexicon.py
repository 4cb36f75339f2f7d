"""What words of a sentence mean for one type: its functions, the calls that it makes, what it holds, values that it can give."""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.behaviour.enacting import Deed
from uowgen.behaviour.outside import Script
from uowgen.claims.acts.vocabulary import parts_of_name
from uowgen.claims.acts.windows import key_of
from uowgen.claims.acts.words import NOUNS, stem
from uowgen.claims.enacted.saying import DROP

if TYPE_CHECKING:
    from uowgen.claims.acts.vocabulary import Vocabulary
    from uowgen.claims.enacted.cast import Cast
    from uowgen.claims.sentences.sentence import Word

_CALLED = {
    "fd": "descriptor", "desc": "descriptor", "pfn": "frame", "ppn": "frame", "pa": "frame page address", "phys": "frame page", "va": "page address",
    "addr": "address page", "irq": "interrupt irq", "idx": "index slot", "id": "id", "chan": "channel", "ch": "channel", "no": "number", "num": "number",
    "frame": "frame page", "vec": "vector", "dev": "device", "buf": "buffer", "blk": "block", "ino": "inode",
}  # fmt: skip
_ANY_THING = frozenset("entry item element one thing resource".split())
_A_VALUE = frozenset("guard value instance object".split())
_PARTS = {"registers": "regs", "register": "regs", "interrupts": "irq", "tlb": "tlb"}
NUMBERS = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())} | {
    "sixteen": 16, "thirty-two": 32, "once": 1, "twice": 2, "thrice": 3, "single": 1,
}  # fmt: skip
ORDINALS = {w: n for n, w in enumerate("zeroth first second third fourth fifth sixth seventh eighth ninth tenth".split())}
# What verbs of sentences may be called in code, where that says the same: each row one meaning.
_SAME = [
    frozenset(row.split())
    for row in (
        "free release dealloc deallocate reclaim", "flush invalidate inval shootdown invlpg", "ack acknowledge eoi", "unregister deregister", "stop halt",
        "notify signal wake", "inc increment", "dec decrement", "remove delete", "destroy destruct", "abort cancel", "unlock release", "zero scrub",
        "lock acquire", "enqueue push", "alloc allocate",
    )
]  # fmt: skip
_MORE_VERBS = frozenset(
    "read query ask issue perform open install wait block make send panic abort consume close bind attach".split()
)
_TOLD = frozenset("log warn warning message report complain print".split())


def number_of(text: str) -> int | None:
    """The number that a word is: `3`, `-1`, `0x10`, `three`; None for another word."""
    bare = text.replace("_", "")
    if re.fullmatch(r"-?\d+", bare):
        return int(bare)
    if re.fullmatch(r"0x[0-9a-fA-F]+", bare):
        return int(bare, 16)
    return NUMBERS.get(text)


def ordinal_of(text: str) -> int | None:
    """The number that an ordinal is: `9th`, `second`."""
    found = re.fullmatch(r"(\d+)(?:st|nd|rd|th)", text)
    return int(found[1]) if found else ORDINALS.get(text)


class Lexicon:
    """The words for one cast."""

    def __init__(self, cast: Cast, known: Vocabulary) -> None:
        self.cast = cast
        self.known = known
        names = [f.name for f in (*cast.roster.makers, *cast.roster.methods, *cast.roster.enders)]
        self.functions = frozenset(names)
        self.verbs = frozenset(n.split("_")[0] for n in names)
        self.things = self._things()
        self.own = (parts_of_name(cast.roster.type) | _A_VALUE) - self.things
        fresh = cast.shown.told((Deed("make", cast.maker, cast.given(cast.maker)),), Script())
        self.statics = frozenset(fresh.statics[0]) if fresh.statics else frozenset()
        self.begins = fresh.states[0] if fresh.states else {}
        self.documented = self._documented()
        written = f"{cast.text} {cast.declaration.file.rust.source.data.decode('utf-8', 'replace')}"
        self.constants = {n: int(v) for n, v in re.findall(r"\bconst ([A-Z][A-Z0-9_]*)\s*:\s*\w+\s*=\s*(\d+)\s*;", written)}

    def _things(self) -> frozenset[str]:
        """What people call what is recorded, or what a value stands for: by the parameter's name."""
        function = self.cast.function(self.cast.recorder or self.cast.maker)
        found = set(_ANY_THING)
        gets = () if self.cast.recorder else tuple(self.cast.gets)  # what a value got is what it stands for
        for name in gets or tuple(name for name, _ in (function.parameters if function is not None else ())):
            for part in parts_of_name(name):
                found |= {part, *_CALLED.get(part, "").split()}
        if gets:
            found -= {p for f in gets for p in parts_of_name(f)} & {"guard", "handle", "token"}
        if self.cast.gates and self.cast.recorder:  # `Claims` of ports that `ports::request` grants
            path = {stem(p) for p, _ in self.cast.gates for p in parts_of_name(p)}
            found |= path & {stem(p) for p in parts_of_name(self.cast.roster.type)}
        if self.cast.field:
            found |= {stem(p) for p in parts_of_name(self.cast.field)}
        return frozenset(found)

    def _documented(self) -> dict[str, frozenset[str]]:
        """Nouns by which a method's documentation calls what it returns, where that is what the outside answered."""
        found: dict[str, frozenset[str]] = {}
        for f in self.cast.roster.enders:
            make = Deed("make", self.cast.maker, self.cast.given(self.cast.maker))
            told = self.cast.shown.told((make, Deed("call", f.name)), Script())
            gave = told.steps[1].gave if len(told.steps) > 1 else None
            names = {key_of(e) for e in told.events if gave in (e.number, e.answer) and gave is not None and e.step == 1}
            said = re.search(
                rf"///[^\n]*\b[Rr]eturns (?:the )?(\w+)[^\n]*\n(?:\s*///[^\n]*\n|\s*#\[[^\n]*\n)*[^\n]*\bfn {f.name}\b",
                self.cast.text,
            )
            if len(names) == 1 and said:
                found[said[1].lower()] = frozenset(names)
        return found

    def refusers(self, function: str) -> frozenset[str]:
        """The calls to the outside by which a function of the spec's own code can be refused what it asks for."""
        made = self.known.made.get(function, frozenset())
        gates = {"::".join(p.split("::")[-2:]) for p, _ in self.cast.gates}
        return frozenset(k for k in made if k in self.known.fallible or k in gates)

    def told_in(self, word: Word) -> frozenset[str]:
        """The calls whose answer a method's documentation calls by this noun."""
        return self.documented.get(word.text, frozenset()) if not word.code else frozenset()

    def is_on(self, flag: str) -> bool:
        """Whether a flag is set from the beginning."""
        return self.begins.get(flag) is True

    def is_called(self, parameter: str, word: Word) -> bool:
        """Whether a word names a parameter: by its name, a part of it, or what people call it."""
        parts = parts_of_name(parameter)
        known = {parameter, *parts, *(c for p in parts for c in _CALLED.get(p, "").split())}
        return (word.raw if word.code else word.text) in known

    def root(self, text: str) -> str:
        """The verb or noun that a word is a form of."""
        return stem(text, self.verbs | self.known.verbs | _MORE_VERBS)

    def is_thing(self, word: Word) -> bool:
        """Whether a word speaks of what is recorded or held."""
        if word.code:
            return word.raw in self.things or word.raw.lower() in self.things
        return self.root(word.text) in self.things or word.text in self.things or word.text.rstrip("s") in self.things

    def is_value(self, word: Word) -> bool:
        """Whether a word speaks of a value of the type."""
        bare = word.raw.rpartition("::")[2] if word.code else ""
        return bare == self.cast.roster.type or (
            not word.code and (word.text in self.own or word.text.removesuffix("s") in self.own)
        )

    def function(self, word: Word) -> str:
        """The function that code names: `track()`, `Type::track`, `Drop`; empty if none."""
        if not word.code:
            return ""
        path = word.raw.partition("(")[0].strip()
        name = path.replace(".", "::").rpartition("::")[2]
        if name in ("drop", "Drop"):
            return DROP
        owner = path.replace(".", "::").rpartition("::")[0].rpartition("::")[2]
        return name if name in self.functions and owner in ("", self.cast.roster.type, "self", "Self", "guard") else ""

    def deed(self, word: Word) -> str:
        """The function that a plain word speaks of: `tracked`, `committing`, `dropped`; empty if none, or if it is not clear."""
        if word.code:
            return ""
        if word.text in self.functions:
            return word.text
        bare = self.root(word.text)
        if bare == "drop":
            return DROP
        if bare in self.functions:
            return bare
        named = [n for n in self.functions if n.split("_")[0] == bare]
        return named[0] if len(named) == 1 else ""

    def calls(self, word: Word, nouns: frozenset[str] = frozenset()) -> frozenset[str]:
        """The calls to the outside that a word speaks of, as a verb or by their name in code; empty if it is not clear."""
        if word.code:
            name = word.raw.partition("(")[0].strip().replace(".", "::").rpartition("::")[2]
            return frozenset(k for k in self.known.calls if k.replace(".", "::").rpartition("::")[2] == name)
        bare = self.root(word.text)
        exact = {k for k, (name, _) in self.known.calls.items() if {stem(p) for p in name} & {bare}}
        exact = {k for k in exact if k not in self.known.asks} or (
            exact if not word.text.endswith("s") else set()
        )  # `is_free` frees nothing
        like = frozenset().union(*(row for row in _SAME if bare in row))
        wider = {k for k, (name, _) in self.known.calls.items() if like & name and k not in self.known.asks}
        found = exact or wider
        named = {k for k in found if nouns & self.known.calls[k][1]}
        found = named or found
        return frozenset(found) if len({k.replace(".", "::").rpartition("::")[2] for k in found}) == 1 else frozenset()

    def answers(self, word: Word) -> frozenset[str]:
        """The questions to the outside that a noun names: the calls with that name."""
        bare = {word.text, self.root(word.text)} if not word.code else {word.raw}
        return frozenset(k for k, (name, _) in self.known.calls.items() if bare & name and len(name) <= 2)

    def answers_to(self, word: Word) -> frozenset[str]:
        """The calls whose name has a noun, whatever else they do."""
        bare = {word.text, self.root(word.text)}
        return frozenset(k for k, (name, _) in self.known.calls.items() if bare & name)

    def tells(self, word: Word) -> bool:
        """Whether a word speaks of a line that is logged."""
        return not word.code and self.root(word.text) in _TOLD | {"warn"} and self.is_logged()

    def is_logged(self) -> bool:
        """Whether the spec's own code logs anything at all."""
        return re.search(r"\b(?:trace|debug|info|warn|error|log|klog|kprintln|println|log_info)!\s*\(", self.cast.text) is not None

    def is_given(self, raw: str) -> bool:
        """Whether a value in code is one that the spec's own code could name: only then is another one a wrong one."""
        words = re.findall(r"[A-Za-z_]\w*", raw)
        usual = {"Ok", "Err", "Some", "None", "true", "false", "Self", "vec", "_"}
        return all(w in usual or re.search(rf"\b{re.escape(w)}\b", self.cast.text) for w in words)

    def around(self, word: Word) -> frozenset[str]:
        """The calls to the part of the outside that a noun names: `regs` for registers, all for the hardware."""
        if word.code:
            return frozenset()
        if word.text in ("hardware", "outside", "kernel", "device"):
            return frozenset(self.known.calls)
        said = {word.text, self.root(word.text), _PARTS.get(word.text, "")}
        return frozenset(k for k, (name, path) in self.known.calls.items() if said & (path - name))

    def may_call(self, function: str, names: frozenset[str]) -> bool:
        """Whether the spec's own code of a function, or of those of the type that it calls, has one of the calls at all."""
        return self._has(function, {n.replace(".", "::").rpartition("::")[2] for n in names})

    def may_log(self, function: str) -> bool:
        """The same of a line that is logged."""
        return self._has(function, set("trace! debug! info! warn! error! log! klog! kprintln! println! log_info!".split()))

    def _has(self, function: str, wanted: set[str]) -> bool:
        waiting, seen = [function], set()
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            for body in self._bodies(name):
                said = set(re.findall(r"\b(\w+!?)\s*\(", body))
                if said & wanted:
                    return True
                waiting += sorted(said)
        return False

    def _bodies(self, name: str) -> list[str]:
        """The text of each function `name` in the spec's own code, up to the next function."""
        return [part for part in re.split(r"(?=\bfn \w+)", self.cast.text) if re.match(rf"fn {re.escape(name)}\b", part)]

    def is_noun(self, word: Word) -> bool:
        """Whether a word is a noun that anything could be called by."""
        return not word.code and (word.text in NOUNS or self.root(word.text) in NOUNS)
