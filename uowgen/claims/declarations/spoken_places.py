"""What sentences tell of whole files, crates and folders in words of their own: features that a crate switches on, remarks on `unsafe`
blocks, calls that are left in no file, what the type of a crate offers, constants made of several flags.

Every reader gives None for a sentence that is none of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files, stands_somewhere
from uowgen.claims.declarations.scope import library_of, regions
from uowgen.claims.declarations.types import without_paths
from uowgen.claims.kind import Finding, fails, first_told, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.sentences.code_forms import cut_at_commas
from uowgen.claims.subject import KINDS_OF, find
from uowgen.facts.code import counts
from uowgen.facts.impls import unseen
from uowgen.facts.members import fields_of, visibility_of
from uowgen.facts.uses import nodes_in
from uowgen.model import Evidence
from uowgen.rust.syntax import errors, is_comment, walk

if TYPE_CHECKING:
    from uowgen.claims.declarations.scope import Region
    from uowgen.claims.kind import Case
    from uowgen.facts.code import CodeFile, Declaration
    from uowgen.grammar import Node

_PLACE = r"`?(?P<place>[\w./-]+\.rs|(?:[\w.-]+/)+[\w.-]*)`?"

_WHERE = rf"(?:`(?P<of>(?:\w+::)*[a-z_]\w*)(?:\(\))?`|{_PLACE})"


def spoken_place(said: str, case: Case) -> tuple[str, Finding] | None:
    """The kind of fact that `said` tells, and whether it is so; None where it tells none."""
    return first_told(_READERS, said, case)


def _at(file: CodeFile, node: Node, note: str) -> Evidence:
    line = file.rust.source.line_of(node.start_byte)
    return Evidence(file.path, line, line, note)


def _features(said: str, case: Case) -> Finding | None:
    """“The crate enables the `a` and `b` features”: attributes of its root, if it has no feature of its own of that name."""
    names = r"(?P<names>`\w+`(?:(?:,| and|, and) `\w+`)*)"
    noun = r"(?:(?:nightly|unstable|compiler|language|rustc?) )?features?"
    match = re.match(rf"(?:(?:the|this) (?:kernel )?crate(?: root)?|(?P<root>`[\w./-]+\.rs`)|the kernel) (?:now )?(?:enables|activates|turns on|switches on|opts into|uses|asks for) (?:both )?(?:the )?(?:{noun} {names}|{names.replace('names', 'names2')} {noun})$", said, re.I) or re.match(
        rf"(?:both )?(?:the )?(?:{noun} {names}|{names.replace('names', 'names2')} {noun}) (?:is|are) (?:both )?(?:enabled|activated|turned on|switched on)(?: (?:in|at the top of|by|for) (?:(?P<root>`[\w./-]+\.rs`)|the crate(?: root)?))?$", said, re.I
    )  # fmt: skip
    if match is None:
        return None
    inside = regions(case, (match["root"] or "crate").strip("`"))
    if isinstance(inside, Finding) or len(inside) != 1:
        return None
    file = inside[0].file
    folder = file.path.rpartition("/")[0].rpartition("src")[0]
    manifest = case.code.tree.read(f"{folder}Cargo.toml")
    wanted = re.findall(r"`(\w+)`", match["names"] or match["names2"])
    listed_there = manifest.data.decode("utf-8", "replace") if manifest is not None else ""
    table = listed_there.partition("[features]")[2].partition("\n[")[0]
    if any(re.search(rf"^\s*{n.replace('_', '[-_]')}\s*=", table, re.M) or f'"{n}"' in listed_there for n in wanted):
        return undecided("subject-ambiguous", "the crate has a feature of that name of its own")
    heads = [n for n in file.rust.root.named_children if n.type == "inner_attribute_item"]
    given = {"".join(file.rust.text(n).split()): n for n in heads}
    listed = {f: n for text, n in given.items() if text.startswith("#![feature(") for f in re.findall(r"\w+", text[11:])}
    missing = [n for n in wanted if n not in listed]
    if missing and any("cfg_attr" in t and missing[0] in t for t in given):
        return undecided("not-understood", f"`{missing[0]}` is enabled for some builds")
    if missing:
        return fails(
            "attribute-not-found",
            f"`{file.path}` does not enable `{missing[0]}`",
            evidence=(_at(file, file.rust.root, "the root"),),
        )
    return holds(f"`{file.path}` enables it", evidence=tuple(_at(file, listed[n], f"`{n}`") for n in wanted))


def _unsafe_remarked(said: str, case: Case) -> Finding | None:
    """“Every `unsafe` block in `a.rs` has a `// SAFETY:` comment”: it stands right above the block, or above its statement."""
    match = re.match(
        rf"(?:every|each|all|any) (?:new |remaining )?`?unsafe`? (?:blocks?|code) (?:in|of|inside|within) (?:{_PLACE}|`(?P<f>[\w:]+)(?:\(\))?`) (?:has|have|carries|carry|bears?|gets?|comes? with|is (?:preceded|justified|documented|explained|accompanied) (?:by|with)|are (?:preceded|justified|documented|explained|accompanied) (?:by|with)) "
        r"(?:an? |its own |their own )?`?(?:// ?)?SAFETY:?`? ?(?:comments?|remarks?|notes?|lines?)(?: (?:above|in front of|before) (?:it|them))?$",
        said,
        re.I,
    )  # fmt: skip
    if match is None:
        return None
    place = match["place"] or match["f"]
    inside = regions(case, place)
    if isinstance(inside, Finding):
        new = any(f.use == "create" and f"/{f.path}".endswith(f"/{place}") for f in case.spec.files)
        return inside if inside.code == "file-not-found" and new else None
    blocks = [(file, node) for file, root in inside for node in walk(root) if node.type == "unsafe_block"]
    if not blocks or any(errors(file.rust.root) for file, _ in blocks):
        return undecided("vacuous", f"no `unsafe` block stands in `{place}`")
    bare = [(f, n) for f, n in blocks if not _is_remarked(f, n)]
    if not bare:
        return holds(f"each of {len(blocks)} has one", evidence=tuple(_at(f, n, "`unsafe`") for f, n in blocks[:8]))
    unsure = [(f, n) for f, n in bare if "safety" in f.rust.text(n).lower() or _is_of_tests(f, n) or _speaks_above(f, n)]
    told = tuple(_at(f, n, "no `SAFETY:` above it") for f, n in bare[:8])
    if len(unsure) == len(bare):
        return undecided("not-understood", "whether a remark is for the block is not plain", evidence=told)
    return fails("not-everywhere", f"{len(bare)} of {len(blocks)} have none", evidence=told)


def _is_remarked(file: CodeFile, block: Node) -> bool:
    """Whether comments with `SAFETY:` stand above the block, or above a statement, arm or field that it is in."""
    node: Node | None = block
    while node is not None and node.type not in ("function_item", "closure_expression", "source_file"):
        before = node.prev_sibling
        while before is not None and (is_comment(before) or before.type in ("attribute_item", ",", "=")):
            if is_comment(before) and re.match(r"\W*safety\b", file.rust.text(before), re.I):
                return True
            before = before.prev_sibling
        if node.type in ("let_declaration", "expression_statement", "match_arm", "field_initializer", "const_item", "static_item"):
            return False
        if node.parent is not None and node.parent.type == "block":
            return False
        node = node.parent
    return False


def _speaks_above(file: CodeFile, block: Node) -> bool:
    rows = file.rust.source.data[: block.start_byte].decode("utf-8", "replace").split("\n")[-6:]
    return any(re.search(r"//.*\bsafe(?:ty)?\b", row, re.I) for row in rows)


def _is_of_tests(file: CodeFile, node: Node) -> bool:
    inside = [d for d in file.declarations() if d.item.span.start <= node.start_byte < d.item.span.end]
    return any(not counts(d) for d in inside)


def _no_such_call(said: str, case: Case) -> Finding | None:
    """“No `queue.remove(..)` is left in `a.rs`”, “`x.recv(..)` is not unwrapped anywhere in `apps/`”."""
    call = r"`(?P<what>(?:\w+(?:\.|::))+\w+)\((?:\.\.\.?|…|_)?\)`"
    any_call = call.replace("_)?", "_)")
    unwrap = r"(?:unwrapped|\.unwrap\(\)ed|followed by (?:an )?`\.?unwrap\(\)`|expected)"
    match = (
        re.match(rf"no (?P<kind>(?:[a-z-]+ )*){call}(?: calls?)? (?:is|are) (?P<un>{unwrap}) (?:anywhere )?(?:in|under|below|inside) {_WHERE}$", said, re.I)
        or re.match(rf"(?P<kind>){call} (?:is|gets) (?:not|never|no longer) (?P<un>{unwrap})(?: anywhere| any more| any longer)? (?:in|under|below|inside) {_WHERE}$", said, re.I)
        or re.match(rf"(?:nothing|no file|no code) (?:in|under|below|inside) {_WHERE} (?P<un>unwraps) (?P<kind>(?:the result of |what )?){call}(?: returns| gives)?$", said, re.I)
        or re.match(rf"(?:there (?:is|are) )?no (?:more )?(?P<kind>(?:[a-z-]+ )*){any_call}(?: calls?)?(?: (?:is|are))?(?: (?:left|remaining|remains?|there|found|used|made))?(?: anywhere)? (?P<un>)(?:in|under|below|inside) {_WHERE}(?: any more| any longer)?$", said, re.I)
    )  # fmt: skip
    if match is None:
        return None
    place = match["place"] or match["of"]
    inside = regions(case, place)
    if isinstance(inside, Finding):
        return None
    path = tuple(re.split(r"\.|::", match["what"]))
    kind = match["kind"].strip().lower().removeprefix("the result of").removeprefix("what").strip()
    made, unsure = _made(inside, path, unwrapped=bool(match["un"]))
    if made and (not kind or (kind in _BY_PLACE and _is_in_order(case, path, made))):
        told = tuple(_at(f, n, f.rust.text(n)[:60]) for f, n in made[:8])
        return fails("still-there", f"{len(made)} left of `{match['what']}`", evidence=told)
    if made or unsure or (len(path) > 1 and not match["un"] and _is_handed_on(inside, path[-2])):
        return undecided("may-be-aliased", f"`{match['what']}` may be meant at another place") if kind or unsure else None
    if match["un"] and _made(inside, path[-1:], unwrapped=True)[0]:
        return None  # of something that goes by another name there
    return holds(f"nothing in `{place}` does that")


_BY_PLACE = frozenset({"positional", "indexed", "index-based", "by-index"})


def _made(inside: tuple[Region, ...], path: tuple[str, ...], *, unwrapped: bool) -> tuple[list[tuple[CodeFile, Node]], bool]:
    """The calls of `a.b`; whether tokens of macros may make another. With `unwrapped` those whose result is."""
    found: list[tuple[CodeFile, Node]] = []
    unsure = False
    written = re.compile(r"\s*(?:\.|::)\s*".join(rf"\b{p}" for p in path) + r"\s*\(")
    for file, root in inside:
        for node, live in nodes_in(file, root):
            if node.type == "token_tree" and written.search(file.rust.text(node)):
                unsure = True
            called = node.child_by_field_name("function") if node.type == "call_expression" and live else None
            if called is None or tuple(re.findall(r"\w+", file.rust.text(called)))[-len(path) :] != path:
                continue
            if not unwrapped or _is_unwrapped(file, node):
                found.append((file, node))
    return found, unsure


_UNWRAPS = frozenset({"unwrap", "expect", "unwrap_unchecked"})


def _is_unwrapped(file: CodeFile, call: Node) -> bool:
    """Whether what a call gives is unwrapped: in the chain of calls on it, or by the name that it is bound to."""
    node = call
    while (around := node.parent) is not None:
        field = around.child_by_field_name("field") if around.type == "field_expression" else None
        if field is not None and file.rust.text(field) in _UNWRAPS:
            return True
        if around.type not in ("await_expression", "parenthesized_expression", "field_expression", "call_expression"):
            break
        if around.type == "call_expression" and around.child_by_field_name("function") != node:
            break
        node = around
    pattern = around.child_by_field_name("pattern") if around is not None and around.type == "let_declaration" else None
    name = file.rust.text(pattern) if pattern is not None and pattern.type == "identifier" else ""
    return (
        bool(name)
        and re.search(rf"\b{name}\s*\.\s*(?:{'|'.join(_UNWRAPS)})\(", file.rust.source.data.decode("utf-8", "replace")) is not None
    )


def _is_in_order(case: Case, path: tuple[str, ...], made: list[tuple[CodeFile, Node]]) -> bool:
    """Whether what it is called on is a field whose elements have places: a `Vec` or a `VecDeque`."""
    fields = [d for f in {f.path: f for f, _ in made}.values() for d in f.declarations() if d.item.kind == "field"]
    typed = [d.item.node.child_by_field_name("type") for d in fields if d.item.name == path[-2]]
    texts = [
        d.file.rust.text(t) for d, t in zip([d for d in fields if d.item.name == path[-2]], typed, strict=True) if t is not None
    ]
    return bool(texts) and all(re.match(r"(?:\w+::)*(?:Vec|VecDeque)<", t) for t in texts)


def _is_handed_on(inside: tuple[Region, ...], name: str) -> bool:
    """Whether the value is bound or given away under another name, which may then be called."""
    texts = ["".join(file.rust.text(root).split()) for file, root in inside]
    lent = rf"&(?:mut)?(?:\w+\.)*{name}\b(?!\.|\[|:|\()|=(?:\w+\.)*{name};|\b{name}:(?:refmut|ref)?[a-z]\w*[,}}]|\b{name}as\w"
    opened = rf"\b{name}\.(?:lock|try_lock|write|read|borrow|borrow_mut|get_mut|as_mut|as_ref|upgrade|deref_mut|unwrap)\("
    return any(re.search(f"{lent}|{opened}", t) for t in texts)


def _crate_offers(said: str, case: Case) -> Finding | None:
    """“`api`'s `Space` offers a public `read` that goes through `space_read`”: the method of the type of that crate, and its call."""
    match = re.match(
        r"(?:`(?P<crate>[\w-]+)`['’]s |(?:the )?`(?P<crate2>[\w-]+)` crate['’]s )?`(?P<of>[A-Z]\w*)`(?: (?:of|in) (?:the )?`(?P<crate3>[\w-]+)`(?: crate)?)? (?:now )?(?:offers|has|gets|gains|provides|exposes) (?:an? |the )?(?P<vis>public |private )?(?:method |function )?`(?P<m>\w+)(?:\(\))?`(?: method| function)?,? "
        r"(?:that|which) (?:goes through|calls|uses|delegates to|is built on|relies on|forwards to|invokes) `(?P<by>[\w:.]+)(?:\(\))?`$",
        said,
    )  # fmt: skip
    if match is None:
        return None
    crate = match["crate"] or match["crate2"] or match["crate3"]
    root = library_of(case, crate) if crate else ""
    if crate and not root:
        return None
    folder = root.rpartition("/")[0]
    types = [d for d in case.code.declared_anywhere(match["of"]) if d.item.kind in ("struct", "enum", "trait") and counts(d)]
    types = (
        [d for d in types if d.file.path.startswith(f"{folder}/")]
        if crate
        else list(find(case, match["of"], KINDS_OF["type"]).found)
    )
    if len(types) != 1:
        return None
    methods = [d for d in types[0].file.named(match["m"]) if d.item.kind == "fn" and counts(d)]
    methods = [d for d in methods if d.owner.rpartition(" for ")[2].partition("<")[0] == match["of"]]
    if not methods:
        elsewhere = any(d.owner.startswith(match["of"]) for d in case.code.declared_anywhere(match["m"]))
        sure = not elsewhere and unseen(case.code, types[0]) is None
        return fails("member-not-found", f"`{match['of']}` has no `{match['m']}`", *types) if sure else None
    body = methods[0].item.node.child_by_field_name("body")
    if len(methods) != 1 or body is None or methods[0].item.in_macro:
        return None
    seen = visibility_of(methods[0])
    if match["vis"] and (seen == "pub") != (match["vis"] == "public "):
        return fails("other-visibility", f"`{match['m']}` is `{seen or 'private'}`", *methods)
    file, by = methods[0].file, bare_name(match["by"])
    called = [n.child_by_field_name("function") for n in walk(body) if n.type == "call_expression"]
    if any(re.findall(r"\w+", file.rust.text(c))[-1:] == [by] for c in called if c is not None):
        return holds(f"`{match['m']}` calls `{by}`", *methods)
    brought = any(f.named(by) for f in block_files(case)) and not stands_somewhere(case, by)
    return fails("call-not-found", f"nothing in the tree is called `{by}`", *methods) if brought or not called else None


_OR = re.compile(r"\||\.or\(|\.union\(|\)")


def _made_of_flags(said: str, case: Case) -> Finding | None:
    """“The `RIGHTS` of `A` and `B` stays read and write”: the constant of each is these flags, and no others."""
    match = re.match(
        r"(?:the )?`(?P<c>[A-Z][A-Z0-9_]+)` of (?:both )?(?P<names>`\w+`(?:(?:,| and|, and) `\w+`)*) (?:is|are|stays?|remains?|is still|consists of|is made of)(?: still)? (?P<flags>(?:`[\w:]+`|[a-z]+)(?:(?:,| and|, and| plus) (?:`[\w:]+`|[a-z]+))*)$",
        said,
        re.I,
    )  # fmt: skip
    if match is None:
        return None
    wanted = {
        w.strip("`").rpartition("::")[2].upper()
        for w in re.findall(r"`[\w:]+`|[a-z]+", re.sub(r"\b(?:and|plus)\b", " ", match["flags"]))
    }
    shown: list[Declaration] = []
    for name in re.findall(r"`(\w+)`", match["names"]):
        mine = [d for d in case.code.declared_anywhere(match["c"]) if d.item.kind == "const" and counts(d)]
        mine = [d for d in mine if d.owner.rpartition(" for ")[2].partition("<")[0] == name]
        value = mine[0].item.node.child_by_field_name("value") if len(mine) == 1 and not mine[0].item.in_macro else None
        if value is None:
            return None
        pieces = [p for p in _OR.split("".join(mine[0].file.rust.text(value).split())) if p]
        if not all(re.fullmatch(r"(?:\w+::)+[A-Z][A-Z0-9_]*", p) for p in pieces):
            return None
        have = {p.rpartition("::")[2] for p in pieces}
        if have != wanted:
            known = all(stands_somewhere(case, w) for w in wanted) and not any(_is_joined(case, h) for h in have - wanted)
            return fails("other-value", f"`{match['c']}` of `{name}` is {' | '.join(sorted(have))}", *mine) if known else None
        shown += mine
    return holds(f"each is {' | '.join(sorted(wanted))}", *shown)


def _is_joined(case: Case, name: str) -> bool:
    """Whether a constant may stand for several flags: it is made of others, or is not declared in the tree."""
    values = [d.item.node.child_by_field_name("value") for d in case.code.declared_anywhere(name) if d.item.kind == "const"]
    texts = [(v.text or b"").decode() for v in values if v is not None]
    return not texts or any(re.search(r"\||::[A-Z]|\.or\(|\.union\(|!", t) for t in texts)


def _defined_around(said: str, case: Case) -> Finding | None:
    """“`a.rs` defines `pub struct Slot<'a>` around a `&'a mut Table`”: that head, and one field of that type."""
    match = re.match(
        r"`(?P<path>[\w./-]+\.rs)` (?:defines|declares|has|introduces|contains|brings) (?:an? |the )?`(?P<head>(?P<vis>pub(?:\([\w ]+\))? )?struct (?P<name>\w+)[^`]*?)` (?:around|wrapping|that wraps|which wraps|holding|that holds|over) (?:an? |one |a single |just an? )?`(?P<type>[^`]+)`$",
        said,
    )
    if match is None:
        return None
    inside = regions(case, match["path"])
    if isinstance(inside, Finding):
        return inside if inside.code == "file-not-found" else None
    mine = [d for d in inside[0].file.named(match["name"]) if d.item.kind == "struct" and counts(d) and not d.item.in_macro]
    if not mine:
        if any(d.item.kind in ("struct", "type") for d in case.code.declared_anywhere(match["name"])) or stands_somewhere(
            case, match["name"]
        ):
            return None
        return fails("item-not-found", f"there is no `{match['name']}` in `{match['path']}`")
    one = mine[0]
    head, fields = "".join(match["head"].split()), fields_of(one).all
    written = "".join(one.file.rust.text(one.item.node).split())
    if visibility_of(one) != "".join((match["vis"] or "").split()):
        return fails("other-visibility", f"`{match['name']}` is `{visibility_of(one) or 'private'}`", one)
    if not re.match(rf"{re.escape(head)}(?![\w<])", written[written.find(head[:3]) :]):
        there, asked = _parameters(written), _parameters(head)
        return fails("other-signature", f"`{match['name']}` is declared otherwise", one) if asked and there != asked else None
    if len(fields) != 1 or without_paths(fields[0].type) != without_paths(match["type"]):
        told = ", ".join(f"`{f.type}`" for f in fields)
        return fails("other-type", f"`{match['name']}` holds {told or 'nothing'}", one)
    return holds(f"`{match['name']}` holds a `{fields[0].type}`", one)


def _parameters(head: str) -> list[str]:
    """The names of the parameters of a type that is written without white space: `pubstructSlot<'a,constN:usize>` has `'a` and `constN`."""
    inner = re.search(r"struct\w+<(.+)", head)
    given = cut_at_commas(_first_bracket(inner[1])) if inner is not None else []
    return [re.split(r"[:=]", g)[0].strip() for g in given]


def _first_bracket(text: str) -> str:
    depth = 1
    for n, ch in enumerate(text):
        depth += {"<": 1, ">": -1}.get(ch, 0)
        if not depth:
            return text[:n]
    return text


_READERS = (
    ("file_has_attribute", _features),
    ("members_documented", _unsafe_remarked),
    ("never_remains", _no_such_call),
    ("goes_through", _crate_offers),
    ("constant_equals", _made_of_flags),
    ("wraps_value", _defined_around),
)
