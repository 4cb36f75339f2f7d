"""Sentences as engineers write them in units of work, put as the sentences that say the same and are read elsewhere.

``Neither `A` nor `B` appears in `x.rs` any more`` as two, ``goes on deriving`` as `derives`. Each form leaves the claim what it is; a form
that leaves something out is partial: what it amounts to can only speak against the sentence.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Said(NamedTuple):
    """The sentences that another one amounts to. With `partial` they are less than it says, with `wider` they are more."""

    sentences: tuple[str, ...]
    partial: bool = False
    wider: bool = False


def by_forms(text: str, forms: Iterable[Callable[[str], Said | None]]) -> Said | None:
    """What `text` amounts to by the first of `forms` that says something else than `text`; None if none does."""
    plain = " ".join(text.split()).rstrip(" .")
    return next((said for form in forms if (said := form(plain)) is not None and said.sentences != (text,)), None)


# `AC1`, `R-2:`, `(C3)`: what a criterion is called by.
_MARK = when_used(r"^\W*(?:AC|REQ|DOD|CR|R|C|EC|SC)-?\d+(?:\.\d+)*\W*[:.)\]–—-]?\s+(?=\S)")
_CODE = r"`([^`]+)`"
_LATELY = r"(?: (?:any ?more|any longer|now|afterwards|at all|anywhere))*"
_REASON = when_used(
    r"\s*(?:,|–|—|;|\()\s*(?:since|because|as (?:nothing|nobody|no one|it|they|the)|so that|for which)\b.*$", re.IGNORECASE
)
_GONE = r"(?:gone|removed|deleted|dropped|no longer (?:there|present|used|in use)|history)"
_IN_THE_TEXT = ("appear", "occur", "is mentioned")  # said of a file's text, strings included
_VERBS = {
    "deriving": "derives", "implementing": "implements", "calling": "calls", "using": "uses", "returning": "returns", "taking": "takes",
    "holding": "holds", "being called": "is called", "being used": "is used", "exporting": "exports", "deriving from": "derives",
    "carrying": "carries", "checking": "checks", "having": "has",
}  # fmt: skip
NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip


def without_mark(text: str) -> str:
    """`text` without what the criterion is called by (`**AC1**`), where a sentence is left."""
    bare = _MARK.sub("", text.replace("**", ""), count=1)
    return bare if bare != text.replace("**", "") and len(bare.split()) > 1 else text


def with_names_marked(text: str, known: Callable[[str], bool]) -> str:
    """`text` with backticks around words that are spelt as only code is, or that are names of many parts which the code knows."""
    marked = "`".join(piece if n % 2 else _called_so(piece) for n, piece in enumerate(text.split("`")))
    out = []
    for n, piece in enumerate(marked.split("`")):
        out.append(piece if n % 2 else _WORD.sub(lambda m: f"`{m[0]}`" if _is_code(m[0], known) else m[0], piece))
    return "`".join(out)


_WORD = when_used(r"(?<![\w./:#-])[A-Za-z_]\w*(?:::\w+)*(?:\(\))?(?![\w/:-]|\.\w)")


# Behind these words a name is one whatever the code knows: it may be just what is to be gone.
_CALLED_SO = when_used(
    r"\b(identifier|symbol|method|function|variant|constant|field|macro|type|helper|static|misspelling)s? (?:called |named )?"
    r"(?P<name>[A-Za-z]\w*_\w+|[A-Z][a-z0-9]+[A-Z]\w*)(?![\w`])"
)


def _called_so(text: str) -> str:
    return _CALLED_SO.sub(lambda m: m[0][: -len(m["name"])] + f"`{m['name']}`", text)


def _is_code(word: str, known: Callable[[str], bool]) -> bool:
    bare = word.removesuffix("()")
    humped = sum(a.islower() and b.isupper() for a, b in pairwise(bare)) > 0 and bare[0].isupper() and bare.isidentifier()
    return (
        ("_" in bare.strip("_") and known(bare.rpartition("::")[2]))
        or "::" in bare
        or (humped and known(bare))
        or word.endswith("()")
    )


def said_daily(text: str) -> Said | None:
    """What `text` amounts to, where it has one of the forms; None if it has none."""
    plain = _REASON.sub("", " ".join(text.split()).rstrip(" .")).strip()
    for form in _FORMS:
        said = form(plain)
        if said is not None and said.sentences != (text,):
            return said
    return Said((plain,)) if plain != " ".join(text.split()).rstrip(" .") else None


def _neither(text: str) -> Said | None:
    """“Neither `A` nor `B` appears in `x.rs` any more”."""
    found = re.match(
        rf"neither {_CODE} nor {_CODE} (?P<verb>appears?|occurs?|is (?:used|left|called|mentioned|imported|there)|remains?|exists?)(?P<rest>.*?){_LATELY}$",
        text, re.IGNORECASE,
    )  # fmt: skip
    if found is None:
        return None
    rest = found["rest"].removesuffix(" any more").removesuffix(" any longer")
    if found["verb"].lower().startswith(_IN_THE_TEXT):
        return Said(tuple(f"`{name}` does not appear{rest}" for name in (found[1], found[2])))
    return Said(tuple(f"No `{name}`{found['rest']}" for name in (found[1], found[2])))


def _nothing_called(text: str) -> Said | None:
    """“nothing in `mm/` is called `old` any longer, the only name is `new`”."""
    found = re.match(
        rf"(?:nothing|no (?:item|function|type|thing)) (?:in (?P<place>(?:the )?\S+(?: crate)?) )?is (?:called|named) {_CODE}{_LATELY}(?P<rest>,.*)?$",
        text, re.IGNORECASE,
    )  # fmt: skip
    if found is None:
        return None
    place = _place(found["place"])
    said = [f"No `{found[2]}`{place}"]
    rest = re.match(rf",? (?:and )?(?:the|its) (?:only |new )?name is {_CODE}$", found["rest"] or "")
    if found["rest"] and rest is None:
        return None
    return Said((*said, *((f"`{rest[1]}` exists",) if rest is not None else ())))


def _place(said: str | None) -> str:
    if not said:
        return ""
    crate = re.fullmatch(r"(?:the )?`?([\w-]+)`? crate", said)
    if crate is not None:
        return f" in `{crate[1]}`"
    return f" in `{said.strip('`')}`"


def _nowhere(text: str) -> Said | None:
    """“The identifier `X` occurs nowhere in the crate”, “the name `X` is gone from `a.rs` and `b.rs`”."""
    noun = (
        r"(?:(?:the )?(?:old |former )?(?:identifier|name|symbol|function|method|constant|type|variant|field|macro|helper|static) )"
    )
    found = re.match(
        rf"{noun}?{_CODE} (?:(?P<verb>occurs|appears|is used|is mentioned|is left|remains|exists) nowhere(?: (?:in|within) (?P<place>.+?))?"
        rf"|is {_GONE} (?:from|in) (?P<places>.+?)){_LATELY}$",
        text, re.IGNORECASE,
    )  # fmt: skip
    if found is None:
        return None
    places = found["place"] or found["places"] or ""
    form = "`{}` does not appear" if (found["verb"] or "").lower().startswith(_IN_THE_TEXT) else "No `{}`"
    none = form.format(found[1])
    if re.fullmatch(r"(?:the |this )?(?:crate|tree|code|code base|codebase|repository|workspace|kernel)|any file", places):
        return Said((none,))
    each = [p.strip(" `") for p in re.split(r",| and |&", places) if p.strip(" `")]
    if not all(re.fullmatch(r"[\w./-]+\.rs|[\w/-]+/", p) for p in each):
        return None
    return Said(tuple(f"{none} in `{p}`" for p in each) or (none,))


def _not_called(text: str) -> Said | None:
    """“`f` is not called anywhere in `x.rs`”."""
    found = re.match(
        rf"{_CODE} (?:is|gets) (?:not|never|no longer) (?:called|invoked)(?: anywhere| any more| any longer)* (?:in|within|by) (?:the )?`?([\w./-]+\.rs)`?{_LATELY}$",
        text, re.IGNORECASE,
    )  # fmt: skip
    return Said((f"No `{found[1].removesuffix('()')}` calls in `{found[2]}`",)) if found is not None else None


def _goes_on(text: str) -> Said | None:
    """“`T` goes on deriving `Debug`”, “`f` keeps on calling `g`”."""
    found = re.search(rf"\b(?:goes|go|keeps|keep|continues|continue) (?:on )?({'|'.join(_VERBS)})\b", text)
    if found is None:
        return None
    verb = _VERBS[found[1]]
    if found[0].split()[0] in ("go", "keep", "continue"):
        verb = {"is called": "are called", "is used": "are used", "has": "have"}.get(verb, verb.removesuffix("s"))
    return Said((text[: found.start()] + verb + text[found.end() :],))


def _once(text: str) -> Said | None:
    """“`f()` is called from `main`, one time”."""
    found = re.match(r"(.+?)(?:, | )(?:exactly |just |only )?(?:one time|a single time|one single time)$", text, re.IGNORECASE)
    said = (
        re.match(rf"{_CODE} (?:is|gets)(?: still)? called (?:from|in|by|within) {_CODE}$", found[1]) if found is not None else None
    )
    if said is not None:
        return Said((f"`{said[2].removesuffix('()')}` calls `{said[1]}` exactly once",))
    return Said((f"{found[1]} once",)) if found is not None else None


def _typed(text: str) -> Said | None:
    """“`X` has the type `T`”, “the type of `X` is `T`”."""
    found = re.match(rf"{_CODE} (?:has|is of|bears) (?:the )?type {_CODE}$", text) or re.match(
        rf"the type of {_CODE} is {_CODE}$", text, re.I
    )
    return Said((f"`{found[1]}` is of type `{found[2]}`",)) if found is not None else None


def _signature_ends(text: str) -> Said | None:
    """“the signature of `f` ends in `-> T`, like the others”."""
    found = re.match(
        rf"the signature of {_CODE} (?:ends|finishes) (?:in|with) `-> ([^`]+)`(?:, (?:like|as) .*)?$", text, re.IGNORECASE
    )
    return Said((f"`{found[1]}` returns `{found[2]}`",)) if found is not None else None


def _active(text: str) -> Said | None:
    """“`#![deny(x)]` is active in `lib.rs`, not commented out”."""
    found = re.match(
        r"`(#!\[[^`]+\])` is (?:active|in force|switched on|enabled|set) (?:in|for) `?([\w./-]+\.rs)`?(?:, (?:and )?not (?:just )?(?:commented out|a comment))?$", text
    )  # fmt: skip
    return Said((f"`{found[1]}` is in `{found[2]}`",)) if found is not None else None


def _import_gone(text: str) -> Said | None:
    """“the import of `X` is gone from `x.rs`”."""
    found = re.match(
        rf"(?:the )?imports? of {_CODE} (?:is|has been|was) {_GONE} (?:from|in) `?([\w./-]+\.rs)`?$", text, re.IGNORECASE
    )
    return Said((f"No `{found[1]}` import in `{found[2]}`",)) if found is not None else None


def _through(text: str) -> Said | None:
    """“`f` fills `STATE` through `call_once`”: it calls that of it."""
    found = re.match(
        rf"(?P<when>(?:with|without) the (?:`[\w-]+` )?feature,? )?{_CODE} (?:still )?(?:fills|initialises|initializes|sets|updates) `([A-Z][A-Z0-9_]*)` (?:through|with|via|by|using) `(\w+)(?:\(\))?`$", text, re.I
    )  # fmt: skip
    if found is None or found["when"]:
        return None
    return Said((f"`{found[2].removesuffix('()')}` calls `{found[3]}.{found[4]}`",))


def _ends_up(text: str) -> Said | None:
    """“A legacy call ends up in `f` with `X`”: there is at least a call of that kind."""
    found = re.match(rf".+ (?:ends up|lands|arrives|is handled) (?:in|at|by) {_CODE} with {_CODE}$", text)
    return Said((f"`{found[1].removesuffix('()')}` is called with `{found[2]}`",), partial=True) if found is not None else None


def _of_file(text: str) -> Said | None:
    """“In `a.rs`, nothing calls `f`”, “a.rs: no `f` left”: the place is said behind."""
    found = re.match(r"(?:in|inside|within) `?([\w./-]+\.rs)`?,? (?P<said>.+)$", text, re.I) or re.match(
        r"`?([\w./-]+\.rs)`?: (?P<said>.+)$", text
    )
    if found is None or re.search(r"[\w/-]+\.rs\b", found["said"]):
        return None
    return Said((f"{found['said']} in `{found[1]}`",))


def _nothing_uses(text: str) -> Said | None:
    """“nothing in `a.rs` uses `X` any more”, “`X` has disappeared from `a.rs`”, “`a.rs` does not know `X` any more”."""
    place = r"`?(?P<place>[\w./-]+\.rs|(?:[\w.-]+/)+[\w.-]*)`?"
    found = (
        re.match(rf"(?:nothing|nobody|no one|no file|no module|no code) (?:in|under|below|inside|within) {place} (?P<verb>uses|mentions|knows|needs|imports|refers to|calls|references) `(?P<what>[^`]+)`{_LATELY}$", text, re.I)
        or re.match(rf"`(?P<what>[^`]+)` is (?:not|never|no longer) (?P<verb>imported|used|mentioned)(?: anywhere| any more| any longer)* (?:in|under|below|inside|within|by) {place}{_LATELY}$", text)
        or re.match(rf"`(?P<what>[^`]+)` (?:has )?(?P<verb>disappeared|vanished) from {place}$", text)
        or re.match(rf"{place} (?:does not|no longer) (?P<verb>know|knows|mention|mentions) (?:about )?`(?P<what>[^`]+)`{_LATELY}$", text)
    )  # fmt: skip
    if found is None:
        return None
    sort = " calls" if found["verb"] == "calls" else " import" if found["verb"] in ("imports", "imported") else ""
    return Said((f"No `{found['what']}`{sort} in `{found['place']}`",))


def _before(text: str) -> Said | None:
    """“`a` runs before `b` in `f`”, “in `f`, `a` comes before `b`”."""
    verb = r"(?:runs|comes|happens|stands|goes|is done|is run|is called)"
    found = re.match(
        rf"`(?P<a>[\w:.]+)(?:\(\))?` {verb} (?P<side>before|after) `(?P<b>[\w:.]+)(?:\(\))?` (?:in|inside|within) `(?P<f>[\w:]+)(?:\(\))?`$",
        text,
    )
    found = found or re.match(
        rf"in `(?P<f>[\w:]+)(?:\(\))?`,? `(?P<a>[\w:.]+)(?:\(\))?` {verb} (?P<side>before|after) `(?P<b>[\w:.]+)(?:\(\))?`$",
        text,
        re.I,
    )
    if found is None:
        return None
    first, second = (found["a"], found["b"]) if found["side"] == "before" else (found["b"], found["a"])
    return Said((f"`{found['f']}` calls `{first}` before `{second}`",))


def _as_before(text: str) -> Said | None:
    """“`f` returns `T` as before”: that it does so now."""
    found = re.match(
        r"(?P<said>(?=.*`.*`).+?),? (?:just |exactly )?as (?:before|it (?:was|did)(?: before)?|ever|until now|it does today)$", text
    )
    return Said((found["said"],)) if found is not None and len(found["said"].split()) > 2 else None


def _nobody_else(text: str) -> Said | None:
    """“`f` is called by nobody else than `g`”."""
    found = re.match(
        r"`([^`]+)` is (?:called|used) by (?:nobody|no one|nothing) (?:else than|but|other than|except) `([^`]+)`$", text
    )
    return Said((f"only `{found[2].removesuffix('()')}` calls `{found[1].removesuffix('()')}`",)) if found is not None else None


def _keeps_count(text: str) -> Said | None:
    """“`TABLE` keeps its three elements”."""
    found = re.match(rf"`([A-Z][A-Z0-9_]*)` keeps (?:its|the) ({'|'.join(NUMBERS)}|\d+) (?:elements|entries|rows|values)$", text)
    return Said((f"`{found[1]}` has {NUMBERS.get(found[2], found[2])} elements",)) if found is not None else None


def _kept(text: str) -> Said | None:
    """“`f` is kept”, “`X` is still there”."""
    found = re.match(
        rf"(?:the )?(?:\w+ )?{_CODE} (?:is kept|is still there|stays|is not removed|survives|remains in place)$",
        text,
        re.IGNORECASE,
    )
    return Said((f"`{found[1]}` exists",)) if found is not None else None


def _no_member(text: str) -> Said | None:
    """“`T` has no method `m`”."""
    found = re.match(
        rf"{_CODE} (?:has|offers|contains|knows) (?:no|not any) (?:method|function|associated function|constant)s? (?:called |named )?{_CODE}{_LATELY}$",
        text,
    )
    return Said((f"`{found[1]}::{found[2].removesuffix('()')}` is gone",)) if found is not None else None


def _has_arm(text: str) -> Said | None:
    """“`f` has an arm for command code 0x01, and it comes before the wildcard”: an arm behind it would never be reached."""
    found = re.match(
        rf"{_CODE} has an? (?:\w+ )?arm for (?:\w+ ){{0,2}}`?(0x[0-9a-fA-F_]+|\d+|[A-Z]\w*(?:::\w+)+)`?(?P<rest>,? (?:and|which) (?:it )?(?:comes|stands|is) (?:before|above|in front of) the (?:wildcard|catch-all|default|`_`)(?: arm)?)?$",
        text,
    )  # fmt: skip
    return Said((f"`{found[1]}` handles `{found[2]}`",)) if found is not None else None


def _safety_heading(text: str) -> Said | None:
    """“`f` states its conditions under a `# Safety` heading”."""
    found = re.match(
        rf"{_CODE} (?:states|documents|lists|names|has|gives|explains) (?:its|the|all) (?:\w+ )?\w+ (?:under|in|below) an? `?# ?(\w+)`? (?:heading|section|headline)$", text
    )  # fmt: skip
    return Said((f"`{found[1]}` has a `# {found[2]}` section",)) if found is not None else None


def _counted(text: str) -> Said | None:
    """“`TABLE` advertises six extensions, as it did”."""
    found = re.match(
        rf"{_CODE} (?:advertises|lists|has|holds|contains|names|knows|registers) ({'|'.join(NUMBERS)}|\d+) [a-z]+s(?:, as (?:it did|before))?$",
        text,
    )
    if found is None or not found[1].isupper():
        return None
    return Said((f"`{found[1]}` has {NUMBERS.get(found[2], found[2])} elements",))


def _covered(text: str) -> Said | None:
    """“A unit test covers `f` at the last level”: that there is a test of it at all is the least of it."""
    found = re.match(
        rf"(?:a|one|at least one|some) (?:unit |new |host )?test (?:covers|exercises|checks|calls) {_CODE}(?P<more> .+)?$",
        text,
        re.IGNORECASE,
    )
    return Said((f"`{found[1]}` is tested",), partial=bool(found["more"])) if found is not None else None


def _all_so_called(text: str) -> Said | None:
    """“both functions called `f` have a doc comment”."""
    found = re.match(
        rf"(?:both|all|the two) (?:functions|methods|items) (?:called|named) {_CODE} (?:have|carry|bear) (?:a |their )?(?:doc comments?|documentation)$",
        text,
        re.IGNORECASE,
    )
    return Said((f"`{found[1]}` has a doc comment",), partial=True) if found is not None else None


def _exclusive_end(text: str) -> Said | None:
    """“exactly once, after …”: that it is called once is a part of it."""
    found = re.match(rf"{_CODE} calls {_CODE} (?:exactly |only |just )?once, (?:after|before|when|as soon as) .+$", text)
    return Said((f"`{found[1]}` calls `{found[2]}` exactly once",), partial=True) if found is not None else None


_FORMS = (
    _neither, _nothing_called, _nowhere, _not_called, _goes_on, _once, _typed, _signature_ends, _active, _import_gone, _kept, _no_member,
    _nothing_uses, _before, _nobody_else, _keeps_count, _through, _ends_up, _has_arm, _safety_heading, _counted, _covered, _all_so_called, _exclusive_end, _as_before, _of_file,
)  # fmt: skip
