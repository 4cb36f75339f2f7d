"""The codes of remarks on a spec's own wording, for `codes.py`: name, meaning, an example, what to write or do instead."""

from __future__ import annotations

CODES: tuple[tuple[str, str, str, str], ...] = (
    (
        "no-criteria",
        "The spec asks for work and has no acceptance criteria, so that nothing says when it is done.",
        "a document that ends after its last block",
        "Add `## Acceptance Criteria` with one check box for each thing that must be so.",
    ),
    (
        "criterion-vague",
        "The criterion uses words that can be told of anything, and nothing that could be looked for or run.",
        "- [ ] The guard works correctly",
        "Say what can be looked for: `MmapGuard` has the methods `new`, `track`, `commit`.",
    ),
    (
        "criterion-compound",
        "The criterion makes several claims at once. Its one box cannot tell which of them holds.",
        "- [ ] `Vma` is defined and `map` returns `Result`",
        "Write a line with a box for each claim.",
    ),
    (
        "unmet-by-plan",
        "With all blocks of the spec applied, the tree does not meet one of the spec's own criteria: the two contradict each other.",
        "- [ ] `Vma` has the fields `start`, `end`, `flags`   (the block has no `flags`)",
        "Bring the code or the criterion into line with the other.",
    ),
    (
        "quote-stale",
        "The block shows what is said to be there now, and the file does not have it. Rows are compared without white space; elisions "
        "and comments of the author's own count for nothing. Not said of a spec that is applied already.",
        "**Current State:** followed by a block that somebody has changed since",
        "Quote what is there now.",
    ),
    (
        "line-stale",
        "The cited lines hold something else than what is quoted or named beside them, or the file is shorter.",
        "`mm.rs:128-142`   (what is quoted stands at 210)",
        "`uowgen lint --fix` puts numbers right where what they cite is found at exactly one place. Better name the item.",
    ),
    (
        "name-differs",
        "The text names something that neither the spec's code nor the tree has, and the code has a name that is nearly the same.",
        "- [ ] `MmapGaurd` is defined   (the block declares `MmapGuard`)",
        "Write the name as the code has it.",
    ),
    (
        "path-moved",
        "The tree has no file at the path, and exactly one file of that name elsewhere.",
        "**File:** `kernel/src/mm.rs`   (the tree has kernel/src/syscall/mm.rs)",
        "`uowgen lint --fix` writes the path of the one file.",
    ),
    (
        "id-missing",
        "The title has no id while the file is called after one, so that no other spec can depend on it.",
        "# UoW: Guard   (in uow-2.1-guard.md)",
        "Begin the title with `# UoW 2.1: …`; `uowgen lint --fix` does.",
    ),
    (
        "id-twice",
        "Two specs have the same id: a dependency on it cannot be told.",
        "# UoW 2.1: Guard   (in two documents)",
        "Give one of them another id.",
    ),
    (
        "dependency-missing",
        "The spec depends on an id that no spec has, among those given and those in the same folder.",
        "**Depends On:** UoW 1.9",
        "Give that spec as well, correct the id, or drop the dependency.",
    ),
    (
        "dependency-cycle",
        "Specs depend on each other in a circle, so that none of them can come first.",
        "2.1 depends on 2.2, and 2.2 on 2.1",
        "Drop one of the dependencies.",
    ),
)
