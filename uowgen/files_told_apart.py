"""Which of several files a block is for, where its own words name none and the place that they tell is in each of them.

A file may be carried over: from a list that names several, or from what was said of the block before. Then the words right above the block,
and what the block itself uses, have to agree with it; else another file is meant, or nobody can tell.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.file_evidence import mentioned_files
from uowgen.files_reached import Found, is_there, reach
from uowgen.model import Candidate, Refusal
from uowgen.operations.targets import LANDMARKS
from uowgen.regex import when_used
from uowgen.rust.find import taken_apart
from uowgen.rust.fragment import read_fragment
from uowgen.rust.items import bare_type, items_of
from uowgen.rust.matching import lex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.desk import Desk
    from uowgen.model import Block, Directive, FileMention, Spec

_PLACING = ("before", "after", "in", "start_of", "end_of", "at")
_TYPES = ("struct", "enum", "union", "type", "trait")
_MOST = 12  # files that are looked at
_AND = 7  # letters between two files that are named together, backticks aside: `, and `
_ONE_ITEM = 4  # lines of an item of a list with its notes; what stands farther off is another task's


def told_apart(path: str, directive: Directive, spec: Spec, code: str, block: Block | None, desk: Desk) -> Found | Refusal | None:
    """Another file than `path`, which was carried over, or a refusal; None where nothing speaks against it."""
    if block is None or block.lang not in ("", "rust", "rs") or directive.before is not None or directive.sides is not None:
        return None
    if not path.endswith(".rs") or not directive.said:
        return None
    mention = next((m for m in directive.files if m.path == path or path.endswith("/" + m.path)), None)
    listed = _listed_with(mention, directive, desk) if mention is not None else [path]
    if path.rpartition("/")[2] in directive.said and len(listed) < len(("one", "other")):
        return None
    of_subject = _by_subject(path, directive, spec, desk)
    if of_subject is not None:
        return of_subject
    if mention is None or mention.where in ("info", "comment"):
        return None
    if mention.where == "heading" and len(listed) < len(("one", "other")):
        return _by_owner(path, directive, spec, desk)
    if mention.where == "sentence" and _is_of_latest(mention, directive, desk):
        return Found(desk.latest, note=f"`{desk.latest}` is the file that was spoken of last")
    owned = _by_owner(path, directive, spec, desk)
    if owned is not None:
        return owned
    if any(_has_type(path, name, desk) for name in _owners(directive)):
        return None
    called = _by_name(path, listed, directive, spec, desk)
    if called is not None or _stem(path) in _plain_words(directive):
        return called
    alike = [p for p in listed if p == path or _has_places(p, directive, desk)]
    if _SAME_FOR_ANOTHER.search(directive.said) and path == desk.latest:
        near = [
            p
            for p in dict.fromkeys((*mentioned_files(spec, desk)[:_MOST], *_beside(path, desk)))
            if _has_places(p, directive, desk)
        ]
        if any(p != path for p in near):
            return _refused([path, *(p for p in near if p != path)])
    if len(alike) < 2 or not _places(directive) or not _has_places(path, directive, desk):
        return None
    using = _by_variables(alike, code, desk)
    if len(using) == 1:
        return None if using[0] == path else Found(using[0], note=f"`{using[0]}` has what the block uses")
    headed = _by_heading(alike, block)
    if headed is not None:
        return None if headed == path else Found(headed, note=f"`{headed}` is what the heading calls so")
    if desk.latest in alike and (_GOES_ON.match(directive.said) or directive.words in ("", directive.lead)):
        return None if desk.latest == path else Found(desk.latest, note=f"`{desk.latest}` is the file that was spoken of last")
    return _refused(alike)


def _is_of_latest(mention: FileMention, directive: Directive, desk: Desk) -> bool:
    """Whether the words go on with the file of the block before, which was spoken of after the one of `mention`, and which has the place."""
    later = next((m for m in directive.files if m.path == desk.latest or desk.latest.endswith("/" + m.path)), None)
    if later is None or later.line <= mention.line or not desk.latest.endswith(".rs") or not _places(directive):
        return False
    return _GOES_ON.match(directive.said) is not None and _has_places(desk.latest, directive, desk)


def _refused(paths: Sequence[str]) -> Refusal:
    rows = tuple(Candidate(path, 1, "") for path in tuple(paths)[:8])
    message = f"{len(paths)} files have the place that the words tell, and nothing says which of them this is for"
    return Refusal("file-ambiguous", message, "name the file, or the type, in the sentence above the block", rows)


def _listed_with(mention: FileMention, directive: Directive, desk: Desk) -> list[str]:
    """The files of the list that `mention` is of: what stands right above and below it, or beside it in a sentence: ``Both `a.rs` and `b.rs` ``."""
    in_list = mention.where in ("list", "metadata")
    alike = [m for m in directive.files if m.where == mention.where and m.path.endswith(".rs")]
    alike.sort(key=lambda m: (m.line, m.span.start))

    def joined(one: FileMention, other: FileMention) -> bool:
        if in_list and other.line - one.line <= _ONE_ITEM:
            return True
        return one.line == other.line and one.span != other.span and 0 <= other.span.start - one.span.end <= _AND

    at = alike.index(mention) if mention in alike else None
    if at is None:
        return []
    first = last = at
    while first and joined(alike[first - 1], alike[first]):
        first -= 1
    while last + 1 < len(alike) and joined(alike[last], alike[last + 1]):
        last += 1
    near = [mention, *alike[first:at], *alike[at + 1 : last + 1]][:_MOST]
    reached = [reach(m, desk) for m in near]
    return list(dict.fromkeys(r.path for r in reached if isinstance(r, Found) and not r.new))


def _beside(path: str, desk: Desk) -> list[str]:
    folder = path.rpartition("/")[0]
    return [p for p in desk.tree.paths() if p.endswith(".rs") and p.rpartition("/")[0] == folder][: 4 * _MOST]


# ---------------------------------------------------------------------------------------------------- what the words name


def _by_owner(path: str, directive: Directive, spec: Spec, desk: Desk) -> Found | Refusal | None:
    """The one file that declares the types into which the words put the block, where the file at `path` never names them."""
    owners = _owners(directive)
    draft = desk.draft(path)
    if not owners or draft is None or any(_holds_word(draft.data, name) for name in owners):
        return None
    near = [p for p in mentioned_files(spec, desk) if p != path]
    having = [p for p in near if all(_has_type(p, name, desk) for name in owners)]
    if not having:
        among = desk.tree.containing((owners[0].encode(),))
        having = [p for p in among[: 4 * _MOST] if p != path and all(_has_type(p, name, desk) for name in owners)]
    fit = [p for p in having if _has_places(p, directive, desk)]
    if len(fit) == 1:
        return Found(fit[0], note=f"`{fit[0]}` has `{owners[0]}`")
    return _refused([path, *fit]) if fit else None


def _by_subject(path: str, directive: Directive, spec: Spec, desk: Desk) -> Found | None:
    """The one file of the document that has the function which the words begin with as a label, where the one at `path` never names it."""
    said = _LABELLED.match(directive.said)
    draft = desk.draft(path)
    if said is None or draft is None or _holds_word(draft.data, said[1].rpartition("::")[2]):
        return None
    having = [p for p in mentioned_files(spec, desk) if p != path and _has_function(p, said[1], desk)]
    return Found(having[0], note=f"`{having[0]}` has `{said[1]}`") if len(having) == 1 else None


# ```parse`: …``, ``2.3 `View::draw` gets …``: what a step is about.
_LABELLED = when_used(
    r"^(?:[\W\d_]|step\b|task\b)*`((?:\w+::)?[a-z_]\w+)(?:\(\))?`(?:\W*:| (?:gets|gains|needs|should|must|has to)\b)", re.IGNORECASE
)


def _has_function(path: str, name: str, desk: Desk) -> bool:
    bare = name.rpartition("::")[2]
    draft = desk.draft(path)
    if draft is None or bare.encode() not in draft.data:
        return False
    return any(i.kind == "fn" and i.name == bare and not i.in_macro for i in items_of(desk.parsed(path)))


def _owners(directive: Directive) -> list[str]:
    """The types into which the words right above the block put it: of `Type::name`, `impl Trait for Type`, or what a sentence begins with."""
    texts = [a.name for a in directive.anchors if a.relation in _PLACING and a.name in directive.said]
    texts += [a.within for a in directive.anchors if a.within and a.within in directive.said]
    whole = [a.name for a in directive.anchors if a.relation not in ("before", "after") and a.name in directive.said]
    whole += _SUBJECT.findall(directive.said) + _ALONE.findall(directive.said)
    found: dict[str, None] = {}
    for text in (*texts, *whole):
        named = taken_apart(text.strip("`"))
        if named is None:
            continue
        name = named.owner if named.owner else named.name if named.kind == "impl" or text in whole else ""
        name = bare_type(name)
        if name[:1].isupper() and name.isidentifier() and not name.isupper() and name != "Self":
            found.setdefault(name)
    return list(found)


# A sentence that begins with a type: ```Tcp::send` does it``, ```Tcp` gets the same``, ``In `Tcp`'s `send` ``.
_SUBJECT = when_used(
    r"(?:^|[.:!?—–]\s+|^\W*|\b(?:[Ii]n|[Ff]or|[Tt]o) )[*_(]*`([A-Z]\w*(?:::\w+(?:\(\))?)?)`(?=['’]s\b|,| (?:gets|gains|needs|has|does|too|also|must|should|itself|likewise)\b)"
)
# Nothing but a type: ```Tcp`:``, `**Tcp**:`, ``Then for `Tcp`:``.
_ALONE = when_used(r"^\W*(?:(?:and|then|now|also|for|to|in|on) )*[*_`]+([A-Z]\w*)[*_`]+\s*:\W*$", re.IGNORECASE)


def _by_name(path: str, listed: Sequence[str], directive: Directive, spec: Spec, desk: Desk) -> Found | Refusal | None:
    """The file that the words call by its name without its ending, `TCP: …`, where they do not call the one at `path` so."""
    label = _LABEL.match(directive.said)
    own = _stem(path)
    words = _plain_words(directive)
    if own in words:
        return None
    told = label[1].lower() if label is not None else ""
    if told == own:
        return None
    known = dict.fromkeys((*listed, *mentioned_files(spec, desk)[:_MOST]))
    labelled = [p for p in known if told and p != path and _stem(p) == told and _has_places(p, directive, desk)]
    if len(labelled) == 1:
        return Found(labelled[0], note=f"`{labelled[0]}` is what the words call so")
    beside = [p for p in _beside(path, desk) if p != path and _stem(p) == told] if told else []
    other = [p for p in (*beside, *labelled) if _has_places(p, directive, desk)]
    if other:
        return _refused([path, *dict.fromkeys(other)])
    said = [p for p in listed if p != path and _stem(p) in words and _has_places(p, directive, desk)]
    return _refused([path, *said]) if said and _places(directive) else None


def _by_heading(paths: Sequence[str], block: Block) -> str | None:
    """The one of `paths` that the innermost heading which calls any of them by its name calls so."""
    for title in reversed(block.headings[1:]):
        words = frozenset(re.findall(r"[a-z]\w+", title.lower()))
        found = [path for path in paths if _stem(path) in words]
        if found:
            return found[0] if len(found) == 1 else None
    return None


_LABEL = when_used(
    r"^(?:\W|\d)*(?:(?:and|now|then|next|also|for|the|same|likewise|in|on|of) )*(?:the )?[*_`]*([A-Za-z]\w+)[*_`]*"
    r"(?:(?: (?:side|part|half|one|module|file|transport|backend|version|variant))?[*_]*\s*[.:,—–]| (?:needs|gets|wants|too|imports|also)\b)",
    re.IGNORECASE,
)
# `Now the other transport: …`, `The same for the stream one, …`, `For the async client, …`: not what was spoken of last.
_SAME_FOR_ANOTHER = when_used(
    r"^\W*(?:and |now |then |next |likewise |also )*(?:(?:(?:for|in|on) )?the other (?:one|\w+)\s*[:,.]"
    r"|(?:the |do the )?same (?:\w+ )?(?:for|in|on|with) (?!`)(?:the |our )?(?!`)[a-z]|(?:for|on) the (?!(?:same|first|last)\b)(?:[\w-]+ ){1,3}?[\w-]+,)",
    re.IGNORECASE,
)
_GOES_ON = when_used(r"^\W*(?:[a-z]|And\b|Then\b|Also\b|There\b|Same file\b|In the same\b)")


def _plain_words(directive: Directive) -> frozenset[str]:
    """The words of what is said that are no code."""
    return frozenset(re.findall(r"[a-z]\w+", " ".join(directive.said.split("`")[::2]).lower()))


def _stem(path: str) -> str:
    folders, _, name = path.rpartition("/")
    stem = name.removesuffix(".rs").lower()
    return folders.rpartition("/")[2].lower() if stem == "mod" else stem if stem not in ("lib", "main", "build") else ""


# -------------------------------------------------------------------------------------------------------- what files have


def _places(directive: Directive) -> list[str]:
    """The names and pieces of code that the words right above the block put it beside or into."""
    return [
        a.name
        for a in directive.anchors
        if a.relation in _PLACING and a.noun != "file" and a.name in directive.said and a.name not in LANDMARKS
    ]


def _has_places(path: str, directive: Directive, desk: Desk) -> bool:
    draft = desk.draft(path)
    return draft is not None and all(_holds(draft.data, name) for name in _places(directive))


def _holds(data: bytes, name: str) -> bool:
    bare = name.strip().removesuffix("()").removeprefix("fn ").rstrip(";:{ ")
    last = bare.rpartition("::")[2] or bare
    if last.replace("_", "a").isalnum():
        return _holds_word(data, last)
    needle = max(re.findall(r"\w+", bare), key=len, default="")
    if needle.encode() not in data:
        return False
    pieces = ["".join(piece.split()).encode() for piece in bare.replace("...", "…").split("…")]
    packed = b"".join(data.split())
    return all(piece in packed for piece in pieces)


def _holds_word(data: bytes, word: str) -> bool:
    return word.encode() in data and re.search(rb"(?<!\w)" + re.escape(word.encode()) + rb"(?!\w)", data) is not None


def _has_type(path: str, name: str, desk: Desk) -> bool:
    if not is_there(path, desk):
        return False
    draft = desk.draft(path)
    if draft is None or name.encode() not in draft.data:
        return False
    return any(
        (i.kind in _TYPES and i.name == name) or (i.kind == "impl" and bare_type(i.name.rpartition(" for ")[2]) == name)
        for i in items_of(desk.parsed(path))
    )


def _by_variables(paths: Sequence[str], code: str, desk: Desk) -> list[str]:
    """Those of `paths` that have every variable which statements use and which any of them has; all if nothing tells them apart."""
    if read_fragment(code).shape != "statements":
        return list(paths)
    having = {
        path: {name for name in _free(code) if _holds_word(draft.data, name)}
        for path in paths
        if (draft := desk.draft(path)) is not None
    }
    every = set().union(*having.values())
    return [path for path, names in having.items() if names == every]


def _free(code: str) -> frozenset[str]:
    """The variables of statements that they do not bind themselves."""
    texts = [token.text for token in lex(code.encode())]
    found, bound = set(), set()
    for n, text in enumerate(texts):
        before, after = texts[n - 1] if n else "", texts[n + 1] if n + 1 < len(texts) else ""
        if not text.isidentifier() or not (text[0].islower() or text[0] == "_") or text in _NO_VARIABLES:
            continue
        if before in ("let", "mut", "for", "|", "fn", "ref") or (
            before == "(" and after in (",", ")") and "let" in texts[max(0, n - 4) : n]
        ):
            bound.add(text)
        elif before not in (".", "::", "'") and after not in ("(", "!", "::", ":"):
            found.add(text)
    return frozenset(found - bound)


_NO_VARIABLES = frozenset(
    [
        "self",
        "super",
        "crate",
        "true",
        "false",
        "if",
        "else",
        "match",
        "while",
        "loop",
        "for",
        "in",
        "return",
        "break",
        "continue",
        "let",
        "mut",
        "ref",
        "move",
        "as",
        "fn",
        "use",
        "unsafe",
        "async",
        "await",
        "u8",
        "u16",
        "u32",
        "u64",
        "usize",
        "i8",
        "i16",
        "i32",
        "i64",
        "isize",
        "f32",
        "f64",
        "bool",
        "char",
        "str",
    ]
)
