"""Facts of declarations that sentences tell in words of their own: a function called by its role, what is left to be written, the licence
that a file begins with, what every caller hands over.

Every reader gives None for a sentence that is none of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files, files_of, resolved_path
from uowgen.claims.kind import Finding, fails, first_told, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.facts.code import counts
from uowgen.model import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.kind import Case
    from uowgen.facts.code import CodeFile, Declaration
    from uowgen.grammar import Node


def spoken_head(said: str, case: Case) -> tuple[str, Finding] | None:
    """The kind of fact that `said` tells, and whether it is so; None where it tells none."""
    return first_told(_READERS, said, case)


_ROLE = (
    r"(?:wrapper|handler|function|helper|method|constructor|entry point|stub|shim|routine|syscall|system call|accessor|getter|setter|hook|callback|"
    r"implementation|side|version|variant|fn)"
)


def _by_role(said: str, case: Case) -> Finding | None:
    """“The abi wrapper is `pub fn f(a: A) -> B`”: the function of that name in the place that the words before its role name."""
    match = re.match(
        rf"(?:the |its |this )?(?P<where>(?:`?[\w-]+`? ){{0,2}})(?P<role>{_ROLE})(?: (?:in|of) (?:the )?`?(?P<crate>[\w./-]+)`?(?: crate)?)? "
        r"(?:is|reads|is declared as|is declared|is defined as|has the signature|has signature|is now|becomes)(?: now)? `(?P<code>[^`]*\bfn \w+[^`]*)`$",
        said,
        re.I,
    )  # fmt: skip
    if match is None:
        return None
    name = re.search(r"\bfn (\w+)", match["code"])
    places = [w.strip("` ") for w in (*match["where"].split(), match["crate"] or "") if w.strip("` ")]
    bare = name[1] if name is not None else ""
    there = [d for d in case.code.declared_anywhere(bare) if d.item.kind == "fn" and counts(d)]
    for place in places:
        if not any(_lies_in(p, place) for p in case.code.tree.paths()):
            return undecided("no-place", f"where “{place}” is, is not known")
    mine = [d for d in there if all(_lies_in(d.file.path, place) for place in places)]
    if not places:
        near = set(files_of(case))
        mine = [d for d in there if d.file.path in near] or there
    if not mine:
        return _none_there(case, bare, places)
    if len(mine) != 1:
        return undecided("subject-ambiguous", f"which `{bare}` is meant is not clear", *mine[:3])
    return _declared_so(case, mine[0], match["code"])


def _lies_in(path: str, place: str) -> bool:
    """Whether `path` is that file, or stands in a folder of that name."""
    wanted = place.lower().strip("/")
    return f"/{path}".lower().endswith(f"/{wanted}") or f"/{wanted}/" in f"/{path}".lower()


def _none_there(case: Case, name: str, places: list[str]) -> Finding:
    """That no function is called so there; a macro may make one of that name."""
    paths = [p for p in case.code.paths_with_word(name) if all(_lies_in(p, place) for place in places)]
    for path in paths:
        source = case.code.tree.read(path)
        if source is None or re.search(rf"(?<!\w){name}(?!\w)", source.data.decode("utf-8", "replace")):
            file = case.code.file(path)
            macro = file is None or any(
                d.item.kind == "macro call" and re.search(rf"\b{name}\b", d.text) for d in file.declarations()
            )
            if macro:
                return undecided("inside-macro", f"a macro call in `{path}` may make a `{name}`")
    listed = " of ".join(f"“{p}”" for p in places)
    return fails("item-not-found", f"no function of {listed or 'the tree'} is called `{name}`")


def _declared_so(case: Case, function: Declaration, code: str) -> Finding:
    from uowgen.claims import kind_called
    from uowgen.claims.sentences.frame import Reading

    kept, case.only = case.only, function
    try:
        found = kind_called("has_signature").decide(Reading("by role", {"signature": code}), case)
    finally:
        case.only = kept
    if found.outcome == "holds" and not any(e.file == function.file.path and e.line == function.line for e in found.evidence):
        return undecided("subject-ambiguous", f"which `{function.item.name}` is meant is not clear", function)
    return found


_LEFT = r"(?:(?:is|are) (?:still |to be )?(?:left|kept|stubbed out|stubbed) (?:as|with|to)|(?:is|are) still|(?:stays?|remains?)(?: as)?|(?:is|are) (?:just |only )?an? (?:stub with|placeholder with)|stay|remain)"
_STUBS = ("todo!", "unimplemented!")


def _left_to_do(said: str, case: Case) -> Finding | None:
    """“`A` and `B` are left as `todo!()`”: the arm of each variant, or the body of each function, is that macro and nothing else."""
    match = re.match(
        rf"(?P<names>`[\w:]+(?:\(\))?`(?:(?:,| and|, and| &) `[\w:]+(?:\(\))?`)*) (?:both |all )?{_LEFT} (?:a |an )?`(?P<macro>todo|unimplemented)!(?:\(\))?`(?: (?:for now|for the moment|here|in `(?P<by>[\w:]+)(?:\(\))?`))?$",
        said,
    )  # fmt: skip
    if match is None:
        return None
    found: list[Evidence] = []
    for name in re.findall(r"`([^`]+)`", match["names"]):
        one = _stub_of(case, name, match["macro"] + "!", bare_name(match["by"] or ""))
        if one.outcome != "holds":
            return one
        found += one.evidence
    return holds(f"each is left as `{match['macro']}!()`", evidence=tuple(found))


def _stub_of(case: Case, name: str, macro: str, by: str) -> Finding:
    bare = bare_name(name)
    functions = [d for d in case.code.declared(bare, files_of(case)) if d.item.kind == "fn" and counts(d)]
    if functions and bare[:1].islower():
        if len(functions) != 1:
            return undecided("subject-ambiguous", f"which `{bare}` is meant is not clear", *functions[:3])
        body = functions[0].item.node.child_by_field_name("body")
        return _is_stub(functions[0].file, body, bare, macro)
    owner = name.rpartition("::")[0].rpartition("::")[2]
    arms = [a for a in _arms(case, bare, owner) if not by or a[2] == by]
    stubs = [a for a in arms if _only_macro(a[0], a[1]) == macro]
    if stubs:
        return holds(f"the arm for `{bare}` is `{macro}()`", evidence=tuple(_at(f, v, f"`{macro}()`") for f, v, _ in stubs[:4]))
    if any(_only_macro(f, v) in _STUBS or macro.rstrip("!") in f.rust.text(v) for f, v, _ in arms):
        return undecided("not-understood", f"whether the arm for `{bare}` is left so is not plain")
    if not arms:
        return undecided("no-subject", f"no `match` has an arm for `{bare}`")
    return fails("other-value", f"the arm for `{bare}` is written out", evidence=tuple(_at(f, v, bare) for f, v, _ in arms[:4]))


def _is_stub(file: CodeFile, body: Node | None, name: str, macro: str) -> Finding:
    if body is None:
        return undecided("empty-body", f"`{name}` has no body")
    if _only_macro(file, body) == macro:
        return holds(f"the body of `{name}` is `{macro}()`", evidence=(_at(file, body, name),))
    if any(m.rstrip("!") in file.rust.text(body) for m in _STUBS):
        return undecided("not-understood", f"whether `{name}` is left so is not plain", evidence=(_at(file, body, name),))
    return fails("other-value", f"`{name}` is written out", evidence=(_at(file, body, name),))


def _only_macro(file: CodeFile, node: Node) -> str:
    """The macro that is all that an expression or a block is, with `!`; empty for anything else."""
    while node.type in ("block", "expression_statement", "unsafe_block", "parenthesized_expression"):
        inner = [c for c in node.named_children if "comment" not in c.type]
        if len(inner) != 1:
            return ""
        node = inner[0]
    macro = node.child_by_field_name("macro") if node.type == "macro_invocation" else None
    return f"{bare_name(file.rust.text(macro))}!" if macro is not None else ""


def _arms(case: Case, variant: str, owner: str) -> Iterator[tuple[CodeFile, Node, str]]:
    """What the arms for a variant give, in functions of the tree that ordinary builds have, with the name of the function."""
    for path in case.code.paths_with_word(variant):
        file = case.code.file(path)
        for function in file.declarations() if file is not None else ():
            if function.item.kind != "fn" or not counts(function):
                continue
            stack = [function.item.node]
            while stack:
                node = stack.pop()
                if node.type == "match_arm" and (value := node.child_by_field_name("value")) is not None:
                    pattern = node.child_by_field_name("pattern")
                    paths = re.findall(r"[\w:]+", function.file.rust.text(pattern)) if pattern is not None else []
                    mine = [p for p in paths if p.rpartition("::")[2] == variant]
                    if any(not owner or p.rpartition("::")[0].rpartition("::")[2] in (owner, "Self", "") for p in mine):
                        yield function.file, value, function.item.name
                stack.extend(node.named_children)


def _at(file: CodeFile, node: Node, note: str) -> Evidence:
    line = file.rust.source.line_of(node.start_byte)
    return Evidence(file.path, line, line, note)


_LICENCE = r"(?P<id>[A-Z][\w.+-]*(?: (?:OR|AND|WITH) [A-Z][\w.+-]*)*)"


def _licensed(said: str, case: Case) -> Finding | None:
    """“Both new `a.rs` files start with the MIT SPDX header”: the first rows of each are comments, one with that identifier."""
    match = re.match(
        rf"(?P<which>(?:(?:both|all|each of|every one of)(?: of)? )?(?:the )?(?:two |three |four )?(?:new )?(?:(?P<path>`?[\w./-]+\.rs`?)(?: (?P<noun>files?))?|(?P<any>new files?|files? that (?:is|are) new))) "
        rf"(?:starts?|begins?|opens?|carry|carries|has|have|bears?) (?:with |in )?(?:the |an? )?(?:usual )?(?:`// SPDX-License-Identifier: {_LICENCE}`|`?{_LICENCE.replace('<id>', '<id2>')}`? (?:SPDX|licen[cs]e|SPDX licen[cs]e)(?: (?:header|line|comment|identifier|notice|tag))?"
        rf"|SPDX (?:header|line|comment|identifier|tag) (?:for|of|with) `?{_LICENCE.replace('<id>', '<id3>')}`?)(?: (?:line|header|comment))?(?: (?:at the top|in (?:its|their) first (?:line|row)))?$",
        said,
        re.I,
    ) or re.match(
        rf"(?P<which>(?P<any>(?:every|each|all) new (?:rust )?(?:source )?files?)) (?:starts?|begins?|carry|carries|has|have) (?:with )?(?:the |an? )?(?:`// SPDX-License-Identifier: {_LICENCE}`|`?{_LICENCE.replace('<id>', '<id2>')}`? SPDX(?: (?:header|line|comment|identifier))?)(?P<path>)(?P<noun>)(?P<id3>)$",
        said,
        re.I,
    )  # fmt: skip
    if match is None:
        return None
    wanted = match["id"] or match["id2"] or match["id3"]
    paths = _spoken_files(case, (match["path"] or "").strip("`"), match["which"].lower())
    if isinstance(paths, Finding):
        return paths
    told: list[Evidence] = []
    for path in paths:
        source = case.code.tree.read(path)
        if source is None:
            return fails("file-not-found", f"the tree has no file `{path}`")
        head = _opening_comments(source.data.decode("utf-8", "replace"))
        spdx = next((m[1].strip() for row in head if (m := re.search(r"SPDX-License-Identifier:\s*([^*]+)", row)) is not None), "")
        if spdx != wanted:
            why = f"`{path}` begins with `{spdx}`" if spdx else f"`{path}` begins with no SPDX line"
            return fails("not-mentioned", why, evidence=(Evidence(path, 1, 1, (head[0] if head else "the file")[:60]),))
        told.append(Evidence(path, 1, 1, f"SPDX: {spdx}"))
    return holds(f"{len(paths)} {'file begins' if len(paths) == 1 else 'files begin'} with `{wanted}`", evidence=tuple(told))


def _opening_comments(text: str) -> list[str]:
    """The rows of comment that a file begins with."""
    rows: list[str] = []
    for row in text.split("\n"):
        if not row.strip().startswith(("//", "/*", "*")):
            break
        rows.append(row.strip())
    return rows


_SEVERAL = {"two": 2, "three": 3, "four": 4, "both": 2}


def _spoken_files(case: Case, path: str, which: str) -> tuple[str, ...] | Finding:
    """The files that are meant: those of the spec that end so, the new ones where it says so, as many as it says."""
    new = "new" in which.split()
    listed = [f.path for f in case.spec.files if f.path.endswith(".rs") and (f.use == "create" or not new)]
    mine = tuple(dict.fromkeys(p for p in listed if not path or f"/{p}".endswith(f"/{path}")))
    words = which.split()
    count = next((n for w, n in _SEVERAL.items() if w in words), 0)
    many = count > 0 or not _SEVERAL.keys().isdisjoint(words) or bool({"all", "each", "every"} & set(words)) or not path
    if many and new:
        if not mine or (count and len(mine) != count):
            return undecided("subject-ambiguous", f"which files “{which}” means is not clear")
        return mine
    if many:
        return undecided("subject-ambiguous", f"which files “{which}” means is not clear")
    found = resolved_path(case, path) or mine
    if not found:
        return fails("file-not-found", f"the tree has no file `{path}`")
    return found if len(found) == 1 else undecided("subject-ambiguous", f"`{path}` could be {', '.join(f'`{p}`' for p in found)}")


def _callers_pass(said: str, case: Case) -> Finding | None:
    """“All callers of `f` pass a task name”: `f` takes one, as the spec's own block has it, and rustc sees to it that each call has it."""
    match = re.match(
        r"(?:all|every|each) (?:of the )?(?:callers?|calls?|call sites?|uses?)(?: of| to| that use)? `(?P<of>[\w:]+)(?:\(\))?` (?:now )?(?:pass|passes|give|gives|hand|hands|supply|supplies|provide|provides)(?: it| over| in)? (?:an?|the|its|their) (?P<what>[a-z]+(?: [a-z]+){0,2})(?: (?:too|now|as well|along|to it))?$",
        said,
        re.I,
    )  # fmt: skip
    if match is None:
        return None
    from uowgen.claims.subject import find_method
    from uowgen.facts.signature import parameters_of

    words = match["what"].lower().split()
    shown = [d for f in block_files(case) for d in f.named(bare_name(match["of"])) if d.item.kind == "fn"]
    subject = find_method(case, match["of"])
    if len(subject.found) != 1 or subject.found[0].item.in_macro:
        return None
    function = subject.found[0]

    def taken(one: Declaration) -> list[str]:
        return [
            p.name for p in parameters_of(one) if words[-1] in p.name.lower().split("_") and _all_said(words, p.name, one, case)
        ]

    if taken(function):
        calls = _calls_of(case, function)
        if calls is None:
            return undecided("inside-macro", f"a call of `{match['of']}` may be made by a macro", function)
        if not calls:
            return undecided("vacuous", f"nothing calls `{match['of']}`", function)
        return holds(
            f"`{match['of']}` takes `{taken(function)[0]}`, which each of {len(calls)} calls passes", function, evidence=calls
        )
    if len(shown) == 1 and taken(shown[0]):
        return fails("parameter-not-found", f"`{match['of']}` takes no `{taken(shown[0])[0]}`", function)
    return None


def _all_said(words: list[str], parameter: str, function: Declaration, case: Case) -> bool:
    """Whether the words before the last one are parts of the parameter's name, or of the function's name or what its comment speaks of.

    The prose may also call what the function is given so.
    """
    for paragraph in re.split(r"\n\s*\n", case.document.slice(case.spec.span)):
        prose = "" if paragraph.lstrip().startswith(("- [", "* [")) else " ".join(paragraph.lower().split())
        if " ".join(words) in prose and f"`{function.item.name}" in paragraph.replace("::", "`"):
            return True
    from uowgen.facts.documentation import comment_of

    near = {
        *parameter.lower().split("_"),
        *function.item.name.lower().split("_"),
        *re.findall(r"[a-z]+", comment_of(function).lower()),
    }
    near |= set(re.findall(r"[a-z]+", re.sub(r"([A-Z])", r" \1", function.text.partition("{")[0]).lower()))
    return all(w in near for w in words[:-1])


def _calls_of(case: Case, function: Declaration) -> tuple[Evidence, ...] | None:
    from uowgen.facts.calls import calls_in

    name = function.item.name
    found: list[Evidence] = []
    for path in case.code.paths_with_word(name):
        file = case.code.file(path)
        for call in calls_in(file, file.rust.root) if file is not None else ():
            if call.matches(name) and ("." not in call.path or function.owner):
                if not call.sure:
                    return None
                found.append(Evidence(call.file, call.line, call.line, f"`{call.path}`"))
    return tuple(found[:12])


_READERS = (
    ("has_signature", _by_role),
    ("is_left_to_do", _left_to_do),
    ("file_mentions", _licensed),
    ("every_caller", _callers_pass),
)
