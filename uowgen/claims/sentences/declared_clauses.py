"""A sentence on declarations cut into clauses that each have their subject: “`A` derives `B` and has no public fields”, “`f` is public;
no use of `g` is left”, “`A` is declared in `a.rs`, `B` in `b.rs`”.

It cuts only where a verb follows that must have the first subject, or where a subject with a verb of its own follows.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from uowgen.claims.sentences.everyday import Said

# Verbs of which the subject is a declaration, a file or a module; what is said with others is for those that read bodies.
_VERBS = frozenset(
    ["is", "are", "was", "has", "have", "derives", "derive", "implements", "implement", "takes", "take", "returns", "return", "exists", "exist", "lives", "live", "declares", "declare", "contains", "contain", "defines", "define", "exports", "export", "re-exports", "re-export", "reexports", "imports", "import", "uses", "use", "calls", "call", "holds", "hold", "stores", "store", "wraps", "wrap", "carries", "carry", "keeps", "keep", "stays", "stay", "remains", "remain", "becomes", "become", "gets", "get", "gains", "gain", "loses", "lose", "requires", "require", "starts", "start", "names", "name", "gives", "give", "yields", "yield", "documents", "document", "offers", "offer", "provides", "provide", "exposes", "expose", "replaces", "replace", "accepts", "accept", "mentions", "mention", "no", "does", "do", "bears", "bear", "needs", "need"]
)  # fmt: skip
_JOINS = re.compile(
    r"\s*;\s*(?:and |but |while )?|\s*,\s*(?:and |but |while |whereas )|\s+(?:and|but|while|whereas)\s+|\s*,\s+|\.\s+(?=[A-Z`])"
)
_RELATIVE = re.compile(
    r"\b(?:that|which|who|whose|where|when|if|unless|until|after|before|because|since|than|as long as|only|so)\b"
)
_SITUATION = re.compile(r"(?:on|if|when|whenever|after|before|once|while|where|for|with|without|during|in|under|at)\b", re.I)
# What a word in the next clause stands for would be lost, unless it is its subject.
_POINTS_BACK = re.compile(r"\b(?:it|them|there|this|these|those|itself|respectively|same|others?)\b")
_TOKEN = re.compile(r"`[^`]*`(?:['’]s)?|[\w-]+(?:['’]s)?|[^\w\s]")
# A verb of another sort behind “and”: with an object, so that it is no noun.
_OTHER_VERB = re.compile(
    r"(?!(?:is|has|was|its|this|always|less|as|plus|thus|s)\b)[a-z]{3,}s (?:the|an?|its|all|each|every|one|no|both|only|`[^`]+`|nothing) ?"
)
_CODE = re.compile(r"`[^`]+`")
_PRONOUNS = frozenset({"it", "they", "both"})


class Clause(NamedTuple):
    """A clause as it is written, and what stands before its verb."""

    text: str
    subject: str


def said_in_clauses(text: str) -> Said | None:
    """The clauses of `text` as sentences of their own; None if it has only one, or may not be cut."""
    plain = " ".join(text.split()).rstrip(" .")
    if plain.count("`") % 2 or _SITUATION.match(plain):
        return None
    clauses = _clauses(plain)
    return Said(tuple(clauses)) if len(clauses) > 1 else None


def _clauses(text: str) -> list[str]:
    found: list[str] = []
    start, subject = 0, ""
    for join in _JOINS.finditer(text):
        before, after = text[start : join.start()].strip(), text[join.end() :]
        if join.start() < start or _is_inside(text, join.start()) or not before or not after:
            continue
        verb = _verb_of(before if not subject else f"{subject} {before}")
        if verb is None or _RELATIVE.search(_without_code(before)):
            continue
        head = subject if subject else before[:verb]
        cut = _next(after, head, before, join[0])
        if cut is None:
            continue
        found.append(before if not subject else f"{subject} {before}")
        start, subject = join.end() + cut.skipped, cut.subject
    rest = text[start:].strip()
    found.append(f"{subject} {rest}".strip())
    return found


class _Cut(NamedTuple):
    subject: str  # what is to be said before the next clause; empty where it has its own
    skipped: int = 0  # how many letters of it are not said again


def _next(after: str, subject: str, before: str, join: str) -> _Cut | None:
    """How the next clause begins, if it is one."""
    first = _TOKEN.match(after)
    if first is None or not subject.strip():
        return None
    word = first[0].lower()
    bare = _bare_subject(subject)
    if word in ("so", "hence", "thus") or join.strip() == "while":
        return None
    if _POINTS_BACK.search(_without_code(after[len(word) :]).replace("declares it as", "")) or re.match(
        r"it is (?:now )?(?:called|named)\b", after
    ):
        return None
    if word in _VERBS and word not in ("no", "name", "use", "store", "start", "return", "call"):
        return _Cut(bare) if _is_finite(after, word, subject) else None
    if after.lower().startswith("no longer ") and _verb_of(f"`x` {after[10:]}") == 4:
        return _Cut(bare)
    own = _CODE.fullmatch(bare)
    trait = re.match(
        r"(?:an? |the )?(?:matching |corresponding )?(`(?:From|TryFrom|Into|AsRef|Index|PartialEq|Add|Sub)<[^`]+>`) (?:is|gets) (?:also )?(?:implemented|provided|there)$",
        after,
    )
    if trait is not None and own and re.match(r"`[A-Z]", bare):
        return _Cut(f"{bare.split('::')[0].rstrip('`').split('<')[0]}` implements {trait[1]}", len(after))
    if word in ("it", "they"):
        return _Cut(bare, len(first[0])) if own and _verb_of(f"`x`{after[len(word) :]}") is not None else None
    if word == "its" and own:
        noun = re.match(
            r"its (fields?|variants?|methods?|(?:only |sole |inner )?field|doc comment|constructor|default)\b(?= )", after
        )
        return _Cut(f"the {noun[1]} of {bare}", len(noun[0])) if noun is not None else None
    if _OTHER_VERB.match(after) and (own or len(_CODE.findall(bare)) == 1):
        return _Cut(bare)
    if "," not in join and ";" not in join and "." not in join and " and " not in join and "while" not in join:
        return None
    return _Cut("") if _own_subject(after) else None


def _own_subject(after: str) -> bool:
    """Whether a clause begins with a subject that names code and has a verb of its own right behind."""
    verb = _verb_of(after)
    if verb is None:
        return False
    head = after[:verb].strip()
    words = _TOKEN.findall(head)
    if not words or not _CODE.search(head) or len(words) > 9:
        return False
    return bool(re.fullmatch(r"(?:(?:the|no|each|every|all|both|its|an?|neither)\s+)?(?:[a-z-]+\s+){0,4}(?:`[^`]+`(?:\s[a-z]+)?(?:,? and |, )?)+(?:\s?[a-z]+){0,2}(?:\s?(?:in|of|to|for|from) (?:the )?`[^`]+`)?", head, re.I))  # fmt: skip


def _is_finite(after: str, word: str, subject: str) -> bool:
    """Whether a verb that has one form for many fits the subject: of one it needs its `s`."""
    if word.endswith("s") or word in ("no", "are", "have", "do"):
        return True
    return len(_CODE.findall(subject)) > 1 or bool(re.search(r"\b(?:all|both|callers|methods|fields|variants)\b", subject, re.I))


def _bare_subject(subject: str) -> str:
    return re.sub(r"^(?:both|each of) (?=`)", "", subject.strip(), flags=re.I)


def _verb_of(text: str) -> int | None:
    """Where the first finite verb of a clause stands; None if it has none."""
    seen = False
    for token in _TOKEN.finditer(text):
        word = token[0]
        if word[0] == "`":
            seen = True
        elif (
            word.lower() in _VERBS
            and (seen or word.lower() not in ("no", "use", "name", "store", "call", "return", "start"))
            and token.start()
        ):
            return token.start()
    return None


def _is_inside(text: str, at: int) -> bool:
    """Whether a place is within code or brackets."""
    before = text[:at]
    plain = _without_code(before)
    return before.count("`") % 2 == 1 or plain.count("(") > plain.count(")")


def _without_code(text: str) -> str:
    return re.sub(r"`[^`]*`", "`", text)
