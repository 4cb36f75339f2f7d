"""The records that pass between the stages, all frozen: spec, directive, operation, plan, claim, verdict.

The words are those of the glossary in ARCHITECTURE.md. Spans are bytes of the text that the record came from; lines are 1-based.
NamedTuples, not dataclasses: importing `dataclasses` and making these classes with it costs two starts of the interpreter, and
start-up is what a user of a pre-commit check waits for.
"""

from typing import Literal, NamedTuple

from uowgen.diagnostic import Diagnostic
from uowgen.text import Edit, Span

# ------------------------------------------------------------------------------------------------ what a document says

Role = Literal["code", "before", "after", "quote", "command", "example", "other"]


class Block(NamedTuple):
    """One fenced code block of a document.

    `line` and `end_line` are those of the opening and the closing fence. `code` is the text between them without the fence's own
    indentation; `code_line` is the line of its first row. `note` says why a block other than `code` yields no operation.
    """

    span: Span
    line: int
    end_line: int
    lang: str
    info: str
    code: str
    role: Role
    note: str | None = None
    headings: tuple[str, ...] = ()

    @property
    def code_line(self) -> int:
        """Line of the first row of `code` in the document."""
        return self.line + 1


FileUse = Literal["modify", "create", "test", "delete", "mention"]


class FileMention(NamedTuple):
    """A path that the document names, as written, with the cited line range if any (a hint only: they go stale).

    `where` says what named it, nearest first when several do: the block's info string or first comment, the sentence, the
    heading, a list or table above, the document's metadata.
    """

    path: str
    line: int
    span: Span
    where: Literal["info", "comment", "sentence", "heading", "list", "metadata"]
    use: FileUse = "mention"
    cited: tuple[int, int] | None = None


Relation = Literal["before", "after", "in", "start_of", "end_of", "at", "near", "with"]


class Anchor(NamedTuple):
    """A place in words: `relation` to the item, statement or landmark called `name`.

    `name` is as written, without backticks (`sys_mmap`, `impl Drop for MmapGuard`, `imports`, `let x = 1;`). `noun` is the word
    for its kind when the sentence gives one (`fn`, `struct`, `impl`, `field`, `match`, `statement`, `imports`, `file` …).
    `within` narrows it: the item that the sentence puts around it.
    """

    relation: Relation
    name: str
    noun: str = ""
    span: Span | None = None
    within: str = ""


Verb = Literal["insert", "add", "append", "replace", "change", "remove", "rename", "create", "initialise", "place"]


class Directive(NamedTuple):
    """The words that say what to do with a block and where.

    `verb` is what the sentence asks for; `place` when nothing is said and the code itself has to say where it belongs.
    `block` and `before` are indices into the spec's blocks: the code to write, and for a change the text that is there now.
    `noun` is what is added (`field`, `variant`, `import`, `method`, `match arm`, `derive`, `test` …) if the words say so.
    `files` and `anchors` are nearest first. `line` and `span` point at the words, or at the block when there are none.

    A block may show both sides of a change (`// Before:` … `// After:`): then `sides` are its two texts. Such a block has one directive
    for each pair. A block with role `before` and no counterpart may be what is to be removed: `remove` with `before` and no `block`.

    `named` is all that the words around the block hold in inline code, and what is spelt as only code is, nearest first. `lead` is the
    last sentence before the block, which may be another than `words`. `said` is all that is said between the block before and this one.
    """

    verb: Verb
    line: int
    span: Span
    block: int | None
    before: int | None = None
    noun: str = ""
    files: tuple[FileMention, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    cited: tuple[int, int] | None = None
    hedged: bool = False
    words: str = ""
    sides: tuple[str, str] | None = None
    named: tuple[str, ...] = ()
    lead: str = ""
    said: str = ""


class Criterion(NamedTuple):
    """One line of an acceptance checklist, as written without its marker; `claimed` when its box is ticked.

    `section` is the heading or label that it stands under. `binding` is the text of an HTML comment beside it that states the
    claim exactly, if the author wrote one. `box` is the span of the `[ ]`, if it has one.
    """

    text: str
    line: int
    span: Span
    claimed: bool = False
    section: str = ""
    binding: str | None = None
    box: Span | None = None


class Step(NamedTuple):
    """A line of a checklist that asks for a process (run, commit, review), not for a state of the code."""

    text: str
    line: int
    span: Span


class Spec(NamedTuple):
    """One unit of work. `line` is that of its title; `span` the part of the document that belongs to it.

    `asked` are the sentences that ask for a change of code in words, and that no directive carries out.
    `files` are those that it says it works on; `mentioned` are all that the document speaks of anywhere, for whatever reason, and
    `folders` likewise. `base` is the folder that its paths are said to be relative to; empty for the root of the tree.
    """

    path: str
    id: str
    title: str
    line: int
    span: Span
    blocks: tuple[Block, ...] = ()
    directives: tuple[Directive, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    steps: tuple[Step, ...] = ()
    files: tuple[FileMention, ...] = ()
    parent: str = ""
    depends_on: tuple[str, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    asked: tuple[Span, ...] = ()
    mentioned: tuple[FileMention, ...] = ()
    folders: tuple[str, ...] = ()
    base: str = ""


# --------------------------------------------------------------------------------------------------- what will be done

Status = Literal["applies", "applied", "refused"]


class Candidate(NamedTuple):
    """A place that could have been meant: `line` is 1-based in `file`."""

    file: str
    line: int
    text: str


class Placement(NamedTuple):
    """A target resolved on a file: the bytes to replace (empty for an insertion) and the indentation of the scope."""

    file: str
    span: Span
    indent: str = ""


class Refusal(NamedTuple):
    """Why an operation is not done: a kebab-case code, the reason, what to do, and the places that could have been meant."""

    code: str
    message: str
    help: str = ""
    candidates: tuple[Candidate, ...] = ()


class Operation(NamedTuple):
    """One typed change at one place, with its outcome.

    `line` and `end_line` (inclusive, only for what is replaced or removed) count in the file on disk before the run; None
    inside text that an earlier operation of the run adds. `edits` refer to the file as the operations before this one leave it.
    """

    kind: str
    source_line: int
    span: Span
    file: str
    target: str
    status: Status
    code: str | None = None
    message: str = ""
    help: str = ""
    line: int | None = None
    end_line: int | None = None
    lines_added: int = 0
    template: str | None = None
    candidates: tuple[Candidate, ...] = ()
    edits: tuple[Edit, ...] = ()
    block: int | None = None


class SpecPlan(NamedTuple):
    """What becomes of one spec: every block and every directive has its outcome in `operations` or in a block's note."""

    spec: Spec
    operations: tuple[Operation, ...]
    problems: tuple[Diagnostic, ...] = ()


class FileChange(NamedTuple):
    """One file of a patch: `edits` on `original` (None: a new file), whose blake2b is `digest`; `result` is the text after.

    `digest` is empty for a new file. `removed` says that the file itself goes; then `result` is empty.
    """

    path: str
    original: bytes | None
    edits: tuple[Edit, ...]
    result: bytes
    digest: str
    removed: bool = False


class Plan(NamedTuple):
    """The specs in the order in which they were planned, and the change of each file that all of them together make."""

    specs: tuple[SpecPlan, ...]
    changes: tuple[FileChange, ...] = ()
    problems: tuple[Diagnostic, ...] = ()


# ------------------------------------------------------------------------------------------------------ what is decided

Outcome = Literal["holds", "fails", "undecided"]
Method = Literal["structure", "behaviour", "toolchain"]
Strength = Literal["proved", "bounded", "confirmed"]


class Evidence(NamedTuple):
    """A place in the code that a verdict rests on; lines are 1-based, `end_line` inclusive."""

    file: str
    line: int
    end_line: int
    note: str


class Verdict(NamedTuple):
    """What became of one criterion.

    `claim` is the kind of the claim (empty when the words were not understood). `method` is None only for undecided ones.
    `code` is the kebab-case reason of a verdict that is not `holds`. `scenario` is the shortest counterexample, step by step.
    """

    criterion: Criterion
    claim: str
    outcome: Outcome
    method: Method | None
    message: str
    code: str | None = None
    evidence: tuple[Evidence, ...] = ()
    strength: Strength | None = None
    scenario: tuple[str, ...] = ()
