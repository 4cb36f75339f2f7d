"""Sentences that need the code at hand to be put in other words: which file a remark in brackets means, what “it” is that a call returns,
what follows from a default.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files, files_of
from uowgen.claims.declarations.counters import said_of_counters
from uowgen.claims.declarations.packages import package_of
from uowgen.claims.sentences.everyday import Said
from uowgen.claims.subject import KINDS_OF, find, find_method
from uowgen.facts.code import counts
from uowgen.facts.signature import parameters_of, result_of
from uowgen.regex import when_used

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_VIS = {"pub": "public ", "pub(crate)": "`pub(crate)` ", "pub(super)": "`pub(super)` ", "": ""}
_BE = r"(?:exists?|is (?:there|present|added|declared|defined|introduced|available|in place)|stands|is)"
_VALUE_OF = {"static": "starts as", "const": "is"}
_REMARK = when_used(r"`(?P<path>[\w./-]+\.rs)` \((?:in |the )?`?(?P<part>[\w-]+)`?(?: crate| side)?\)")


def placed(text: str, case: Case) -> str:
    """`text` with the whole path for “`lib.rs` (abi)”, where one file of the tree ends so and lies in a folder of that name."""

    def whole(match: re.Match[str]) -> str:
        ending, part = match["path"].removeprefix("./"), match["part"].lower()
        mine = [
            p for p in case.code.tree.paths() if f"/{p}".endswith(f"/{ending}") and part in (s.lower() for s in p.split("/")[:-1])
        ]
        return f"`{mine[0]}`" if len(mine) == 1 else match[0]

    return _REMARK.sub(whole, text)


def said_of_case(text: str, case: Case) -> Said | None:
    """What `text` amounts to for the code at hand; None where it has none of the forms."""
    for form in (
        _head_of_constant,
        _number_and_it,
        _number_handled,
        _keeping_types,
        _of_one_owner,
        said_of_counters,
        _nothing_left,
        _looked_at,
        _at_the_root,
        _rejected_with,
    ):
        said = form(text, case)
        if said is not None:
            return said
    return None


def _head_of_constant(text: str, case: Case) -> Said | None:
    """“`pub static X: T = V` exists in `a.rs` and starts as `V`”: the visibility, the sort, the type and the value, each said of `X`."""
    found = re.match(
        rf"`(?P<vis>pub(?:\((?:crate|super)\))? )?(?P<sort>static|const) (?P<mut>mut )?(?P<name>\w+): (?P<type>[^`=]+?)(?: = (?P<value>[^`]+?))?;?` "
        rf"{_BE}(?: (?:in|to) (?P<place>`[\w./-]+\.rs`))?(?P<rest>,? and (?:starts|is initialised|is initialized|begins) (?:out )?(?:as|with|at|to) (?P<start>`[^`]+`|\d+|empty))?$",
        text,
    )  # fmt: skip
    if found is None:
        return None
    noun = "static" if found["sort"] == "static" else "constant"
    vis = _VIS.get((found["vis"] or "").strip(), "")
    place = f" in {found['place']}" if found["place"] else ""
    said = [f"`{found['name']}` is a {vis}{noun} of type `{found['type'].strip()}`{place}"]
    if found["value"]:
        said.append(f"`{found['name']}` {_VALUE_OF[found['sort']]} `{found['value']}`")
    if found["start"]:
        said.append(f"`{found['name']}` starts as {found['start']}")
    other = any(
        ("mut" in d.text.partition(found["name"])[0].split()) != bool(found["mut"])
        for d in find(case, found["name"], KINDS_OF["static"]).found
    )
    return Said(tuple(said), partial=other)


def _number_and_it(text: str, case: Case) -> Said | None:
    """“`E` has a variant `V = 9` and `E::of(9)` returns it”: the call gives the variant, in what the function gives back."""
    found = re.match(
        r"`(?P<enum>[A-Z]\w*)` (?:has|gains|gets|carries) (?:an? |the )?(?:new )?(?:variant )?`(?P<variant>[A-Z]\w*)(?: = (?P<number>[^`]+))?`,? and `(?P<call>[\w:]+)\((?P<given>[^`()]*)\)` (?:returns|gives|yields) (?:it|that variant)$",
        text,
    )  # fmt: skip
    if found is None:
        return None
    value = _given_as(case, found["call"], found["enum"], found["variant"])
    number = f" = {found['number']}" if found["number"] else ""
    first = f"`{found['enum']}` has a variant `{found['variant']}{number}`"
    return Said((first, f"`{found['call']}({found['given']})` returns `{value}`")) if value else Said((first,), partial=True)


def _number_handled(text: str, case: Case) -> Said | None:
    """“`E::V = 9` is added and handled by `of_number`”: the function that makes an `E` of a number makes this one of 9."""
    found = re.match(
        r"`(?P<enum>[A-Z]\w*)::(?P<variant>[A-Z]\w*) = (?P<number>\w+)` is (?:added|declared|defined|there)(?:,? and (?:is )?(?:handled|known|covered|returned|recognised|recognized|decoded|produced|mapped) (?:by|in|to) `(?P<by>[\w:]+)(?:\(\))?`)?$",
        text,
    )  # fmt: skip
    if found is None:
        return None
    first = f"`{found['enum']}` has a variant `{found['variant']} = {found['number']}`"
    if not found["by"]:
        return Said((first,))
    by = found["by"] if "::" in found["by"] else f"{found['enum']}::{found['by']}"
    value = _given_as(case, by, found["enum"], found["variant"])
    return Said((first, f"`{by}({found['number']})` returns `{value}`")) if value else Said((first,), partial=True)


_OUT_OF = r"(?:(?:running|being|it runs|it is|we are|(?:the )?(?:allocator|pool|heap|system|machine) (?:is|runs)|there are|one is|runs) )?out of (?:(?:free|physical|more|spare) )?(?P<what>[a-z]+)"
_GIVES = r"(?:gives|returns|yields|is|is reported as|is reported with|reports|results in|leads to|fails with|means|produces|becomes|ends in|ends with|errors with|is refused with)"


def _nothing_left(text: str, case: Case) -> Said | None:
    """“Out of frames gives `E::NoFrame`”, “`grow()` fails with `NoFrame` when out of frames”: the function that names the error gives it if none is left."""
    error = r"(?:an? |the )?(?:error )?`(?P<error>[A-Z]\w*(?:::\w+)*|Err\([\w:]+\)|None)`"
    for form in (
        rf"(?:when |if |on |once )?{_OUT_OF},? (?:(?:then )?`(?P<by>[\w:]+)(?:\(\))?` )?{_GIVES} {error}",
        rf"(?:`(?P<by>[\w:]+)(?:\(\))?` )?(?:{_GIVES} )?{error} (?:when|if|on|once|for|as soon as|after) {_OUT_OF}",
    ):
        found = re.fullmatch(form, text, re.I)
        if found is None:
            continue
        variant = re.sub(r"^Err\((.*)\)$", r"\1", found["error"]).rpartition("::")[2]
        naming = [
            d.item.name
            for f in block_files(case)
            for d in f.declarations()
            if d.item.kind == "fn" and re.search(rf"\b{variant}\b", d.text)
        ]
        by = found["by"] or (naming[0] if len(naming) == 1 else "")
        one = found["what"].removesuffix("s")
        return Said((f"`{by}()` returns `{found['error']}` if no {one} is left",)) if by else None
    return None


def _given_as(case: Case, function: str, enum: str, variant: str) -> str:
    """How a function of one number gives a variant back: itself, in `Some` or in `Ok`; empty where it is no such function."""
    subject = find_method(case, function)
    one = subject.found[0] if len(subject.found) == 1 else None
    if one is None or len(parameters_of(one)) != 1 or not re.fullmatch(r"[ui](?:8|16|32|64|128|size)", parameters_of(one)[0].type):
        return ""
    result = "".join(result_of(one).split())
    for head, around in (("Option<", "Some"), ("Result<", "Ok"), ("", "")):
        inner = result.removeprefix(head)
        if result.startswith(head) and re.split(r"[,>]", inner)[0].rpartition("::")[2] in (enum, "Self"):
            return f"{around}({enum}::{variant})" if around else f"{enum}::{variant}"
    return ""


def _keeping_types(text: str, case: Case) -> Said | None:
    """“…, so `A` and `B` keep their declared types”: the statics are written without what has a default now."""
    found = re.match(
        r"(?P<said>`(?P<type>[A-Z]\w*)` .+?), so (?P<names>`\w+`(?:(?:,| and|, and) `\w+`)*) (?:(?:keep|keeps) (?:their|its) (?:declared )?(?:types?|declarations?)|(?:stay|stays|are|is|remain|remains) (?:as (?:they are|it is)|unchanged)|need no change|needs no change)$",
        text,
    )  # fmt: skip
    if found is None or "`" not in found["said"]:
        return None
    names = re.findall(r"`(\w+)`", found["names"])
    defaulted = re.findall(r"`(?:const )?(\w+)(?:: [^`=]+)? = [^`]+`", found["said"])
    kept = len(defaulted) == 1 and all(_leaves_out(case, found["type"], defaulted[0], name) for name in names)
    return Said((found["said"],), partial=not kept)


def _leaves_out(case: Case, type_name: str, parameter: str, static: str) -> bool:
    """Whether the static `static` is declared with a `type_name` that is not given the parameter called so."""
    types = [d for d in find(case, type_name, KINDS_OF["struct"] | KINDS_OF["enum"]).found if counts(d)]
    statics = [d for d in find(case, static, KINDS_OF["static"]).found if counts(d)]
    if len(types) != 1 or not statics:
        return False
    listed = types[0].item.node.child_by_field_name("type_parameters")
    parameters = (
        [types[0].file.rust.text(c) for c in listed.named_children if "comment" not in c.type] if listed is not None else []
    )
    names = [re.split(r"[:=]", p.removeprefix("const "))[0].strip() for p in parameters if not p.startswith("'")]
    if parameter not in names:
        return False
    for declaration in statics:
        node = declaration.item.node.child_by_field_name("type")
        if node is None or node.type != "generic_type" or declaration.item.in_macro:
            return False
        head, given = node.child_by_field_name("type"), node.child_by_field_name("type_arguments")
        if head is None or given is None or declaration.file.rust.text(head).rpartition("::")[2] != type_name:
            return False
        if sum(c.type != "lifetime" for c in given.named_children) > names.index(parameter):
            return False
    return True


def _of_one_owner(text: str, case: Case) -> Said | None:
    """“`lock` and `take` are `#[inline]`”: where one type alone has methods of all these names, its are meant."""
    found = re.match(
        r"(?:[Bb]oth )?(?P<names>`[a-z]\w*(?:\(\))?`(?:, `[a-z]\w*(?:\(\))?`)*,? and `[a-z]\w*(?:\(\))?`) (?P<rest>.+)$", text
    )
    if found is None:
        return None
    names = re.findall(r"`(\w+)", found["names"])
    near = set(files_of(case))
    owners = [
        {
            d.owner.partition("<")[0]
            for d in case.code.declared_anywhere(n)
            if d.item.kind == "fn" and counts(d) and d.file.path in near
        }
        for n in names
    ]
    shared = set.intersection(*owners) - {""}
    if len(shared) != 1 or all(len(o) == 1 for o in owners) or any(" for " in o for o in shared):
        return None
    owner = next(iter(shared))
    return Said((f"{' and '.join(f'`{owner}::{n}`' for n in names)} {found['rest']}",))


def _looked_at(text: str, case: Case) -> Said | None:
    """“`f` calls `g` before it looks at the frame kind”: before it calls `frame_kind`, where `f` calls what is called just so."""
    found = re.match(
        r"(?P<said>`(?P<f>[\w:]+)(?:\(\))?` (?:now |first )?calls `[\w:.]+(?:\(\))?`) before (?:it |ever )?(?:looks|looking) (?:at|into) (?:the |its )?(?P<what>[a-z]+(?: [a-z]+){0,3})$",
        text,
    )
    subject = find_method(case, found["f"]) if found is not None else None
    if found is None or subject is None or len(subject.found) != 1:
        return None
    name = "_".join(found["what"].split())
    if not re.search(rf"(?<!\w){name}\(", subject.found[0].text.partition("{")[2]):
        return None
    return Said((f"{found['said'].replace(' now ', ' ').replace(' first ', ' ')} before `{name}`",))


def _at_the_root(text: str, case: Case) -> Said | None:
    """“`T` is re-exported at the crate root next to `U`”: from the root file of the crate that declares it, and the other as well."""
    found = re.match(
        r"(?P<names>`\w+`(?:(?:,? and|,) `\w+`)*) (?P<verb>(?:is|are) (?:publicly )?(?:re-?exported|exported)) (?:at|from|in) (?:the |its |this )?(?:(?:`[\w-]+`|own) )?(?:crate|crate's|crate’s|library) root(?: file| module)?(?:,? (?:right )?(?:next to|beside|alongside|together with|along with|as well as|like|just like) (?P<other>`\w+`))?$",
        text,
    )  # fmt: skip
    if found is None:
        return None
    names = re.findall(r"`(\w+)`", found["names"])
    declared = {
        d.file.path
        for n in names
        for d in case.code.declared_anywhere(n)
        if d.item.kind in KINDS_OF["type"] | {"fn", "const"} and counts(d)
    }
    roots = {f"{package_of(case, path)}src/{root}.rs" for path in declared for root in ("lib", "main")}
    roots = {r for r in roots if case.code.tree.read(r) is not None}
    if not roots:  # without its manifest a crate is where a `src` with a root is
        roots = {
            r for p in declared if "src/" in p and case.code.tree.read(r := f"{p.rpartition('src/')[0]}src/lib.rs") is not None
        }
    if len(roots) != 1:
        return None
    root = roots.pop()
    said = [f"{found['names']} {found['verb']} from `{root}`"]
    source = case.code.tree.read(root)
    if found["other"] and source is not None:
        beside = re.search(rf"\bpub\s+use\b[^;]*\b{found['other'].strip('`')}\b", source.data.decode("utf-8", "replace"))
        return Said((*said, f"{found['other']} is re-exported from `{root}`")) if beside else Said(tuple(said), partial=True)
    return Said(tuple(said))


def _rejected_with(text: str, case: Case) -> Said | None:
    """“A header with a wrong magic is rejected with `E`”: the one function that names `E`, of a type or a name of that word, gives it then."""
    found = re.match(
        r"(?:an? |the |any |every )?`?(?P<noun>\w+)`?s? with (?:an? |the )?(?P<bad>wrong|incorrect|mismatched) (?P<what>`\w+`|[a-z]+(?: [a-z]+)?) (?:is|are|gets) (?:still |now )?(?:rejected|refused|reported|answered) (?:with|as|by) (?:an? |the )?`(?P<error>[A-Z][\w:]*)`(?: error)?$",
        text, re.I,
    )  # fmt: skip
    if found is None:
        return None
    last = found["error"].rpartition("::")[2]
    paths = case.code.paths_with_word(last)
    files = [f for p in paths if (f := case.code.file(p)) is not None]
    makes = [
        d
        for f in files
        for d in f.declarations()
        if d.item.kind == "fn" and counts(d) and d.owner and re.search(rf"\bErr\([^;]*\b{last}\b", d.text)
    ]
    noun = found["noun"].lower()
    makes = [
        d
        for d in makes
        if not any(o is not d and o.file is d.file and d.item.span.start < o.item.span.start < d.item.span.end for o in makes)
    ]
    if len(makes) != 1 or noun not in _words_of(makes[0]):
        return None
    owner = makes[0].owner.rpartition(" for ")[2].partition("<")[0]
    return Said((f"`{owner}::{makes[0].item.name}` returns `{found['error']}` if the {found['what']} is {found['bad']}",))


def _words_of(declaration: Declaration) -> set[str]:
    """The words of a function's name and of its type's."""
    owner = declaration.owner.rpartition(" for ")[2].partition("<")[0]
    return {
        owner.lower(),
        *re.findall(r"[A-Z]?[a-z0-9]+", owner.lower()),
        *(w.lower() for w in re.findall(r"[A-Z][a-z0-9]+", owner)),
        *declaration.item.name.split("_"),
    }
