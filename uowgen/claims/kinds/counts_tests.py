"""Claim: a file, or its module of tests, has so many tests. What they test is not judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.at_hand import files_of, resolved_path
from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.facts.modules import file_of_module

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import CodeFile, Declaration

# Attributes under which one function stands for several tests.
_MANY = ("rstest", "test_case", "case", "parameterized", "quickcheck", "template", "apply", "values")


def decide(reading: Reading, case: Case) -> Finding:
    """Functions that bear `#[test]` or the like are counted. Macros that may make tests, and tests with cases, leave it undecided."""
    paths = resolved_path(case, reading.get("place")) if reading.get("place") else files_of(case)
    if not paths:
        message = f"the tree has no file `{reading.get('place')}`"
        return (
            fails("file-not-found", message) if reading.get("place") else undecided("no-subject", "which file is meant is not said")
        )
    files = [file for path in paths if (file := case.code.file(path)) is not None]
    if not reading.get("place"):
        files = [file for file in files if _modules(file)] or files
    if len(files) != 1:
        return undecided("subject-ambiguous", f"it could be about {', '.join(f'`{p}`' for p in paths)}")
    return _counted(reading, case, files[0])


def _counted(reading: Reading, case: Case, file: CodeFile) -> Finding:
    modules = _modules(file)
    outer = [other for m in modules if (other := file_of_module(case.code, m)) is not None]
    if reading.get("state") == "module":
        if not modules:
            return fails("item-not-found", f"`{file.path}` has no module of tests")
        if len(modules) > 1:
            return undecided("subject-ambiguous", f"`{file.path}` has several modules of tests", *modules[:3])
    found = [d for f in (file, *outer) for d in f.declarations() if d.item.kind == "fn" and is_test(d)]
    bears = _name(reading.get("bears")) if reading.get("bears") else ""
    if reading.get("state") == "module" and not outer:
        found = [d for d in found if modules[0].line <= d.line <= modules[0].end_line]
    if bears:
        if any("cfg_attr" in a for d in found for a in d.item.attributes):
            return undecided("conditional", f"which tests of `{file.path}` bear `#[{bears}]` depends on the build", *found[:3])
        found = [d for d in found if any(_name(a) == bears for a in d.item.attributes)]
    unclear = [d for f in (file, *outer) for d in f.declarations() if _may_make_tests(d)]
    unclear += [d for d in found if _has_cases(d) and not _is_plain_case(d)]
    wanted, count = int(reading.get("number")), len(found)
    message = f"`{file.path}` has {count} test{'' if count == 1 else 's'}" + (f" with `#[{bears}]`" if bears else "")
    if reading.get("bound") == "least" and count >= wanted:
        return holds(message, *found[:8])
    if unclear:
        return undecided("inside-macro", f"{message}, and what may be more", *unclear[:3])
    if count == wanted:
        return holds(message, *found[:8])
    if count > wanted and not reading.get("bound"):
        return undecided("other-count", f"{message}; whether they are to be so many at most is not said", *found[:8])
    return fails("other-count", message, *found[:8])


def is_test(declaration: Declaration) -> bool:
    """Whether a function is a test: it bears `#[test]`, `#[tokio::test]` and the like."""
    return any(_name(a).rpartition("::")[2] in ("test", "rstest", "test_case") for a in declaration.item.attributes)


def _name(attribute: str) -> str:
    return "".join(attribute.split()).removeprefix("#[").split("]")[0].split("(")[0]


def _has_cases(declaration: Declaration) -> bool:
    return any(_name(a).rpartition("::")[2] in _MANY for a in declaration.item.attributes)


def _is_plain_case(declaration: Declaration) -> bool:
    """Whether its only mark is a bare `#[test_case]`, as a harness of a kernel's own has it: one test."""
    marks = ["".join(a.split()) for a in declaration.item.attributes]
    cases = [m for m in marks if _name(m).rpartition("::")[2] in _MANY]
    return cases == ["#[test_case]"]


def _modules(file: CodeFile) -> list[Declaration]:
    """The outermost modules that only test builds have."""
    found = [d for d in file.declarations() if d.item.kind == "mod" and d.condition == "tests"]
    return [d for d in found if not any(o is not d and o.line <= d.line and d.end_line <= o.end_line for o in found)]


def _may_make_tests(declaration: Declaration) -> bool:
    """Whether a macro call at the place of an item may declare tests."""
    if declaration.item.kind != "macro call" or declaration.item.name == "macro_rules":
        return False
    return declaration.condition == "tests" or "test" in declaration.text


KIND = Kind(
    "counts_tests",
    "a file has so many tests",
    tuple(
        form.format(
            number=f"{exactly} <number:some>",
            tests="unit? tests|test functions|cases|function|case?",
            borne="functions|function|fns|tests|test|cases|case",
        )
        + (f"{bound} {given}" if bound else f" ; {given}" if given else "")
        for exactly, bound in (("exactly|only|just|precisely", " ; bound=exact"), ("at least", " ; bound=least"), ("", ""))
        for form, given in (
            ("<place:path> @have {number} {tests}", ""),
            ("there is|are {number} {tests} in|inside|within <place:path>", ""),
            ("{number} {tests} @be? @made|kept? in|inside|within <place:path>", ""),
            ("<place:path> @have test|tests module|mod|submodule with|of|containing|holding {number} {tests}", "state=module"),
            ("test|tests module|mod|submodule in|of|inside? <place:path>? @be? @have|with {number} {tests}", "state=module"),
            ("<place:path> test|tests module|mod @have {number} {tests}", "state=module"),
            ("there is test|tests module|mod in|inside|within|of <place:path> with|of {number} {tests}", "state=module"),
            ("there is|are {number} {tests} in|inside|within file|module", ""),
            ("{number} <bears:attr> {borne} (in|inside|within file|module)?", ""),
            ("there is|are {number} <bears:attr> {borne} (in|inside|within file|module)?", ""),
            ("{number} <bears:attr> {borne} in|inside|within <place:path>", ""),
            ("there is|are {number} <bears:attr> {borne} in|inside|within <place:path>", ""),
            ("<place:path> @have {number} <bears:attr> {borne}", ""),
            ("{number} of|among tests @be* marked? <bears:attr>", ""),
            ("{number} tests|test are|is marked? <bears:attr>", ""),
            ("{number} tests|test bear|bears|carry|carries <bears:attr>", ""),
            *(
                (form, "state=module")
                for form in (
                    "{number} {tests} ,? all? in|inside|within <mod:testmod>",
                    "there is|are {number} {tests} in|inside|within <mod:testmod>",
                    "<mod:testmod> @have {number} {tests}",
                    "{number} <bears:attr> {borne} in|inside|within <mod:testmod>",
                    "there is|are {number} <bears:attr> {borne} in|inside|within <mod:testmod>",
                    "<mod:testmod> @have {number} <bears:attr> {borne}",
                )
            ),
        )
    ),
    (
        "`ring.rs` has two unit tests",
        "There are exactly three tests in `ring.rs`",
        "`ring.rs` has a test module with three tests",
    ),
    decide,
    ("number",),
)
