"""What can stand in a slot of a frame: a name, a list of names, a noun, a number, a type, a piece of code, a path.

Each reader gets the words and where to begin, and yields every value that it could take with where that ends, longest first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.sentences.container_words import READERS as CONTAINER_READERS
from uowgen.claims.sentences.description_words import READERS as DESCRIPTION_READERS
from uowgen.claims.sentences.guard_phrases import READERS as PHRASE_READERS
from uowgen.claims.sentences.guard_words import READERS as GUARD_READERS
from uowgen.claims.sentences.name_words import READERS as NAME_READERS
from uowgen.claims.sentences.noun_words import READERS as NOUN_READERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from uowgen.claims.sentences.sentence import Word


def _text(words: tuple[Word, ...], n: int, _known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
    """Any run of words, shortest first."""
    for end in range(n + 1, len(words) + 1):
        yield " ".join(f"`{w.raw}`" if w.code else w.raw for w in words[n:end]), end


def _later(name: str, module: str) -> Callable[..., Iterator[tuple[str, int]]]:
    """The reader of that name in a module, which is loaded with the first sentence that gets as far."""

    def read(words: tuple[Word, ...], n: int, known: Callable[[str], bool]) -> Iterator[tuple[str, int]]:
        from importlib import import_module

        yield from import_module(f"uowgen.claims.sentences.{module}").READERS[name](words, n, known)

    return read


# The slots that stand in few sentences, by the module that reads them.
_LATER = {
    "argument_words": "outcome argument paramtest receiverstate armcase variantsword adjective numeral plainword quantity turning "
    "fieldword byteorder cases roundtrip partword thingword constpath quotedrun noargs operator zero",
    "bit_words": "bitclaims",
    "code_forms": "code type value params attr paramwords command fncode surelytype boundcode implcode innerattr defaultcode modcode "
    "usecode nostd depline quotedtext numerals structcode callcode equation valuecode shown fromcode somecode emptyrange literals",
    "code_words": "codes inverseof arrowmap shownas",
    "event_words": "eventclaims",
    "flag_phrases": "flagrules",
    "number_words": "numbersaid",
    "pool_words": "poolclaims",
    "single_words": "oneword stateword doneword waitverb display notout yes plain nothing countername untrue",
    "state_words": "stateclaims",
    "value_phrases": "acting naming other statelike stateevent bitparts unit updown phrases sum mapping carriednumbers refusals",
    "variant_words": "codeclaims nameclaims displayclaims",
}
SLOTS = {
    "text": _text,
    **NAME_READERS,
    **NOUN_READERS,
    **CONTAINER_READERS,
    **DESCRIPTION_READERS,
    **GUARD_READERS,
    **PHRASE_READERS,
    **{name: _later(name, module) for module, names in _LATER.items() for name in names.split()},
}
