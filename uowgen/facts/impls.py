"""Which impls are those of a type, when the tree has several types of one name; and what may give it more than can be seen.

It follows imports by their last module, not through re-exports: what stays unclear is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.facts.code import counts, implemented
from uowgen.facts.imports import paths_used

if TYPE_CHECKING:
    from uowgen.facts.code import Code, Declaration

_TYPES = frozenset({"struct", "enum", "union", "trait", "type"})
_PLAIN_DERIVES = frozenset({"Clone", "Copy", "Debug", "Default", "Eq", "Hash", "Ord", "PartialEq", "PartialOrd"})
# Attributes that the compiler itself gives a meaning, and those of lints and formatters.
_PLAIN_ATTRIBUTES = (
    "allow cfg cfg_attr cold default deny deprecated derive diagnostic doc expect export_name forbid global_allocator ignore inline "
    "link link_name link_section macro_export must_use naked no_mangle non_exhaustive panic_handler path repr rustfmt should_panic "
    "target_feature test track_caller unsafe used warn clippy automatically_derived bench macro_use lang"
)
# Traits that a type has without an impl of its own: the compiler's, and those of the blanket impls of the standard library.
_WITHOUT_IMPL = (
    "Send Sync Unpin Sized UnwindSafe RefUnwindSafe Freeze Any Into TryInto TryFrom ToString ToOwned Borrow BorrowMut "
    "IntoIterator Pattern Pointee"
)


# Macros that declare statics, and give nothing to the types of these.
_ONLY_STATICS = frozenset({"lazy_static", "lazy_static::lazy_static", "thread_local", "std::thread_local"})


class Impls(NamedTuple):
    """The impls that are of one type, and those of some type of its name that may be of another one."""

    own: tuple[Declaration, ...]
    unclear: tuple[Declaration, ...] = ()


def impls_for(code: Code, declaration: Declaration) -> Impls:
    """The impls of the type `declaration`, whatever conditions they stand under."""
    name = declaration.item.name
    all_of = code.impls_of(name)
    others = tuple(
        d
        for d in code.declared_anywhere(name)
        if d.item.kind in _TYPES and counts(d) and _scope(d) != _scope(declaration) and d.item.kind != "type"
    )
    if not others:
        return Impls(all_of)
    judged = [(impl, _belongs(impl, declaration, others)) for impl in all_of]
    return Impls(tuple(i for i, mine in judged if mine), tuple(i for i, mine in judged if mine is None))


def unseen(code: Code, declaration: Declaration, trait: str = "") -> Declaration | None:
    """What may give the type more than can be read off: a macro call, an attribute or a derive of its own, an impl that may be its.

    With `trait` (without its path) also whether it may have that trait without any impl of its own.
    """
    name = declaration.item.name
    if declaration.item.in_macro or impls_for(code, declaration).unclear:
        return declaration
    if is_rewritten(declaration):
        return declaration
    for text in declaration.item.attributes:
        head, rest = _head_and_rest(text)
        listed = {part.split("::")[-1].strip() for part in rest.rstrip(")]").split(",")} - {""}
        if head == "derive" and listed - _PLAIN_DERIVES:
            return declaration
    if trait and trait.partition("<")[0] in _WITHOUT_IMPL.split():
        return declaration
    for path in code.paths_with_word(name):
        file = code.file(path)
        for d in file.declarations() if file is not None else ():
            if d.item.kind == "macro call" and d.item.name != "macro_rules" and not d.item.in_macro and counts(d):
                before, _, inner = d.text.partition("!")
                if before.strip() in _ONLY_STATICS:
                    continue
                if before and _has_word(inner, name):
                    return d
    return _blanket(code, trait.partition("<")[0]) if trait else None


def is_rewritten(declaration: Declaration) -> bool:
    """Whether an attribute of the item is a macro, which may make anything of it; a derive only adds impls beside it."""
    return any(_head_and_rest(text)[0] not in _PLAIN_ATTRIBUTES.split() for text in declaration.item.attributes)


def _head_and_rest(attribute: str) -> tuple[str, str]:
    path, _, rest = attribute.removeprefix("#").lstrip("!").strip(" []").partition("(")
    return path.split("=")[0].strip().split("::")[0], rest


def _blanket(code: Code, trait: str) -> Declaration | None:
    """An impl of `trait` for a type parameter: it may be one for any type."""
    for path in code.paths_with_word(trait):
        file = code.file(path)
        for d in file.declarations() if file is not None else ():
            if d.item.kind == "impl" and counts(d) and implemented(d)[0] == trait:
                parameters = d.item.node.child_by_field_name("type_parameters")
                if parameters is not None and _has_word(d.file.rust.text(parameters), implemented(d)[1].lstrip("& ")):
                    return d
    return None


def _has_word(text: str, word: str) -> bool:
    at = text.find(word)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(word) : at + len(word) + 1]
        if not (before.isalnum() or before == "_" or after.isalnum() or after == "_"):
            return True
        at = text.find(word, at + 1)
    return False


def _scope(declaration: Declaration) -> tuple[str, tuple[str, ...]]:
    return declaration.file.path, tuple(p for p in declaration.item.path if p.startswith("mod "))


def _belongs(impl: Declaration, declaration: Declaration, others: tuple[Declaration, ...]) -> bool | None:
    """Whether `impl` is one of `declaration` rather than of `others`; None when that cannot be seen."""
    if _scope(impl) == _scope(declaration):
        return True
    if any(_scope(impl) == _scope(o) for o in others):
        return False
    node = impl.item.node.child_by_field_name("type")
    written = impl.file.rust.text(node).split("<")[0].strip() if node is not None else ""
    modules = {written.split("::")[-2].strip()} if "::" in written else set()
    name = declaration.item.name
    if not modules:
        for d in impl.file.declarations():
            if d.item.kind == "use" and counts(d):
                modules |= {path[-2] for path in paths_used(d.item.name) if len(path) > 1 and path[-1] == name}
    rivals = {_module(o) for o in others}
    if _module(declaration) in modules and _module(declaration) not in rivals:
        return True
    return False if modules and modules <= rivals and _module(declaration) not in rivals else None


def _module(declaration: Declaration) -> str:
    """The name of the module that it stands in."""
    path, inner = _scope(declaration)
    if inner:
        return inner[-1].removeprefix("mod ")
    folder, _, last = path.rpartition("/")
    return folder.rpartition("/")[2] if last in ("mod.rs", "lib.rs", "main.rs") else last.removesuffix(".rs")
