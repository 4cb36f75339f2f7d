"""Places in words: which item, statement or landmark a phrase names, and how the place lies to it.

It reads prepositions and what they govern. Whether such an item exists, and which of several it is, the tree has to say.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from uowgen.model import Anchor, Relation
from uowgen.spec.announced import HOLDERS, MEMBERS, announced_holder, headed_by_name, labelled_by_name
from uowgen.spec.edges import EDGE_WORDS, FIRST_LAST, begun, thing_in
from uowgen.spec.names import LANDMARKS, OWNED_PARTS, Named, is_name, named_at
from uowgen.spec.objects import RELATIONS, objects_of
from uowgen.spec.paths import path_of
from uowgen.spec.verbs import NOUNS, noun_of_code, request_verb, requests_of

if TYPE_CHECKING:
    from uowgen.spec.phrases import Phrase, Token


# Prepositions of two words: `prior to x`, `ahead of x`.
_DOUBLE: dict[tuple[str, str], Relation] = {
    ("prior", "to"): "before", ("ahead", "of"): "before", ("subsequent", "to"): "after", ("front", "of"): "before",
}  # fmt: skip
_EDGES: dict[str, Relation] = {
    "top": "start_of", "start": "start_of", "beginning": "start_of", "head": "start_of", "bottom": "end_of", "end": "end_of",
}  # fmt: skip


def anchors_of(phrase: Phrase) -> tuple[Anchor, ...]:
    """The places that `phrase` names, in its order: what the verb is about (`at`, `with`), then what its prepositions govern."""
    found: list[Anchor] = []
    requests = requests_of(phrase)
    if len(requests) < 2 and _forbids(phrase.tokens):
        return ()
    for request in requests:
        found += objects_of(phrase, request)
    found += _looked_up(phrase)
    found += _grown(phrase)
    found += _governed(phrase)
    pairs = {(a.low, b.low) for a, b in itertools.pairwise(phrase.tokens)}
    side = next((relation for words, relation in _SIDE_OF_IT if words in pairs), None)
    if side is not None:  # `next to x (below it)`
        found = [a._replace(relation=side) if a.relation == "near" else a for a in found]
    return _narrowed(_at_edges(phrase, found))


def _at_edges(phrase: Phrase, found: list[Anchor]) -> list[Anchor]:
    """`in x, last assertion:` puts something at the end of the function x, not anywhere in it."""
    low = [token.low for token in phrase.tokens if token.text != ":"]
    own = next((_EDGES[c] for a, b, c in zip(low, low[1:], low[2:], strict=False) if (a, b) == ("at", "its") and c in _EDGES), None)
    if own is not None:  # `in x, at its end`
        inner = [a for a in found if a.relation == "in" and a.noun != "file"]
        return [a._replace(relation=own) if a in inner else a for a in found] if len(inner) == 1 else found
    if low[-2:-1] == [","] and low[-1] in FIRST_LAST:  # `inside the loop of x, first:`
        inner = [a for a in found if a.relation == "in" and a.noun in ("loop", "match arm", "block")]
        inner = inner or [a for a in found if a.relation == "in" and a.name not in LANDMARKS.values()]
        return [a._replace(relation=FIRST_LAST[low[-1]]) if a in inner[:1] else a for a in found]
    if len(low) < EDGE_WORDS or low[-2] not in FIRST_LAST or low[-1] not in ("statement", "assertion", "line", "check", "thing"):
        return found
    return [a._replace(relation=FIRST_LAST[low[-2]]) if a.relation == "in" and a.noun in ("", "fn", "method") else a for a in found]


_POINTING = frozenset({"it", "that", "this", "them"})
_SIDE_OF_IT: tuple[tuple[tuple[str, str], Relation], ...] = (
    (("below", "it"), "after"), (("under", "it"), "after"), (("after", "it"), "after"), (("above", "it"), "before"),
    (("before", "it"), "before"),
)  # fmt: skip


def _forbids(tokens: tuple[Token, ...]) -> bool:
    """Whether a phrase says what is not to be done: `Do not add it to x.`"""
    first, second = ([token.low for token in tokens[:2]] + ["", ""])[:2]
    return first in ("never", "don't", "don’t", "avoid") or (first == "do" and second == "not")


def _looked_up(phrase: Phrase) -> list[Anchor]:
    """Where to look: `Find the dispatch function`, `**Location**: impl Foo`, with the names in inline code."""
    tokens = phrase.tokens
    found = [*labelled_by_name(phrase), *headed_by_name(phrase)]
    for at, token in enumerate(tokens[:8]):
        if (
            token.kind == "word"
            and token.low in ("find", "locate", "navigate", "open", "see")
            and (at == 0 or tokens[at - 1].kind == "mark")
            and not (token.low == "see" and any(later.low in ("for", "as", "how") for later in tokens[at + 1 :]))
        ):
            named = named_at(tokens, at + 1)
            if named.name and not named.file:
                found.append(Anchor("in", named.name, named.noun, phrase.span_of(tokens[named.token])))
    if phrase.label.startswith(("location", "where", "target")) and tokens:
        named = named_at(tokens, 0)
        if named.file and named.end < len(tokens) and tokens[named.end].text in (",", "→", ":", "—", "–"):
            named = named_at(tokens, named.end + 1)  # `src/mm.rs`, `impl Vma`
        if named.name and not named.file:
            found.append(Anchor("near", named.name, named.noun, phrase.span_of(tokens[named.token])))
        while named.end < len(tokens) and tokens[named.end].text == ",":  # `src/mm.rs`, `run`, the `Err(e)` arm
            named = named_at(tokens, named.end + 1)
            if named.name and not named.file and named.noun in ("match arm", "loop"):
                found.append(Anchor("in", named.name, named.noun, phrase.span_of(tokens[named.token])))
    told = [token for token in tokens if token.kind != "mark" or token.text not in "()."]
    if len(told) == 1 and told[0].kind == "code" and not path_of(told[0].text, bare=False)[0]:
        found.append(Anchor("near", told[0].text, noun_of_code(told[0].text), phrase.span_of(told[0])))  # a heading that is a name
    bare = phrase.text.strip(" *_:\n")
    if (
        phrase.label
        and not tokens
        and bare[:1].isupper()
        and bare.isalnum()
        and not bare.isupper()
        and bare[1:] != bare[1:].lower()
    ):
        found.append(Anchor("near", bare, "", phrase.span))  # a label that is nothing but the name of a type
    return found


def _grown(phrase: Phrase) -> list[Anchor]:
    """What gets something: `State gets a new variant`, `Ring should derive Clone`."""
    tokens = phrase.tokens
    if len(tokens) > 1 and tokens[0].low in _MARKED and tokens[0].kind == "word":
        named = named_at(tokens, 1)
        return [Anchor("in", named.name, named.noun, phrase.span_of(tokens[named.token]))] if named.name and not named.file else []
    if (announced := announced_holder(phrase)) is not None:
        return [announced]
    if len(tokens) > EDGE_WORDS and tokens[0].low in ("and", "then") and tokens[1].kind == "code":
        tokens = tokens[1:]  # ``and `State` gets one, too``
    if len(tokens) < EDGE_WORDS - 1 or not is_name(tokens, 0):
        return []
    if tokens[1].text in ("(", ","):  # ``Area` (last field):``
        inner = [token.low for token in tokens[2:] if token.kind != "mark"]
        edge = FIRST_LAST.get(inner[0]) if len(inner) == len(("last", "field")) and inner[1] in MEMBERS else None
        whole = named_at(tokens[:1], 0)
        return [Anchor(edge, whole.name, whole.noun, phrase.span_of(tokens[0]))] if edge and not whole.file else []
    side = _SUBJECT_OF.get(tuple(token.low for token in tokens[1:4]))
    if (
        side is not None and len(tokens) > EDGE_WORDS and tokens[EDGE_WORDS].kind == "word"
    ):  # ``push` is followed by a new method:``
        return [Anchor(side, tokens[0].text, "", phrase.span_of(tokens[0]))]
    if tokens[1].low not in ("gets", "gains", "needs", "receives", "wants", "should", "must"):
        return []
    given = tokens[2].low in ("one", "another") and tokens[1].low not in ("should", "must")
    given = given or any(token.low in MEMBERS or token.low in ("derive", "attribute") for token in tokens[2:8])
    # ``Kind` gets one more, at the end of the enum:``
    given = given or any(a.low == "the" and b.low in HOLDERS for a, b in itertools.pairwise(tokens))
    named = named_at(tokens, 0)
    return [Anchor("in", named.name, named.noun, phrase.span_of(tokens[0]))] if given and named.name and not named.file else []


_SUBJECT_OF: dict[tuple[str, ...], Relation] = {("is", "followed", "by"): "after", ("is", "preceded", "by"): "before"}
_MARKED = frozenset("mark annotate document tag decorate attribute comment".split())


def _governed(phrase: Phrase) -> list[Anchor]:
    tokens = phrase.tokens
    found: list[Anchor] = []
    at = 0
    adds = not any(request.verb in ("replace", "change", "remove", "rename") for request in requests_of(phrase))
    adds = adds and not any(token.low in ("is", "are", "was", "were") and token.kind == "word" for token in tokens)  # it tells
    while at < len(tokens):
        low = tokens[at].low
        if tokens[at].kind != "word":
            at += 1
            continue
        double = _DOUBLE.get((low, tokens[at + 1].low)) if at + 1 < len(tokens) else None
        if double is not None:
            named = named_at(tokens, at + 2)
            if named.name and not named.file:
                found.append(Anchor(double, named.name, named.noun, phrase.span_of(tokens[named.token])))
            at = max(at + 2, named.end)
            continue
        start = begun(phrase, at)
        if start is not None:
            found.append(start)
            at += 2
            continue
        edge = _EDGES.get(low)
        if low in FIRST_LAST and thing_in(tokens, at + 1, members=adds):
            anchor, at = _edge(phrase, at + 1, FIRST_LAST[low])
            found += anchor
            continue
        if edge is not None and _is_edge(tokens, at):
            anchor, at = _edge(phrase, at, edge)
            found += anchor
            continue
        if low == "to" and _edge_ahead(tokens, at + 1) and not _is_put(tokens[:at]):
            at = _past_edge(tokens, at + 1)  # `run to the end of x` puts nothing there
            continue
        if low in ("to", "at") and _edge_ahead(tokens, at + 1):
            at += 1
            continue
        relation = _relation(tokens, at) if low != "of" or not at or tokens[at - 1].low != "import" else None
        if low in ("in", "inside", "within") and at and tokens[at - 1].low in FIRST_LAST and not _is_adjective(tokens, at - 1):
            relation = FIRST_LAST[tokens[at - 1].low]  # `New method, first in `impl X`:`
        if relation is None or (
            low in ("for", "of", "on") and at + 1 < len(tokens) and tokens[at + 1].kind == "word" and not is_name(tokens, at + 1)
        ):
            at += 1
            continue
        if low == "between" and at + 2 < len(tokens) and tokens[at + 1].low in _POINTING and tokens[at + 2].low == "and":
            at = named_at(tokens, at + 3).end  # `between it and x`: on which side of x, only what `it` is can tell
            continue
        if low in ("after", "before") and _points_at_time(tokens, at):
            at += 2
            continue
        parted = _and_of(tokens, at + 1) if low == "between" else 0
        named = named_at(tokens[:parted] if parted else tokens, at + 1)
        owned = any(token.low in OWNED_PARTS for token in tokens[at + 1 : named.token])
        if low == "between" and (not named.name or owned) and (second := _second_of(tokens, at + 1)):
            relation, named = "before", named_at(tokens, second)  # `between the link and x`: what is not named stands above x
        if relation == "after" and owned:
            at = max(at + 1, named.end)  # below the documentation of an item is its middle
            continue
        if relation == "before" and any(token.low == "closing" for token in tokens[at + 1 : at + 4]):
            relation = "end_of"  # before the closing brace of something is at its end
        if named.name and not named.file and _governs(low, tokens, at, named):
            found.append(Anchor(relation, named.name, named.noun, phrase.span_of(tokens[named.token])))
            if (
                low == "between"
                and named.end < len(tokens)
                and tokens[named.end].low == "and"
                and (more := named_at(tokens, named.end + 1)).name
            ):
                found.append(Anchor("before", more.name, more.noun, phrase.span_of(tokens[more.token])))
            at = max(at + 1, named.end)
        else:
            at += 1
    return found


def _and_of(tokens: tuple[Token, ...], at: int) -> int:
    """The index of the `and` that parts the two things of a `between`; 0 if none stands near."""
    return next((n for n in range(at + 1, min(at + _MOST_TOLD, len(tokens))) if tokens[n].low == "and"), 0)


def _second_of(tokens: tuple[Token, ...], at: int) -> int:
    """The index behind the `and` of `between the link and x`, where plain words alone tell the first of the two; 0 if it is not so."""
    if tokens[at].low in _POINTING:
        return 0
    end = _and_of(tokens, at)
    plain = all(t.kind == "word" or t.kind == "code" for t in tokens[at:end])
    return end + 1 if end > at and end + 1 < len(tokens) and plain else 0


_MOST_TOLD = 8  # words


def _points_at_time(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether `after that` at `at` begins a sentence about what is named next: ``After that `poll` reads:``, not `after that `poll` call`."""
    if at or len(tokens) < EDGE_WORDS or tokens[1].low not in ("that", "this") or tokens[2].kind != "code":
        return False
    return tokens[3].kind == "word" and tokens[3].low not in NOUNS


def _is_adjective(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether `first` or `last` at `at` stands for one of several things: `the last in x`."""
    return at > 0 and tokens[at - 1].low in ("the", "a", "at", "each", "every", "very")


def _edge_ahead(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether `the end of`, `the very top of` comes next."""
    while at < len(tokens) and tokens[at].low in ("the", "very"):
        at += 1
    return at + 1 < len(tokens) and tokens[at].low in _EDGES and tokens[at + 1].low in ("of", "in", "inside", "within")


_PUT = frozenset(
    "add adds added append appends appended insert inserts inserted move moves moved goes go put belongs belong close next on".split()
)


def _is_put(before: tuple[Token, ...]) -> bool:
    """Whether something is put where the words after `before` say; without a verb they may be all that is said."""
    words = [token.low for token in before if token.kind == "word"]
    return not words or any(word in _PUT or request_verb(word) in ("add", "insert", "append") for word in words)


def _past_edge(tokens: tuple[Token, ...], at: int) -> int:
    while at < len(tokens) and tokens[at].low not in _EDGES:
        at += 1
    return at + 1


def _is_edge(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether `top`, `start`, `end` is an end of something here: `the end`, `Top of file`; not `Start with the struct`."""
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if at == 0 or tokens[at - 1].text == "(":
        return following in ("of", "in", "inside", "within")
    if tokens[at - 1].low == "very" and at > 1 and tokens[at - 2].low == "its":
        return False  # of what was named before, not of the file
    return tokens[at - 1].low in ("the", "at", "to", "very", "on", "near", "from")


def _relation(tokens: tuple[Token, ...], at: int) -> Relation | None:
    """What the preposition at `at` says; None where it says no place: `change x to y`, `modeled on x`, `copied from x`."""
    low = tokens[at].low
    if low in ("once", "when"):
        named = named_at(tokens, at + 1)
        return "after" if named.name and named.noun in ("binding", "statement") and tokens[named.end - 1].kind == "word" else None
    if low == "in" and at and tokens[at - 1].low in ("as", "like"):
        return None  # `the prefix, as in x`
    if low == "following" and at and tokens[at - 1].low == "the":
        return None  # `add the following method to x`
    if low == "on":
        marked = at and tokens[at - 1].kind == "code" and (tokens[at - 1].text.startswith("#[") or tokens[0].low == "derive")
        return "in" if at and (tokens[at - 1].low in NOUNS or marked) else None
    if low in ("to", "from", "onto"):
        verbs = {request_verb(token.low) for token in tokens[:at]}
        if low == "from" and 0 < at <= _CALLED_FROM and _says_called(tokens[:at]) and is_name(tokens, at + 1):
            return "in"  # `called from x, after y:` begins with where the call stands
        if low == "from":
            return "in" if "remove" in verbs else None
        return "in" if verbs & {"add", "insert", "append", "initialise"} or (at and tokens[at - 1].low == "next") else None
    return RELATIONS.get(low)


_CALLED_FROM = 3  # tokens


def _says_called(before: tuple[Token, ...]) -> bool:
    """Whether what stands before `from` says that something is called: `called from`, `Call it from`."""
    low = [token.low for token in before]
    return low[-1] in ("called", "invoked", "run") or low[-2:] in (["call", "it"], ["call", "this"], ["invoke", "it"])


def _governs(low: str, tokens: tuple[Token, ...], at: int, named: Named) -> bool:
    """Whether the preposition says a place here: `to` before a verb, `after` before a step or a point in time do not."""
    token = tokens[named.token]
    if low in ("to", "on", "for", "of", "from", "under", "next", "around", "following", "below", "above"):
        if low == "next" and tokens[at + 1].low != "to":
            return False
        if token.kind == "word" and not is_name(tokens, named.token):
            if low in ("under", "below", "above"):
                return named.name in ("imports", "tests", "re-exports", "constants", "module declarations")
            return (low == "to" and named.noun != "") or (low == "from" and named.name in ("imports", "tests"))
    return True


def _edge(phrase: Phrase, at: int, edge: Relation) -> tuple[list[Anchor], int]:
    """`the end of the tests module`, `the top of x.rs`, `the bottom in mod tests`; without an object the file is meant."""
    tokens = phrase.tokens
    here = phrase.span_of(tokens[at])
    start = at + 1
    while start < len(tokens) and tokens[start].low in ("of", "in", "inside", "within"):
        start += 1
    if start == at + 1:
        return [Anchor(edge, "file", "file", here)], at + 1
    named = named_at(tokens, start)
    if not named.name and any(token.low in ("block", "branch", "arm", "closure") for token in tokens[start : named.end]):
        return [], named.end  # `the end of the block`: which one is not said
    if not named.name:
        return [Anchor(edge, "file", "file", here)], start
    if named.file or named.noun == "file":
        return [Anchor(edge, named.name if named.file else "file", "file", here)], named.end
    return [Anchor(edge, named.name, named.noun, phrase.span_of(tokens[named.token]))], named.end


def _narrowed(anchors: list[Anchor]) -> tuple[Anchor, ...]:
    """Each anchor with what the phrase puts around it: `after the Stop variant in Request` is within `Request`."""
    found: list[Anchor] = []
    for at, anchor in enumerate(anchors):
        if any(anchor[:2] == earlier[:2] for earlier in anchors[:at]):
            continue
        if anchor.relation != "with" and " {" in anchor.name and not anchor.name.startswith("use "):
            anchor = anchor._replace(name=item_words(anchor.name))
        outer = [
            a.name for a in anchors[at + 1 :] if a.relation == "in" and a.name not in LANDMARKS.values() and a.name != anchor.name
        ]
        if not outer and anchor.relation != "in":
            outer = [
                a.name for a in anchors[:at] if a.relation == "in" and a.name not in LANDMARKS.values() and a.name != anchor.name
            ]
        found.append(anchor._replace(within=outer[0]) if outer and anchor.relation != "with" else anchor)
    return tuple(found)


def item_words(code: str) -> str:
    """The words of inline code that name an item, without its visibility and body: `pub struct A { … }` is `struct A`."""
    head = code.partition("{")[0].strip()
    if head.count('"') % 2:  # the brace is in a text: `info!("{} pages", n)` is a statement
        return code.strip()
    for mark in ("pub(crate) ", "pub(super) ", "pub "):
        head = head.removeprefix(mark)
    return head or code
