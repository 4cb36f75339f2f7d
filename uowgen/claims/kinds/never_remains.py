"""Claim: nothing of a kind is left: a call, a use of a name, a literal, a macro, an attribute, a comment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import files_of
from uowgen.claims.declarations.broken_files import macro_despite_errors
from uowgen.claims.declarations.no_calls import TESTS_MAY, no_calls
from uowgen.claims.declarations.occurrences import (
    _LONG,
    _NO_OPERANDS,
    KEYWORDS,
    is_piece,
    needle_of,
    occurrences,
    of_static_mut,
    path_of,
    sort_of_text,
)
from uowgen.claims.declarations.other_owners import of_another
from uowgen.claims.declarations.quoted_texts import quoted_left, still_in_text
from uowgen.claims.declarations.scope import Region, library_of, regions
from uowgen.claims.declarations.spoken_shapes import names_own
from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.names import called, is_path
from uowgen.claims.subject import find
from uowgen.facts.macros import may_bring
from uowgen.facts.members import attributes_of
from uowgen.facts.uses import (
    bare_attribute,
    literals_in,
    names_in,
    numbered_in,
    says,
)
from uowgen.model import Evidence
from uowgen.rust.syntax import tokens_of_piece

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.uses import Use


# “… and its value is dropped”: of what a variant carries, not of the variant.
_OF_WHAT_IT_CARRIES = re.compile(
    r"(?i)\b(?:its|the|their|inner|that) (?:\w+ )?(?:values?|contents?|payload|reason|cause|argument) (?:is|are|gets?|be) dropped\b"
)


def decide(reading: Reading, case: Case) -> Finding:
    """Every counterexample is listed. A receiver under another name, tokens of macro calls, a file with errors: undecided."""
    if reading.get("how") == "quoted":
        return quoted_left(reading, case)
    if case.criterion is not None and _OF_WHAT_IT_CARRIES.search(case.criterion.text):
        return undecided("not-understood", "what becomes of a value is not what becomes of the item")
    for what in reading.list("what"):
        if reading.get("how") == "piece" and not is_piece(what):  # “no bare `Result`” may be one without what follows it
            return undecided("not-understood", f"what makes `{what}` bare is not known")
        if _may_be_a_value(case, what, reading.get("place")):
            return undecided(
                "not-understood", f"“{what}” is not written as code, and may be what `{reading.get('place')}` makes or has"
            )
        finding = absent(case, what, reading.get("sort"), reading.get("place"), tests=reading.get("tests"))
        if finding.code == "inside-macro" and what.isidentifier() and is_path(reading.get("place")) and _is_of_the_text(case):
            from uowgen.claims.declarations.spoken_traces import word_left

            finding = word_left(what, reading.get("place"), case) or finding  # what a macro makes of it is no text there
        if finding.outcome == "holds" and not reading.get("sort") and _is_of_the_text(case):
            finding = still_in_text(case, what, reading.get("place")) or finding
        place = reading.get("place")
        if finding.outcome == "fails" and finding.code != "still-there" and place and _is_said_not_to_be_of(case, place):
            return undecided("no-place", f"`{place}`, of which it is said not to be, was not found", evidence=finding.evidence)
        if not reading.get("place") and finding.code == "still-there":
            finding = near_first(case, what, reading.get("sort"), finding)
        if finding.outcome != "holds":
            return finding
    listed = ", ".join(f"`{w}`" for w in reading.list("what"))
    return holds(f"no {listed} in {_where(reading.get('place'))}")


def _is_said_not_to_be_of(case: Case, place: str) -> bool:
    """Whether the place stands behind “not of”: that there is none of that name does not go against the sentence."""
    text = case.criterion.text if case.criterion is not None else ""
    return re.search(rf"(?i)\bnot (?:the one )?(?:of|from) (?:the )?`?{re.escape(place)}`?(?!\w)", text) is not None


def _is_of_the_text(case: Case) -> bool:
    """Whether the sentence says that something appears nowhere: that is said of the text, with its strings."""
    text = case.criterion.text.lower() if case.criterion is not None else ""
    return not _OF_TEXT.isdisjoint(text.split())


_OF_TEXT = frozenset("appear appears appearing occur occurs occurring mention mentions mentioned".split())  # noqa: SIM905


def _may_be_a_value(case: Case, what: str, place: str) -> bool:
    """Whether a plain word behind the name of a function or a type speaks of a value: “`new()` has no spans” is not about the name."""
    text = case.criterion.text if case.criterion is not None else ""
    plain = what.isalpha() and what.islower() and f"`{what}" not in text and what not in KEYWORDS
    return plain and bool(place) and not is_path(place) and sort_of_text(what, "") == "use"


def near_first(case: Case, what: str, sort: str, finding: Finding) -> Finding:
    """`finding`, that `what` is left, where no place is named: in the files of the spec it counts, elsewhere only for names of its own."""
    near = set(files_of(case))
    here = tuple(e for e in finding.evidence if e.file in near)
    singular = case.criterion is not None and " comment is " in f" {case.criterion.text.lower()} "
    if here and not singular:
        return finding._replace(
            evidence=here, message=f"{len(here)} left of `{what}` in {', '.join(f'`{p}`' for p in sorted(near))}"
        )
    if not singular and (not near or (sort_of_text(what, sort) == "use" and what not in KEYWORDS)):
        return finding
    return undecided(
        "no-place",
        f"`{what}` is left in the tree, and the criterion does not say where it is to be gone",
        evidence=finding.evidence[:8],
    )


_OF_TESTS = frozenset({"ignore", "test", "should_panic"})


def absent(case: Case, what: str, sort: str, place: str, tests: str = "") -> Finding:
    """Whether `what` is nowhere in `place`. `sort` is one of `slots.SORTS`' values; it may be empty when `what` says it itself.

    `tests` says whether tests may have it: `may`, `no`, or empty where that is not said, which leaves it undecided.
    """
    sort = sort_of_text(what, sort)
    needle = needle_of(what, sort)
    if not sort or (not needle and sort != "literal" and not is_piece(what)):
        return undecided("not-understood", f"what `{what}` would look like in the code is not known")
    if is_piece(what) and not place and len(needle) < _LONG:
        return undecided("no-place", f"`{what}` may stand anywhere, and the criterion does not say where it is to be gone")
    borne = _borne(case, what, place) if sort == "attribute" and place and not is_path(place) else None
    if borne is not None:
        return borne
    inside = regions(case, _whole_crate(case, place), needle)
    if isinstance(inside, Finding):
        return (
            (macro_despite_errors(case, needle, place) or inside) if sort == "macro" and inside.code == "syntax-errors" else inside
        )
    if what.strip() in ("unsafe", "unsafe {}", "unsafe { }"):
        finding = _no_unsafe(case, inside, place)
    elif sort == "code" and not of_static_mut(what):  # what is a `static` without `mut` is another thing
        finding = _not_written(what, inside, place)
    elif sort == "call":
        finding = no_calls(called(what), inside, _where(place), tests_too=tests == "no", of_another=of_another(case, called(what)))
    else:
        finding = _no_occurrences(what, sort, inside, place, tests_too=tests == "no")
    if sort == "attribute" and bare_attribute(what).partition("(")[0].partition("=")[0].strip() in _OF_TESTS:
        tests = "no"  # nothing but tests bears it
    if finding.code == "only-outside-the-build" and tests:
        told = f"`{what}` is left in tests only"
        finding = (
            holds(told, evidence=finding.evidence) if tests == "may" else fails("still-there", told, evidence=finding.evidence)
        )
    if finding.outcome == "holds" and sort in ("call", "use", "macro") and what.strip() != "unsafe":  # that is of what is written
        path = path_of(called(what)) or (needle,)
        brought = next((u for r in inside if (u := may_bring(case.code, r.file, r.node, path[0])) is not None), None)
        if brought is not None:
            place_of = (Evidence(brought.file, brought.line, brought.line, f"`{brought.text}`"),)
            return undecided("inside-macro", f"`{brought.text}` may bring `{what}` in", evidence=place_of)
    return finding


def _whole_crate(case: Case, place: str) -> str:
    """The folder of the crate that `place` names: what is nowhere in a crate is in none of its files, not only not in its root."""
    root = library_of(case, place) if place and not is_path(place) and "/" not in place else ""
    folder = root.rpartition("/")[0].removesuffix("src")
    return folder if folder and not find(case, place).found else place


def _not_written(what: str, inside: tuple[Region, ...], place: str) -> Finding:
    """A piece of code that is neither a path nor a call: its very tokens, and for absence none of its longest name either.

    The names of arguments in it may stand for any others, so that the name alone is left open.
    """
    finding = _no_occurrences(what, "code", inside, place, tests_too=True)
    if finding.outcome != "holds":
        return finding
    name = needle_of(what, "code")
    if is_piece(what):  # the same operands on one line may say it in another way
        return _alike(what, inside) or finding
    alike = [u for region in inside for u in names_in(region.file, region.node, (name,))]
    if alike:
        told = tuple(Evidence(u.file, u.line, u.line, f"`{name}`") for u in alike[:8])
        return undecided("not-understood", f"`{what}` is not written so any more, but `{name}` is there", evidence=told)
    return finding


def _alike(what: str, inside: tuple[Region, ...]) -> Finding | None:
    """Undecided where all the operands of the expression `what` stand on one line; None if they nowhere do, or it has one or none."""
    parts = {t for t in tokens_of_piece(what) if t[:1].isalnum() or t[:1] == "_"} - _NO_OPERANDS
    for file, node in inside if len(parts) > 1 else ():
        found = [names_in(file, node, (t,)) if t.isidentifier() else literals_in(file, node, t) for t in sorted(parts)]
        shared = sorted(set.intersection(*({u.line for u in uses} for uses in found)))
        if shared:
            told = (Evidence(file.path, shared[0], shared[0], "with the same operands"),)
            return undecided("not-understood", f"`{what}` is not written so, but may be in another way", evidence=told)
    return None


def _no_unsafe(case: Case, inside: tuple[Region, ...], place: str) -> Finding:
    """“no `unsafe` block” lets `unsafe fn` stand; without a noun both are meant, and which may stay is not said."""
    uses = [u for region in inside for u in occurrences(region, "unsafe", "use") if u.live]
    blocks = [u for u in uses if _opens_block(case, u)]
    if blocks or not uses:
        places = tuple(Evidence(u.file, u.line, u.line, "`unsafe`") for u in blocks)
        return (
            fails("still-there", f"{len(blocks)} left in {_where(place)}", evidence=places)
            if blocks
            else holds(f"none in {_where(place)}")
        )
    if case.criterion is not None and "block" in case.criterion.text.lower():
        return holds(f"no `unsafe` block in {_where(place)}")
    told = tuple(Evidence(u.file, u.line, u.line, "`unsafe`") for u in uses)
    return fails("still-there", f"{len(uses)} left of `unsafe` in {_where(place)}", evidence=told)


def _opens_block(case: Case, use: Use) -> bool:
    file = case.code.file(use.file)
    line = file.rust.source.line_text(use.line) if file is not None else ""
    return "unsafe{" in "".join(line.split()) or line.rstrip().endswith("unsafe")


def _borne(case: Case, what: str, place: str) -> Finding | None:
    """That the item called `place` bears the attribute itself, which stands before the item and not in it; None if it does not."""
    wanted = bare_attribute(what)
    for declaration in find(case, place, tests=True).found:
        borne = attributes_of(declaration)
        if any(says(a, wanted) for a in borne):
            return fails("still-there", f"`{place}` still bears `{what.strip()}`", declaration)
        if declaration.item.in_macro or any("cfg_attr" in a and wanted in a for a in borne):
            return undecided("inside-macro", f"`{place}` may bear `{what.strip()}` under a condition or by a macro", declaration)
    return None


def _no_occurrences(what: str, sort: str, inside: tuple[Region, ...], place: str, *, tests_too: bool) -> Finding:
    left = [u for region in inside for u in occurrences(region, what, sort)]
    evidence = tuple(Evidence(u.file, u.line, u.line, f"`{u.text[:60]}`") for u in left if u.live)
    if evidence:
        return fails("still-there", f"{len(evidence)} left of `{what}` in {_where(place)}", evidence=evidence)
    path = path_of(what)
    if sort == "use" and len(path) > 1:
        alone = [u for r in inside if not names_own(path, r.file) for u in names_in(r.file, r.node, path[-1:]) if u.live]
        if alone and ("." not in what or any(names_in(r.file, r.node, path[:1]) for r in inside)):
            evidence = tuple(Evidence(u.file, u.line, u.line, f"`{u.text}`") for u in alone)
            return undecided("may-be-aliased", f"`{path[-1]}` may be `{what}`", evidence=evidence)
    if left and (tests_too or not (sort == "macro" and needle_of(what, sort) in TESTS_MAY)):
        evidence = tuple(Evidence(u.file, u.line, u.line, f"`{u.text[:60]}`, not in ordinary builds") for u in left)
        return undecided("only-outside-the-build", f"`{what}` is left in code that ordinary builds do not have", evidence=evidence)
    if sort in ("use", "import", "macro") and path:
        more = [u for r in inside for u in numbered_in(r.file, r.node, path[-1])]
        if more:
            evidence = tuple(Evidence(u.file, u.line, u.line, f"`{u.text}`") for u in more[:8])
            return undecided("not-understood", f"`{what}` may mean `{more[0].text}`, which is left", evidence=evidence)
    return holds(f"no `{what}` in {_where(place)}")


def _where(place: str) -> str:
    return f"`{place}`" if place else "the tree"


KIND = Kind(
    "never_remains",
    "no call, use, literal, macro, attribute or comment of a kind is left",
    (
        "no @more* <what:any> <sort:sort>? @be* @left* @in? <place>?",
        "no <phrase:quotedtext> warning|warnings|message|messages|error|errors|log|note|string|text line|lines? @be* @left* @in <place:path> ; how=quoted",
        "no <phrase:quotedtext> warning|warnings|message|messages|error|errors|log|note|string|text line|lines? @be* @left* @in <place:path> for <of:name> ; how=quoted",
        "no @more|bare|naked|inline|open-coded* <what:any> <sort:sort>? @be* @left* @in <place> ; how=piece",
        "no @more* <what:any> <sort:sort>? @be? @left|anywhere|used|called* @in? <place>? outside|except|excluding of|in|from* test|tests code|module|modules? ; tests=may",
        "no @more* <what:any> <sort:sort>? @be? @left|anywhere|used|called* in|of non-test|production code in|of? <place>? ; tests=may",
        "no @more* <what:any> <sort:sort>? @be? @left|anywhere|used|called* @in? <place>? including|even|incl|also in? test|tests code|module|modules? ; tests=no",
        "<place> <noun>? does|do @not use|call|contain|have any? <what:any> <sort:sort>? outside|except|excluding of|in* test|tests code|module|modules? ; tests=may",
        "<place> <noun>? has|contains|uses no <what:any> <sort:sort>? outside|except|excluding of|in* test|tests code|module|modules? ; tests=may",
        "no <what:any> <sort:sort>? @be? used|called|made|found|present @in? <place>?",
        "no @more|plain|raw|bare|manual|hand-written|open-coded|8-bit|16-bit|32-bit|64-bit* <sort:sort> (|: <what:any> )? @be* @left? @in? <place>?",
        "there|we is|are|have no more|remaining|longer|any* <what:any> <sort:sort>? @left? @in? <place>?",
        "no <sort:sort> of|to|for <what:any> @be* @left? @in? <place>?",
        "zero|0 <what:any> <sort:sort>? @left? @in? <place>?",
        "all remaining? <what:any> <sort:sort> @be* @gone @in? <place>?",
        "all <sort:sort> of|to <what:any> @be* @gone @in? <place>?",
        "remove|delete|drop|eliminate all|every|any|remaining* <what:any> <sort:sort> @in? <place>?",
        "verify|ensure|confirm|check no <what:any> <sort:sort>? remain|remains|left @in? <place>?",
        "<what:any> @be* not|never called|invoked anywhere ; sort=call",
        "<what:any> <sort:sort>? @be* not|never|nowhere|no used|called|referenced|longer|invoked|made* @in <place>",
        "<what:any> <sort:sort>? @be* no longer used|called|referenced|needed @in? <place>?",
        "<what:any> <sort:sort>? @be* not|no|never|nowhere longer|more? used|called|referenced|mentioned|invoked anywhere|elsewhere?",
        "nobody calls|invokes <what:any> any|more* ; sort=call",
        "nobody|nothing uses|mentions|references|imports|needs <what:any> any|more*",
        "<what:any> <sort:sort>? @be* not|no|never longer|more? used|called|referenced|mentioned|imported|invoked from|by|in|inside|within <place> any|more*",
        "<what:any> <sort:sort>? no longer appear|appears|occur|occurs|remain|remains @in? <place>?",
        "<what:any> <sort:sort>? do|does not appear|occur anywhere? @in? <place>?",
        "<what:any> <sort:sort> @be* @gone @in? <place>?",
        "<what:any> @be* @gone @in <place>",
        "<place> <noun>? no longer uses|calls|references|imports|contains|invokes|mentions|has <what:any> <sort:sort>?",
        "<place> <noun>? does|do @not use|call|reference|import|contain|invoke|mention|have any? <what:any> <sort:sort>?",
        "<place> <noun>? never uses|calls|references|invokes <what:any> <sort:sort>?",
        "<place> <noun>? has|contains|uses|makes no more|remaining|direct|further* <what:any> <sort:sort>? left?",
        "<place> <noun>? @be? free of <what:any> <sort:sort>?",
        "<place> <noun>? has|contains no todo|fixme comments|comment|markers? left|remaining? ; what=TODO sort=comment",
        "<place> test? @be* no longer ignored|skipped ; what=#[ignore] sort=attribute",
        "no test|tests @in <place> @be* ignored|skipped any|more|longer|still* ; what=#[ignore] sort=attribute",
        "no test|tests @in <place> @be* <what:attr> any|more|longer|still|d|'d* ; sort=attribute",
        "<number>? <what:attr> attributes|attribute @be* @gone from tests|test|functions in|of <place> ; sort=attribute",
        "<place> has|contains no <what:attr> tests|test|attributes left|more|any|remaining* ; sort=attribute",
        "no todo|fixme|unimplemented|placeholder|stub comments|comment|markers|code? @left? @in? <place>? ; what=TODO sort=comment",
        "todo|fixme comments|comment|markers? @be* @gone|resolved @in? <place>? ; what=TODO sort=comment",
        "remove todo|fixme comments|comment? @in? <place>? ; what=TODO sort=comment",
    ),
    (
        "No `GPU.lock()` calls remain in `terminal.rs`",
        "All uses of `old_alloc` removed from `kernel/src/memory/`",
        "`sys_mmap` no longer calls `panic!`",
        "No hardcoded `-12` left in `mm.rs`",
        "No `unwrap()` in `sys_mmap`",
        "No TODO comments remain in `mm.rs`",
    ),
    decide,
    ("what",),
)
