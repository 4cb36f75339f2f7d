"""Claim: a function takes certain parameters: by name, by type, by both, or a number of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.declarations.types import without_paths
from uowgen.claims.kind import Finding, Kind, fails, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.sentences.code_forms import cut_at_commas, is_amount
from uowgen.claims.subject import context_function, find_method
from uowgen.facts.members import derives_of
from uowgen.facts.signature import parameters_of, receiver_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration
    from uowgen.facts.signature import Parameter


def decide(reading: Reading, case: Case) -> Finding:
    """Every declaration of the function has them. What is neither a parameter's name nor its type is undecided if unclear."""
    said = reading.list("parameters")
    if len(said) == 1 and reading.get("name") and any(sign in said[0] for sign in (" < ", " > ", " <= ", " >= ", " == ", " != ")):
        from uowgen.claims.values import said_calls  # “accepts `n <= 8`” speaks of values

        return said_calls.decide(reading._replace(slots={"name": reading.get("name"), "test": said[0], "value": "accepted"}), case)
    if len(said) == 1 and reading.get("name") and (said[0][:1] in "\"'" or said[0].lstrip("-")[:1].isdigit()):
        from uowgen.claims.values import said_calls

        slots = {"name": reading.get("name"), "given": f"|code|{said[0]}", "value": "accepted"}
        return said_calls.decide(reading._replace(slots=slots), case)
    subject = find_method(case, reading.get("name")) if reading.get("name") else context_function(case)
    if not subject.found:
        return subject.none(f"no function `{bare_name(reading.get('name'))}`")
    for declaration in subject.found:
        if declaration.item.in_macro:
            return undecided("inside-macro", f"`{declaration.item.name}` is defined by a macro", declaration)
        wrong = _own(reading, declaration) if reading.get("own") else _wrong(reading, declaration)
        wrong = wrong or _besides(reading, declaration)
        if wrong is not None:
            return wrong
    return holds(f"`{subject.found[0].item.name}` takes them", *subject.found)


def _besides(reading: Reading, declaration: Declaration) -> Finding | None:
    """What speaks against “only”: a parameter, or self, that is not among those that are named."""
    if not reading.get("alone"):
        return None
    asked = [reading.get("receiver")] if reading.get("receiver") else list(reading.list("parameters"))
    takes_self = any("".join(a.split()).removeprefix("&").removeprefix("mut") == "self" for a in asked)
    others = len(parameters_of(declaration)) - (len(asked) - takes_self)
    if others > 0 or (receiver_of(declaration) and not takes_self):
        what = f"`{declaration.item.name}` takes more than that"
        if reading.get("alone") == "yes" and others > 0:
            return fails("other-signature", what, declaration)
        return undecided("not-understood", f"{what}, and whether that is meant is not said", declaration)
    return None


def _wrong(reading: Reading, declaration: Declaration) -> Finding | None:
    name = declaration.item.name
    parameters = parameters_of(declaration)
    if reading.get("number"):
        wanted = int(reading.get("number"))
        if len(parameters) != wanted:
            return fails("other-count", f"`{name}` takes {len(parameters)} parameters, not {wanted}", declaration)
        others = [p.type for p in parameters if reading.get("type") and without_paths(p.type) != without_paths(reading.get("type"))]
        if others:
            return fails("other-type", f"`{name}` takes a `{others[0]}`", declaration)
        for asked in reading.list("parameters"):
            wrong = _lacks(asked, parameters, declaration)
            if wrong is not None:
                return wrong
        if reading.list("parameters") and len(reading.list("parameters")) != wanted:
            return undecided("not-understood", "the number is not that of the parameters", declaration)
        return None
    if reading.get("lent"):
        return _handed(reading, declaration)
    if reading.get("state") == "none":
        has = bool(receiver_of(declaration)) and reading.get("receiver") in ("self", receiver_of(declaration))
        return fails("other-signature", f"`{name}` takes `{receiver_of(declaration)}`", declaration) if has else None
    if reading.get("receiver"):
        asked = "".join(reading.get("receiver").split())
        written = "".join(receiver_of(declaration).split())
        if asked == "self" and written == "mutself":  # `mut` is no part of what callers see
            return None
        if reading.get("by") and asked in ("self", "mutself"):
            asked, written = "self", written.removeprefix("mut") or written
        elif reading.get("by"):
            return undecided("not-understood", f"`{reading.get('receiver')}` by value is not decided", declaration)
        if asked.removeprefix("mut") not in ("self", "&self", "&mutself"):
            return _lacks(asked, parameters, declaration)
        if written != asked:
            return fails("other-signature", f"`{name}` takes `{receiver_of(declaration) or 'no self'}`", declaration)
        return None
    if reading.get("place") and (len(reading.list("parameters")) != 1 or not parameters):
        return undecided("not-understood", f"what `{name}` takes first is not said plainly", declaration)
    if reading.get("state") == "named":
        named = _at_place(parameters, reading.get("place"))
        if not named or named[0].name != reading.get("parameters"):
            told = f"is called `{named[0].name}`" if named else "is not there"
            return fails("parameter-not-found", f"that parameter of `{name}` {told}", declaration)
        return None
    for asked in reading.list("parameters"):
        wrong = _lacks(asked, _at_place(parameters, reading.get("place")), declaration)
        if wrong is not None and _is_counted_with_self(asked, parameters, reading.get("place"), declaration):
            return undecided("not-understood", f"whether self is counted as an argument of `{name}` is not said", declaration)
        if wrong is not None:
            return wrong
    return None


def _is_counted_with_self(asked: str, parameters: tuple[Parameter, ...], place: str, declaration: Declaration) -> bool:
    """Whether it is so of the parameter at `place` if self is the first."""
    if not place.isdigit() or int(place) < 2 or not receiver_of(declaration):
        return False
    return _lacks(asked, _at_place(parameters, str(int(place) - 1)), declaration) is None


def _handed(reading: Reading, declaration: Declaration) -> Finding | None:
    """What speaks against the one parameter that is named, or of the type that is named, being lent, or being consumed."""
    name, asked = declaration.item.name, reading.get("lent").removeprefix("&").removeprefix("mut ").strip()
    if (asked == "self" and not receiver_of(declaration)) or not asked.replace("::", "").isidentifier():
        return undecided("not-understood", f"what `{name}` is given is not said by one name", declaration)
    owner = declaration.owner.rpartition(" for ")[2].partition("<")[0]
    types = {p.name: p.type for p in parameters_of(declaration)}
    if receiver_of(declaration) and owner:
        types["self"] = (
            receiver_of(declaration)
            .replace("mut self", "self" if "&" not in receiver_of(declaration) else "mut self")
            .replace("self", owner)
        )
    bare = {n: t.lstrip("&").lstrip() for n, t in types.items()}
    mine = [
        t for n, t in types.items() if asked == n or asked == bare_name(bare[n].removeprefix("mut ").removeprefix("'_ ").strip())
    ]
    others = [t for t in types.values() if asked in t and t not in mine]
    if len(mine) != 1 or others:
        return undecided("maybe-other-type", f"which parameter of `{name}` is meant is not clear", declaration)
    lent = mine[0].startswith("&")
    if not lent and not mine[0].replace("::", "").replace("_", "").isalnum():
        return undecided("maybe-other-type", f"whether a `{mine[0]}` is lent is not plain", declaration)
    if not lent and asked != "self" and reading.get("how") != "lent" and _may_be_copied(bare_name(mine[0]), declaration):
        return undecided("maybe-other-type", f"a `{mine[0]}` may be copied, and is not used up then", declaration)
    if lent is (reading.get("how") in ("lent", "kept")):
        return None
    return fails("other-signature", f"`{name}` takes `{mine[0]}`", declaration)


def _may_be_copied(name: str, declaration: Declaration) -> bool:
    """Whether a type is `Copy`, as far as its declaration in the same file does not say that it is not."""
    found = [d for d in declaration.file.named(name) if d.item.kind in ("struct", "enum", "union") and not d.item.in_macro]
    if len(found) != 1 or any("cfg_attr" in a for a in found[0].item.attributes):
        return True
    impl = any(
        d.item.kind == "impl" and d.item.name.partition("<")[0] == f"Copy for {name}" for d in declaration.file.declarations()
    )
    return impl or "Copy" in derives_of(found[0])


_BY = {"value": ("self", "mut self"), "reference": ("&self",), "mutable": ("&mut self",)}


def _own(reading: Reading, declaration: Declaration) -> Finding | None:
    """What speaks against a method taking its own value as it is said: “takes the ring by mutable reference”."""
    word, owner = reading.get("own").lower(), declaration.owner.rpartition(" for ")[2].split("<")[0]
    last = owner[max((n for n, ch in enumerate(owner) if ch.isupper()), default=0) :]
    if word not in ("self", "itself", "receiver", owner.lower(), last.lower()):
        return undecided("not-understood", f"what of `{declaration.item.name}` is the {word} is not known", declaration)
    receiver = " ".join(w for w in receiver_of(declaration).split() if not w.startswith("&'")) or "no self"
    receiver = f"&{receiver}" if receiver_of(declaration).startswith("&'") else receiver
    if receiver in _BY[reading.get("how")]:
        return None
    if ":" in receiver or any(bare_name(p.type) in (owner, "Self") or owner in p.type for p in parameters_of(declaration)):
        return undecided("maybe-other-type", f"`{declaration.item.name}` takes one in another way", declaration)
    return fails("other-signature", f"`{declaration.item.name}` takes `{receiver}`", declaration)


def _at_place(parameters: tuple[Parameter, ...], place: str) -> tuple[Parameter, ...]:
    """The one parameter at `place` (`1`, `2` … or `last`), not counting self; all of them without a place."""
    if not place:
        return parameters
    return parameters[-1:] if place == "last" else parameters[int(place) - 1 : int(place)]


def _lacks(asked: str, parameters: tuple[Parameter, ...], declaration: Declaration) -> Finding | None:
    if asked.replace(" ", "") in ("self", "&self", "&mutself", "mutself"):
        same = receiver_of(declaration).replace(" ", "") == asked.replace(" ", "")
        return None if same else fails("other-signature", f"`{declaration.item.name}` does not take `{asked}`", declaration)
    named, colon, typed = asked.partition(":")
    if colon and not typed.startswith(":"):
        fitting = [p for p in parameters if p.name == named.strip()]
        if not fitting:
            return fails("parameter-not-found", f"`{declaration.item.name}` has no parameter `{named.strip()}`", declaration)
        if without_paths(fitting[0].type) != without_paths(typed):
            return fails("other-type", f"`{named.strip()}` is of type `{fitting[0].type}`", declaration)
        return None
    if any(p.name == asked or without_paths(p.type) == without_paths(asked) for p in parameters):
        return None
    base = bare_name(asked)
    if "::" not in asked and base[:1].isupper() and base in _bounds_of(declaration):
        return None  # “accepts `FnMut`”: a parameter whose type is only known by that bound
    body = declaration.item.node.child_by_field_name("body")
    if body is not None and base[:1].isupper() and base in declaration.file.rust.text(body) and "<" not in asked:
        return undecided(
            "maybe-other-type",
            f"`{declaration.item.name}` takes no `{asked}` as a parameter, but may do so in its body",
            declaration,
        )
    if any(base and base in p.type for p in parameters):
        return undecided(
            "maybe-other-type", f"a parameter of `{declaration.item.name}` has a type with `{base}` in it", declaration
        )
    return fails("parameter-not-found", f"`{declaration.item.name}` takes no `{asked}`", declaration)


def _bounds_of(declaration: Declaration) -> set[str]:
    """The traits, without arguments, that the types of parameters are bound by: in `<…>`, in `where`, behind `impl` and `dyn`."""
    text = declaration.file.rust.text
    listed = [declaration.item.node.child_by_field_name("type_parameters")]
    listed += [c for c in declaration.item.node.named_children if c.type == "where_clause"]
    bounds = [part for node in listed if node is not None for part in cut_at_commas(text(node).removeprefix("where").strip("<> "))]
    found = {b for bound in bounds for b in bound.partition(":")[2].split("+")}
    found |= {
        p.type.removeprefix("impl ").removeprefix("dyn ")
        for p in parameters_of(declaration)
        if p.type.startswith(("impl ", "dyn "))
    }
    return {bare_name(b) for b in found if b.strip()}


KIND = Kind(
    "takes_parameters",
    "a function's signature takes certain parameters",
    (
        "<name> <noun>? takes|take|accepts|accept|has|have|with exactly|now? <number> @param",
        "<name> <noun>? takes|take|accepts|accept|has|have|with exactly|now? <number> <type:type> @param",
        "<name>? <noun>? signature? @be* @take <parameters:params> @param|type?",
        "<name>? <noun>? signature? @be* @take <parameters:params> @param|type? only ; alone=yes",
        "<name>? <noun>? signature? @be* @take only|just <parameters:params> @param|type? ; alone=yes",
        "<name> <noun>? @have|requires|gains|with additional? <parameters:paramwords> @param",
        "<parameters:paramwords> @param @be* @made|passed|accepted @to? <name> <noun>?",
        "add <parameters:paramwords> @param @to <name> <noun>?",
        "<name> <noun>? updated|extended|changed|gains with|to? take|accept? <parameters:paramwords> @param",
        "<name> <noun>? @be* updated|extended|changed to take|accept <parameters:params> @param?",
        "<name> <noun>? takes|accepts|has|needs no @param ; number=0",
        "<name> <noun>? takes|accepts|has <parameters:params> as its? <place:ordinal> @param",
        "<name> <noun>? takes|accepts <parameters:params> <place:ordinal>",
        "<place:ordinal> @param of <name> <noun>? @be* <parameters:params>",
        "<name> <noun>? takes|accepts its? own? <own:plain> by value|move ; how=value",
        "<name> <noun>? takes|accepts|borrows its? own? <own:plain> by shared|immutable? reference ; how=reference",
        "<name> <noun>? takes|accepts|borrows its? own? <own:plain> by mutable|exclusive reference ; how=mutable",
        "<name> <noun>? borrows its? own? <own:plain> mutably|exclusively ; how=mutable",
        "<name> <noun>? borrows its? own? <own:plain> immutably ; how=reference",
        "<place:ordinal> @param of <name> <noun>? @be* named|called <parameters:params> ; state=named",
        "<name> <noun>? <place:ordinal> @param @be* named|called <parameters:params> ; state=named",
        "<name> <noun>? <place:ordinal> @param @be* <parameters:params>",
        "<name> <noun>? takes|take|accepts|accept|has|have|with exactly|just|only? <number> @param :|,|(? <parameters:params> )?",
        "<name> <noun>? @have|takes|accepts additional|extra|new|further? @param <parameters:code>",
        "<name> <noun>? needs|requires|wants only|just? <parameters:selfcode> only?",
        "<name> <noun>? borrows only|just? <lent:code> ; how=lent",
        "<name> <noun>? takes|accepts <lent:code> by shared|immutable? reference ; how=lent",
        "<name> <noun>? does not consume|move <lent:code> ; how=kept",
        "<name> <noun>? consumes <lent:code> ; how=consumed",
        "<name> <noun>? takes ownership of <lent:code> ; how=consumed",
        "<name> <noun>? takes|accepts|has no <receiver:selfcode> ; state=none",
        "<name> <noun>? does not take|accept|have <receiver:selfcode> ; state=none",
        "<name> receiver @be* <receiver:selfcode>",
        "<name> <noun>? <receiver:selfcode>",
        "<name> <noun>? only|just <receiver:selfcode> ; alone=yes",
        "<name> <noun>? takes|accepts|borrows|consumes <receiver:code>",
        "<name> <noun>? takes|accepts <receiver:code> only ; alone=yes",
        "<name> <noun>? takes|accepts only|just <receiver:code> ; alone=yes",
        "<name> <noun>? borrows|consumes <receiver:code> only ; alone=maybe",
        "<name> <noun>? borrows|consumes only|just <receiver:code> ; alone=maybe",
        "<name> <noun>? takes|accepts|consumes <receiver:code> by value ; by=value",
    ),
    (
        "`map_page` takes `va: usize` and `frame: FrameId`",
        "`new()` accepts a `&str` parameter",
        "`force` parameter added to `destroy`",
        "`new()` takes no arguments",
    ),
    decide,
    asks_all=True,
    takes=lambda reading: not is_amount(reading.get("receiver")),
)
