"""The codes that toolchain runs give: name, what it means, an example, what to do.

`uowgen.codes` takes them into the list that `uowgen explain` shows.
"""

from __future__ import annotations

CODES = (
    (
        "compile-error",
        "The compiler rejects code that the spec brings, or code that the tree without the patch compiles.",
        "error[E0308]: mismatched types at src/lib.rs:6",
        "Correct the code at the place that the evidence shows.",
    ),
    (
        "compiler-warning",
        "The criterion asks for no warnings, and the compiler or clippy gives one for what the spec brings.",
        "- [ ] Compiles without warnings",
        "Correct the code, or ask for less.",
    ),
    (
        "broken-before",
        "The build or the tests fail without the patch too, and nothing new lies in what the spec brings: the patch can neither be "
        "blamed nor cleared.",
        "- [ ] Build passes   (on a tree that did not build before)",
        "Make the tree build first; then the criterion can be decided.",
    ),
    (
        "broken-elsewhere",
        "The tree as it is does not build, and the errors lie outside what the spec brings. Without a patch there is nothing to "
        "compare with.",
        "`cargo check` gives 2 error(s), outside what the spec brings",
        "Run with --patched on the tree before the spec, or make the rest of the tree build.",
    ),
    (
        "broken-by-another-spec",
        "Several specs were patched in together; the error is new, but not in what this one brings.",
        "uowgen verify --patched --toolchain uow-1.md uow-2.md",
        "Verify this spec alone, or with what it depends on.",
    ),
    (
        "not-compiled",
        "The build passed, but what the spec brings was not part of it: no `mod` line leads to the file, or a `cfg` leaves it out.",
        '#[cfg(feature = "extra")] pub struct Two;',
        "Declare the module, or name the features or the target (--features, --target, or [toolchain] in uowgen.toml).",
    ),
    (
        "not-in-the-tree",
        "The build passed, but not everything that the spec asks for is in the tree that was built.",
        "uowgen verify --toolchain docs/uow-2.1.md   (before it was applied)",
        "Apply the spec first, or use --patched.",
    ),
    (
        "cannot-build",
        "Neither cargo nor what can stand in for it could be carried out on this machine; the first reason is given.",
        "`cargo` was not found on the PATH",
        "Install what is missing, or configure `command` or `stubs` in [toolchain] of uowgen.toml.",
    ),
    (
        "cannot-copy",
        "No scratch copy of the tree could be made, and nothing is built in the tree itself.",
        "the tree is larger than 4,000,000,000 bytes",
        "Give --root a smaller tree, or make its files readable.",
    ),
    (
        "build-failed",
        "With the patch the build ends before the compiler judges the code, without the patch it does not.",
        "failed to parse manifest at kernel/Cargo.toml",
        "Correct the manifest or the build script that the patch changes.",
    ),
    (
        "build-passes",
        "The criterion says that the build fails, and it passes.",
        "- [ ] Build fails with errors in `mm.rs`",
        "Correct one of the two.",
    ),
    (
        "error-elsewhere",
        "The build fails as the criterion says, but not in the file that it names.",
        "- [ ] Build fails with errors in `mm.rs`",
        "Correct the code or the file's name.",
    ),
    (
        "tests-fail",
        "A test fails that the spec brings, or that passes without the patch.",
        "- [ ] All unit tests pass",
        "Correct the code or the test.",
    ),
    ("tests-pass", "The criterion says that a test fails, and none does.", "- [ ] The new test fails", "Correct one of the two."),
    (
        "tests-incomplete",
        "The test run did not end as one does, so what it showed is not all: a test program was ended by a signal.",
        "process didn't exit successfully (signal: 6, SIGABRT)",
        "Find out why the test program ends early.",
    ),
    (
        "test-not-run",
        "No test that ran has the name that the criterion gives.",
        "- [ ] `test_insert` passes",
        "Correct the name, or declare its module.",
    ),
    (
        "test-ignored",
        "The tests that are meant are marked `#[ignore]`.",
        "#[ignore] fn later()",
        "Take the mark away, or judge it by hand.",
    ),
    (
        "no-tests",
        "No test ran that the criterion could mean, so there is nothing that could have passed.",
        "- [ ] Integration tests pass",
        "Add the tests.",
    ),
    (
        "count-differs",
        "The tests pass, but they are not as many as the criterion says.",
        "- [ ] All 12 tests pass",
        "Correct the number.",
    ),
    (
        "time-limit",
        "The process was ended at the time limit; whether it would have ended well is not known.",
        "`cargo test` was not done after 900 s; still running: `tests::hangs`",
        "Give more time with --timeout, or find out what hangs.",
    ),
    (
        "scope-not-understood",
        "The sentence has words that could change what is to be built, and they were not understood.",
        "- [ ] Compiles with feature simd",
        "Write the cargo command in backticks: `cargo check --features simd` passes.",
    ),
    (
        "scope-not-found",
        "Which package to build is not known: no manifest stands above the spec's files, or there is no package of that name.",
        "- [ ] `cargo build -p no-such-package` passes",
        "Name a package of the tree.",
    ),
    (
        "subject-not-found",
        "The build may pass, but the item that is said to compile is nowhere in the tree.",
        "- [ ] `MmapGuard` compiles",
        "Apply the spec first, or correct the name.",
    ),
    (
        "would-run-spec-code",
        "The patch changes what a build itself runs (a build script, cargo's configuration, a dependency by git or path), which "
        "a spec must not do unasked.",
        "**File:** `build.rs`",
        "Read that part of the spec; --run-commands allows it.",
    ),
    (
        "partly-decided",
        "The part of the sentence that speaks of builds or tests holds; the rest of it is not decided.",
        "- [ ] Compiles and is documented",
        "Write one criterion for each.",
    ),
    (
        "needs-shell",
        "The command has operators, variables or patterns that only a shell understands.",
        "cat log | grep mmap",
        "--shell allows it, after you have read it.",
    ),
    ("not-a-command", "The line cannot be split into words: a quote is not closed.", "grep 'x", "Close the quote."),
    (
        "cannot-run",
        "The program is not there, or could not be started.",
        "no-such-program --at all",
        "Install it, or correct its name.",
    ),
    (
        "command-failed",
        "The command did not end as it should: with success, or with a failure where one is expected.",
        "cargo test   # Expected: PASS",
        "See the end of its output below the verdict.",
    ),
    (
        "output-differs",
        "The command ended well, but a text that is expected is not in its output.",
        "Expected: `3 passed`",
        "Correct the code or the text.",
    ),
    (
        "expected-not-found",
        "The command ended well, but its output does not hold the expected words as they stand; they may be a paraphrase.",
        "Expected: a list of all pages",
        "Put the exact text in backticks.",
    ),
    (
        "bad-configuration",
        "A setting in uowgen.toml (or in [workspace.metadata.uowgen] or [package.metadata.uowgen] of Cargo.toml) is not known, has the "
        "wrong type, or names what is not there. Nothing is done until it is put right.",
        "[toolchain]\ntimeout = 'long'",
        "`uowgen config` lists all settings with what they are for and the values that they have.",
    ),
    (
        "not-formatted",
        "rustfmt could not format the file as patched; what is inserted stays as the document has it.",
        "rustfmt was not found on the PATH",
        "Install rustfmt, or leave --rustfmt out.",
    ),
    (
        "not-confirmed",
        "The scenarios of a guard could not be compiled or run as a Rust program, so the verdict rests on interpretation alone, as it does "
        "without --toolchain.",
        "the code uses a type that the stub of the kernel does not have",
        "Nothing is wrong with the verdict. `uowgen export harness SPEC` writes the program: its errors say what it lacks.",
    ),
    (
        "interpreter-disagrees",
        "Interpreted, a scenario leaves another trace than compiled by rustc. No verdict rests on the interpretation then.",
        "scenario 3: interpreted it does “nothing”, compiled by rustc “free(0x1000)”",
        "This is a bug of uowgen. Report it with the spec and the code of the type.",
    ),
)
