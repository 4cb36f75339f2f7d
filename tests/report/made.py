"""Runs built by hand for the tests of the formats: one of each outcome, with text that tries to break out of every format."""

from __future__ import annotations

from uowgen.diagnostic import Diagnostic, Label
from uowgen.model import Block, Candidate, Criterion, Evidence, FileMention, Operation, Plan, Spec, SpecPlan, Step, Verdict
from uowgen.report.run import Explained, Run
from uowgen.text import Source, Span

DOCUMENT = """# UoW 7.1: Guard & <b>release</b>

**File:** `src/mm.rs`
**Depends On:** UoW 6

Add this struct **before** `sys_mmap`:

```rust
pub struct Guard { held: bool }
fn forgotten() {}
```

Add this after `nowhere`:

```rust
fn lost() {}
```

## Acceptance Criteria
- [x] `Guard` has a field `held`
- [ ] `Drop` does nothing if | committed <script>alert(1)</script> @team #12
- [ ] works correctly, 100%
"""
CODE = "//! Memory\n\npub struct Guard { held: bool }\nfn forgotten() {}\n\nfn sys_mmap() {}\n"
HOSTILE = "]]> \x1b[31mred\x1b[0m ::error::x %0A \"'><img src=x onerror=alert(1)> {{ 7*7 }} | `tick \u202e"


def span_of(text: str, within: str = DOCUMENT) -> Span:
    """The bytes of the first `text` in the document."""
    start = within.encode().index(text.encode())
    return Span(start, start + len(text.encode()))


def spec(path: str = "docs/uow-7.md", **changed: object) -> Spec:
    """The spec of `DOCUMENT`."""
    blocks = (
        Block(span_of("```rust\npub"), 8, 11, "rust", "rust", "pub struct Guard { held: bool }\nfn forgotten() {}\n", "code"),
        Block(span_of("```rust\nfn lost"), 15, 17, "rust", "rust", "fn lost() {}\n", "code"),
    )
    lines = DOCUMENT.split("\n")
    criteria = tuple(
        Criterion(line[6:], n, span_of(line), line[3] == "x", "Acceptance Criteria")
        for n, line in enumerate(lines, 1)
        if line.startswith("- [")
    )
    made = Spec(
        path, "7.1", "Guard & <b>release</b>", 1, Span(0, len(DOCUMENT.encode())), blocks, (), criteria,
        (Step("run the tests", 6, Span(0, 0)),), (FileMention("src/mm.rs", 3, span_of("src/mm.rs"), "metadata"),), "", ("6",),
    )  # fmt: skip
    return made._replace(**changed)


def plan(of: Spec | None = None) -> Plan:
    """One operation that is already there, one that applies, one refused, and a warning."""
    of = of or spec()
    operations = (
        Operation("insert_item", 8, span_of("Add this struct"), "src/mm.rs", "struct Guard", "applied", None, "there already",
                  line=3, block=0),
        Operation("insert_item", 8, span_of("Add this struct"), "src/mm.rs", "fn forgotten", "applies", None, "above `fn sys_mmap`",
                  line=6, lines_added=2, block=0),
        Operation("insert_after", 15, span_of("Add this after"), "src/mm.rs", "fn lost", "refused", "anchor-not-found",
                  "there is no `nowhere`", "write the name as it stands", block=1,
                  candidates=(Candidate("src/mm.rs", 6, "fn sys_mmap"),)),
    )  # fmt: skip
    warning = Diagnostic(
        "line-range-stale", "line 90 is past the end", of.path, span_of("src/mm.rs"), "drop it", "warning",
        (Label("src/mm.rs", Span(0, 3), "this file"),),
    )  # fmt: skip
    return Plan((SpecPlan(of, operations, (warning,)),))


def verdicts(of: Spec | None = None) -> tuple[Verdict, ...]:
    """One that holds, one that fails with a counterexample, one undecided."""
    of = of or spec()
    first, second, third = of.criteria
    return (
        Verdict(first, "has_members", "holds", "structure", "`Guard` has `held`", None,
                (Evidence("src/mm.rs", 3, 3, "`struct Guard`"),), "proved"),
        Verdict(second, "drop_without_effect", "fails", "behaviour", HOSTILE, "effect-when-committed",
                (Evidence("src/mm.rs", 6, 6, "frees & <frees> again"),), "confirmed",
                ("let g = Guard::new()", "g.commit()", "drop(g) frees 0x1000 <b>")),
        Verdict(third, "", "undecided", None, "nearest frame: it works", "not-understood"),
    )  # fmt: skip


def run(of: Spec | None = None, **changed: object) -> Run:
    """The whole of it."""
    of = of or spec()
    texts = {of.path: Source(of.path, DOCUMENT.encode()), "src/mm.rs": Source("src/mm.rs", CODE.encode())}
    judged = changed.pop("judged") if "judged" in changed else ((of, verdicts(of)),)
    made = Run(plan(of), judged, texts.get, explain, (), "1.2.3")
    return made._replace(**changed)


def explain(name: str) -> Explained | None:
    """Two codes that are explained."""
    known = {
        "anchor-not-found": Explained("The item is nowhere in the file. It is not.", "before `x`", "Write its name."),
        "not-understood": Explained("Nobody understands this.", "works correctly", "Say what is to be seen."),
    }
    return known.get(name)
