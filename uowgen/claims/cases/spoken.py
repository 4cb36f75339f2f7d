"""What words mean in one world: variants, calls to the outside and fields as people say them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.cases import lexicon
from uowgen.claims.valued.tokens import humps, root

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from uowgen.claims.cases.worlds import Action
    from uowgen.claims.valued.tokens import Token

# What people say for the words of variants.
_SAME = (
    "mem memory", "fd descriptor", "dir directory folder", "gone lost vanished away left dead disappeared died closed", "peer partner other-end", "full filled", "exist present there",
    "timeout timed", "invalid bad illegal wrong malformed", "busy occupied", "ready runnable", "running", "blocked sleeping sleeper asleep waiting waiter", "corrupt corrupted corruption broken damaged",
    "space room", "frame page-frame", "closed shut", "range bounds", "device dev", "read-only readonly", "interrupted intr", "permission perm", "again retry", "error err",
    "init initialised initialized", "suspended asleep", "dead exited", "unmapped", "slot entry", "exhausted", "channel chan", "io i/o", "denied refused", "component segment",
    "short small", "long large", "aligned alignment", "overflow overflowed", "missing absent", "new fresh", "zombie",
)  # fmt: skip
_CLASS = {root(w): n for n, row in enumerate(_SAME) for w in row.split()}
_DENYING = frozenset({"not", "no", "isn't", "without", "never", "wasn't", "cannot", "aren't", "none", "free"})
_FILL = frozenset(
    "would is are was were be been has have had the a an its of to in that which away yet any got gets when it this being have for on already".split()  # noqa: SIM905
)


def _key(word: str) -> object:
    return _CLASS.get(root(word), root(word))


class Spoken:
    """Phrases of several words. Those who make one say what there is to be spoken of."""

    owners: dict[str, list[str]]
    paths: dict[str, tuple[str, ...]]
    fields: dict[str, object]
    actions: tuple[Action, ...]

    def learn(self) -> None:
        """Takes in the variants."""
        self.variant_keys = {v: [_key(h) for h in humps(v) if h not in ("of", "a", "an", "the", "would")] for v in self.owners}

    def qualities(self, tokens: Sequence[Token], i: int) -> Iterator[tuple[str, int]]:
        """Functions that say yes or no, by their adjective: “transient” for `is_transient`."""
        for a in self.actions:
            parts = a.name.split("_")
            if (
                a.gives != "bool"
                or len(a.takes) > (0 if a.of else 1)
                or parts[0] not in ("is", "can", "has", "needs", "should", "was")
                or len(parts) < 2
            ):
                continue
            words = [tokens[i + n].low for n in range(len(parts) - 1) if i + n < len(tokens)]
            said = [w for t in words for w in t.split("-")]
            if said == parts[1:]:
                yield a.name, i + len(words)

    def variants(self, tokens: Sequence[Token], i: int) -> Iterator[tuple[str, int]]:
        """Variants in words: “out of frames”, “the peer has gone away”, “unmapped”."""
        for name, keys in self.variant_keys.items():
            if keys:
                end = self._spelled(tokens, i, name, list(keys))
                if end:
                    yield name, end

    def _spelled(self, tokens: Sequence[Token], i: int, name: str, keys: list[object]) -> int:
        deny = {"not", "no", root("not"), "out", root("mis")} & {k for k in keys if isinstance(k, str)}
        left = [k for k in keys if k not in deny]
        denied, at, end = not deny, i, 0
        while at < len(tokens) and at < i + 8:
            t = tokens[at]
            low = t.low
            if t.sort != "word" or not low:
                break
            if low.replace("-", "") == name.lower() or low.rstrip("s") == name.lower():
                return at + 1 if at == i else 0
            hit = next((k for k in left if _key(low) == k), None)
            if (
                low in ("timed", "times", "timing", "time")
                and at + 1 < len(tokens)
                and tokens[at + 1].low == "out"
                and _key("timeout") in left
            ):
                left.remove(_key("timeout"))
                at, end = at + 2, at + 2
                continue
            if low in ("timed-out", "time-out", "timeouts") and _key("timeout") in left:
                hit = _key("timeout")
            turned = next(
                (
                    k
                    for k in left
                    for p in ("un", "non", "mis", "in", "dis")
                    if low.startswith(p) and _key(low[len(p) :].lstrip("-")) == k
                ),
                None,
            )
            if (
                low == "other"
                and _key("peer") in left
                and at + 1 < len(tokens)
                and tokens[at + 1].low in ("end", "side", "party", "task", "process")
            ):
                left.remove(_key("peer"))
                at, end = at + 2, at + 2
                if tokens[at].low == "of" if at < len(tokens) else False:
                    while at < len(tokens) and tokens[at].low in ("of", "the", "channel", "pipe", "link", "connection"):
                        at += 1
                continue
            if hit is not None:
                left.remove(hit)
                end = at + 1
            elif turned is not None and deny:
                left.remove(turned)
                denied, end = True, at + 1
            elif deny and (
                low in _DENYING
                or (low in ("out", "exhausted", "missing", "more", "run", "left", "lack", "ran") and "out" in deny)
                or low in ("missing", "absent", "unknown")
            ):
                denied, end = True, max(end, at + 1)
                if low in ("free", "more", "left", "run", "ran"):
                    pass
            elif low not in _FILL or at == i:
                break
            at += 1
        return end if not left and denied else 0

    def deeds(self, tokens: Sequence[Token], i: int) -> Iterator[tuple[tuple[str, ...], int]]:
        """Calls to the outside in words: “logged”, “put into the run queue”, “the parent is told”."""
        if i >= len(tokens) or tokens[i].sort != "word" or not self.paths:
            return
        low = tokens[i].low
        own = tuple(p for p, parts in self.paths.items() if len(low) > 3 and root(low) == root(p.rpartition("::")[2].split("_")[0]))
        if own:
            yield own, i + 1
            if i + 1 < len(tokens) and tokens[i + 1].low in ("call", "calls", "message", "entry"):
                yield own, i + 2
        for deed, words in lexicon.DEEDS.items():
            if low not in words.split():
                continue
            if low in (
                "put",
                "puts",
                "place",
                "placed",
                "add",
                "adds",
                "added",
                "list",
                "lists",
                "insert",
                "take",
                "tell",
                "drop",
                "message",
                "entry",
            ) and not any(
                tokens[k].low in ("queue", "runqueue", "run-queue", "log", "parent") for k in range(i + 1, min(i + 7, len(tokens)))
            ):
                continue
            paths = tuple(p for p, parts in self.paths.items() if _does(deed, parts))
            if not paths:
                continue
            end = i + 1
            while end < len(tokens) and (
                tokens[end].low in lexicon.PLACES.split()
                or tokens[end].low
                in (
                    "into",
                    "onto",
                    "the",
                    "off",
                    "out",
                    "of",
                    "from",
                    "to",
                    "back",
                    "line",
                    "entry",
                    "in",
                    "on",
                    "run",
                    "call",
                    "message",
                    "a",
                    "any",
                )
            ):
                end += 1
            while end > i + 1 and tokens[end - 1].low in ("the", "of", "from", "to", "in", "on", "into", "a", "any"):
                end -= 1
            yield paths, end
            if end > i + 1:
                yield paths, i + 1

    def spoken_fields(self, tokens: Sequence[Token], i: int) -> Iterator[tuple[str, int]]:
        """A field in words: “exit code” for `exit_code`, “the state change” for the one that holds a state."""
        for field, value in self.fields.items():
            parts = field.split("_")
            of_state = isinstance(value, tuple) and value and str(value[0]) in self.owners
            if of_state and tokens[i].low == "state":
                change = i + 1 < len(tokens) and tokens[i + 1].low in ("change", "transition", "switch", "update", "field")
                yield field, i + 2 if change else i + 1
            if field and all(i + n < len(tokens) and tokens[i + n].low == p for n, p in enumerate(parts)):
                end = i + len(parts)
                if end < len(tokens) and tokens[end].low in ("change", "transition", "switch", "update", "field"):
                    end += 1
                yield field, end
            if (
                isinstance(value, tuple)
                and value
                and str(value[0]) in self.owners
                and tokens[i].low in ("transition", "step", "move", "switch")
                and i
                and tokens[i - 1].low in ("the", "after", "before", "its")
            ):
                yield field, i + 1
            if (
                len(parts) == 2
                and tokens[i].low == parts[1]
                and len(parts[1]) > 3
                and sum(f.endswith(parts[1]) for f in self.fields) == 1
                and parts[1] not in ("pending",)
            ):
                yield field, i + 1

    def flags(self, tokens: Sequence[Token], i: int) -> Iterator[tuple[str, int]]:
        """A field that is true or false, in words: “a pending wakeup” for `wake_pending`."""
        for field, value in self.fields.items():
            if not isinstance(value, bool):
                continue
            parts = [root(p) for p in field.split("_")]
            nxt = tokens[i + 1].low if i + 1 < len(tokens) else ""
            if len(parts) > 1 and nxt == "flag" and any(root(tokens[i].low).startswith(k) for k in parts if len(k) > 2):
                yield field, i + 2
            left = list(parts)
            at = i
            while at < len(tokens) and at < i + 5 and left:
                low = tokens[at].low
                hit = next((k for k in left if root(low) == k or (len(k) > 2 and low.startswith(k))), None)
                if hit is not None:
                    left.remove(hit)
                elif low not in ("is", "a", "the", "flag", "was", "has", "been", "already") or at == i:
                    break
                at += 1
            if not left:
                yield field, at


def _does(deed: str, parts: tuple[str, ...]) -> bool:
    words = lexicon.DEEDS[deed].split()
    if deed == "log":
        return any(
            p in words or p in ("error", "info", "debug", "println", "printk", "journal", "note", "audit", "dmesg") for p in parts
        )
    return any(p in words for p in parts[-3:])


__all__ = ["Spoken"]
