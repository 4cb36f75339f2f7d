"""What a method is called on, as a sentence says it: “a fresh `Ring`”, “an empty pipe”, “a semaphore with count 0”.

Constructors make the values where they can; what the words say beyond that is a condition on what is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.kind import Finding, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.sentences.made_up_words import ME, condition_of_words
from uowgen.claims.subject import find_type
from uowgen.claims.values.made_up import Maker, constructors_of
from uowgen.claims.values.made_up_calls import known_of
from uowgen.facts.members import derives_of, fields_of, methods_of
from uowgen.facts.signature import parameters_of, receiver_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_COLLECTIONS = ("Vec<", "VecDeque<", "BTreeMap<", "BTreeSet<", "HashMap<", "String", "LinkedList<", "BinaryHeap<")
_NUMBERS = (0, 1, 2, 3)


def receivers_of(case: Case, function: Declaration, said: str) -> tuple[tuple[str, ...], str] | Finding:
    """The receivers to try (none: made up from the declaration), and the condition on them; or why they are not known."""
    states, noun, field, number = said.split("|")
    name, owner = function.item.name, bare_name(function.owner.rpartition(" for ")[2])
    if receiver_of(function) == "":
        return _of_parameter(function, states, noun, field)
    if not is_called(owner, noun):
        return undecided("not-understood", f"“{noun}” need not be the `{owner}` that `{name}` is called on", function)
    declaration = find_type(case, owner).found[0]
    makers = constructors_of(case, declaration)
    maker = Maker(case, _NUMBERS, None, function.file.path)
    conditions: list[str] = []
    receivers: list[str] = []
    if field:
        given = {p.name for one in makers for p in parameters_of(one) if p.name == field}
        read = _reading_of(case, declaration, field)
        if given:
            takers = [m for m in makers if any(p.name == field for p in parameters_of(m))]
            receivers = [call for one in takers for call in maker.calls(owner, one, given={field: (number,)})]
        if read:
            conditions.append(f"{read} == {number}")
        if not receivers and not read:
            return undecided("not-understood", f"`{owner}` has no `{field}` that can be seen", function)
    elif "fresh" in states.split():
        receivers = [call for one in makers for call in maker.calls(owner, one)]
        receivers += [f"{owner}::default()"] if "Default" in derives_of(declaration) else []
        if not receivers:
            return undecided("unsupported-code", f"how a fresh `{owner}` is made is not known", function)
    for word in states.split():
        condition = "" if word == "fresh" else _state_of(case, function, declaration, word)
        if word != "fresh" and not condition:
            return undecided("not-understood", f"what a {word} `{owner}` is cannot be seen", function)
        conditions += [condition] if condition else []
    return tuple(dict.fromkeys(receivers)), " && ".join(conditions) or "true"


def is_called(owner: str, noun: str) -> bool:
    """Whether `noun` is the type's name, or one of the words that it is made of: “pipe” of `PipeEnd`."""
    humps, word = [], ""
    for ch in owner:
        if ch.isupper() and word and not word[-1].isupper():
            humps.append(word.lower())
            word = ""
        word += ch
    humps.append(word.lower())
    return noun in (owner, owner.lower()) or noun in humps


def _reading_of(case: Case, declaration: Declaration, field: str) -> str:
    """How the count of that name is read: by a method without arguments, or as a field; of `length` also as `len`."""
    names = [field, *(("len",) if field in ("length", "size") else ())]
    methods = methods_of(case.code, declaration.item.name, (declaration,))
    for name in names:
        if any(d.item.name == name and receiver_of(d) == "&self" and not parameters_of(d) for d in methods):
            return f"{ME}.{name}()"
        if declaration.item.kind == "struct" and any(f.name == name and f.type[:1] in "ui" for f in fields_of(declaration).all):
            return f"{ME}.{name}"
    return ""


def _state_of(case: Case, function: Declaration, declaration: Declaration, word: str) -> str:
    known = known_of(case, function, (declaration,))._replace(parameters={})
    condition = condition_of_words(word, known)
    if condition or word != "empty" or declaration.item.kind != "struct":
        return condition
    held = [
        f.name for f in fields_of(declaration).all if f.type.replace("alloc::", "").rpartition("::")[2].startswith(_COLLECTIONS)
    ]
    if len(held) == 1:
        return f"{ME}.{held[0]}.is_empty()"
    counted = [_reading_of(case, declaration, name) for name in ("len", "count")]
    return f"{counted[0] or counted[1]} == 0" if any(counted) and not held else ""


def _of_parameter(function: Declaration, states: str, noun: str, field: str) -> tuple[tuple[str, ...], str] | Finding:
    """“`take` on an empty queue” of a free function that takes a `queue`."""
    having = [p for p in parameters_of(function) if p.name == noun]
    kind = having[0].type.lstrip("&").removeprefix("mut ").strip() if len(having) == 1 else ""
    if states != "empty" or field or not (kind.startswith(_COLLECTIONS) or kind in ("str", "[u8]") or kind.startswith("[")):
        return undecided("not-understood", f"`{function.item.name}` takes nothing that is {states or 'a'} {noun}", function)
    return (), f"{noun}.is_empty()"
