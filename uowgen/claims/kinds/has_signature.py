"""Claim: a function is declared with a certain signature, as a whole or in part (`async`, `fn find(&self) -> Option<&Vma>`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import resolved_path
from uowgen.claims.declarations.types import without_paths
from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.kinds.returns_type import other_result
from uowgen.claims.names import PRIMITIVES, bare_name
from uowgen.claims.sentences.code_forms import cut_at_commas
from uowgen.claims.subject import KINDS_OF, context_function, find, find_method
from uowgen.facts.members import inherits_visibility
from uowgen.facts.signature import modifiers_of, parameters_of, receiver_of, result_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.claims.subject import Subject
    from uowgen.facts.code import Declaration


def decide(reading: Reading, case: Case) -> Finding:
    """What the text says of the signature is so in every declaration; what it does not say is not asked for."""
    text = " ".join(reading.get("signature").split()).rstrip("{; ").strip()
    text = text if "fn " in text or "->" not in text or "(" not in text else f"fn {text}"
    head, _, rest = text.partition("fn ")
    written_name = rest.split("(")[0].split("<")[0].strip()
    name = reading.get("name") or written_name
    if reading.get("owner") and written_name:
        name = f"{bare_name(reading.get('owner'))}::{written_name}"
    if reading.get("result").islower() and reading.get("result").isidentifier() and reading.get("result") not in PRIMITIVES:
        return undecided("not-understood", f"“{reading.get('result')}” is not the name of a type")
    if reading.get("name") and written_name.isidentifier() and "(" in rest and bare_name(name) != written_name:
        return undecided("not-understood", f"`{name}` is not the function that `{text}` shows")
    if reading.get("owner") and bare_name(reading.get("owner"))[:1].islower() and not find(case, reading.get("owner")).found:
        return undecided("no-subject", f"`{reading.get('owner')}` is no type that has functions")
    subject = find_method(case, name) if name else context_function(case)
    subject = _in_file(case, reading.get("path"), subject)
    if reading.get("path") and subject.found and not _is_there(case, reading.get("path"), subject):
        return undecided("found-elsewhere", f"`{bare_name(name)}` is not in `{reading.get('path')}`", *subject.found[:2])
    if not subject.found:
        kinds = find(case, name).found if name else ()
        plain = "fn " not in text and "(" not in text and not text.startswith("pub")
        if plain and kinds and all(d.item.kind in ("const", "static") for d in kinds):  # “`WORDS` is defined as `FRAMES / 64`”
            from uowgen.claims.kinds import constant_equals

            slots = {"name": name, "value": reading.get("signature")}
            return constant_equals.decide(reading._replace(slots=slots), case)
        if kinds:
            return undecided("not-a-function", f"`{bare_name(name)}` is no function", kinds[0])
        return subject.none(f"no function `{bare_name(name)}`")
    if any(d.item.kind not in KINDS_OF["fn"] for d in subject.found):
        return undecided("not-a-function", f"`{bare_name(name)}` is no function", *subject.found)
    if not head.strip() and "(" not in rest and "->" not in text and not written_name:
        return undecided("not-understood", f"`{text}` says nothing of a signature")
    for declaration in subject.found:
        wrong = _wrong(declaration, head or ("" if rest else text), rest)
        if wrong is None and reading.get("result"):
            wrong = other_result(case, declaration, reading.get("result"))
        if wrong is not None:
            return wrong
    return holds(f"`{subject.found[0].item.name}` is declared so", *subject.found)


def _in_file(case: Case, path: str, subject: Subject) -> Subject:
    """Of several functions those in the file that the criterion names."""
    paths = resolved_path(case, path) if path else ()
    mine = tuple(d for d in subject.found if d.file.path in paths)
    if not mine or len(mine) == len(subject.found):
        return subject
    if mine[1:] == ():
        case.several = ()
    return subject._replace(found=mine)


def _is_there(case: Case, path: str, subject: Subject) -> bool:
    return any(d.file.path in resolved_path(case, path) for d in subject.found)


def _wrong(declaration: Declaration, head: str, rest: str) -> Finding | None:
    name = declaration.item.name
    if declaration.item.in_macro:
        return undecided("inside-macro", f"`{name}` is defined by a macro", declaration)
    have = modifiers_of(declaration)
    for word in head.replace("fn", " ").split():
        if word.startswith("pub") and inherits_visibility(declaration):
            continue
        if word not in have:
            return fails("other-signature", f"`{name}` is not `{word}`", declaration)
    if "(" not in rest:
        return None
    inner, result = _cut(rest)
    asked = cut_at_commas(inner) if inner else []
    receiver = next((a for a in asked if "".join(a.split()).removeprefix("mut") in ("self", "&self", "&mutself")), "")
    if "".join(receiver.split()) != "".join(receiver_of(declaration).split()):
        return fails("other-signature", f"`{name}` takes `{receiver_of(declaration) or 'no self'}`", declaration)
    plain = [a for a in asked if a != receiver]
    if plain != ["..."]:
        have_types = [without_paths(p.type) for p in parameters_of(declaration)]
        want_types = [without_paths(a.partition(": ")[2] or a) for a in plain]
        if have_types != want_types:
            return fails(
                "other-signature", f"`{name}` takes `{', '.join(p.type for p in parameters_of(declaration))}`", declaration
            )
    if result != "_" and without_paths(result or "()") != without_paths(result_of(declaration)):
        return fails("other-type", f"`{name}` returns `{result_of(declaration)}`", declaration)
    return None


def _cut(rest: str) -> tuple[str, str]:
    """The parameters and the result of `name(a: A) -> B`."""
    start = rest.index("(")
    depth = 0
    for at in range(start, len(rest)):
        depth += {"(": 1, ")": -1}.get(rest[at], 0)
        if depth == 0:
            return rest[start + 1 : at], rest[at + 1 :].strip().removeprefix("->").split(" where ")[0].strip()
    return rest[start + 1 :], ""


KIND = Kind(
    "has_signature",
    "a function has a signature, or is async, unsafe or const",
    (
        "<name>? <noun>? signature @be* changed|updated? to|matches? <signature:code>",
        "<name> <noun>? @have signature :? <signature:fncode>",
        "<name> <noun>? @be* declared|defined|written as <signature:code>",
        "<name> <noun>? @be* <signature:fncode>",
        "<name> <noun>? @be* <signature:modifiers> <noun2:noun>?",
        "<name> <noun>? @be* <signature:modifiers> <noun2:noun>? returning|that|which|and returning|returns? <result:type>",
        "<name> <noun>? @be* made|converted|turned to|into|an? <signature:modifiers> <noun2:noun>?",
        "<signature:fncode> @be* @made|implemented @in? <path>?",
        "@make <signature:fncode> @in? <path>?",
        "make|convert <name> <noun>? to|into? <signature:modifiers> <noun2:noun>?",
        "<owner:name> <noun>? @have <signature:fncode> method|function?",
    ),
    (
        "`execute` method signature is `async fn`",
        "`wait` is async",
        "`fn find(&self, addr: usize) -> Option<&Vma>` exists",
        "`halt` is an unsafe function",
    ),
    decide,
    ("signature",),
    asks_all=True,
)
