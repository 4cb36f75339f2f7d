"""What other packages bring to a run, as values. Finding and loading them is `workspace.plugins`'."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from uowgen.claims.kind import Kind
    from uowgen.operations.work import Foreign


class Plugins(NamedTuple):
    """Claim kinds, tried after the program's own; operations, asked before them; absolute folders of templates; names of models.

    `names` are those of all of them: group of entry points, name, package.
    """

    kinds: tuple[Kind, ...] = ()
    operations: tuple[Foreign, ...] = ()
    templates: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    names: tuple[tuple[str, str, str], ...] = ()


NONE = Plugins()
