"""The shape of a model, and the shapes of the bundled models, read ahead from their sources by `shape.py`.

`BUNDLED` is written by `python -m uowgen.reference.write_shapes`; a test compares it with what the sources give.
"""

from __future__ import annotations

from typing import NamedTuple


class Method(NamedTuple):
    """A method of a model: its parameters in order without self, and its role: `record`, `commit`, `drop` or `other`."""

    name: str
    parameters: tuple[str, ...]
    role: str


class Shape(NamedTuple):
    """What a model looks like from outside: parameters of its constructor (without the kernel), methods, tracked list, flag."""

    name: str
    constructor: tuple[str, ...]
    methods: tuple[Method, ...]
    tracked: str
    flag: str

    def by_role(self, role: str) -> Method | None:
        """The first method with `role`."""
        return next((m for m in self.methods if m.role == role), None)


# BEGIN written by write_shapes
BUNDLED: dict[str, tuple[str, Shape]] = {
    "page_guard": (
        "2d871cb13e65adec669e00b3798fd2d9",
        Shape(
            "PageGuard",
            ("root",),
            (
                Method("track", ("va", "frame"), "record"),
                Method("commit", (), "commit"),
                Method("drop", (), "drop"),
            ),
            "tracked",
            "committed",
        ),
    ),
    "frame_guard": (
        "e7799f8361084a7c10b7faad62b6599a",
        Shape(
            "FrameGuard",
            (),
            (
                Method("track", ("frame",), "record"),
                Method("commit", (), "commit"),
                Method("drop", (), "drop"),
            ),
            "tracked",
            "committed",
        ),
    ),
}
# END written by write_shapes
