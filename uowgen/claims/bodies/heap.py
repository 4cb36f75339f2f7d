"""Decides that code needs no heap: nothing in it is of a type that lives there, or is made there, and neither is in what it calls.

What a sentence speaks of is a function or a type that it names, else all that the spec's blocks declare, as the tree has it.
"""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.at_hand import block_files, files_of
from uowgen.claims.kind import Finding, fails, shown, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import find, find_method, find_type
from uowgen.facts.calls import calls_in, living, macros_in
from uowgen.facts.code import counts
from uowgen.facts.imports import paths_used
from uowgen.facts.members import methods_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import CodeFile, Declaration
    from uowgen.grammar import Node

_TYPES = frozenset(
    "Box Vec VecDeque String Rc Arc BTreeMap BTreeSet BinaryHeap LinkedList HashMap HashSet CString OsString PathBuf".split()
)
_MACROS = frozenset({"vec", "format"})
_MAKING = frozenset(
    "to_string to_owned to_vec into_boxed_slice into_vec into_string try_reserve reserve_exact to_uppercase to_lowercase".split()
)
_MAY_MAKE = frozenset(
    "collect clone repeat concat join into to_ascii_lowercase to_ascii_uppercase default from extend push_str append".split()
)
_PLAIN_MACROS = frozenset(
    "assert assert_eq assert_ne debug_assert debug_assert_eq debug_assert_ne matches panic unreachable todo unimplemented write writeln cfg concat "
    "stringify compile_error trace debug info warn error".split()
)
# What the core library has of its own types, none of which asks for memory.
_CORE = frozenset(
    (
        "is_some is_none is_some_and is_none_or is_ok is_err is_ok_and is_err_and unwrap unwrap_or unwrap_or_else unwrap_or_default expect expect_err "
        "unwrap_err map map_err map_or map_or_else and_then and or or_else xor ok err ok_or ok_or_else take replace insert get_or_insert "
        "get_or_insert_with as_ref as_mut as_deref copied cloned filter flatten zip then then_some transpose len is_empty get get_mut get_unchecked "
        "get_unchecked_mut first first_mut last last_mut iter iter_mut into_iter enumerate rev skip take_while skip_while step_by chain windows chunks "
        "chunks_exact chunks_mut any all find find_map position rposition count sum product min max min_by max_by min_by_key max_by_key fold for_each "
        "filter_map flat_map inspect peekable peek scan next next_back nth last cycle by_ref swap fill copy_from_slice clone_from_slice copy_within "
        "rotate_left rotate_right reverse sort_unstable sort_unstable_by sort_unstable_by_key binary_search binary_search_by binary_search_by_key "
        "partition_point contains starts_with ends_with split_at split_at_mut split_first split_last split_first_mut split_last_mut as_slice as_mut_slice as_ptr "
        "as_mut_ptr as_bytes as_str is_char_boundary chars bytes char_indices trim parse eq ne cmp partial_cmp lt le gt ge min_by is_lt "
        "is_le is_gt is_ge clamp abs pow checked_add checked_sub checked_mul checked_div checked_rem checked_shl checked_shr checked_pow checked_neg "
        "checked_next_power_of_two wrapping_add wrapping_sub wrapping_mul wrapping_neg wrapping_shl wrapping_shr saturating_add saturating_sub "
        "saturating_mul overflowing_add overflowing_sub abs_diff div_ceil div_euclid rem_euclid next_multiple_of is_multiple_of next_power_of_two is_power_of_two "
        "leading_zeros trailing_zeros leading_ones trailing_ones count_ones count_zeros swap_bytes reverse_bits to_le_bytes to_be_bytes to_ne_bytes "
        "from_le_bytes from_be_bytes from_ne_bytes to_le to_be is_negative is_positive signum isqrt ilog2 ilog10 unsigned_abs load store swap "
        "compare_exchange compare_exchange_weak fetch_add fetch_sub fetch_or fetch_and fetch_xor fetch_max fetch_min fetch_update get_mut set update "
        "borrow borrow_mut try_borrow try_borrow_mut lock try_lock read write as_micros as_millis as_nanos as_secs add sub offset cast "
        "read_volatile write_volatile is_null wrapping_offset write_str write_fmt write_char debug_struct field finish debug_tuple pad alternate "
        "is_ascii is_ascii_digit is_ascii_alphabetic is_ascii_alphanumeric is_ascii_graphic is_digit to_digit as_usize as_u64 try_into try_from start end "
        "starts new_unchecked addr swap_unchecked assume_init assume_init_ref assume_init_mut bits drop forget size_of align_of size_of_val replace zeroed uninit "
        "spin_loop from_fn try_from_fn black_box"
    ).split()
)
_CONSTRUCTORS = frozenset({"Some", "Ok", "Err", "None", "Self"})
_MOST = 200  # functions that are followed


class _Found(NamedTuple):
    """What asks for memory (`sure`), or may do so: what it is, and where."""

    what: str
    file: str
    line: int
    sure: bool


def decide(reading: Reading, case: Case) -> Finding:
    """By what stands in the code, and in the functions of the tree that it calls."""
    subject = _subject(case, reading.list("names"))
    if isinstance(subject, Finding):
        return subject
    own = [f for decl in _in_blocks(case, subject) for f in _in_node(case, decl.file, decl.item.node) if f.sure]
    if own:
        return undecided(
            "not-understood", f"the spec's own code uses {own[0].what}: the words may mean something else", *subject[:1]
        )
    place = (shown(subject[0]),)
    found = next(iter(sorted(_followed(case, subject), key=lambda one: not one.sure)), None)
    if found is None:
        return Finding("holds", "nothing of it is made on the heap", "structure", None, place, "proved")
    if found.sure:
        return fails("act-found", f"{found.what} at {found.file}:{found.line} needs the heap", evidence=place)
    return undecided("unsupported-code", f"whether {found.what} at {found.file}:{found.line} allocates is not known", *subject[:1])


def _subject(case: Case, names: tuple[str, ...]) -> tuple[Declaration, ...] | Finding:
    """The functions and types that are spoken of, each type with its methods."""
    found: list[Declaration] = []
    for name in names:
        bare = bare_name(name).removesuffix("()")
        one = (find_type(case, name) if bare[:1].isupper() else find_method(case, name)).one(bare)
        if isinstance(one, Finding):
            return one
        found += _with_methods(case, one)
    if names:
        return tuple(found)
    near = set(files_of(case))
    for file in block_files(case):
        for d in file.declarations():
            if d.item.path or d.item.kind not in ("struct", "enum", "union", "fn"):
                continue
            mine = [t for t in find(case, d.item.name, frozenset({d.item.kind})).found if t.file.path in near]
            if len(mine) != 1:
                return undecided("subject-ambiguous", f"which `{d.item.name}` is meant is not clear", *mine[:3])
            found += _with_methods(case, mine[0])
    return tuple(dict.fromkeys(found)) or undecided("no-subject", "of which code that is said is not clear")


def _with_methods(case: Case, declaration: Declaration) -> tuple[Declaration, ...]:
    if declaration.item.kind == "fn":
        return (declaration,)
    return (declaration, *methods_of(case.code, declaration.item.name, (declaration,)))


def _in_blocks(case: Case, subject: tuple[Declaration, ...]) -> Iterator[Declaration]:
    names = {(d.item.kind, d.item.name) for d in subject}
    for file in block_files(case):
        yield from (d for d in file.declarations() if (d.item.kind, d.item.name) in names)


def _followed(case: Case, subject: tuple[Declaration, ...]) -> Iterator[_Found]:
    """What is found in the code and in all that it calls."""
    waiting = list(subject)
    seen = {(d.file.path, d.line) for d in subject}
    maybe: set[tuple[str, int]] = set()
    while waiting:
        declaration = waiting.pop(0)
        if declaration.item.in_macro:
            yield _Found(f"`{declaration.item.name}`, which a macro makes,", declaration.file.path, declaration.line, sure=False)
            continue
        sure = (declaration.file.path, declaration.line) not in maybe
        yield from (f._replace(sure=f.sure and sure) for f in _in_node(case, declaration.file, declaration.item.node))
        held = [d for d in _held(case, declaration) if (d.file.path, d.line) not in seen]
        seen |= {(d.file.path, d.line) for d in held}
        waiting += held
        for path, line in _calls(declaration):
            called = _called(case, declaration, path)
            if called is None:
                yield _Found(f"`{path}`", declaration.file.path, line, sure=False)
                continue
            more = [d for d in called if (d.file.path, d.line) not in seen]
            if not sure or len(called) > 1 or path.rpartition(".")[2] in _CORE:  # which of them is meant is not known
                maybe |= {(d.file.path, d.line) for d in more}
            seen |= {(d.file.path, d.line) for d in more}
            waiting += more
            if len(seen) > _MOST:
                yield _Found("what it calls", declaration.file.path, declaration.line, sure=False)
                return


def _held(case: Case, declaration: Declaration) -> list[Declaration]:
    """The types of the tree that a type is made of."""
    if declaration.item.kind == "fn":
        return []
    names = dict.fromkeys(re.findall(r"\b[A-Z]\w*[a-z]\w*\b", re.sub(r"//[^\n]*", "", declaration.text)))
    found = [find_type(case, name).found for name in names if name != declaration.item.name and name not in _TYPES]
    return [one[0] for one in found if len(one) == 1 and one[0].item.kind in ("struct", "enum", "union")]


def _in_node(case: Case, file: CodeFile, root: Node) -> Iterator[_Found]:
    """Types, macros and methods of the heap below `root`; what is kept out of ordinary builds does not count."""
    path, line_of = file.path, file.rust.source.line_of
    stack = [root]
    while stack:
        node = stack.pop()
        stack += living(file, node)
        if node.type in ("type_identifier", "identifier") and (name := file.rust.text(node)) in _TYPES and _is_type(node):
            yield _Found(f"`{name}`", path, line_of(node.start_byte), sure=_is_standard(case, file, node, name))
        elif node.type == "token_tree" and (named := re.search(rf"\b({'|'.join(_TYPES)})::", file.rust.text(node))):
            yield _Found(f"`{named[1]}`", path, line_of(node.start_byte), sure=False)
    for macro in macros_in(file, root):
        name = macro.path.removesuffix("!").rpartition("::")[2]
        if name not in _PLAIN_MACROS:
            yield _Found(f"`{name}!`", path, macro.line, sure=name in _MACROS)
    for call in calls_in(file, root):
        name = re.split(r"\.|::", call.path)[-1]
        if name in _MAKING:
            yield _Found(f"`{name}()`", path, call.line, sure=call.sure)


def _is_type(node: Node) -> bool:
    """Whether a name stands for a type: in a type, or before `::`."""
    if node.type == "type_identifier":
        return True
    parent = node.parent
    return parent is not None and parent.type == "scoped_identifier" and parent.child_by_field_name("path") == node


def _is_standard(case: Case, file: CodeFile, node: Node, name: str) -> bool:
    """Whether a name means the type of the standard library: not one of another crate (`heapless::Vec`) or of the tree."""
    parent = node.parent
    written = (
        file.rust.text(parent) if parent is not None and parent.type in ("scoped_type_identifier", "scoped_identifier") else name
    )
    text = file.rust.source.data.decode("utf-8", "replace")
    paths = [p for use in re.findall(r"\buse\s+([^;]+);", text) for p in paths_used(use) if p and p[-1] == name]
    roots = {p[0] for p in paths} | ({written.partition("::")[0]} if f"::{name}" in written else set())
    return roots <= {"alloc", "std"} and not case.code.declared_anywhere(name)


def _calls(declaration: Declaration) -> Iterator[tuple[str, int]]:
    if declaration.item.kind == "fn":
        yield from dict.fromkeys((c.path, c.line) for c in calls_in(declaration.file, declaration.item.node))


def _called(case: Case, caller: Declaration, path: str) -> list[Declaration] | None:
    """The functions of the tree that a call may lead to, none for one of the core library; None where that is not known."""
    parts = re.split(r"\.|::", path)
    name, owner = parts[-1].removesuffix("()"), parts[-2] if len(parts) > 1 else ""
    if name in _CONSTRUCTORS or name in _MAKING:
        return []
    own = caller.owner.rpartition(" for ")[2]
    method = "." in path
    if (owner in ("Self", own) and not method) or path == f"self.{name}":
        mine = [d for d in methods_of(case.code, own) if d.item.name == name] if own else []
        if mine:
            return mine
    declared = [d for d in case.code.declared_anywhere(name) if d.item.kind == "fn" and counts(d)]
    if not method:
        if parts[0] in ("core", "mem", "ptr", "cmp", "iter", "slice", "hint"):
            return [] if name in _CORE | _CONSTRUCTORS else None
        if name[:1].isupper():  # a tuple struct or a variant that is made
            return []
        kinds = [d for d in declared if (d.owner.rpartition(" for ")[2] == owner if owner[:1].isupper() else not d.owner)]
        if kinds:
            return kinds
        parameters = caller.file.rust.text(caller.item.node).partition("{")[0]
        if not owner and re.search(rf"\b{name}\s*:", parameters):  # a function that is handed in
            return None
        plain = owner in (
            "usize",
            "isize",
            "u8",
            "u16",
            "u32",
            "u64",
            "i8",
            "i16",
            "i32",
            "i64",
            "u128",
            "i128",
            "str",
            "Option",
            "Result",
            "Ordering",
        )
        return [] if (plain and name in _CORE) or re.search(rf"\blet\s+(mut\s+)?{name}\s*=\s*(move\s*)?\|", caller.text) else None
    if name in _MAY_MAKE or "alloc" in name.split("_"):
        copied = name == "clone" and not declared
        return [] if copied else declared or None
    near = [d for d in declared if d.file.path in files_of(case)]
    if name not in _CORE:
        return declared or None
    root = re.split(r"\.|::", path)[0]
    if len(root) > 1 and root.isupper() and name not in ("lock", "load", "store", "len", "is_empty", "iter"):
        return declared or None  # of a static: what type that is is not looked at
    return near


__all__ = ["decide"]
