"""What sentences tell of how things look from outside: how a type is printed, which number a variant has, what comments say, who does what.

Every reader gives None for a sentence that is none of its own, and for code of which it cannot tell.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import files_of, resolved_path
from uowgen.claims.kind import Finding, fails, first_told, holds
from uowgen.claims.subject import KINDS_OF, context_function, find, find_method
from uowgen.facts.documentation import comment_of
from uowgen.facts.members import derives_of
from uowgen.facts.uses import integer
from uowgen.model import Evidence
from uowgen.rust.syntax import is_comment, walk

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import CodeFile, Declaration
    from uowgen.grammar import Node


def spoken_look(said: str, case: Case) -> tuple[str, Finding] | None:
    """The kind of fact that `said` tells, and whether it is so; None where it tells none."""
    return first_told(_READERS, said, case)


def _at(file: CodeFile, node: Node, note: str) -> tuple[Evidence, ...]:
    line = file.rust.source.line_of(node.start_byte)
    return (Evidence(file.path, line, line, note),)


def _near(case: Case) -> list[CodeFile]:
    return [file for path in files_of(case) if (file := case.code.file(path)) is not None]


_HEX = re.compile(
    r"(?P<prefix>0x\{[\w.]*:\d*x[?]?\}|\{[\w.]*:#\d*x[?]?\})|(?P<two>\{[\w.]*:02x[?]?\})|(?P<bare>\{[\w.]*:\d*x[?]?\})", re.I
)


_HEX_ASKED = re.compile(rb":#?\d*x\?\}")


def _holds_numbers(declaration: Declaration) -> bool:
    """Whether all that a type holds are numbers, arrays of them and references to these."""
    kinds = [n.child_by_field_name("type") for n in walk(declaration.item.node) if n.type == "field_declaration"]
    names = {w for k in kinds if k is not None for w in re.findall(r"(?<!')\b[A-Za-z_]\w*", declaration.file.rust.text(k))}
    return bool(kinds) and names <= _INTEGERS


_INTEGERS = frozenset(["u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize", "mut", "const"])


def _printed(said: str, case: Case) -> Finding | None:
    """“`{:?}` of a `Frame` shows the number in hexadecimal with a 0x prefix”: what the hand-written impl writes; a derived one writes decimals."""
    match = re.match(
        r"(?:`\{:\?\}` of (?:an? )?`(?P<t>\w+)` (?:shows|prints|writes|gives) .*\bhex(?:adecimal)?\b(?P<prefix>.*\b0x\b.*)?"
        r"|the (?:debug|`debug`) output of (?:an? )?`(?P<t2>\w+)` (?:shows|is|prints) .*\bhex(?:adecimal)?\b(?P<prefix2>.*\b0x\b.*)?"
        r"|`(?P<t3>\w+)` is (?:printed|shown|logged|debug-printed) in hex(?:adecimal)?(?: in the same (?:manner|way)| as well| too| likewise)?"
        r"|the (?:bytes|data|contents?) of (?:an? )?`(?P<t4>\w+)` (?:are|is) (?:shown|printed|written) as two hex(?:adecimal)? digits(?: each)?)$",
        said, re.I,
    )  # fmt: skip
    if match is None:
        return None
    name = match["t"] or match["t2"] or match["t3"] or match["t4"]
    types = find(case, name, KINDS_OF["type"]).found
    if len(types) != 1 or types[0].item.kind not in ("struct", "enum", "union") or types[0].item.in_macro:
        return None
    impls = [
        d for d in case.code.impls_of(name) if d.item.name.partition("<")[0].partition(" for ")[0].rpartition("::")[2] == "Debug"
    ]
    impls = impls or [d for d in case.code.impls_of(name) if re.match(r"(?:\w+::)*Debug for ", d.item.name)]
    derived = "Debug" in derives_of(types[0])
    if derived and not impls:
        if not _holds_numbers(types[0]) or any(_HEX_ASKED.search(f.rust.source.data) for f in _near(case)):
            return None  # what it holds may print itself, or those who print it may ask for it
        return fails("behaves-differently", f"`Debug` of `{name}` is derived, which prints decimals", types[0])
    if len(impls) != 1 or derived:
        return None
    marks = list(_HEX.finditer(impls[0].text))
    wanted = "two" if match["t4"] else "prefix" if match["prefix"] or match["prefix2"] else ""
    fitting = [m for m in marks if not wanted or m[wanted]]
    return holds(f"`Debug` of `{name}` writes `{fitting[0][0]}`", impls[0]) if fitting else None


def _numbered(said: str, case: Case) -> Finding | None:
    """“`Reset` is call number 6”: the number that the one variant of that name is given, in an enum or in a macro that makes one."""
    match = re.match(
        r"`(?:\w+::)?([A-Z]\w*[a-z]\w*)` (?:(?:is|has|gets) (?:the )?(?:\w+ ){0,2}(?:number|code|value|discriminant|id)|is|stays|equals|=) `?(0x[0-9a-fA-F_]+|\d[\d_]*)`?$",
        said,
    )
    wanted = integer(match[2]) if match is not None else None
    if match is None or wanted is None:
        return None
    rows = [
        (f, f.rust.source.data.count(b"\n", 0, row.start()) + 1, row[1])
        for f in _near(case)
        for row in re.finditer(
            rb"(?m)^[ \t]*" + match[1].encode() + rb"[ \t]*=[ \t]*(0x[0-9a-fA-F_]+|\d[\d_]*)[ \t]*,", f.rust.source.data
        )
    ]
    if len(rows) != 1:
        return None
    file, line, value = rows[0]
    told = (Evidence(file.path, line, line, match[1]),)
    said_there = integer(value.decode())
    if said_there == wanted:
        return holds(f"`{match[1]}` is {said_there}", evidence=told)
    return fails("other-value", f"`{match[1]}` is {said_there}, not {wanted}", evidence=told)


_SMALL = frozenset(
    [
        "that",
        "this",
        "there",
        "with",
        "from",
        "into",
        "have",
        "been",
        "when",
        "where",
        "while",
        "which",
        "them",
        "they",
        "their",
        "these",
        "those",
        "what",
        "does",
        "only",
        "about",
    ]
)


def _stems(text: str) -> set[str]:
    found = set()
    for word in re.findall(r"[a-z]\w{3,}", text.lower()):
        if word not in _SMALL:
            found.add(re.sub(r"(?:ing|ed|es|s|e)$", "", word) if len(word) > len("those") else word)
    return found


def _doc_claims(said: str, case: Case) -> Finding | None:
    """“The doc comment of `init` no longer claims that there is no heap yet”: its words are all there, or none of them is."""
    match = re.match(
        r"the (?:doc comment|documentation|docs?|comment) (?:of|on|above|over) `([\w:]+)(?:\(\))?` (?P<no>no longer |does not |never )?"
        r"(?:claims?|says?|states?|mentions?|warns?|promises?|tells?)(?: that)? (?P<what>.+)$",
        said, re.I,
    )  # fmt: skip
    if match is None or '"' in match["what"] or "`" in match["what"]:
        return None
    subject = find_method(case, match[1])
    wanted = _stems(match["what"])
    if len(subject.found) != 1 or len(wanted) < _TELLING:
        return None
    text = comment_of(subject.found[0])
    have = wanted & _stems(text)
    told = f"the doc comment of `{match[1]}` speaks of {', '.join(sorted(have))}" if text else f"`{match[1]}` has no doc comment"
    if have == wanted:
        return (
            fails("still-there", told, subject.found[0])
            if match["no"]
            else None
            if len(wanted) < _SURE
            else holds(told, subject.found[0])
        )
    if not text.strip():  # the same may be said in other words
        return holds(told, subject.found[0]) if match["no"] else fails("not-mentioned", told, subject.found[0])
    return None


_TELLING, _SURE = 2, 4


def _comment_says(said: str, case: Case) -> Finding | None:
    """“a comment reminds people to bump the version when `Config` changes”: not where no comment has two of the words; more is for people."""
    match = re.match(
        r"(?:a|one|some) (?:new )?comment (?:reminds|tells|says|warns|asks|explains|notes|points out)(?: (?:people|readers|everybody|us|the reader))?(?: to| that| why| how)? (?P<what>[^`]+) "
        r"`(?P<name>\w+)`(?P<more>[^`]*)$",
        said, re.I,
    )  # fmt: skip
    wanted = _stems(f"{match['what']} {match['more']}") if match is not None else set()
    files = _near(case)
    if match is None or len(wanted) < _TELLING or not files:
        return None
    for file in files:
        for text in _comments(file):
            have = wanted & _stems(text.replace("_", " "))
            if len(have) >= _TELLING or (have and match["name"] in re.findall(r"\w+", text)):
                return None
    return fails("not-mentioned", f"no comment speaks so of `{match['name']}`")


def _comments(file: CodeFile) -> list[str]:
    return [file.rust.text(n) for n in walk(file.rust.root) if is_comment(n)]


def _array_field(said: str, case: Case) -> Finding | None:
    """“`Clock` owns a 256 byte register array”: a field of that type, its length written as a number."""
    match = re.match(
        r"`(\w+)` (?:owns|has|holds|carries|keeps|contains) an? (\d+)[- ]byte (?:\w+ )?(?:array|buffer|store|table|field)$",
        said,
        re.I,
    )
    types = find(case, match[1], KINDS_OF["type"]).found if match is not None else ()
    if match is None or len(types) != 1 or types[0].item.in_macro:
        return None
    kinds = [n.child_by_field_name("type") for n in walk(types[0].item.node) if n.type == "field_declaration"]
    texts = ["".join(types[0].file.rust.text(k).split()) for k in kinds if k is not None]
    lengths = [integer(m[1]) for t in texts if (m := re.fullmatch(r"\[u8;(.+)\]", t)) is not None]
    if int(match[2]) in lengths:
        return holds(f"`{match[1]}` has a field of {match[2]} bytes", types[0])
    if not kinds or None in lengths or not all(re.fullmatch(r"\[u8;.+\]", text) or _is_small(case, text) for text in texts):
        return None  # another type may be or hold such an array
    return fails("member-not-found", f"`{match[1]}` has no field of {match[2]} bytes", types[0])


def _is_small(case: Case, text: str) -> bool:
    """Whether a type as written is a number or an enum of the tree."""
    found = find(case, text, KINDS_OF["type"]).found if text.isidentifier() else ()
    return text in _INTEGERS or text == "bool" or (len(found) == 1 and found[0].item.kind == "enum")


_DEEDS = {
    "initialised": "init", "initialized": "init", "created": "create", "started": "start", "stopped": "stop", "registered": "register",
    "flushed": "flush", "freed": "free", "reset": "reset", "enabled": "enable", "disabled": "disable", "mapped": "map", "parsed": "parse",
}  # fmt: skip


def _done_by(said: str, case: Case) -> Finding | None:
    """“the frame pool is initialised by `boot` and not by mm.rs”: the one function of these words is called there, and not here."""
    match = re.match(
        rf"the ((?:[a-z]+ ){{1,3}})is ({'|'.join(_DEEDS)}) (?:by|in|from) `(\w+)(?:\(\))?`,? (?:and not|not) (?:by|in|from) `?([\w./-]+\.rs)`?$", said, re.I
    )  # fmt: skip
    if match is None:
        return None
    wanted = {*match[1].split(), _DEEDS[match[2].lower()]}
    names = {
        d.item.name
        for path in case.code.paths_with_word(_DEEDS[match[2].lower()]) or case.code.tree.paths()
        if path.endswith(".rs") and (f := case.code.file(path)) is not None
        for d in f.declarations()
        if d.item.kind == "fn" and wanted <= set(d.item.name.split("_"))
    }
    if len(names) != 1:
        names = _called_so(case, wanted)
    doer, paths = find_method(case, match[3]).found, resolved_path(case, match[4])
    if len(names) != 1 or len(doer) != 1 or len(paths) != 1:
        return None
    (name,) = names
    other = case.code.file(paths[0])
    if other is None:
        return None
    here = [n for n in walk(doer[0].item.node) if _is_call(doer[0].file, n, name)]
    there = [n for n in walk(other.rust.root) if _is_call(other, n, name)]
    if there:
        return fails("still-there", f"`{paths[0]}` calls `{name}`", evidence=_at(other, there[0], name))
    if here:
        return holds(f"`{match[3]}` calls `{name}`, and `{paths[0]}` does not", doer[0], evidence=_at(doer[0].file, here[0], name))
    return None


def _called_so(case: Case, wanted: set[str]) -> set[str]:
    """The functions of the tree whose names have all of the words."""
    found = set()
    for path in case.code.tree.paths():
        source = case.code.tree.read(path) if path.endswith(".rs") else None
        for name in re.findall(rb"\bfn (\w+)", source.data) if source is not None else ():
            if wanted <= set(name.decode("utf-8", "replace").split("_")):
                found.add(name.decode())
    return found


def _is_call(file: CodeFile, node: Node, name: str) -> bool:
    called = node.child_by_field_name("function") if node.type == "call_expression" else None
    return called is not None and re.split(r"::|\.", "".join(file.rust.text(called).split()))[-1] == name


def _signature(said: str, case: Case) -> Finding | None:
    """“The signature of the method is unchanged: `&self`, `u8`, `Answer`”: the types of its parameters, and what it gives back."""
    match = re.match(
        r"the signature of (?:the (?:method|function)|`(?P<of>[\w:]+)(?:\(\))?`) (?:is unchanged|stays|remains|is still|is)(?: the same)?: (?P<types>`.+`)$",
        said,
        re.I,
    )
    if match is None:
        return None
    function = _meant(case, match["of"])
    types = re.findall(r"`([^`]+)`", match["types"])
    if function is None or len(types) < _TELLING or re.sub(r"`[^`]+`", "", match["types"]).strip(" ,and") or function.item.in_macro:
        return None
    listed = function.item.node.child_by_field_name("parameters")
    own = []
    for node in listed.named_children if listed is not None else ():
        kind = node.child_by_field_name("type") if node.type == "parameter" else node if node.type == "self_parameter" else None
        if kind is not None:
            own.append("".join(function.file.rust.text(kind).split()))
    result = function.item.node.child_by_field_name("return_type")
    own.append("".join(function.file.rust.text(result).split()) if result is not None else "()")
    told = f"`{function.item.name}` has {', '.join(f'`{o}`' for o in own)}"
    wanted = ["".join(t.removeprefix("-> ").split()) for t in types]
    if own == wanted:
        return holds(told, function)
    return fails("other-signature", told, function) if len(own) != len(wanted) else None


def _meant(case: Case, name: str | None) -> Declaration | None:
    subject = find_method(case, name) if name else context_function(case)
    return subject.found[0] if len(subject.found) == 1 else None


def _null(said: str, case: Case) -> Finding | None:
    """“A null pointer is rejected with EINVAL”: not where the one function at hand neither asks for it nor has the error."""
    match = re.match(r"a null pointer (?:is|gets) (?:rejected|refused|answered) (?:with|by) `?(\w+)`?$", said, re.I)
    function = _meant(case, None) if match is not None else None
    body = function.item.node.child_by_field_name("body") if function is not None else None
    if match is None or function is None or body is None or function.item.in_macro:
        return None
    listed = function.item.node.child_by_field_name("parameters")
    if listed is None or "*" not in function.file.rust.text(listed):
        return None
    names = set(re.findall(r"\w+", function.file.rust.text(body)))
    asks = {"is_null", "null", "null_mut", "NonNull", "as_ref", "as_mut", match[1]} & names
    if asks or any(n.type == "try_expression" for n in walk(body)) or any(_may_check(function.file, n) for n in walk(body)):
        return None
    return fails("act-not-found", f"`{function.item.name}` asks for no null pointer and has no `{match[1]}`", function)


_KNOWN_CALLS = frozenset({"write", "read", "write_volatile", "read_volatile", "Ok", "Err", "Some", "from", "into"})


def _may_check(file: CodeFile, node: Node) -> bool:
    called = node.child_by_field_name("function") if node.type == "call_expression" else None
    return called is not None and re.split(r"::|\.", "".join(file.rust.text(called).split()))[-1] not in _KNOWN_CALLS


_READERS = (
    ("printed_so", _printed), ("variant_number", _numbered), ("doc_comment_says", _doc_claims), ("comment_says", _comment_says), ("has_array", _array_field),
    ("done_by", _done_by), ("signature_is", _signature), ("null_rejected", _null),
)  # fmt: skip
