"""What words mean in one world: its variants as people say them, its functions, fields, calls to the outside, and the nouns of its names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from uowgen.claims.cases import lexicon
from uowgen.claims.cases.spoken import Spoken
from uowgen.claims.valued.tokens import ERRNO, humps, number_of, root
from uowgen.claims.valued.wanted import pattern_of

if TYPE_CHECKING:
    from uowgen.claims.cases.worlds import Action, World
    from uowgen.claims.valued.wanted import Pattern


class Wordings(Spoken):
    """The words of one world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.actions: tuple[Action, ...] = tuple(a for a in world.actions if a.name)
        self.enums = {n: e for n, e in world.samples.enums.items() if e is not None}
        self.owners: dict[str, list[str]] = {}
        for name, enum in self.enums.items():
            for v in enum.variants:
                if not v.startswith("Uowgen"):
                    self.owners.setdefault(v, []).append(name)
        self.numbers = {n: value for n, (_, value) in world.samples.numbers.items()}
        self.names = {a.name for a in self.actions}
        events = {e.path for a in self.actions for own in (True, False) for r in world.few(a, own=own) for e in r.events}
        self.paths = {path: _words(path) for path in events}
        self.asks = any(r.at[2] for a in self.actions for r in world.few(a, own=True) if a.takes or a.of)
        self.fields = {f: v for a in self.actions for r in world.few(a, own=True)[:1] if r.before for f, v in r.before.items()}
        # “Only” that begins a sentence of a comment is no name of a type.
        code = _without_prose(world.samples.text + "\n" + world.samples.blocks)
        self.types = set(re.findall(r"\b[A-Z]\w*[a-z]\w*\b", code))
        params = {n for a in self.actions for n, _ in a.takes}
        self.params = params
        self.of_texts = any(k.endswith("str") or k == "String" for a in self.actions for _, k in a.takes)
        self.errnos = any(v in ERRNO for v in self.owners)
        names = [
            *self.enums,
            *(n for n in self.names if "_" in n),
            *params,
            *self.fields,
            *(self.types),
            *(p.replace("::", "_") for p in events),
        ]
        self.nouns = {root(h) for n in names for h in (*humps(n), n.lower()) if len(h) > 2 or h in ("fd", "io", "nr", "id")}
        self.nouns |= {root(w) for w in _NOUNS.split()}
        self.learn()

    # ------------------------------------------------------------------------------------------------------------ by names

    def number(self, text: str) -> int | None:
        """A number, by itself or by its name with or without a sign."""
        bare = re.sub(r"\s+as\s+\w+$", "", text.strip().strip("()"))
        n = number_of(bare)
        if n is None and bare.lstrip("-") in self.numbers:
            n = self.numbers[bare.lstrip("-")] * (-1 if bare.startswith("-") else 1)
        return n

    def call(self, raw: str) -> Any:
        """A call of one of the functions; None if it is no such thing."""
        from uowgen.claims.cases.atoms import Call, _bare

        text = raw.strip()
        shown = re.fullmatch(r'format!\("\{\}", ?&?(.+)\)|(.+)\.to_string\(\)', text)
        if shown is not None and "Display" in self.names:
            one = pattern_of(_bare((shown[1] or shown[2]).strip()))
            return Call("Display", "", (one,)) if one is not None and self.is_value(one) else None
        if text in ("Display", "fmt", "fmt::Display", "to_string()", "to_string") and "Display" in self.names:
            return Call("Display")
        m = re.fullmatch(r"(?:(?:\w+::)*(\w+)::)?(From|TryFrom)<&?(\w+)>(?: for (\w+))?", text)
        if m is not None:
            return Call("from", f"<{m[3]}>")
        m = re.fullmatch(r"(?:&mut |&)?(?:(?:\w+::)*(\w+)(?:::|\.))?(\w+)(?:\((.*)\))?", text)
        if (
            m is None
            or m[2] not in self.names
            or ((m[1] or "")[:1].islower() and m[1] in {p.split("::")[-2] for p in self.paths if "::" in p})
        ):
            return None
        owner = m[1] or ""
        given: tuple[Pattern, ...] = ()
        if m[3] and m[3].strip() not in ("..", "…", "_"):
            whole = pattern_of(_bare(f"X({re.sub(r'&mut |&', '', m[3])})"))
            if whole is None or whole.parts is None:
                return None
            given = whole.parts
        return Call(m[2], owner, given)

    def is_only_a_name(self, raw: str, before: str, behind: str) -> bool:
        """Whether a bare word is a function's name here, and no noun or part of another name."""
        return raw == "Display" or (
            raw in self.names
            and raw not in ("from", "into", "new", "default", "fmt", "try_from", "get", "set", "is", "name", "code", "id", "of")
            and raw not in self.fields
            and raw not in self.params
            and before not in ("a", "an", "the", "its", "no", "of", "to", "their", "your")
            and behind
            not in ("queue", "code", "codes", "flag", "state", "table", "pending", "device", "layer", "error", "errors", "of")
            and not raw[:1].isupper()
        )

    def gerund(self, low: str) -> str:
        """The function that “exiting” or “waking” means; empty if none."""
        if not low.endswith("ing") or len(low) < 5 or low.capitalize() in self.owners:
            return ""
        hits = [n for n in self.names if root(low) == root(n) and "_" not in n]
        return hits[0] if len(hits) == 1 else ""

    def is_value(self, pattern: Pattern) -> bool:
        """Whether it is a value: a variant at hand, `Ok(..)`, `None`, `true`."""
        return (
            pattern.head in self.owners
            or pattern.head in ("Ok", "Err", "Some", "None", "true", "false")
            or (pattern.head in self.types and pattern.parts is not None)
        )

    def is_written(self, raw: str) -> bool:
        """Whether something with parentheses is a value or a call to the outside."""
        from uowgen.claims.cases.atoms import _bare

        pattern = pattern_of(_bare(raw))
        return (pattern is not None and self.is_value(pattern)) or self.outside(raw) is not None

    def is_type(self, raw: str) -> bool:
        """Whether it is the name of a type."""
        return raw.lstrip("&").rpartition("::")[2] in self.types and raw.lstrip("&").rpartition("::")[2] not in self.owners

    def is_field(self, raw: str) -> bool:
        """Whether it is a field of what is changed."""
        return raw.rpartition(".")[2] in self.fields

    def outside(self, raw: str, *, called: bool = True) -> Any:
        """The calls to the outside that a path means; a module alone means all of its calls where it is said to be called."""
        m = re.fullmatch(r"((?:\w+::)*\w+)(?:\([^()]*\))?", raw.strip())
        if m is None:
            return None
        hit = tuple(
            p
            for p in self.paths
            if p == m[1] or p.endswith("::" + m[1]) or (called and p.rpartition("::")[0].rpartition("::")[2] == m[1])
        )
        return hit or None

    def side(self, low: str) -> str:
        """Whether a word tells a success or an error that is given: `Ok` or `Err`."""
        if not any(k.partition("<")[0] == "Result" for a in self.actions for _, k in a.takes):
            return ""
        if low in ("success", "successes", "successful", "ok"):
            return "Ok"
        return "Err" if low in ("error", "errors", "failure", "failures", "err") else ""

    def is_noun(self, low: str) -> bool:
        """Whether a word only names something at hand."""
        return (
            bool(low)
            and (root(low) in self.nouns or all(root(p) in self.nouns for p in re.split(r"[-/_]", low) if p))
            and low not in lexicon.NOTS
        )


def _words(path: str) -> tuple[str, ...]:
    return tuple(w for part in path.replace(".", "::").split("::") for w in part.split("_") if w and w != "crate")


def _without_prose(code: str) -> str:
    """The code without its comments and without the texts in it."""
    return re.sub(r'"(?:[^"\\\n]|\\.)*"|//[^\n]*|/\*.*?\*/', lambda m: '""' if m[0][0] == '"' else " ", code, flags=re.S)


_NOUNS = (
    "caller user space kernel syscall syscalls register body bodies descriptor descriptors memory number channel task tasks thread file name layer system mapper conversion errno state wrapped inner plain raw "
    "signed form end line id handle handles table lookup map mapping side enum type errors error failure failures reason kind half address parameter argument posix discriminant slot frame page allocator "
    "access process event check rule table transition transitions move moves step steps driver device request requests object objects queue runqueue scheduler parent child"
)
_SAYING = {
    root(w)
    for w in [
        "never",
        "only",
        "once",
        "twice",
        "before",
        "after",
        "always",
        "other",
        "than",
        "more",
        "less",
        "first",
        "last",
        "without",
        "already",
        "still",
        "while",
        "until",
        "unless",
        "except",
        "none",
        "nothing",
        "same",
        "true",
        "false",
        "must",
        "that",
        "with",
        "from",
        "have",
        "when",
        "where",
        "which",
    ]
}

__all__ = ["ERRNO", "Wordings"]
