"""Which imports of a file are used for certain, and which are not, as far as the syntax tells.

A trait is used by the methods that it brings, so that a name with capital letters that stands nowhere is known to be unused only
where it is known to be no trait. What test builds or other modules may need is left open.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.facts.imports import paths_used, renamed_by, used_names
from uowgen.facts.macros import may_bring
from uowgen.facts.uses import nodes_in

if TYPE_CHECKING:
    from uowgen.facts.code import Code, CodeFile, Declaration
    from uowgen.grammar import Node

# Types of the standard library that are no traits.
_TYPES = frozenset(
    [
        "Arc",
        "Box",
        "BTreeMap",
        "BTreeSet",
        "BinaryHeap",
        "Cell",
        "Context",
        "Cow",
        "Duration",
        "HashMap",
        "HashSet",
        "Instant",
        "Layout",
        "LinkedList",
        "ManuallyDrop",
        "MaybeUninit",
        "Mutex",
        "MutexGuard",
        "NonNull",
        "NonZeroU32",
        "NonZeroU64",
        "NonZeroUsize",
        "Once",
        "OnceCell",
        "Ordering",
        "PathBuf",
        "PhantomData",
        "Pin",
        "Poll",
        "Range",
        "RangeInclusive",
        "Rc",
        "RefCell",
        "Ref",
        "RefMut",
        "RwLock",
        "String",
        "UnsafeCell",
        "Vec",
        "VecDeque",
        "Waker",
        "Weak",
        "Wrapping",
        "AtomicBool",
        "AtomicU8",
        "AtomicU16",
        "AtomicU32",
        "AtomicU64",
        "AtomicUsize",
        "AtomicI32",
        "AtomicI64",
        "AtomicPtr",
    ]
)
# Names that are in scope without an import.
_IN_SCOPE = frozenset(
    [
        "Self",
        "Option",
        "Some",
        "None",
        "Result",
        "Ok",
        "Err",
        "Box",
        "Vec",
        "String",
        "ToString",
        "ToOwned",
        "Clone",
        "Copy",
        "Send",
        "Sync",
        "Sized",
        "Drop",
        "Fn",
        "FnMut",
        "FnOnce",
        "Iterator",
        "IntoIterator",
        "Extend",
        "DoubleEndedIterator",
        "ExactSizeIterator",
        "Default",
        "PartialEq",
        "Eq",
        "PartialOrd",
        "Ord",
        "AsRef",
        "AsMut",
        "Into",
        "From",
        "TryFrom",
        "TryInto",
        "FromIterator",
        "Debug",
        "Hash",
        "Unpin",
    ]
)


class Imports(NamedTuple):
    """The imported names that are unused for certain, with the declaration, and the reason why others may be."""

    unused: tuple[tuple[str, Declaration], ...]
    doubt: str


def imports_of(code: Code, file: CodeFile) -> Imports:
    """Looks at each import of the file itself; those inside of functions and of inner modules are in doubt."""
    uses = [d for d in file.declarations() if d.item.kind == "use"]
    spans = [(d.item.whole.start, d.item.span.end) for d in uses]
    heads, others, nested = _occurrences(file, spans)
    text = _words_of_strings(file)
    doubt = "an import inside of a function" if nested else ""
    unused: list[tuple[str, Declaration]] = []
    outer = _below(code, file) if any(d.item.kind == "mod" and d.item.body is None for d in file.declarations()) else ()
    for declaration in uses:
        if _of_tests(file, declaration):
            continue
        plain = not declaration.item.path and not declaration.item.attributes and declaration.condition == "always"
        if not plain or _visible(declaration) or any(name == "_" for _, name in renamed_by(declaration.item.name)):
            doubt = doubt or f"`use {declaration.item.name}` may be for other builds or modules"
            continue
        names = used_names(declaration.item.name)
        for name in sorted(names - heads):
            if (
                name in others
                or name in text
                or _from_outside(outer, name)
                or not _no_trait(code, name)
                or may_bring(code, file, file.rust.root, name)
            ):
                doubt = doubt or f"whether `{name}` is used is not certain"
            else:
                unused.append((name, declaration))
        globs = [p for p in paths_used(declaration.item.name) if p[-1] == "*"]
        if globs and not _needed(file, heads, uses):
            doubt = doubt or f"whether anything of `{'::'.join(globs[0])}` is used is not certain"
    if "allow(unused" in file.rust.source.data.decode("utf-8", "replace"):
        doubt = doubt or "the file allows unused imports"
    return Imports(tuple(unused), doubt)


def _below(code: Code, file: CodeFile) -> tuple[str, ...]:
    """What the files below the module say of paths of the module around them: those may use what it imports."""
    folder, _, last = file.path.rpartition("/")
    folder = folder if last in ("mod.rs", "lib.rs", "main.rs") else file.path.removesuffix(".rs")
    module = "crate" if last in ("lib.rs", "main.rs") else folder.rpartition("/")[2]
    paths = [p for p in code.tree.paths() if p.startswith(f"{folder}/" if folder else "") and p.endswith(".rs") and p != file.path]
    sources = [source.data.decode("utf-8", "replace") for p in paths if (source := code.tree.read(p)) is not None]
    around = re.compile(rf"\b(?:super|{re.escape(module)})::[^;]*")
    return tuple(said for text in sources for said in around.findall(text))


def _from_outside(said: tuple[str, ...], name: str) -> bool:
    """Whether a path below says the name, or takes all that there is."""
    return any("*" in one or re.search(rf"\b{name}\b", one) for one in said)


def _of_tests(file: CodeFile, declaration: Declaration) -> bool:
    """Whether it is the `use super::*` of a module of tests that names something of the module around it."""
    if declaration.condition != "tests" or paths_used(declaration.item.name) != (("super", "*"),):
        return False
    around = next(
        (d for d in file.declarations() if d.item.kind == "mod" and d.line < declaration.line <= d.end_line and not d.item.path),
        None,
    )
    if around is None or len(declaration.item.path) != 1:
        return False
    words = "".join(ch if ch.isalnum() or ch == "_" else " " for ch in around.text).split()
    own = {d.item.name for d in file.declarations() if not d.item.path and d.item.kind not in ("impl", "use", "mod")}
    return not own.isdisjoint(words)


def _visible(declaration: Declaration) -> bool:
    return any(child.type == "visibility_modifier" for child in declaration.item.node.named_children)


def _needed(file: CodeFile, heads: frozenset[str], uses: list[Declaration]) -> bool:
    """Whether some name of the file can only come from its one glob import."""
    globs = sum(p[-1] == "*" for d in uses for p in paths_used(d.item.name))
    known = set(_IN_SCOPE).union(*(used_names(d.item.name) for d in uses)) | {d.item.name for d in file.declarations()}
    parameters = {file.rust.text(n) for n, _ in nodes_in(file, file.rust.root) if n.type == "type_identifier" and _introduces(n)}
    left = {h for h in heads if h[:1].isupper() and len(h) > 1} - known - parameters
    return globs == 1 and bool(left)


def _introduces(node: Node) -> bool:
    """Whether the name is declared where it stands: a type parameter, an associated type."""
    above = node.parent
    return above is not None and (
        above.type
        in (
            "type_parameters",
            "type_parameter",
            "constrained_type_parameter",
            "optional_type_parameter",
            "associated_type",
            "type_item",
        )
    )


def _occurrences(file: CodeFile, imports: list[tuple[int, int]]) -> tuple[frozenset[str], frozenset[str], bool]:
    """The names at the head of a path in ordinary code of the file's own module, all other names, and whether a function imports."""
    heads: set[str] = set()
    others: set[str] = set()
    nested = False
    inner = [(d.item.span.start, d.item.span.end) for d in file.declarations() if d.item.kind == "mod" and d.item.body is not None]
    before = ""
    leaves = [(n, live) for n, live in nodes_in(file, file.rust.root) if n.child_count == 0 and "comment" not in n.type]
    for at, (node, live) in enumerate(leaves):
        text = file.rust.text(node).removeprefix("r#")
        after = file.rust.text(leaves[at + 1][0]) if at + 1 < len(leaves) else ""
        if node.type == "use":
            nested = nested or not any(start <= node.start_byte < end for start, end in imports)
        if node.type in ("identifier", "type_identifier") and not any(s <= node.start_byte < e for s, e in imports):
            own = live and not any(s <= node.start_byte < e for s, e in inner)
            head = before not in ("::", ".", "fn", "struct", "enum", "trait", "type", "mod", "const", "static", "let", "'", "as_")
            used = not text.islower() or after in ("::", "(", "!")
            (heads if own and head and used and not _is_named(node) else others).add(text)
        elif node.type.endswith("identifier") and not any(s <= node.start_byte < e for s, e in imports):
            others.add(text)
        before = text
    return frozenset(heads), frozenset(others), nested


def _is_named(node: Node) -> bool:
    """Whether the name is that of a variant, a field or a parameter that is declared there."""
    above = node.parent
    return above is not None and (
        above.type in ("enum_variant", "closure_parameters", "type_parameters", "type_parameter")
        or (above.type in ("parameter", "let_declaration") and above.child_by_field_name("pattern") == node)
    )


def _words_of_strings(file: CodeFile) -> frozenset[str]:
    """The words of string literals, in which a format names what it shows."""
    texts = [file.rust.text(n) for n, _ in nodes_in(file, file.rust.root) if "string" in n.type]
    return frozenset(w for t in texts for w in "".join(ch if ch.isalnum() or ch == "_" else " " for ch in t).split())


def _no_trait(code: Code, name: str) -> bool:
    if name in _TYPES or not name[:1].isupper() or (name.isupper() and len(name) > 1):
        return True
    found = code.declared_anywhere(name)
    return bool(found) and all(d.item.kind in ("struct", "enum", "union", "type", "const", "static") for d in found)
