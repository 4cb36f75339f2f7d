"""Every code that a diagnostic, a refusal or a verdict can carry: what it means, an example, what to write instead.

`uowgen explain CODE` prints an entry; a test holds the list against the codes that the program really uses.
"""

from __future__ import annotations

from typing import NamedTuple

from uowgen.claims.codes import CODES as CLAIM_CODES
from uowgen.lint.codes import CODES as LINT_CODES
from uowgen.toolchain.codes import CODES as TOOLCHAIN_CODES
from uowgen.workspace.codes import CODES as WORKSPACE_CODES


class Code(NamedTuple):
    """One code. `example` is a piece of a document or of Rust that leads to it; `instead` tells the author what works."""

    name: str
    means: str
    example: str
    instead: str


def find_code(name: str) -> Code | None:
    """The entry of `name`."""
    return next((code for code in CODES if code.name == name), None)


CODES = (
    # ------------------------------------------------------------------------------------------------ where code would go
    Code(
        "anchor-not-found",
        "The item, statement or landmark that the words name is nowhere in the target file. Comments, strings and macro bodies do "
        "not count. The nearest names that are there are listed.",
        "Add this **before** `sys_mmpa` in `kernel/src/syscall/mm.rs`:",
        "Write the name as it stands in the file. A method is called `Type::name`, a nested item `module::name`.",
    ),
    Code(
        "anchor-ambiguous",
        "Several places fit the words equally well, as with `cfg` twins, methods of several impls, or a statement that occurs "
        "twice. All of them are listed; none was chosen.",
        "Insert after `fn new`:",
        "Say which: `Vma::new`, `impl Drop for MmapGuard`, `fn halt` in `mod x86`, or quote a longer piece of what is there.",
    ),
    Code(
        "file-not-found",
        "The document names a file that the tree does not have. Files with a similar path are listed.",
        "**File:** `src/syscall/mm.rs`   (the tree has kernel/src/syscall/mm.rs)",
        "Give the path from the root of the tree, or say `(NEW FILE)` or `Create:` if it is to be made.",
    ),
    Code(
        "no-target-file",
        "Neither the sentence, the block, the heading nor the metadata names a file for this code.",
        "Add this function:",
        "Put a `**File:** `path`` line at the top of the document, or name the file in the sentence above the block.",
    ),
    Code(
        "file-ambiguous",
        "Several files of the tree, or of those that the document lists, could be meant, and nothing in the block or its words tells them "
        "apart. They are listed; none was chosen.",
        "**Files:** `src/udp.rs`, `src/tcp.rs` and, further down: In `send`, after the socket is bound:",
        "Name the file, or a type that only one of them has, in the sentence above the block; give paths from the root of the tree.",
    ),
    Code(
        "outside-root",
        "The path leads out of the tree: it is absolute, climbs with `../`, or goes through a link.",
        "**File:** `../../etc/passwd`",
        "Name a file inside the tree. `--root` says where the tree begins.",
    ),
    Code(
        "not-utf-8",
        "The file is not UTF-8 text, so that places in it cannot be told reliably.",
        "a file saved in Latin-1",
        "Convert the file; rustc wants UTF-8 as well.",
    ),
    Code("too-large", "The file is larger than the stated limit.", "a generated file of 20 MB", "Change the generator instead."),
    Code(
        "not-a-file",
        "The path is a folder or something else that is no regular file.",
        "**File:** `kernel/src`",
        "Name the file in it.",
    ),
    Code(
        "target-does-not-parse",
        "The target has syntax errors at the place in question, so that the place is not certain. Errors elsewhere in the file are "
        "tolerated, and said.",
        "fn sys_mmap( {",
        "Mend the file first: `cargo check` tells where.",
    ),
    Code(
        "elided-code",
        "The block leaves something out (`...`, `// existing code`) where nothing says what it stands for. In a change it stands for "
        "what is there, in a struct for the existing fields; anywhere else the code is incomplete.",
        "fn handle() {\n    // ... existing code ...\n}",
        "Write the code in full, or as a change from what is there to what shall be, with the same elision on both sides.",
    ),
    Code(
        "placeholder",
        "The code or the target contains a placeholder that nobody has filled in.",
        "/// TEAM_XXX: cleanup guard",
        "Fill it with `--set TEAM_XXX=TEAM_235`, or write the text itself.",
    ),
    Code(
        "item-exists-differently",
        "The item is there already and is not the same. What differs is shown. Writing it again would make a duplicate, and "
        "replacing it was not asked for.",
        "Add this function: … (the file has another function of that name)",
        "Say that it is to be replaced: `Replace `name` with:`.",
    ),
    Code(
        "signature-conflict",
        "The document shows the function with other parameters or another result than the tree has, and does not say that the "
        "signature changes.",
        "Replace the body of `fn find(&self, id: u32)` … (the tree has `fn find(&self, id: TaskId)`)",
        "Say that the signature changes, or show it as it is.",
    ),
    Code(
        "unresolved-in-document",
        "The text that the document wants changed is nowhere in the file, not even with other white space and comments.",
        "Change from: `let x = old();` … (the file has no such statement)",
        "Quote what is there now. `...` may stand for what stays.",
    ),
    Code(
        "would-not-parse",
        "With the edit made, the file would have a syntax error that it does not have now.",
        "a block that lacks its last brace",
        "Complete the block, or say into what it goes (`into impl Vma`, `as a match arm of …`).",
    ),
    Code(
        "would-duplicate",
        "With the edit made, two items of one scope would have the same name, or an import would clash with another.",
        "Add this import: `use core::fmt::Result;` … (the file imports another `Result`)",
        "Rename one of them, or ask for a replacement.",
    ),
    Code(
        "would-lose-code",
        "The replacement lacks something that is there now (a method of an impl, an arm, a field), and nothing says that it is to go.",
        "Replace `impl Vma` with: … (the block has two of its five methods)",
        "Show only the method that changes, or say what is to be removed.",
    ),
    Code(
        "directive-not-understood",
        "The words around the block do not say what to do with it in any form that is known, and the code does not say it either.",
        "Something along these lines:",
        "Begin with what to do and where: `Add this struct **before** `sys_mmap` in `src/mm.rs`:`.",
    ),
    Code(
        "contradictory",
        "The document says two things that cannot both be done.",
        "Add this before `a` and after `z`:",
        "Keep one of them.",
    ),
    Code(
        "asked-in-words",
        "A sentence asks for a change of code, but shows none, and its words do not say all of it. Nothing is written for it; a plan "
        "that applies is not all that the document asks for.",
        "Wrap the counter of `Stats` in a lock and update all users.",
        "Show the code in a block below the sentence, or quote both sides in it: In `f`, replace `a()` with `b()`. What you do by hand "
        "can be stated as a criterion.",
    ),
    Code(
        "missing-import",
        "The code that is written uses a type, a trait or a constant that its file neither defines nor imports, so that it will not "
        "compile as it is. A warning: what is written does not change. Names behind glob imports and in macro calls are not judged.",
        "Add this field: `areas: BTreeMap<usize, Vma>,` … (the file has no `use alloc::collections::BTreeMap;`)",
        "Show the `use` line as well. Where only one item of that name can be meant, the warning gives the line.",
    ),
    # -------------------------------------------------------------------------------------------------- documents and runs
    Code(
        "spec-not-found", "There is no file of that name.", "uowgen plan docs/uow-21.md", "Check the path; similar names are shown."
    ),
    Code("spec-unreadable", "The file cannot be read.", "a file without read permission", "Check its permissions."),
    Code("spec-too-large", "The document is larger than the stated limit.", "a document of 20 MB", "Split it."),
    Code(
        "root-not-found",
        "What `--root` names is not a folder.",
        "--root kernle",
        "Give the folder that the paths of the specs start from.",
    ),
    Code(
        "changed-since-plan",
        "A file is no longer what it was when the plan was made. Nothing was written.",
        "an editor saved the file in the meantime",
        "Run the command again.",
    ),
    *(Code(*row) for row in WORKSPACE_CODES),
    # ----------------------------------------------------------------------------------------------------- wording of specs
    *(Code(*row) for row in LINT_CODES),
    # --------------------------------------------------------------------------------------------- builds, tests, commands
    *(Code(*row) for row in TOOLCHAIN_CODES),
    # ------------------------------------------------------------------------------------------------------------- verdicts
    *(Code(*row) for row in CLAIM_CODES),
)
