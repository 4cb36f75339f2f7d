"""How much the criteria of a spec would notice: the code that they speak of is changed in one place at a time, and judged again.

A change that no criterion notices is something that the spec leaves open. It runs nothing but the deciding itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.text import Span
from uowgen.tree import OverlayTree
from uowgen.verify import VerifyOptions, verify_specs

if TYPE_CHECKING:
    from uowgen.claims.kind import Kind
    from uowgen.claims.own import Own
    from uowgen.model import Spec, Verdict
    from uowgen.rust.mutations import Mutation
    from uowgen.text import Source
    from uowgen.tree import Tree

_MOST = 400


class Unnoticed(NamedTuple):
    """A change after which every criterion still has the verdict that it had: `path`, 1-based `line`, what the change is."""

    path: str
    line: int
    says: str


class Strength(NamedTuple):
    """What came of the `versions` of a spec's code.

    For each criterion, in their order, how many wrong versions it `caught` (it held, and then fails) and `lost` (it held, and is then
    undecided); and the changes that no criterion noticed. `cut` says that there were more versions than are tried.
    """

    spec: Spec
    versions: int
    caught: tuple[int, ...]
    lost: tuple[int, ...]
    unnoticed: tuple[Unnoticed, ...]
    cut: bool = False


def strength_of(
    spec: Spec, document: Source, verdicts: tuple[Verdict, ...], tree: Tree, kinds: tuple[Kind, ...] = (), own: Own | None = None
) -> Strength:
    """How many versions of the code that `verdicts` rest on the criteria of `spec` tell from the code as it is."""
    from uowgen.rust.mutations import changed, mutations
    from uowgen.rust.syntax import RustFile

    caught, lost = [0] * len(verdicts), [0] * len(verdicts)
    unnoticed: list[Unnoticed] = []
    versions = 0
    for path, spans in _under_test(spec, document, verdicts, tree).items():
        source = tree.read(path)
        if source is None:
            continue
        file = RustFile(source)
        rows: dict[tuple[int, int, str], Mutation] = {}
        for span in spans:
            rows |= {(m.span.start, m.span.end, m.text): m for m in mutations(file, span)}
        for mutation in rows.values():
            data = changed(file, mutation)
            if versions >= _MOST:
                return Strength(spec, versions, tuple(caught), tuple(lost), tuple(unnoticed), True)
            if _broken(data, source.data):
                continue
            versions += 1
            ((_, after),) = verify_specs(
                [(spec, document)], OverlayTree(tree, {path: data}), VerifyOptions(random_scenarios=0, kinds=kinds, own=own)
            )
            noticed = False
            for n, (before, now) in enumerate(zip(verdicts, after, strict=True)):
                if before.outcome == "holds" and now.outcome != "holds":
                    noticed = True
                    caught[n] += now.outcome == "fails"
                    lost[n] += now.outcome == "undecided"
            if not noticed:
                unnoticed.append(Unnoticed(path, mutation.line, mutation.says))
    return Strength(spec, versions, tuple(caught), tuple(lost), tuple(unnoticed))


def _under_test(spec: Spec, document: Source, verdicts: tuple[Verdict, ...], tree: Tree) -> dict[str, list[Span]]:
    """The bytes of the items that the spec writes, as the tree has them; without blocks those that the verdicts point at."""
    from uowgen.claims.at_hand import block_files, files_of
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Code

    code = Code(tree)
    case = Case(spec, document, code)
    found: dict[str, list[Span]] = {}
    wanted = {
        (d.item.kind, d.item.name) for file in block_files(case) for d in file.declarations() if d.item.kind in ("impl", "fn")
    }
    for path in files_of(case):
        file = code.file(path)
        for d in file.declarations() if file is not None else ():
            if (d.item.kind, d.item.name) in wanted and d.condition != "tests":
                found.setdefault(path, []).append(d.item.span)
    if not found:
        for evidence in (e for v in verdicts if v.outcome == "holds" for e in v.evidence):
            source = tree.read(evidence.file)
            if source is not None and evidence.file.endswith(".rs"):
                first, last = source.line_span(evidence.line), source.line_span(evidence.end_line or evidence.line)
                found.setdefault(evidence.file, []).append(Span(first.start, last.end))
    return found


def _broken(data: bytes, before: bytes) -> bool:
    from uowgen.grammar import parse_rust

    return parse_rust(data).root_node.has_error and not parse_rust(before).root_node.has_error
