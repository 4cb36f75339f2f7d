"""What sentences tell of the shape of declarations in words of their own: in which order they stand, from which variant to which an enum goes,
that nothing of some sorts bears a name any more, from which crate a type is, and functions that are told apart by where they stand.

Every reader gives None for a sentence that is none of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import resolved_path
from uowgen.claims.declarations.packages import package_of
from uowgen.claims.declarations.scope import regions
from uowgen.claims.declarations.types import without_paths
from uowgen.claims.kind import Finding, fails, first_told, holds, undecided
from uowgen.claims.sentences.everyday import NUMBERS
from uowgen.claims.subject import KINDS_OF, find, find_method, find_type
from uowgen.facts.code import counts
from uowgen.facts.imports import paths_used, used_names
from uowgen.facts.members import fields_of, variants_of
from uowgen.facts.signature import parameters_of, receiver_of, result_of
from uowgen.facts.uses import nodes_in
from uowgen.model import Evidence

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import CodeFile, Declaration
    from uowgen.grammar import Node

_CODES = r"`[^`]+`(?:(?:,? then|,? and|,) (?:then )?`[^`]+`)+"
_IN_ORDER = r"(?:,? in (?:that|this|exactly that|exactly this|just that|the given|the listed|the stated) order)"


def spoken_shape(said: str, case: Case) -> tuple[str, Finding] | None:
    """The kind of fact that `said` tells, and whether it is so; None where it tells none."""
    return first_told(_READERS, said, case)


class _Row(NamedTuple):
    """One of the things that stand in an order: what it is called, its type as written."""

    name: str
    type: str


def _in_order(said: str, case: Case) -> Finding | None:
    """“`f` takes `a`, `b` and `c` in that order”, “the variants of `E` are, in order, `A` and `B`”."""
    nouns = r"(?P<noun>parameters|arguments|params|fields|variants|members)"
    found = (
        re.match(rf"`(?P<of>[\w:]+)(?:\(\))?` (?:now )?(?P<verb>takes|accepts|receives|has|declares|lists)(?: the| its| only)?(?: {nouns})? (?P<list>{_CODES}){_IN_ORDER}$", said)
        or re.match(rf"(?:the )?{nouns} of `(?P<of>[\w:]+)(?:\(\))?` are (?P<verb>now )?(?P<list>{_CODES}){_IN_ORDER}$", said, re.I)
        or re.match(rf"`(?P<of>[\w:]+)(?:\(\))?`(?:'s|’s) {nouns} are (?P<verb>now )?(?P<list>{_CODES}){_IN_ORDER}$", said)
        or re.match(rf"(?:the )?{nouns} of `(?P<of>[\w:]+)(?:\(\))?` are(?P<verb>),? in (?:this )?order,? (?P<list>{_CODES})$", said, re.I)
        or re.match(rf"`(?P<of>[\w:]+)(?:\(\))?` (?P<verb>takes|accepts|has),? in (?:this )?order,? (?:the {nouns} )?(?P<list>{_CODES})$", said)
    )  # fmt: skip
    if found is None:
        return None
    sort = found["noun"] or ("parameters" if (found["verb"] or "").strip() in ("takes", "accepts", "receives") else "")
    asked = re.findall(r"`([^`]+)`", found["list"])
    if sort in ("fields", "variants"):
        subject = find_type(case, found["of"])
    elif sort in ("parameters", "arguments", "params"):
        subject = find_method(case, found["of"])
    else:
        return None
    if not subject.found:
        return subject.problem if subject.problem is not None and subject.problem.outcome == "fails" else None
    findings = [_ordered(declaration, asked, sort) for declaration in subject.found]
    return findings[0] if len({f.outcome for f in findings}) == 1 else undecided("subject-ambiguous", "which is meant is not clear", *subject.found[:3])  # fmt: skip


def _rows(declaration: Declaration, sort: str) -> list[_Row] | None:
    """What stands in the declaration, in order; None if that cannot be seen."""
    if sort in ("fields", "variants"):
        members = variants_of(declaration) if declaration.item.kind == "enum" else fields_of(declaration)
        fitting = (declaration.item.kind == "enum") is (sort == "variants")
        return [_Row(m.name, m.type) for m in members.all] if fitting and members.complete and not any(m.sometimes for m in members.all) else None  # fmt: skip
    if declaration.item.in_macro or declaration.item.kind != "fn":
        return None
    own = [_Row("self", receiver_of(declaration))] if receiver_of(declaration) else []
    return own + [_Row(p.name, p.type) for p in parameters_of(declaration)]


def _ordered(declaration: Declaration, asked: list[str], sort: str) -> Finding:
    rows = _rows(declaration, sort)
    name = declaration.item.name
    if rows is None:
        return undecided("inside-macro", f"the {sort} of `{name}` cannot all be seen", declaration)
    places = []
    for what in asked:
        head, _, typed = what.partition(":") if not re.search(r"^\w+::", what) else (what, "", "")
        fitting = [n for n, row in enumerate(rows) if _is_it(row, what, head.strip(), typed.strip())]
        if not fitting:
            unsure = any(re.search(rf"\b{re.escape(w)}\b", row.type) for w in re.findall(r"[A-Z]\w*", what) for row in rows)
            if unsure and sort != "variants":
                return undecided("maybe-other-type", f"whether `{name}` has `{what}` is not plain", declaration)
            return fails("parameter-not-found", f"`{name}` has no `{what}` among its {sort}", declaration)
        if len(fitting) > 1:
            return undecided("subject-ambiguous", f"`{name}` has several `{what}`", declaration)
        places.append(fitting[0])
    if places != sorted(set(places)):
        return fails("other-order", f"the {sort} of `{name}` are {', '.join(f'`{r.name}`' for r in rows)}", declaration)
    others = [r.name for n, r in enumerate(rows) if n not in places and r.name != "self"]
    if others:
        return undecided("not-understood", f"`{name}` has `{others[0]}` as well", declaration)
    return holds(f"the {sort} of `{name}` are {', '.join(f'`{r.name}`' for r in rows)}", declaration)


def _is_it(row: _Row, what: str, head: str, typed: str) -> bool:
    squeezed = "".join(what.split())
    if squeezed in ("self", "&self", "&mutself", "mutself"):
        return row.name == "self" and (squeezed == "self" or "".join(row.type.split()) == squeezed)
    if typed:
        return row.name == head and without_paths(row.type) == without_paths(typed)
    return row.name == what or (row.name != "self" and bool(row.type) and without_paths(row.type) == without_paths(what))


def _from_to(said: str, case: Case) -> Finding | None:
    """“`E` has six variants, `A` through `F`”: how many there are, which is the first, and which the last."""
    found = re.match(
        rf"(?:the )?(?:enum )?`(?P<of>[\w:]+)`(?: enum)?(?: in `(?P<place>[\w./-]+\.rs)`)? (?:now )?(?:has|declares|lists|defines|gets)(?: the| its| exactly)*(?: (?P<count>{'|'.join(NUMBERS)}|\d+))? variants[,:]? \(?(?:from )?`(?P<first>[\w:]+)` (?:through|to|up to|down to|until) `(?P<last>[\w:]+)`\)?$", said, re.I
    )  # fmt: skip
    if found is None:
        return None
    subject = find(case, found["of"], KINDS_OF["enum"])
    if len(subject.found) != 1:
        return subject.problem if subject.problem is not None and subject.problem.outcome == "fails" else None
    enum = subject.found[0]
    if found["place"]:
        paths = resolved_path(case, found["place"])
        if len(paths) != 1:
            return None
        if enum.file.path != paths[0]:
            return fails("found-elsewhere", f"`{enum.item.name}` stands in `{enum.file.path}`", enum)
    members = variants_of(enum)
    if not members.complete or any(m.sometimes for m in members.all):
        return undecided("inside-macro", f"the variants of `{enum.item.name}` cannot all be seen", enum)
    names = [m.name for m in members.all]
    first, last = (found[k].rpartition("::")[2] for k in ("first", "last"))
    missing = [n for n in (first, last) if n not in names]
    if missing:
        return fails("member-not-found", f"`{enum.item.name}` has no `{missing[0]}`", enum)
    count = NUMBERS.get((found["count"] or "").lower()) or int(found["count"] or 0)
    if count and count != len(names):
        return fails("other-count", f"`{enum.item.name}` has {len(names)} variants", enum)
    if count and [names[0], names[-1]] != [first, last]:
        return fails("other-order", f"`{enum.item.name}` goes from `{names[0]}` to `{names[-1]}`", enum)
    if [names[0], names[-1]] != [first, last]:
        return undecided("not-understood", f"`{enum.item.name}` goes from `{names[0]}` to `{names[-1]}`", enum)
    return holds(f"`{enum.item.name}` has {len(names)} variants, from `{first}` to `{last}`", enum)


_SORTS = {
    "field": "field", "member": "field", "parameter": "parameter", "param": "parameter", "argument": "parameter", "local": "local",
    "local variable": "local", "variable": "local", "binding": "local", "local binding": "local",
}  # fmt: skip
_SORT = rf"(?:{'|'.join(sorted(_SORTS, key=len, reverse=True))})s?"


def _no_such_name(said: str, case: Case) -> Finding | None:
    """“No `x` field, parameter or local remains in `a.rs`”: nothing of these sorts is declared under that name there."""
    found = re.match(
        rf"(?:no|neither an?) (?:old |more )?`(?P<name>[a-z_]\w*)` (?P<sorts>{_SORT}(?:(?:,? or|,? and|,? nor|,) {_SORT})*) (?:remains?|(?:is|are) (?:left|there)|exists?|survives?) (?:in|within|inside|under) (?:the )?`(?P<place>[\w./:-]+)`$",
        said, re.I,
    ) or re.match(
        rf"no (?P<sorts>{_SORT}(?:(?:,? or|,? and|,? nor|,) {_SORT})*) (?:is |are )?(?:called|named) `(?P<name>[a-z_]\w*)` (?:remains?|(?:is|are) (?:left|there)|exists?|survives?) (?:in|within|inside|under) (?:the )?`(?P<place>[\w./:-]+)`$",
        said, re.I,
    )  # fmt: skip
    if found is None:
        return None
    name, wanted = found["name"], {_SORTS[w.lower()] for w in re.split(r",? or |,? and |,? nor |, ", re.sub(r"s\b", "", found["sorts"]))}  # fmt: skip
    inside = regions(case, found["place"], name)
    if isinstance(inside, Finding):
        return inside if inside.outcome == "undecided" else None
    left: list[Evidence] = []
    unsure: list[Evidence] = []
    for file, root in inside:
        for node, live in nodes_in(file, root):
            if node.child_count or node.type not in _NAMES or file.rust.text(node) != name:
                continue
            line = file.rust.source.line_of(node.start_byte)
            sort = _declares(node)
            if sort in wanted:
                (left if live else unsure).append(Evidence(file.path, line, line, f"`{name}`, a {sort}"))
            elif (sort == "unknown" and _may_declare(file, node, wanted)) or (
                sort == "used" and "field" in wanted and node.type != "identifier"
            ):
                unsure.append(Evidence(file.path, line, line, f"`{name}`"))
    sorts = " or ".join(sorted(wanted))
    if left:
        return fails("still-there", f"{len(left)} left of `{name}` as {sorts}", evidence=tuple(left[:8]))
    if unsure:
        return undecided("inside-macro", f"whether `{name}` is a {sorts} there is not plain", evidence=tuple(unsure[:8]))
    return holds(f"no {sorts} is called `{name}` in `{found['place']}`")


def _may_declare(file: CodeFile, node: Node, wanted: set[str]) -> bool:
    """Whether a name among the tokens of a macro may declare such a thing, or be a field: `x.f()` uses `x`, `x: T` may be a field."""
    data = file.rust.source.data
    before, after = data[: node.start_byte].rstrip()[-1:], data[node.end_byte :].lstrip()[:1]
    if before == b".":
        return "field" in wanted
    return after != b"." and (after == b":" or wanted != {"field"})


_NAMES = frozenset({"identifier", "field_identifier", "shorthand_field_identifier"})
_PATTERNS = frozenset(
    {
        "tuple_pattern", "tuple_struct_pattern", "struct_pattern", "field_pattern", "captured_pattern", "mut_pattern", "reference_pattern",
        "ref_pattern", "slice_pattern", "match_pattern", "or_pattern",
    }
)  # fmt: skip


def _declares(node: Node) -> str:
    """What a name declares where it stands: a field, a parameter, a local; `used` if none, `unknown` among the tokens of a macro."""
    child, at = node, node.parent
    if node.type == "field_identifier" and at is not None and at.type == "field_declaration":
        return "field"
    if node.type == "shorthand_field_identifier" and at is not None and at.type == "field_pattern":
        return "local"
    if at is not None and at.type == "field_pattern" and at.child_by_field_name("name") == child:
        return "used"
    while at is not None and (at.type in _PATTERNS):
        if at.type in ("tuple_struct_pattern", "struct_pattern") and at.child_by_field_name("type") == child:
            return "used"
        child, at = at, at.parent
    if at is None:
        return "used"
    if at.type in ("token_tree", "token_tree_pattern", "token_repetition", "token_repetition_pattern", "macro_definition"):
        return "unknown"
    if at.type == "closure_parameters":
        return "parameter"
    if at.type in ("let_declaration", "for_expression", "let_condition", "match_arm", "parameter"):
        if at.child_by_field_name("pattern") != child:
            return "used"
        return "parameter" if at.type == "parameter" else "local"
    return "used"


_DEPENDENCY = r"`(?P<dep>[a-z][\w-]*)(?:::(?P<path>[\w:]+))?`(?: crate)?"


def _of_which_crate(said: str, case: Case) -> Finding | None:
    """“`T::x` is a `U` of this crate, not of `dep`”, “`f` returns the crate's own `E`, not `dep::E`”: by what brings the name in."""
    verb = r"(?:is|is of type|has type|has the type|is now|uses|holds|stores|returns|gives back|takes|accepts)"
    own = r"(?:(?:our|its|the crate's|the crate’s|this crate's|this crate’s) own )"
    mine = r"(?:(?:of|from|in) (?:this|our|its|the same|the) (?:own )?crate(?: itself)?)"
    found = re.match(
        rf"`(?P<of>[\w:]+)(?:\(\))?` (?P<verb>{verb}) (?:an? |the )?(?P<own>{own})?`(?P<type>[A-Z]\w*)`(?: type| enum| struct)?(?: (?P<mine>{mine}))?(?:,? (?:and )?(?:not|rather than|instead of) (?:the one |that |one )?(?:(?:of|from|in) )?{_DEPENDENCY})?$",
        said,
    )  # fmt: skip
    if (
        found is None
        or not (found["own"] or found["mine"])
        or (found["path"] or found["type"]).rpartition("::")[2] != found["type"]
    ):
        return None
    written = _types_of(case, found["of"], found["verb"])
    if written is None or len(written) != 1:
        return None
    file, types, where = written[0]
    name = found["type"]
    heads = [m[1] for t in types for m in re.finditer(rf"((?:\w+\s*::\s*)*)\b{name}\b", t)]
    if len(heads) != 1:
        return None
    crate = _crate_of("".join(heads[0].split()).removesuffix("::"), name, file)
    here = [
        d
        for d in case.code.declared_anywhere(name)
        if d.item.kind in KINDS_OF["type"] and counts(d) and package_of(case, d.file.path) == package_of(case, file.path)
    ]
    if crate == "crate" and len(here) == 1 and here[0].item.kind != "type":
        return holds(f"`{name}` there is the one of this crate", here[0], evidence=(where,))
    if crate not in ("", "crate", "?") and crate == (found["dep"] or crate).replace("-", "_") and not _is_module(case, file, crate):
        return fails("other-type", f"`{name}` there is the one of `{crate}`", evidence=(where,))
    return undecided("type-alias", f"of which crate `{name}` is there is not plain", evidence=(where,))


def _types_of(case: Case, of: str, verb: str) -> list[tuple[CodeFile, list[str], Evidence]] | None:
    """The types that are meant by what is said of a field or a function, with the file that they stand in."""
    owner, _, name = of.rpartition("::")
    if owner and not re.match(r"returns|gives|takes|accepts", verb):
        holders = [d for d in find_type(case, owner).found if d.item.kind in ("struct", "union")]
        rows = [(d, m) for d in holders if (m := fields_of(d).named(name)) is not None]
        return [(d.file, [m.type], Evidence(m.file, m.line, m.line, f"`{m.name}: {m.type}`")) for d, m in rows]
    if not re.match(r"returns|gives|takes|accepts", verb):
        return None
    rows2 = [d for d in find_method(case, of).found if d.item.kind == "fn" and not d.item.in_macro]
    give = verb.startswith(("returns", "gives"))
    return [
        (d.file, [result_of(d)] if give else [p.type for p in parameters_of(d)], Evidence(d.file.path, d.line, d.line, f"`{d.item.name}`"))
        for d in rows2
    ]  # fmt: skip


def _crate_of(path: str, name: str, file: CodeFile) -> str:
    """The crate that a type is from as it is written in `file`: `crate` for its own, `?` where that cannot be told."""
    uses = [d for d in file.declarations() if d.item.kind == "use"]
    first = path.partition("::")[0] or name
    if first in ("crate", "self", "super", "Self"):
        return "crate"
    brought = [p for d in uses if first in used_names(d.item.name) for p in paths_used(d.item.name) if p[-1] == first]
    declared = [d for d in file.named(first) if d.item.kind in (*KINDS_OF["type"], "mod") and not d.item.path]
    if any(d.item.path for d in uses if first in used_names(d.item.name)) or len(brought) + len(declared) > 1:
        return "?"
    if declared:
        return "crate"
    if brought:
        return "crate" if brought[0][0] in ("crate", "self", "super") else brought[0][0] if len(brought[0]) > 1 else "?"
    return path.partition("::")[0] if path else "?"


def names_own(path: tuple[str, ...], file: CodeFile) -> bool:
    """Whether the last name of `dep::T` stands in a file for the `T` of its own crate only: it is declared there, or imported from the crate."""
    name = path[-1]
    if not name[:1].isupper() or path[0] in ("crate", "self", "super", "Self") or not path[0].islower():
        return False
    text = file.rust.source.data.decode("utf-8", "replace")
    if {*re.findall(rf"(\w+)::{name}\b", text)} - {"crate", "self", "super"} or re.search(
        rf"\b{name}\b[^;{{}}]*\bas\b|\b{path[0]}::\*", text
    ):
        return False
    declared = any(d.item.kind in ("struct", "enum", "union", "trait") and not d.item.path for d in file.named(name))
    return declared and _crate_of("", name, file) == "crate"


def _is_module(case: Case, file: CodeFile, name: str) -> bool:
    """Whether a path that begins with `name` may lead to a module of the crate."""
    return any(
        d.item.kind == "mod" and package_of(case, d.file.path) == package_of(case, file.path) for d in case.code.declared_anywhere(name)
    )  # fmt: skip


def placed_function(said: str, case: Case) -> tuple[Declaration, str] | None:
    """“`f` in `common` calls …”: the one function of that name in the folder, crate or file, and the sentence without the place."""
    found = re.match(r"(?P<head>(?:the )?`(?P<name>[a-z_]\w*)(?:\(\))?`)(?: function)? (?:in|of|from) (?:the )?`(?P<place>[\w./-]+)`(?: crate| module| folder| file)? (?P<rest>[a-z].+)$", said)  # fmt: skip
    if found is None:
        return None
    place = found["place"].strip("/")
    every = [d for d in case.code.declared_anywhere(found["name"]) if d.item.kind == "fn" and counts(d)]
    mine = [d for d in every if _lies_in(d, place)]
    if len(mine) != 1 or len(every) < 2 or find(case, place.replace("-", "_")).found:
        return None
    return mine[0], f"{found['head']} {found['rest']}"


def _lies_in(declaration: Declaration, place: str) -> bool:
    path = declaration.file.path
    return f"/{path}".endswith(f"/{place}") if place.endswith(".rs") else f"/{place}/" in f"/{path}" or f"/{path}".endswith(f"/{place}.rs")  # fmt: skip


_READERS = (
    ("has_exactly", _in_order), ("counts_variants", _from_to), ("never_remains", _no_such_name), ("field_has_type", _of_which_crate),
)  # fmt: skip
