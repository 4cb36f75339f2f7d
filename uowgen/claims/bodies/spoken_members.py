"""What sentences tell of methods in words of their own: what they take no longer, defaults that do nothing, who overrides them, what the
methods of several types give, a stored field that is handed out.

Every reader gives None for a sentence that is none of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files, files_of, stands_somewhere
from uowgen.claims.bodies.words import form, parts
from uowgen.claims.declarations.types import may_be, without_paths
from uowgen.claims.kind import Finding, fails, first_told, holds, undecided
from uowgen.claims.names import bare_name, owner_name
from uowgen.claims.sentences.code_forms import cut_at_commas
from uowgen.claims.sentences.everyday import NUMBERS
from uowgen.claims.subject import KINDS_OF, find, find_method
from uowgen.facts.code import counts, implemented
from uowgen.facts.impls import unseen
from uowgen.facts.members import fields_of
from uowgen.facts.signature import parameters_of, receiver_of, result_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_NAMES = r"`\w+`(?:(?:,| and|, and|,? or) `\w+`)*"


def spoken_member(said: str, case: Case) -> tuple[str, Finding] | None:
    """The kind of fact that `said` tells, and whether it is so; None where it tells none."""
    return first_told(_READERS, said, case)


def _functions(case: Case, name: str) -> tuple[Declaration, ...]:
    """The functions that a name means: where it names several, all of them must be as is said."""
    subject = find_method(case, name)
    found = subject.found if not subject.elsewhere else ()
    return () if any(d.item.in_macro or d.item.kind != "fn" for d in found) else found


def _same(one: str, two: str) -> bool:
    return without_paths(one) == without_paths(two)


def _takes_no_longer(said: str, case: Case) -> Finding | None:
    """“`f` takes a `T`, no longer an `Option<T>`”: some parameter is of the one type, and none of the other."""
    match = re.match(
        r"`(?P<f>[\w:]+)(?:\(\))?` (?:now )?(?:takes|accepts|expects|receives|is given) (?:an? |the )?(?:plain |bare )?`(?P<new>[^`]+)`(?:,? (?:and )?(?:no longer|not|rather than|instead of|but no longer|not any more|and not)) (?:by |as )?(?:an? |the )?`(?P<old>[^`]+)`$",
        said,
    )  # fmt: skip
    functions = _functions(case, match["f"]) if match is not None else ()
    if match is None or not functions:
        return None
    for function in functions:
        types = [p.type for p in parameters_of(function)]
        if any(_same(t, match["old"]) for t in types):
            return fails("item-remains", f"`{function.item.name}` takes a `{match['old']}`", function)
        if not any(_same(t, match["new"]) for t in types):
            known = any(may_be(t, match["new"], function.file.rust.source.data) for t in types) or "Self" in " ".join(types)
            return None if known else fails("parameter-not-found", f"`{function.item.name}` takes no `{match['new']}`", function)
    return holds(f"`{functions[0].item.name}` takes a `{match['new']}`", *functions)


def _takes_as(said: str, case: Case) -> Finding | None:
    """“`f` takes the object as `Shared<T>` in addition to the id”: a parameter of that type and that name, beside one of the other name."""
    match = re.match(
        r"`(?P<f>[\w:]+)(?:\(\))?` (?:now )?(?:takes|accepts|expects|receives|gets) (?:the|its|an?) (?P<what>[a-z]+(?: [a-z]+){0,2}) (?:as|by|in the form of) (?:an? |the )?`(?P<type>[^`]+)`"
        r"(?: (?:in addition to|besides|beside|next to|along with|together with|as well as|on top of) (?:the|its|an?) (?P<more>[a-z]+(?: [a-z]+){0,2}))?$",
        said,
    )  # fmt: skip
    functions = _functions(case, match["f"]) if match is not None else ()
    if match is None or len(functions) != 1:
        return None
    function, parameters = functions[0], parameters_of(functions[0])
    mine = [p for p in parameters if _same(p.type, match["type"])]
    if not mine:
        near = any(may_be(p.type, match["type"], function.file.rust.source.data) for p in parameters)
        return None if near else fails("parameter-not-found", f"`{function.item.name}` takes no `{match['type']}`", function)
    mine = [p for p in mine if _says(match["what"], p.name, p.type)]
    other = [p for p in parameters if match["more"] and p not in mine and _says(match["more"], p.name, p.type)]
    if match["more"] and not other and len(parameters) == 1:
        return fails("parameter-not-found", f"`{function.item.name}` takes nothing else", function)
    if len(mine) != 1 or (match["more"] and len(other) != 1):
        return None
    return holds(f"`{function.item.name}` takes `{mine[0].name}` as `{match['type']}`", function)


def _says(words: str, name: str, typed: str) -> bool:
    have = {*parts(name), *(p for n in re.findall(r"[A-Za-z_]\w*", typed) for p in parts(n))}
    return all(form(w) in have for w in words.split())


def _default_does_nothing(said: str, case: Case) -> Finding | None:
    """“`Tr` has a `m(&self)` method whose default does nothing”: the trait gives it a body without a statement."""
    body = r"(?:default|default (?:implementation|impl|body|behaviou?r))"
    nothing = r"(?:does nothing|is empty|is a no-?op|does not do anything)"
    match = (
        re.match(rf"`(?P<of>[A-Z]\w*)` (?:now )?(?:has|declares|gets|gains|offers|provides|defines) (?:an? |the )?(?:new |provided )?(?:method |function )?`(?P<m>\w+)(?P<given>\([^`]*\))?`(?: method| function)?,? (?:whose {body} {nothing}|with an? (?:empty {body}|{body} that {nothing})|(?:that|which) {nothing} by default)$", said)
        or re.match(rf"`(?P<of>[A-Z]\w*)::(?P<m>\w+)(?P<given>\([^`]*\))?` (?:{nothing} by default|has an? (?:empty {body}|{body} that {nothing})|defaults to (?:doing nothing|a no-?op|an empty body))$", said)
        or re.match(rf"(?:the|its) {body} of `(?P<of>[A-Z]\w*)::(?P<m>\w+)(?P<given>\([^`]*\))?` {nothing}$", said, re.I)
    )  # fmt: skip
    if match is None:
        return None
    traits = find(case, match["of"], KINDS_OF["trait"]).found
    if len(traits) != 1 or traits[0].item.in_macro:
        return None
    mine = [d for d in traits[0].file.named(match["m"]) if d.item.kind == "fn" and d.owner.partition("<")[0] == match["of"]]
    if not mine:
        bounded = ":" in traits[0].text.partition("{")[0].replace("::", "")
        there = [d for d in case.code.declared_anywhere(match["m"]) if d.item.parent.startswith("trait ")]
        return None if bounded and there else fails("member-not-found", f"`{match['of']}` has no `{match['m']}`", *traits)
    function = mine[0]
    given = "".join((match["given"] or "()").split())
    listed = function.item.node.child_by_field_name("parameters")
    written = "".join(function.file.rust.text(listed).split()).replace(",)", ")") if listed is not None else ""
    if given != "()" and given != written:
        other_receiver = given in ("(self)", "(&self)", "(&mutself)") and written in ("(self)", "(&self)", "(&mutself)", "()")
        return fails("other-signature", f"`{match['m']}` takes `{written}`", function) if other_receiver else None
    inner = function.item.node.child_by_field_name("body")
    if inner is None:
        return fails("no-default", f"`{match['of']}` gives `{match['m']}` no body", function)
    statements = [c for c in inner.named_children if "comment" not in c.type]
    texts = ["".join(function.file.rust.text(c).split()) for c in statements]
    if all(t in ("()", "return;", "return") for t in texts):
        return holds(f"the body of `{match['m']}` in `{match['of']}` is empty", function)
    if all(re.fullmatch(r"let_=\(?[\w,]+\)?;|Ok\(\(\)\)", t) for t in texts):
        return undecided("not-understood", f"whether `{match['m']}` does nothing is not plain", function)
    return fails("other-value", f"the body of `{match['m']}` in `{match['of']}` does something", function)


def _overrides(said: str, case: Case) -> Finding | None:
    """“`A`, `B` and `C` each override `m`”: the impl of the one trait that gives `m` a body has one of its own for each."""
    match = re.match(rf"(?:both )?(?P<names>{_NAMES}) (?:each |all |both )?(?:now )?overrides? (?:the default (?:of )?)?`(?P<m>[\w:]+)(?:\(\))?`(?: (?:themselves|itself|of `(?P<of>[A-Z]\w*)`))?$", said, re.I) or re.match(
        rf"`(?P<m>[\w:]+)(?:\(\))?` is overridden (?:by|in|for) (?:each of )?(?P<names>{_NAMES})(?P<of>)$", said
    )  # fmt: skip
    if match is None or " or " in match["names"]:
        return None
    method, owner = bare_name(match["m"]), match["of"] or owner_name(match["m"])
    declared = [d for d in case.code.declared_anywhere(method) if d.item.parent.startswith("trait ") and counts(d)]
    declared = [d for d in declared if not owner or d.owner.partition("<")[0] == owner]
    if not declared:
        brought = any(d.item.kind == "fn" for f in block_files(case) for d in f.named(method))
        return fails("item-not-found", f"no trait has a `{method}`") if brought and not stands_somewhere(case, method) else None
    if len(declared) != 1 or declared[0].item.node.child_by_field_name("body") is None:
        return undecided("subject-ambiguous", f"which default of `{method}` is meant is not clear", *declared[:3])
    trait = declared[0].owner.partition("<")[0]
    shown: list[Declaration] = []
    for name in re.findall(r"`(\w+)`", match["names"]):
        impls = [d for d in case.code.impls_of(name) if counts(d) and implemented(d)[0].partition("<")[0] == trait]
        impls = [d for d in impls if _crate(d) == _crate(declared[0])] or impls
        if len(impls) != 1:
            types = find(case, name, KINDS_OF["type"]).found
            sure = not impls and len(types) == 1 and unseen(case.code, types[0], trait) is None
            return fails("trait-not-found", f"`{name}` does not implement `{trait}`", *types) if sure else None
        own = [d for d in impls[0].file.named(method) if impls[0].item.span.start < d.item.span.start < impls[0].item.span.end]
        if not own:
            macros = any("macro" in c.type for c in impls[0].item.node.children[-1].named_children)
            return None if macros else fails("member-not-found", f"`{name}` leaves `{method}` to `{trait}`", impls[0])
        shown += own
    return holds(f"each has a `{method}` of its own", *shown)


def _crate(declaration: Declaration) -> str:
    """The folder of the crate that a declaration stands in."""
    return f"/{declaration.file.path}".rpartition("/src/")[0]


def _of_types(said: str, case: Case) -> Finding | None:
    """“`m` of all three request types (open, read, close) fails with `E`”, “the `m` methods of the reply types return a `T`”."""
    count = rf"(?:{'|'.join(NUMBERS)}|both)"
    match = re.match(
        rf"(?:the )?`(?P<m>\w+)(?:\(\))?`(?: methods?| functions?)? (?:of|on|in|for) (?:(?:all|each|every)(?: of)? ?)?(?:the )?(?:(?P<count>{count}) )?(?:of the )?(?P<noun>[a-z]+) (?:types?|structs?|enums?)(?: \((?P<list>[a-z_]+(?:(?:,| and|, and) [a-z_]+)*)\))?"
        r" (?:all |each |still |now ){0,2}(?P<verb>fails?|returns?|gives?|yields?|reports?)(?: with)? (?:an? |the )?(?:plain |bare )?`(?P<type>[^`]+)`(?: (?:on failure|as (?:its|the|their) error))?$",
        said,
        re.I,
    )  # fmt: skip
    if match is None:
        return None
    last = form(match["noun"])
    near = [f for p in files_of(case) if (f := case.code.file(p)) is not None]
    types = [
        d
        for f in near
        for d in f.declarations()
        if d.item.kind in ("struct", "enum") and counts(d) and last in parts(d.item.name)[-1:]
    ]
    meant: list[tuple[str, list[Declaration]]] = []
    listed = re.findall(r"[a-z_]+", re.sub(r"\band\b", " ", match["list"] or ""))
    for word in listed:
        own = [d for d in types if d.item.name.lower() == f"{word.replace('_', '')}{match['noun'].lower()}"]
        if len(own) != 1:
            return None
        meant.append((own[0].item.name, _methods_of(case, own[0], match["m"])))
    if not listed:
        meant = [(d.item.name, m) for d in types if (m := _methods_of(case, d, match["m"]))]
        if _has_more(case, match["noun"].capitalize(), last, match["m"], {f.path for f in near}):
            return None  # such types stand in other files as well, and may be meant
    wanted = 2 if (match["count"] or "").lower() == "both" else NUMBERS.get((match["count"] or "").lower(), 0)
    if not meant or (wanted and len(meant) != wanted) or (not match["count"] and not listed and len(meant) < 1):
        return None
    failing = match["verb"].lower().startswith(("fail", "report"))
    shown: list[Declaration] = []
    for name, methods in meant:
        if len(methods) != 1 or methods[0].item.in_macro:
            return (
                fails("member-not-found", f"`{name}` has no `{match['m']}`") if not methods and not _may_have(case, name) else None
            )
        given = _error_of(result_of(methods[0])) if failing else result_of(methods[0])
        if given is None:
            return None
        if not _same(given, match["type"]):
            aliased = given and not _names_alike(given, match["type"])
            return fails("other-type", f"`{name}::{match['m']}` gives `{given}`", methods[0]) if aliased else None
        shown += methods
    return holds(f"`{match['m']}` of {', '.join(f'`{n}`' for n, _ in meant)} gives `{match['type']}`", *shown)


def _has_more(case: Case, ending: str, last: str, method: str, near: set[str]) -> bool:
    """Whether another file of the same crates has a type of that sort with such a method."""
    crates = {f"/{p}".rpartition("/src/")[0] for p in near}
    paths = [p for p in case.code.paths_with(ending) if p not in near and f"/{p}".rpartition("/src/")[0] in crates]
    others = [
        d for p in paths if (f := case.code.file(p)) is not None for d in f.declarations() if d.item.kind in ("struct", "enum")
    ]
    return any(last in parts(d.item.name)[-1:] and counts(d) and _methods_of(case, d, method) for d in others)


def _methods_of(case: Case, of: Declaration, method: str) -> list[Declaration]:
    found = [d for d in of.file.named(method) if d.item.kind == "fn" and counts(d)]
    return [d for d in found if d.owner.rpartition(" for ")[2].partition("<")[0] == of.item.name]


def _may_have(case: Case, name: str) -> bool:
    types = find(case, name, KINDS_OF["type"]).found
    return len(types) != 1 or unseen(case.code, types[0]) is not None


def _error_of(result: str) -> str | None:
    """The error of a `Result<T, E>` as written; empty where it is none, None where the type does not say it."""
    match = re.fullmatch(r"(?:core::result::|std::result::)?Result<(.+)>", result)
    given = cut_at_commas(match[1]) if match is not None else []
    if len(given) == 2:
        return given[1].strip()
    return None if "Result" in result or "impl " in result or "Self" in result else ""


def _names_alike(one: str, two: str) -> bool:
    """Whether both are of the same name with other arguments, which may be left out."""
    return bare_name(one) == bare_name(two)


def _returns_stored(said: str, case: Case) -> Finding | None:
    """“`T::m(&self)` returns the stored `E`”: its body is the one field of that type."""
    match = re.match(
        r"`(?P<of>[A-Z]\w*)::(?P<m>\w+)(?:\([^`]*\))?` (?:returns|gives back|gives|hands out|yields) (?:the|its|a copy of the|a reference to the) (?:stored|held|kept|contained|inner|wrapped|remembered|recorded|saved|underlying) `(?P<type>[^`]+)`$",
        said,
    )  # fmt: skip
    functions = _functions(case, f"{match['of']}::{match['m']}") if match is not None else ()
    types = find(case, match["of"], KINDS_OF["struct"]).found if match is not None else ()
    if match is None or len(functions) != 1 or len(types) != 1:
        return None
    function = functions[0]
    fields = [f for f in fields_of(types[0]).all if _same(f.type, match["type"])]
    body = function.item.node.child_by_field_name("body")
    if body is None or len(fields) != 1 or not receiver_of(function):
        return None
    text = "".join(function.file.rust.text(c) for c in body.named_children if "comment" not in c.type)
    squeezed = "".join(text.split()).removeprefix("return").removesuffix(";").lstrip("&*")
    field = fields[0].name
    if re.fullmatch(rf"(?:mut)?self\.{field}(?:\.clone\(\)|\.as_ref\(\)|\.to_owned\(\))?", squeezed):
        return holds(f"`{function.item.name}` gives `self.{field}`", function)
    if re.search(rf"\b{field}\b", squeezed) or re.search(r"self\.\w+\(|\bself\b(?!\.)|\.\.|!", squeezed):
        return None
    return fails("other-value", f"`{function.item.name}` does not look at `{field}`", function)


_READERS = (
    ("takes_parameters", _takes_no_longer),
    ("takes_parameters", _takes_as),
    ("has_default", _default_does_nothing),
    ("has_members", _overrides),
    ("returns_type", _of_types),
    ("gives_back", _returns_stored),
)
