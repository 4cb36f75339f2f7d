"""Facts of the text that sentences tell in words of their own: spellings, remarks that are due to go, comments that refer to something,
numbers with a name, elements of a list that is given back, what stands in front of each call.

Every reader gives None for a sentence that is none of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import files_of, resolved_path
from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.sentences.everyday import NUMBERS
from uowgen.claims.subject import KINDS_OF, find_method
from uowgen.facts.uses import integer
from uowgen.model import Evidence
from uowgen.rust.syntax import errors, is_comment, walk

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import CodeFile, Declaration
    from uowgen.grammar import Node

_COUNT = rf"({'|'.join(NUMBERS)}|\d+)"
_GONE = r"(?:is|has been|was) (?:gone|removed|deleted|dropped|resolved|corrected|fixed)"
_LATELY = r"(?: (?:any ?more|any longer|now))?"


def spoken_fact(text: str, case: Case) -> tuple[str, Finding] | None:
    """The kind of fact that `text` tells, and whether it is so; None where it tells none."""
    said = " ".join(text.split()).rstrip(" .")
    for name, reader in _READERS:
        found = reader(said, case)
        if found is not None:
            return name, found
    from uowgen.claims.declarations.spoken_order import spoken_order

    found_in_order = spoken_order(said, case)
    if found_in_order is not None:
        return found_in_order
    from uowgen.claims.declarations.spoken_looks import spoken_look

    return spoken_look(said, case)


def _files(case: Case, said: str) -> list[CodeFile] | Finding:
    """The files that a list of names means: `a.rs`, `b.rs and c/mod.rs`."""
    names = [n.strip(" `") for n in re.split(r",| and |&", said) if n.strip(" `")]
    found = []
    for name in names:
        paths = resolved_path(case, name) if name.endswith(".rs") else ()
        if len(paths) != 1:
            return undecided("subject-ambiguous" if paths else "no-place", f"which file `{name}` is, is not clear")
        file = case.code.file(paths[0])
        if file is None:
            return undecided("unreadable", f"`{paths[0]}` cannot be read")
        found.append(file)
    return found


def _near(case: Case) -> list[CodeFile]:
    return [file for path in files_of(case) if (file := case.code.file(path)) is not None]


def _at(file: CodeFile, offset: int, note: str) -> Evidence:
    line = file.rust.source.line_of(offset)
    return Evidence(file.path, line, line, note)


def _misspelling(said: str, case: Case) -> Finding | None:
    """“The misspelling `TABEL` is gone from `a.rs` and `b.rs`”: the letters stand nowhere, in code or comments."""
    match = re.match(
        rf"(?:the )?(?:misspelling|misspelt name|wrong spelling|old spelling|spelling|typo) `?(\w+)`? {_GONE} (?:from|in) (.+?){_LATELY}$", said, re.I
    )  # fmt: skip
    if match is None:
        return None
    files = _files(case, match[2])
    if isinstance(files, Finding):
        return files
    for file in files:
        at = file.rust.source.data.find(match[1].encode())
        if at >= 0:
            return fails("still-there", f"`{match[1]}` is left in `{file.path}`", evidence=(_at(file, at, match[1]),))
    return holds(f"`{match[1]}` is nowhere in {', '.join(f'`{f.path}`' for f in files)}")


_SMALL = frozenset(
    [
        "about",
        "that",
        "which",
        "with",
        "without",
        "from",
        "this",
        "those",
        "these",
        "there",
        "their",
        "then",
        "than",
        "into",
        "onto",
        "when",
        "where",
        "while",
        "still",
        "only",
        "should",
        "could",
        "would",
        "have",
        "been",
        "does",
        "what",
        "were",
        "will",
        "they",
        "them",
        "because",
        "before",
        "after",
        "through",
        "over",
        "under",
        "also",
        "must",
        "todo",
        "fixme",
        "note",
        "comment",
    ]
)


def _remark(said: str, case: Case) -> Finding | None:
    """“the TODO about cores that nobody owns is gone from `boot.rs`”: no such remark has the words."""
    match = re.match(
        rf"(?:[Tt]he |[Aa]ll )?(?P<mark>TODO|FIXME|XXX|HACK)s?(?: comment| remark)? (?:about|on|for|that says|which says|regarding) (?P<words>.+?) "
        rf"{_GONE}(?: (?:from|in) (?P<place>`?[\w./-]+\.rs`?))?{_LATELY}$",
        said,
    )  # fmt: skip
    if match is None:
        return None
    files = _files(case, match["place"]) if match["place"] else _near(case)
    if isinstance(files, Finding):
        return files
    wanted = {_stem(w) for w in re.findall(r"[a-z]\w{3,}", match["words"].lower()) if w not in _SMALL}
    if not files or len(wanted) < _TELLING:
        return undecided("not-understood", "which remark is meant is not clear")
    nearest = 0.0
    for file in files:
        for at, remark in _remarks(file, match["mark"]):
            have = {_stem(w) for w in re.findall(r"[a-z]\w{3,}", remark.lower())}
            share = len(wanted & have) / len(wanted)
            if share >= _MEANT:
                return fails("still-there", f"the {match['mark']} is left in `{file.path}`", evidence=(_at(file, at, remark[:60]),))
            nearest = max(nearest, share)
    if nearest > _STRANGE:
        return undecided("not-understood", f"a {match['mark']} is left that may be the one")
    return holds(f"no {match['mark']} of {', '.join(f'`{f.path}`' for f in files)} speaks of that")


_TELLING, _MEANT, _STRANGE = 2, 0.6, 0.0  # words that tell a remark; the share of them that it has, or surely has not


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word[: -len(ending)]
    return word


def _remarks(file: CodeFile, mark: str) -> list[tuple[int, str]]:
    """The comments with `mark`, each with the rows of comment that follow it."""
    rows = file.rust.source.data.decode("utf-8", "replace").split("\n")
    starts = file.rust.source.line_starts()
    found = []
    for n, row in enumerate(rows):
        if re.search(rf"//.*\b{mark}\b", row):
            text, last = row.partition("//")[2], n + 1
            while last < len(rows) and rows[last].strip().startswith("//"):
                text, last = f"{text} {rows[last].strip().lstrip('/! ')}", last + 1
            found.append((starts[n], text.strip()))
    return found


def _comment(said: str, case: Case) -> Finding | None:
    """“A comment points at the vendor's errata.txt”: some comment of the files at hand has the name in it."""
    match = re.match(
        r"(?:a|the|some|one) (?:new )?comment (?:in `?(?P<place>[\w./-]+\.rs)`? )?(?:points at|points to|refers to|references|links to|cites|names|mentions) "
        r"(?:[\w’']+ ){0,3}`?(?P<what>\w[\w-]*(?:[._/-]\w+)+)`?$",
        said,
        re.I,
    )
    if match is None:
        return None
    files = _files(case, match["place"]) if match["place"] else _near(case)
    if isinstance(files, Finding):
        return files
    what = match["what"]
    for file in files:
        for node in walk(file.rust.root):
            if is_comment(node) and what in file.rust.text(node):
                return holds(f"a comment has `{what}`", evidence=(_at(file, node.start_byte, what),))
    if files and not any(what.rpartition(".")[0].encode() in f.rust.source.data for f in files):
        return fails("not-mentioned", f"no comment of {', '.join(f'`{f.path}`' for f in files)} has `{what}`")
    return None


def _named_number(said: str, case: Case) -> Finding | None:
    """“The limit 0xF is a named constant”: some constant has the number; without one it is none."""
    match = re.match(r"(?:the )?(?:[\w-]+ ){0,2}`?(0x[0-9a-fA-F_]+|\d[\d_]*)`? is a (?:named )?constant$", said, re.I)
    wanted = integer(match[1]) if match is not None else None
    if match is None or wanted is None:
        return None
    files = _near(case)
    if not files or any(errors(f.rust.root) for f in files):
        return undecided("no-place", "where it is to be one is not clear")
    bare: list[tuple[CodeFile, Node]] = []
    named: list[Declaration] = []
    for file in files:
        constants = [d for d in file.declarations() if d.item.kind in ("const", "static")]
        spans = [d.item.span for d in constants]
        for node in walk(file.rust.root):
            if node.type == "integer_literal" and integer(file.rust.text(node)) == wanted:
                inside = [d for d, s in zip(constants, spans, strict=True) if s.start <= node.start_byte < s.end]
                named += inside
                bare += [] if inside else [(file, node)]
    if named:
        return None  # whether it is this limit that has the name is another matter
    if not bare:
        return None
    told = tuple(_at(f, n.start_byte, f.rust.text(n)) for f, n in bare[:4])
    paths = tuple(p for p in case.code.tree.paths() if p.endswith(".rs") and p not in {f.path for f in files})
    if any(_has_constant(case, path, wanted) for path in paths):
        return None
    return fails("not-a-constant", f"`{match[1]}` is written as a number, and no constant has it", evidence=told)


def _has_constant(case: Case, path: str, value: int) -> bool:
    source = case.code.tree.read(path)
    if source is None:
        return True
    declared = re.findall(rb"\b(?:const|static)\b[^=;]*=([^;]*);", source.data)
    return any(integer(t) == value for text in declared for t in re.findall(r"\b\d\w*", text.decode("utf-8", "replace")))


def _elements(said: str, case: Case) -> Finding | None:
    """“`services()` returns seven regions”: the list that is all that the function gives back is counted."""
    match = re.match(rf"`([\w:]+)(?:\(\))?` (?:returns|gives back|yields|lists) {_COUNT} (?:[a-z]+ )?[a-z]+s$", said)
    if match is None:
        return None
    subject = find_method(case, match[1])
    if len(subject.found) != 1:
        return None
    function = subject.found[0]
    body = function.item.node.child_by_field_name("body")
    own = [c for c in body.named_children if not is_comment(c)] if body is not None else []
    if len(own) != 1 or function.item.in_macro or any(n.type == "return_expression" for n in walk(function.item.node)):
        return None
    count = _count_of(function.file, own[0])
    if count is None:
        return None
    wanted = NUMBERS.get(match[2], 0) or int(match[2])
    told = f"`{match[1]}` gives back {count}"
    return holds(told, function) if count == wanted else fails("other-count", f"{told}, not {wanted}", function)


def _count_of(file: CodeFile, node: Node) -> int | None:
    """How many elements an array or a `vec![…]` lists; None if that is not written out."""
    while node.type in ("expression_statement", "reference_expression") and node.named_children:
        node = node.named_children[-1]
    if node.type == "array_expression":
        if node.child_by_field_name("length") is not None:
            return None
        parts = [c for c in node.named_children if not is_comment(c)]
        return None if any(c.type in ("attribute_item", "macro_invocation") for c in parts) else len(parts)
    if node.type != "macro_invocation" or file.rust.text(node).partition("!")[0].strip() != "vec":
        return None
    tree = node.named_children[-1]
    count, filled = 0, False
    for child in tree.children[1:-1]:
        text = file.rust.text(child)
        if text in (";", "#") or child.type in ("macro_invocation", "attribute_item"):
            return None
        if text == ",":
            count, filled = count + filled, False
        elif not is_comment(child):
            filled = True
    return count + filled


def _in_front(said: str, case: Case) -> Finding | None:
    """“Each of the five `copy` calls in `f` has a `check!` in front of it”: right before each statement that calls it."""
    match = re.match(
        rf"(?:each|every one|all) of the (?:{_COUNT} )?`(?P<what>[\w:]+)(?:\(\))?` calls in `(?P<of>[\w:]+)(?:\(\))?` (?:has|have) an? `(?P<by>[\w:]+!?)(?:\(\))?` "
        r"(?:in front of|before|ahead of) (?:it|them)$|(?:each|every) `(?P<what2>[\w:]+)(?:\(\))?` call in `(?P<of2>[\w:]+)(?:\(\))?` "
        r"(?:has an? `(?P<by2>[\w:]+!?)(?:\(\))?` (?:in front of|before|ahead of) it|is preceded by an? `(?P<by3>[\w:]+!?)(?:\(\))?`(?: call)?)$",
        said,
        re.I,
    )  # fmt: skip
    if match is None:
        return None
    what, of, by = match["what"] or match["what2"], match["of"] or match["of2"], match["by"] or match["by2"] or match["by3"]
    subject = find_method(case, of)
    if len(subject.found) != 1 or subject.found[0].item.in_macro:
        return None
    function = subject.found[0]
    file = function.file
    places = [s for s in _statements(function.item.node) if _calls(file, s, what, inner=False)]
    wanted = NUMBERS.get((match[1] or "").lower(), 0) or int(match[1] or 0)
    if not places or (wanted and len(places) != wanted):
        return None
    for place in places:
        before = place.prev_named_sibling
        while before is not None and (is_comment(before) or before.type == "attribute_item"):
            before = before.prev_named_sibling
        if before is None or not _is_call(file, before, by):
            known = any(_calls(file, s, by, inner=True) for s in _statements(function.item.node))
            note = (_at(file, place.start_byte, f"no `{by}` right before"),)
            if known and before is not None:
                return undecided("not-understood", f"`{by}` does not stand right before each `{what}`", evidence=note)
            return fails("call-not-found", f"a `{what}` has no `{by}` in front of it", function, evidence=note)
    return holds(f"a `{by}` stands right before each of the {len(places)} `{what}` calls", function)


def _statements(node: Node) -> list[Node]:
    return [
        c for n in walk(node) if n.type == "block" for c in n.named_children if not is_comment(c) and c.type != "attribute_item"
    ]


def _calls(file: CodeFile, statement: Node, name: str, *, inner: bool) -> bool:
    """Whether a statement has a call of `name`; without `inner` not in a block that it holds."""
    stack = [statement]
    while stack:
        node = stack.pop()
        if node.type == "block" and not inner and node.id != statement.id:
            continue
        if _is_call(file, node, name):
            return True
        stack += node.named_children
    return False


def _is_call(file: CodeFile, node: Node, name: str) -> bool:
    while node.type == "expression_statement" and node.named_children:
        node = node.named_children[0]
    if name.endswith("!"):
        macro = node.child_by_field_name("macro") if node.type == "macro_invocation" else None
        return macro is not None and file.rust.text(macro).rpartition("::")[2] == name.rstrip("!")
    function = node.child_by_field_name("function") if node.type == "call_expression" else None
    return function is not None and re.split(r"::|\.", "".join(file.rust.text(function).split()))[-1] == name.rpartition("::")[2]


def _arms_without(said: str, case: Case) -> Finding | None:
    """“The unix and windows arms of `run` do not look at `depth`”: no such arm has the name in it."""
    match = re.match(
        r"the `?(\w+)`?(?: and|,) `?(\w+)`? arms of `([\w:]+)(?:\(\))?` do not (?:look at|use|read|mention|touch|refer to) `(\w+)`$", said, re.I
    )  # fmt: skip
    if match is None:
        return None
    subject = find_method(case, match[3])
    if len(subject.found) != 1 or subject.found[0].item.in_macro or subject.found[0].item.kind not in KINDS_OF["fn"]:
        return None
    function, file = subject.found[0], subject.found[0].file
    for name in (match[1], match[2]):
        arms = [n for n in walk(function.item.node) if n.type == "match_arm" and _is_for(file, n, name)]
        if len(arms) != 1:
            return None
        used = [
            n
            for n in walk(arms[0])
            if n.type in ("identifier", "field_identifier", "shorthand_field_identifier") and file.rust.text(n) == match[4]
        ]
        text = file.rust.text(arms[0])
        if used:
            return fails(
                "still-there", f"the arm for `{name}` has `{match[4]}`", evidence=(_at(file, used[0].start_byte, match[4]),)
            )
        if re.search(rf"\b{match[4]}\b", text):
            return None  # in a macro call or a text
    return holds(f"neither arm has `{match[4]}`", function)


def _is_for(file: CodeFile, arm: Node, name: str) -> bool:
    pattern = arm.child_by_field_name("pattern")
    text = file.rust.text(pattern) if pattern is not None else ""
    last = re.split(r"::", text.split("(")[0].split("{")[0].strip())[-1]
    return last.replace("_", "").lower() == name.replace("_", "").lower() and "|" not in text


_READERS = (
    ("no_such_spelling", _misspelling), ("no_such_remark", _remark), ("comment_refers", _comment), ("number_has_name", _named_number),
    ("counts_listed", _elements), ("stands_before_each", _in_front), ("arms_leave_out", _arms_without),
)  # fmt: skip
