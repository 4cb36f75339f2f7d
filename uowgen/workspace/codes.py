"""The codes that writing and taking out give: name, what it means, an example, what to do.

`uowgen.codes` takes them into the list that `uowgen explain` shows.
"""

from __future__ import annotations

CODES = (
    (
        "changed-since-apply",
        "What the spec put in is not there unchanged, or a file that it made or removed is another by now. Nothing was taken out.",
        "uowgen revert docs/uow-2.1.md   (after a field of the inserted struct was renamed)",
        "Undo the later change first, or take out by hand what the spec put in.",
    ),
    (
        "ambiguous-place",
        "What the spec put in stands in several places that are equally likely to be the one. All are listed; none was taken out.",
        "uowgen revert docs/uow-2.1.md   (after the inserted line was copied with its surroundings)",
        "Take out by hand the one that is meant.",
    ),
    (
        "not-recorded",
        "No record of applying the spec is kept with this tree, and the tree alone does not tell what was there before.",
        "uowgen revert docs/uow-2.1.md   (in a fresh clone, for a spec that replaces an item)",
        "Take it out by hand, or revert the commit in git.",
    ),
    (
        "same-file-twice",
        "Two changes of one run would write the same file under different names, one of them a link.",
        "a spec for `src/mm.rs` and one for a link to it",
        "Name the file itself in both.",
    ),
    (
        "another-run",
        "Another run is writing to the same tree. Nothing was written.",
        "two `uowgen apply` at the same time",
        "Wait until it has ended.",
    ),
    (
        "cannot-write",
        "The system does not let a file be written: permissions, a full disk. All files are as they were before.",
        "a read-only checkout",
        "See to the disk or the permissions, and run the command again.",
    ),
    (
        "no-index",
        "`--staged` judges what git's index holds, and there is no git work tree around the root, or git cannot be run.",
        "uowgen verify --staged   (in a folder that is no git checkout)",
        "Leave --staged out, or run it in a checkout.",
    ),
    (
        "foreign-hook",
        "A pre-commit hook that `uowgen install-hook` did not write stands where git looks for it. It was left alone.",
        "uowgen install-hook   (in a repository with a hook of its own)",
        "Add `uowgen verify --staged` to that hook, or take it away first.",
    ),
    (
        "shared-hooks",
        "Git's folder of hooks is set for all repositories of the user. A hook there would run in each of them, so none was written.",
        "git config --global core.hooksPath ~/hooks",
        "Give the repository a folder of its own: `git config core.hooksPath .git/hooks`.",
    ),
    (
        "plugin-failed",
        "A claim kind, operation or template of another package could not be loaded, or failed while it ran. It decides and writes nothing.",
        "plugins = true   (and a package whose entry point `uowgen.claims` names a module that is not there)",
        "Correct or uninstall the package, or set `plugins = false`.",
    ),
    (
        "unmerged",
        "A merge left the file open, so that the index holds several versions of it and the next commit is not known.",
        "uowgen verify --staged   (after `git merge` stopped with conflicts)",
        "Resolve the conflict and `git add` the file.",
    ),
    (
        "excluded",
        "The configuration excludes the file (`exclude` in uowgen.toml): it is neither listed nor read nor written.",
        'exclude = ["third_party"]   (and a spec for third_party/lib.rs)',
        "Take the pattern out of `exclude`, or name another file.",
    ),
    (
        "unreadable",
        "A file of the tree is there, and the system does not let it be read.",
        "a file without read permission",
        "Check its permissions.",
    ),
    (
        "interrupted-run",
        "An earlier run died while it wrote. What it had begun was finished, or taken back where that was not possible. A note.",
        "a machine that lost power during `uowgen apply`",
        "Nothing; the tree is whole again.",
    ),
    (
        "recovery-stuck",
        "An earlier run died while it wrote, and it can be neither finished nor taken back, a file having been changed since, or "
        "its journal is damaged. Nothing was touched.",
        "a file edited between the crash and the next run",
        "Look through the files that the journal names, put them in order, and delete the journal.",
    ),
    (
        "hard-link",
        "A file that was written has a second name on the disk, which keeps the old text. A note.",
        "a tree copied with `cp -l`",
        "Nothing, unless both names were meant.",
    ),
)
