"""What can be told of a file that does not parse throughout: what is there is there, while an absence proves nothing.

`try!` is such a case: since 2018 `try` is a keyword, and its old calls are errors to the grammar.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import resolved_path
from uowgen.claims.kind import Finding, fails
from uowgen.claims.names import is_path
from uowgen.model import Evidence
from uowgen.rust.syntax import is_comment

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import CodeFile

_TEXTS = frozenset({"string_literal", "raw_string_literal", "char_literal", "string_content"})


def macro_despite_errors(case: Case, name: str, place: str) -> Finding | None:
    """That the one file `place` still calls the macro `name`; None where no such call is plainly in ordinary builds."""
    paths = resolved_path(case, place) if is_path(place) and not place.endswith("/") else ()
    file = case.code.file(paths[0]) if len(paths) == 1 else None
    if file is None or file.condition != "always" or not name.isidentifier():
        return None
    found = re.finditer(rb"(?<![\w#])%s\s*!\s*[(\[{]" % name.encode(), file.rust.source.data)
    lines = [file.rust.source.line_of(m.start()) for m in found if _is_live(file, m.start())]
    places = tuple(Evidence(file.path, line, line, f"`{name}!`") for line in lines)
    return fails("still-there", f"{len(lines)} left of `{name}!` in `{place}`", evidence=places) if lines else None


def _is_live(file: CodeFile, at: int) -> bool:
    """Whether what stands at the byte `at` is neither comment nor text, and nothing around it is under a `cfg`."""
    node = file.rust.root.descendant_for_byte_range(at, at + 1)
    while node is not None:
        if is_comment(node) or node.type in (*_TEXTS, "macro_definition", "attribute_item"):
            return False
        before = node.prev_named_sibling
        while before is not None and (before.type == "attribute_item" or is_comment(before)):
            if before.type == "attribute_item" and "cfg" in file.rust.text(before):
                return False
            before = before.prev_named_sibling
        node = node.parent
    return True
