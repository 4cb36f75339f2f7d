"""The folder from which a document counts its paths: `All paths are relative to `kernel/`.`"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.regex import when_used
from uowgen.spec.paths import path_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from uowgen.spec.phrases import Phrase

_SAID = when_used(
    r"\b(?:paths?|files?|file names|locations?)\b[^`]*?\brelative to (?P<rest>.*)$|\bpaths? (?:\w+ ){0,3}?(?:is|are) (?:all )?(?:below|inside|under) (?P<under>.*)$",
    re.IGNORECASE,
)
_ROOT = when_used(
    r"^(?:the )?(?:root of )?(?:the |this )?(?:repo(?:sitory)?|workspace|project|tree)\b(?:['’]s)?(?: root)?\W*", re.IGNORECASE
)
# ``so `a.rs` means `net/src/a.rs` ``: the example says it without a doubt.
_EXAMPLE = when_used(r"`([^`]+)` (?:means|is|stands for|refers to|→|=) `([^`]+)`")
_FOLDER = when_used(r"^(?:the |crate |folder |directory |crate's |root |of )*\(?`([^`]+)`")


def base_folder(phrases: Iterable[Phrase]) -> str:
    """The folder that the paths of a document are said to be relative to, without a final slash; empty if none is said, or the root."""
    for phrase in phrases:
        text = " ".join(phrase.text.split())
        said = _SAID.search(text)
        if said is None:
            continue
        example = _EXAMPLE.search(text)
        if example is not None and example[2].endswith("/" + example[1]):
            return example[2].removesuffix("/" + example[1]).removeprefix("./")
        rest = said["rest"] or said["under"]
        named = _FOLDER.match(rest)
        if named is None or _ROOT.match(rest) is not None:
            return ""
        folder = named[1].strip().removeprefix("./").rstrip("/")
        plain = bool(folder) and all(c.isalnum() or c in "/_-." for c in folder) and ".." not in folder
        return folder if plain and not folder.startswith("/") and not path_of(folder)[0] else ""
    return ""
