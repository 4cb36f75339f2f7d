"""Write the skeleton of a reference model for a type that a spec shows, or bring one up to a changed spec.

examples:
  uowgen model new docs/uow-2.1.md -o models/mmap_guard.py
  uowgen model sync docs/uow-2.1.md -o models/mmap_guard.py
"""

from __future__ import annotations

import keyword
import os
import sys
from typing import TYPE_CHECKING

from uowgen.commands.common import FOUND, WRONG, read_and_tell, spec_arguments, wrote_new

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from uowgen.model import Spec
    from uowgen.reference.skeleton import Wanted
    from uowgen.rust.items import Item
    from uowgen.rust.syntax import RustFile

WORD_BEFORE_SPECS = True


def arguments(parser: ArgumentParser) -> None:
    """Declares the command's options."""
    parser.add_argument("what", choices=("new", "sync"), help="a new skeleton, or the shape of one that is there")
    spec_arguments(parser, formats=("text",))
    parser.add_argument("-o", "--output", metavar="FILE", help="the model: for `new` it must not exist, for `sync` it must")
    parser.add_argument("--type", metavar="NAME", help="which type, if the spec shows several")


def run(options: Namespace) -> int:
    """Writes the model; 1 if the spec shows no such type or `sync` found something to change, 2 for wrong usage or an unreadable file."""
    inputs = read_and_tell(options)
    if inputs.unreadable:
        return WRONG
    found = [row for spec, _ in inputs.specs for row in _types(spec) if options.type in (None, row[1].name)]
    if len(found) != 1:
        listed = ", ".join(f"`{item.name}`" for _, item, _ in found)
        said = (
            f"the specs show several types: {listed}; say which with --type" if found else "no spec shows such a type with methods"
        )
        print(f"error[{'type-ambiguous' if found else 'no-type'}]: {said}", file=sys.stderr)
        return FOUND
    file, item, spec = found[0]
    fields, constructor, methods = _shape(file, item)
    if options.what == "new":
        return _new(options, item.name, fields, constructor, methods, spec)
    return _sync(options, item.name, constructor, methods)


def _new(
    options: Namespace, name: str, fields: tuple[str, ...], constructor: Wanted | None, methods: tuple[Wanted, ...], spec: Spec
) -> int:
    from uowgen.reference.skeleton import skeleton

    text = skeleton(name, fields, constructor, methods, f"{os.path.basename(spec.path)}, {spec.id or spec.title}")
    if options.output is None:
        print(text, end="")
        return 0
    if not wrote_new(options.output, text, "; `uowgen model sync` brings it up to the spec"):
        return WRONG
    print(f"{options.output}: `{name}`, {len(methods)} methods to fill in", file=sys.stderr)
    return 0


def _sync(options: Namespace, name: str, constructor: Wanted | None, methods: tuple[Wanted, ...]) -> int:
    from uowgen.reference.skeleton import synced

    if options.output is None:
        print("error[usage]: `model sync` needs the model: -o FILE", file=sys.stderr)
        return WRONG
    try:
        with open(options.output, encoding="utf-8", newline="") as file:
            before = file.read()
        done = synced(before, name, constructor, methods)
        if done.source != before:
            with open(options.output, "w", encoding="utf-8", newline="") as file:
                file.write(done.source)
    except (OSError, UnicodeDecodeError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        print(f"error[unreadable]: {options.output}: {reason}", file=sys.stderr)
        return WRONG
    for change in done.changes:
        print(change)
    print(
        "the model fits" if not done.changes else f"{options.output} {'changed' if done.source != before else 'not changed'}",
        file=sys.stderr,
    )
    return FOUND if done.source != before else 0


def _types(spec: Spec) -> list[tuple[RustFile, Item, Spec]]:
    """The structs and enums that the spec's blocks declare and give methods to."""
    from uowgen.rust.items import items_of
    from uowgen.rust.syntax import RustFile
    from uowgen.text import Source

    found = []
    for block in spec.blocks:
        if block.role not in ("code", "after") or block.lang not in ("rust", "rs", ""):
            continue
        file = RustFile(Source(spec.path, block.code.encode("utf-8")))
        items = items_of(file)
        owners = {i.name.partition(" for ")[2] or i.name for i in items if i.kind == "impl"}
        found += [(file, i, spec) for i in items if i.kind in ("struct", "enum") and not i.path and i.name in owners]
    return found


def _shape(file: RustFile, owner: Item) -> tuple[tuple[str, ...], Wanted | None, tuple[Wanted, ...]]:
    from uowgen.reference.skeleton import Wanted
    from uowgen.rust.fragment import takes_self
    from uowgen.rust.items import items_of

    fields, methods = [], []
    constructor: Wanted | None = None
    for item in items_of(file):
        holder = item.path[-1] if item.path else ""
        if item.kind == "field" and holder == owner.label:
            fields.append(_safe(item.name))
        elif item.kind == "fn" and holder.startswith("impl ") and (holder.partition(" for ")[2] or holder[5:]) == owner.name:
            listed = item.node.child_by_field_name("parameters")
            parts = listed.named_children if listed is not None else ()
            names = [p.child_by_field_name("pattern") for p in parts if p.type == "parameter"]
            parameters = tuple(_safe(file.text(n).removeprefix("mut ").strip()) for n in names if n is not None)
            body = item.node.child_by_field_name("body")
            signature = " ".join(
                file.source.slice(item.span._replace(end=body.start_byte if body is not None else item.span.end)).split()
            )
            wanted = Wanted(_safe(item.name), parameters, signature)
            if takes_self(item):
                methods.append(wanted)
            elif constructor is None and item.name == "new":
                constructor = wanted
    return tuple(fields), constructor, tuple(methods)


def _safe(name: str) -> str:
    plain = name.lstrip("&").removeprefix("r#")
    plain = plain if plain.isidentifier() else "value"
    return f"{plain}_" if keyword.iskeyword(plain) else plain
