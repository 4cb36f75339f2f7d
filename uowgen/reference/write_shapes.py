"""Writes the shapes of the bundled models into `shapes.py`. Run by a person after a model changed; not used by the program."""

from __future__ import annotations

import os
from hashlib import blake2b

MODELS = ("page_guard", "frame_guard")


def generated() -> str:
    """The text between the marks of `shapes.py`, as the models' sources give it now."""
    from uowgen.reference.shape import shape_of

    rows = ["BUNDLED: dict[str, tuple[str, Shape]] = {"]
    for name in MODELS:
        source = _source(name)
        shape = shape_of(source)
        rows += [f'    "{name}": (', f'        "{blake2b(source.encode("utf-8"), digest_size=16).hexdigest()}",']
        rows += ["        Shape(", f'            "{shape.name}",', f"            {_tuple(shape.constructor)},", "            ("]
        rows += [f'                Method("{m.name}", {_tuple(m.parameters)}, "{m.role}"),' for m in shape.methods]
        rows += ["            ),", f'            "{shape.tracked}",', f'            "{shape.flag}",', "        ),", "    ),"]
    return "\n".join([*rows, "}", ""])


def _tuple(names: tuple[str, ...]) -> str:
    inner = ", ".join(f'"{n}"' for n in names)
    return f"({inner},)" if len(names) == 1 else f"({inner})"


def _source(name: str) -> str:
    with open(os.path.join(os.path.dirname(__file__), f"{name}.py"), encoding="utf-8") as file:
        return file.read()


def main() -> None:
    """Rewrites `shapes.py` in place."""
    path = os.path.join(os.path.dirname(__file__), "shapes.py")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    head, _, rest = text.partition("# BEGIN written by write_shapes\n")
    _, _, tail = rest.partition("# END written by write_shapes\n")
    middle = generated()  # before the file is opened for writing, since it imports that file
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{head}# BEGIN written by write_shapes\n{middle}# END written by write_shapes\n{tail}")


if __name__ == "__main__":
    main()
