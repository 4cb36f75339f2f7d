"""Whether words say of what follows that it is not to be written: put off, rejected, a bad example, one of several options.

It reads one heading or one sentence, and knows nothing of blocks or of what else the document says.
"""

from __future__ import annotations

from uowgen.regex import when_used


def not_to_be_written(heading: str) -> bool:
    """Whether nothing that stands under `heading`, or in a step of that title, is work of this document.

    `Out of scope`, `Later (not in this task)`, `Phase 2 (future)`, `What NOT to do`, `Option B`; not `Option B (recommended)`.
    """
    bare = _plain(heading)
    if any(mark in bare for mark in (*_IN_BRACKETS, *_GIVEN_UP)):
        return True
    if bare.startswith(_WAYS) and any(mark in bare for mark in _NOT_THAT_WAY):
        return True
    if any(bare.startswith(words) and not bare[len(words) : len(words) + 1].isalnum() for words in _HEADINGS):
        return True
    if bare.rstrip(":. ") in _ALONE:
        return True
    return _is_option(bare)


def announced_otherwise(sentence: str) -> str:
    """How `sentence`, which leads in a block, disowns it: `quote` for code that is wrong, `example`, `other` for what is put off,
    `before` for what is to give way; empty if it does not.
    """
    bare = _plain(sentence).rstrip(":")
    words = bare.replace(",", " ,").replace(";", " ;").split()
    if not words:
        return ""
    if any(mark in bare for mark in _IN_BRACKETS) or any(mark in bare for mark in _PUT_OFF):
        return "other"
    if bare.rstrip("! ").endswith((" not this", " not like this")):
        return "quote"
    if bare == "instead of" or bare.startswith(("instead of this", "instead of writing")):
        return "before"
    goes_on = any(word in _GOES_ON for word in words)
    if not goes_on and (
        (bare.startswith(_FORBIDS) and not bare.startswith(_REMINDS)) or words[0] in _BAD or "❌" in sentence or "🚫" in sentence
    ):
        return "quote"
    if bare.startswith(_LETS_OTHERS) or bare in ("if we had", "given", "suppose"):
        return "example"
    if bare in _LATER or words[-1] in ("no", "not") or bare.endswith(_NEEDS_NO):
        return "other"
    if bare.rstrip("!") in _FORBIDS_ALONE:
        return "quote"
    if bare in _EXAMPLE_ALONE or words[0] in ("either", "or", "alternatively") or _is_option(bare):
        return "example"
    if "generated code" in bare and "look" in bare:
        return "example"
    return ""


def only_tells(sentence: str) -> bool:
    """Whether `sentence`, which asks for no edit, tells how things were, are elsewhere or could be: `The compiler expands this to:`."""
    bare = _plain(sentence)
    alone = bare.rstrip(" .:").partition(" (")[0]
    if shows_present(sentence) or _ALREADY.search(bare):
        return True
    if alone in _TELLS_ALONE or any(words in bare for words in _TO_COMPARE) or _stays(bare):
        return True
    return bare.startswith(_TELLING) or any(words in bare for words in _TOLD)


def shows_present(sentence: str) -> bool:
    """Whether `sentence` ends by saying that what it leads in is so now: `The file is nearly empty today:`."""
    bare = _plain(sentence)
    return bare.rstrip(" .:").endswith(_AT_PRESENT) and not bare.startswith(_WANTS)


# What begins so tells what is to be, and the present only by the way: `We need a setter; there is only a getter so far:`.
_WANTS = ("we need ", "we want ", "we also need ", "this needs ", "it needs ", "needs ", "needed:", "missing ", "add ", "new ")


# What a sentence ends with that shows the present; `now` may be the new state.
_AT_PRESENT = (" today", " at present", " at the moment", " so far", " as of today")
_ALREADY = when_used(r"\balready [a-z]+s\b(?!,)")


def goes(sentence: str) -> bool:
    """Whether `sentence` ends by saying of what it leads in that it is taken out: `The old constants go away:`, `These are removed:`."""
    words = _plain(sentence).rstrip(":. ").replace(",", " ,").split()
    if len(words) < 2 or words[0] in _CONDITIONS or any(word in _NOT_GOING for word in words):
        return False
    if words[-1] in ("removed", "deleted", "dropped", "gone"):
        return words[-2] in ("are", "is", "be", "get", "gets")
    if words[-1] == "away":
        words = words[:-1]
    elif not _PLACES.isdisjoint(words[:1]) and words[-1] in ("go", "goes"):
        return False  # `Above x goes:` puts something there
    return words[-1] in ("go", "goes", "disappear", "disappears")


_PLACES = frozenset(
    "above below before after between beside behind beneath under underneath next near in into inside within on onto at to here there where "
    "thereafter then directly right just immediately first last finally".split()
)


def _stays(bare: str) -> bool:
    """Whether a sentence says of the code below it that it stays: `These lines stay:`, `This part is left as it is:`."""
    words = bare.rstrip(":. ").replace(",", " ,").split()
    if words[:1] not in _POINTS and words[:2] not in _REST:
        return False
    if any(word in _GOES_ON or word in _LIMITS for word in words if word != "and"):
        return False
    said = words[2:] if (words[1:2] and words[1] in _PIECES) or words[:2] in _REST else words[1:]
    return next((word for word in said if word not in _FILLING), "") in _STAYS


_POINTS = (["these"], ["this"], ["those"])
_REST = (["the", "rest"], ["the", "following"], ["all", "this"], ["all", "these"])
_PIECES = frozenset(
    ("line", "lines", "row", "rows", "code", "part", "parts", "block", "import", "imports", "statements", "calls", "arms")
)
_FILLING = frozenset(("must", "should", "all", "is", "are", "left", "simply", "just", "both"))
_LIMITS = frozenset(("not", "no", "except", "until", "otherwise", "what", "how", "so", "that", "which", "becomes", "become"))
_STAYS = frozenset(("stay", "stays", "remain", "remains", "unchanged", "untouched"))
_TO_COMPARE = ("for comparison", "for reference", "for orientation", "for context", "to compare")


def rejected(sentence: str, next_one: str) -> bool:
    """Whether `sentence`, right above a block, tells of something tried or thought of and given up, or `next_one`, right below it, does."""
    below = _plain(next_one)
    if below.startswith(_GIVEN_UP_BELOW) or (below.startswith("it works") and "but" in below[:30]):
        return True
    bare = _plain(sentence)
    if any(mark in bare for mark in _GIVEN_UP) or _is_aside(sentence):
        return True
    return bare.startswith((*_TRIED, *_TURNED_DOWN))


def warns_off(sentence: str) -> bool:
    """Whether `sentence` tells the reader not to fall for what is shown below it: `Do not be tempted to free it first, i.e.`, `… so we
    cannot simply write`.
    """
    bare = _plain(sentence)
    return bare.startswith(_TEMPTS) or _CANNOT_JUST.search(bare.rstrip(": ")) is not None


def _is_aside(sentence: str) -> bool:
    """Whether all of `sentence` stands in brackets and tells what would not do: `(A lock would not help here, as in:)`."""
    text = sentence.strip(" *_\n")
    inside = text.startswith("(") and text.rstrip(":").endswith(")") and text.endswith((":)", "):"))
    return inside and not _DENIES.isdisjoint(_plain(sentence).replace(",", " ").split())


_DENIES = frozenset("not cannot can't won't would wouldn't could couldn't doesn't don't isn't".split())
# What one can or may not simply do: the sentence ends with the verb, and the block is its object.
_CANNOT_JUST = when_used(
    r"\b(?:cannot|can not|can't|could not|couldn't|would not|wouldn't|must not|mustn't|should not|shouldn't|may not) "
    r"(?:simply |just |merely |also |then )?(?:do|write|use|say|have|be|have been)(?: (?:this|that|so|it|like this))?$"
)


def turned_down(sentence: str) -> bool:
    """Whether a paragraph that begins with `sentence` is about a way that is not taken: `Rejected: making f public.`"""
    return _plain(sentence).startswith(_TURNED_DOWN)


_TURNED_DOWN = (
    "rejected:", "rejected alternative", "rejected approach", "rejected idea", "discarded:", "discarded alternative", "not chosen:",
    "considered and rejected", "alternative considered", "alternative (rejected", "also considered:", "ruled out:",
)  # fmt: skip
_TRIED = (
    "i thought about", "we thought about", "i thought of", "we thought of", "i tried", "we tried", "i looked at", "we looked at",
    "i considered", "we considered", "i first had", "we first had", "i experimented", "we discussed", "we had discussed", "it was suggested",
    "somebody suggested", "someone suggested", "i was tempted", "it is tempting", "it would be tempting", "my first attempt", "our first attempt",
    "a first attempt", "the first attempt", "i rejected", "one could also", "one might be tempted",
)  # fmt: skip
_GIVEN_UP_BELOW = (
    "but that ",
    "but this ",
    "but it ",
    "but then ",
    "that would not work",
    "that does not work",
    "this does not work",
    "that doesn't work",
)


def tells_by_title(heading: str) -> bool:
    """Whether a section inside a document is called by something that only tells: `Risks`, `How it works today`, `Appendix: …`."""
    bare = _plain(heading).partition(":")[0].partition(" (")[0].strip()
    return bare in _TELLING_SECTIONS or bare.startswith("appendix ")


def _plain(text: str) -> str:
    """`text` in lower case from its first letter on, without marks of emphasis and the number of a heading."""
    bare = text.lower().replace("*", "").replace("`", "").replace("’", "'").strip()
    at = next((n for n, c in enumerate(bare) if c.isalpha()), len(bare))
    return bare[at:].strip()


_HEADINGS = (
    "out of scope", "not in scope", "future work", "future improvement", "future improvements", "future enhancement",
    "future enhancements", "future extensions", "future considerations", "future steps", "rejected", "what not to do", "non-goals",
    "don't do", "do not do", "anti-pattern", "anti-patterns", "antipattern", "antipatterns", "common mistakes", "alternatives considered",
    "alternative approaches", "deferred to", "not in this", "follow-up work", "bad example", "wrong way",
    "not necessary", "not needed", "not required", "unnecessary", "not doing", "what we don't do", "what we do not do", "won't do",
    "things not to do",
)  # fmt: skip
_ALONE = frozenset({"future", "later", "deferred", "postponed", "nice to have", "don't", "don'ts", "wrong", "bad", "incorrect"})
_TELLING_SECTIONS = frozenset(
    (
        "why", "where we are", "where we stand", "where things stand", "status quo", "state of play", "how things are", "motivation",
        "rationale", "risk", "risks", "what exists today", "what exists", "how it works", "how it works today",
        "how it will be used", "how it is used", "investigation", "related", "related code", "related files", "similar code",
        "similar implementations", "relevant code", "relevant files", "key files", "notes", "note", "discussion", "open questions",
        "verification", "manual verification", "how to verify", "verification steps", "expected output", "expected outputs", "expected result",
        "expected results", "debugging", "troubleshooting", "follow-up", "follow-ups", "rollback", "rollback plan", "migration guide",
        "migration guide for callers", "glossary", "appendix", "what could go wrong", "benchmarks", "acceptance criteria", "acceptance",
        "definition of done", "success criteria", "exit criteria", "commit", "commit message", "environment", "prerequisites",
        "prior knowledge", "required reading", "assumptions", "constraints", "security considerations", "lessons", "lessons learned",
    )
)  # fmt: skip
_IN_BRACKETS = (
    "(future", "(later", "(out of scope", "(not in this", "(not now", "(deferred", "(rejected", "(postponed", "(not recommended",
    "(do not implement", "(don't do this",
)  # fmt: skip
_GIVEN_UP = (
    "decided against", "considered and rejected", "considered, and rejected", "considered but rejected", "considered, but rejected",
    "tried and rejected", "considered and dropped", "considered and discarded", "considered, and discarded",
)  # fmt: skip
# Headings that call a way one of several, and what says of it that it is not taken.
_WAYS = (
    "alternative",
    "other way",
    "another way",
    "other idea",
    "another idea",
    "other approach",
    "another approach",
    "the other ",
)
_NOT_THAT_WAY = (
    "not taken",
    "rejected",
    "discarded",
    "dropped",
    "abandoned",
    "ruled out",
    "turned down",
    "not chosen",
    "did not",
    "didn't",
)
_TEMPTS = ("do not be tempted", "don't be tempted", "resist the temptation", "one may be tempted", "you may be tempted")
_PUT_OFF = (
    "in a later ", "in a future ", "in the future", "in later ", "in a follow-up", "in a subsequent ", "not in this ", "not part of this ",
    "out of scope",
)  # fmt: skip
_FORBIDS = ("don't ", "do not ", "never ", "avoid ", "not like this", "not this", "anti-pattern")
_REMINDS = ("don't forget", "do not forget", "never forget", "don't omit", "do not omit", "don't miss", "do not miss")
_NEEDS_NO = (" so no", " without a", " without any", " not need", " no need for", " no longer need")
_BAD = frozenset({"wrong", "bad", "incorrect", "wrong:", "bad:", "incorrect:"})
# A sentence that goes on after what it forbids asks for something else: `Do not clone here, borrow it instead:`.
_GOES_ON = frozenset({",", ";", "but", "instead", "then", "rather", "—", "–", "-", "->", "→", "use", "with", "and"})
_TELLING = (
    "previously", "we considered", "i considered", "upstream ", "once task ", "once step ", "after task ", "today ", "right now ",
    "at the moment", "today, ", "as of now", "as it is ", "as things are", "the existing ", "the relevant part", "the problem is", "the bug is",
    "this is what ", "after this change one ", "after this change, one ", "after this change callers", "after this change, callers",
    "an alternative would", "an alternative is", "we rejected", "this was rejected", "this would not", "this will not compile",
    "this does not compile", "this no longer", "the old ", "for reference", "see also", "follow this pattern", "follow the pattern",
    "follow the same pattern", "compare with", "compare to", "inspired by", "taken from", "linux ", "in linux", "in the c ", "in c,", "the c code",
    "roughly", "conceptually", "the idea ", "the compiler ", "rustc ", "clippy ", "equivalent to", "equivalently", "which is the same as",
    "note that ", "recall ", "remember ", "suppose ", "assume ", "assuming ", "imagine ", "if we had ", "if there were ", "try it", "test it manually",
    "to test it manually", "try this", "with this in place", "this lets ", "this allows ", "this enables ",
)  # fmt: skip
_LETS_OTHERS = (
    "callers can", "users can", "clients can", "callers then", "callers will", "after this change one can", "after this change, one can",
    "one can then", "you can then", "we can then", "this lets ", "this allows ",
)  # fmt: skip
_TELLS_ALONE = frozenset(
    (
        "today", "currently", "right now", "as it is now", "as is", "as of today", "the existing code", "existing code", "the relevant code",
        "relevant code", "the code today", "the bug", "the problem", "problem", "the issue", "the problem is here", "reference", "for reference",
        "see", "see also", "pattern", "the pattern", "the idea", "idea", "roughly", "conceptually", "pseudo code", "pseudocode", "in pseudo code",
        "in pseudocode", "background", "context", "given", "recall", "suppose", "imagine", "equivalent", "generated code", "the generated code",
        "expanded", "expansion", "inspiration", "prior art", "upstream", "expected usage", "intended usage", "typical usage", "usage", "call site",
        "caller", "callers", "at the call site", "client code", "motivation", "rationale", "output", "the output", "console", "log output",
        "the error", "compiler error", "the compiler error", "error",
    )
)  # fmt: skip
_TOLD = (
    "expands to", "expands this to", "expand to", "already provides", "already has", "already have", "already contains", "already defines",
    "is similar to", "callers can", "users can", "callers will", "no changes are needed", "no change is needed", "nothing to change",
    "could look like", "might look like", "would look like", "can then", "is used like", "is called like", "was written as", "used to be",
    "lets callers", "allows callers", "one can write", "you can write", "we can write", "looks like this today", "it looks like this:",
    "is currently", "are currently", "happens today", "not to be committed", "do not commit", "does it like this", "do it like this",
)  # fmt: skip
_LATER = frozenset(("later", "optional", "optionally", "if time permits", "nice to have", "maybe", "stretch goal", "someday"))
_FORBIDS_ALONE = frozenset(
    ("never", "avoid", "don't", "do not", "not", "no", "forbidden", "wrong", "bad", "incorrect", "not so", "not ok")
)
_EXAMPLE_ALONE = frozenset({"for example", "for instance", "e.g.", "e.g", "eg"})
_CHOSEN = ("recommended", "chosen", "preferred", "selected", "decided", "we take", "we use", "✅")


def _is_option(bare: str) -> bool:
    """`option a: …`, `approach 2 …`: one of several, none of which the words choose."""
    first, _, rest = bare.partition(" ")
    if first not in ("option", "approach", "alternative", "variant"):
        return False
    return rest[:1].isalnum() and not rest[1:2].isalnum() and not any(word in bare for word in _CHOSEN)


_CONDITIONS = frozenset("when if after once before what how until whenever unless while where as why who".split())
_NOT_GOING = (_GOES_ON - {"and"}) | frozenset("not never cannot that which who whose by until when if to how where".split())
