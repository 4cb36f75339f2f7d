"""Sentences in which a declaration is written out: “`pub struct Page(usize)` in `mm.rs` derives `Copy`”, “`lib.rs` has
`pub fn read(buf: &mut [u8]) -> usize`”, “the table is now `static TABLE: Lock<Table>`”.

The head becomes what is said of the item by its name; what follows is said of the item as well.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.declarations.said_of_crates import file_in, root_of
from uowgen.claims.sentences.code_forms import cut_at_commas
from uowgen.claims.sentences.everyday import Said

if TYPE_CHECKING:
    from uowgen.claims.kind import Case

_HEAD = re.compile(
    r"(?P<attrs>(?:#\[[^\]]*\] ?)*)(?P<vis>pub(?:\([^)]*\))? )?(?P<mods>(?:(?:const|async|unsafe|extern(?: \"C\")?) )*)"
    r"(?P<sort>fn|struct|enum|union|trait|mod|type|const|static(?: mut| ref)?) (?P<name>\w+)(?P<rest>.*)$"
)
_NAMED = re.compile(r"`(?:(?:#|pub\b|const |static |struct |enum |union |trait |type |mod |fn |unsafe |async |extern )[^`]*)`")
_BEING = r"(?:exists?|is (?:now )?(?:there|defined|declared|added|present|introduced|in place|available)|is|stands|lives|was added|has been added)"
_HAVING = r"(?:now )?(?:has|declares|defines|contains|gets|gains|provides|offers|exposes|introduces|includes|exports|holds|brings)"
_PLACE = r"(?:`[\w./-]+`|(?:the )?[a-z]\w+(?: (?:crate|library|side|module))?)"
_SORTS = {"struct": "struct", "enum": "enum", "union": "union", "trait": "trait"}
_NOUN = r"(?:struct|enum|union|trait|static|constant|function|module|alias|type|item|type alias|variant|method)"
_TESTS = "#[cfg(test)]"


class Head(NamedTuple):
    """A declaration as far as it is written: the name, and the sentences on it. With `partial` they say less than it does."""

    name: str
    sentences: tuple[str, ...]
    partial: bool = False


def said_of_heads(text: str, case: Case) -> Said | None:
    """What `text` amounts to, where it has a declaration written out in one of these places; None if it has none."""
    plain = " ".join(text.split()).rstrip(" .")
    if _NAMED.search(plain) is None or re.match(r"(?:no|all|every|each)\b", plain, re.I):
        return None
    for form in (_in_place, _is_now, _place_has, _subject):
        said = form(plain, case)
        if said is not None and said.sentences != (text,):
            return said
    return None


def _in_place(text: str, case: Case) -> Said | None:
    """“`HEAD` exists in `a.rs`”, “`HEAD` in `a.rs`”, “a `HEAD` is defined”."""
    found = re.match(
        rf"(?:an? |the |new )*(?P<code>`[^`]+`)(?: {_NOUN})?(?: (?:in|to|inside|within) (?P<before>{_PLACE}))?(?: {_BEING})?(?: (?:in|to|inside|within) (?P<behind>{_PLACE}))?$",
        text, re.I,
    )  # fmt: skip
    if found is None or (found["before"] and found["behind"]):
        return None
    head = _read(found["code"], found["before"] or found["behind"] or "", case)
    return Said(head.sentences, head.partial) if head is not None else None


def _is_now(text: str, case: Case) -> Said | None:
    """“The handler table is now `HEAD`”: whatever it is called in words, that is there."""
    found = re.match(
        rf"(?:the|an?) (?P<words>(?:[\w-]+ ){{0,3}}[\w-]+) (?:is|becomes|has become)(?: now)? (?:an? |the )?(?P<code>`[^`]+`)(?: in (?P<place>{_PLACE}))?$", text, re.I
    )  # fmt: skip
    head = _read(found["code"], found["place"] or "", case) if found is not None else None
    return Said(head.sentences, head.partial) if head is not None else None


def _place_has(text: str, case: Case) -> Said | None:
    """“`a.rs` has `HEAD` and `HEAD`”, “userspace has `HEAD` which …”."""
    found = re.match(
        rf"(?P<place>{_PLACE}) {_HAVING} (?:an? |the |both |new )*(?P<codes>`[^`]+`(?:(?:,? and (?:an? )?|, )`[^`]+`)*)(?P<rest>.*)$",
        text,
        re.I,
    )
    if found is None or not _is_place(found["place"], case):
        return None
    codes = re.findall(r"`[^`]+`", found["codes"])
    sentences: list[str] = []
    partial = False
    last = ""
    for code in codes:
        head = _read(code, found["place"], case)
        name = re.fullmatch(r"`([A-Z]\w*)(?:<[^`]*>)?`", code)
        if head is not None:
            sentences += head.sentences
            partial, last = partial or head.partial, head.name
        elif name is not None and found["place"].endswith(".rs`"):
            sentences.append(f"`{name[1]}` exists in {found['place']}")
            last = name[1]
        elif (
            len(codes) > 1 and found["place"].endswith(".rs`") and code.startswith(("`use ", "`pub use ", "`impl", "`unsafe impl"))
        ):
            sentences.append(f"{found['place']} has {code}" if "use " in code else f"{code} exists in {found['place']}")
        else:
            return None
    rest = re.sub(rf"^ {_NOUN}s?\b", "", found["rest"]).strip()
    if rest and len(codes) > 1:
        return None
    more = _of_it(rest, last) if rest else ()
    if more is None and _FURTHER.match(rest):  # the rest is said besides
        more, partial = (), True
    return Said((*sentences, *more), partial) if more is not None else None


def _subject(text: str, case: Case) -> Said | None:
    """“`HEAD` in `a.rs` derives `Copy`”: the head, and what is said of the item."""
    found = re.match(
        rf"(?:an? |the |new )*(?P<code>`[^`]+`)(?: {_NOUN})?(?: (?:in|of) (?P<place>`[\w./-]+`))?(?: {_BEING}(?: in (?P<place2>`[\w./-]+`))?)?(?P<rest>,? (?!in\b|of\b).+)$", text, re.I
    )  # fmt: skip
    if found is None or re.search(
        r"\b(?:gone|removed|deleted|dropped|no longer|never|not|without)\b", re.sub(r"`[^`]*`", "", found["rest"])
    ):
        return None
    head = _read(found["code"], found["place"] or found["place2"] or "", case)
    if head is None:
        return None
    more = _of_it(found["rest"].strip(), head.name)
    if more is None and _FURTHER.match(found["rest"].strip()):
        return Said(head.sentences, partial=True)
    return Said((*head.sentences, *more), head.partial) if more is not None else None


# What is said besides; not what it is only said under.
_FURTHER = re.compile(r"(?:,? (?:and )?|, )?(?:which|that|and (?:it )?[a-z]+s) (?!.*\b(?:if|when|unless|only|where|once)\b)", re.I)


_PREDICATES = (
    (r",? ?(?:and |which |that )*(?P<v>derives|implements|has|have|takes|returns|wraps|holds|carries|consists|contains|stores|starts|borrows|is) (?P<r>.+)", "{v} {r}"),
    (r",? ?with (?P<r>.+) (?:computed|calculated|derived|built|made) from it", "\0{r} is made from {name}"),
    (r",? ?(?:and )?(?:deriving|that derives|with derived?) (?P<r>.+)", "derives {r}"),
    (r",? ?(?:and )?implementing (?P<r>.+)", "implements {r}"),
    (r",? ?(?:and )?(?:returning|that returns) (?P<r>.+)", "returns {r}"),
    (r",? ?(?:and )?(?:initially|initialised (?:to|with|as)|initialized (?:to|with|as)|starting (?:out )?(?:as|at|with)|set to) (?P<r>`[^`]+`|\d\w*|empty)", "starts as {r}"),
    (r" ?(?:around|wrapping|over) (?:an? |the )?(?P<r>`[^`]+`)", "wraps {r}"),
    (r",? ?(?:marked|annotated|tagged) (?:with |as )?(?P<r>`#\[[^`]+\]`)", "is marked {r}"),
    (r",? ?with (?:an? |the )?(?P<r>(?:the |two |three |four |five |private |public |exactly |named )*(?:variants?|fields?|methods?|members?)\b.*|`[^`]+` (?:variant|field|method)s?)", "has the {r}"),
    (r",? ?with (?P<r>(?:an? |one |two |three |four |five |six |seven )(?:private |public |`[^`]+` )?(?:variants?|fields?|methods?|doc comments?|`# \w+` section)\b.*)", "has {r}"),
    (r" ?\((?P<r>`[^`]+`(?:, `[^`]+`)*)\)", "has {r}"),
)  # fmt: skip


def _of_it(rest: str, name: str) -> tuple[str, ...] | None:
    """What the words behind a head say, as a sentence on `name`; None if they are of no known form."""
    for pattern, form in _PREDICATES:
        found = re.fullmatch(pattern, rest)
        if found is not None:
            said = form.format(**found.groupdict(), name=f"`{name}`").replace("has the the ", "has the ")
            return (said[1:],) if said[0] == "\0" else (f"`{name}` {said}",)
    return None


def _is_place(place: str, case: Case) -> bool:
    return place.endswith((".rs`", "/`")) or root_of(place, case) != ""


def _where(place: str, name: str, case: Case) -> str | None:
    """The file in which the item is to be looked for, in backticks; empty where no place is named, None where it is not clear."""
    if not place or place.endswith((".rs`", "/`")):
        return place
    root = root_of(place, case)
    if not root:
        return place if place[0] == "`" else None
    return file_in(root, name, case) or None


def _read(code: str, place: str, case: Case) -> Head | None:
    """The head in `code`, in backticks, as sentences on the item in `place`; None if it is no head."""
    written = " ".join(code.strip("`").split())
    match = _HEAD.match(written)
    if match is None:
        return None
    where = _where(place, match["name"], case)
    if where is None:
        return None
    there = f" in {where}" if where else ""
    sort, name, vis = match["sort"].split()[0], match["name"], (match["vis"] or "").strip()
    attributes = re.findall(r"#\[[^\]]*\]", match["attrs"])
    said = [f"`{name}` is marked `{a}`" for a in attributes if not (sort == "mod" and a.replace(" ", "") == _TESTS)]
    partial = len(said) != len(attributes)
    if match["mods"] and sort != "fn" and not (sort == "trait" and match["mods"] == "unsafe "):
        return None
    rest = match["rest"].strip().rstrip(";").strip()
    more: tuple[list[str], bool] | None
    if sort == "fn":
        head = f"`{vis + ' ' if vis else ''}{match['mods']}fn {name}{_without_body(rest)}`"
        more = [f"{head} exists{there}", *([f"`{name}` exists{there}"] if where else [])], False
    elif sort == "mod":
        more = _module(name, vis, there, tests=bool(partial))
        partial = False
    elif sort in ("const", "static"):
        more = _constant(match, rest, there, case)
    elif sort == "type":
        target = rest.partition("=")[2].strip()
        plain = f"`{name}` is a {_seen(vis)}type alias"
        more = ([f"{plain} for `{target}`{there}"] if target else [f"{plain}{there}"]), False
    else:
        more = _type(match, rest, there)
    placed = [f"`{name}` exists{there}"] if where and sort not in ("fn", "mod") else []
    return Head(name, (*placed, *more[0], *said), partial or more[1]) if more is not None else None


def _seen(vis: str) -> str:
    return "public " if vis == "pub" else f"`{vis}` " if vis else ""


def _without_body(rest: str) -> str:
    return rest.split("{")[0].strip()


def _module(name: str, vis: str, there: str, *, tests: bool) -> tuple[list[str], bool]:
    if tests:
        return [f"`{name}` module exists{there}", f"`{name}` is marked `{_TESTS}`"] if not there else [
            f"There is a test module{there}"
        ], False
    return [f"`{vis + ' ' if vis else ''}mod {name};` is declared{there}"], False


def _constant(match: re.Match[str], rest: str, there: str, case: Case) -> tuple[list[str], bool] | None:
    name, vis = match["name"], (match["vis"] or "").strip()
    if not rest.startswith(":"):
        return (
            None
            if rest
            else (
                [f"`{name}` is a {_seen(vis)}{'constant' if match['sort'] == 'const' else 'static'}{there}"],
                match["sort"] == "static mut",
            )
        )
    typed, _, value = rest[1:].partition(" = ")
    noun = "constant" if match["sort"] == "const" else "static"
    said = [f"`{name}` is a {_seen(vis)}{noun} of type `{typed.strip()}`{there}"]
    if value:
        said.append(f"`{name}` {'is' if noun == 'constant' else 'starts as'} `{value.strip()}`")
    from uowgen.claims.subject import KINDS_OF, find

    held = find(case, name, KINDS_OF["static"]).found
    mutable = [("mut" in d.text.partition(name)[0].split()) for d in held]
    lazy = [("ref" in d.text.partition(name)[0].split()) for d in held]
    other = any(m != (match["sort"] == "static mut") for m in mutable) or any(
        one != (match["sort"] == "static ref") for one in lazy
    )
    return said, other


def _type(match: re.Match[str], rest: str, there: str) -> tuple[list[str], bool]:
    """A struct, an enum, a trait: its sort, its parameters, what it has."""
    name, vis = match["name"], (match["vis"] or "").strip()
    said = [f"`{name}` is a {_seen(vis)}{_SORTS[match['sort']]}{there}"]
    partial = bool(match["mods"])
    if rest.startswith("<"):
        end = _closing(rest)
        for parameter in cut_at_commas(rest[1:end]):
            said.append(f"`{name}` is generic over `{parameter}`")
        rest = rest[end + 1 :].strip()
    body = re.fullmatch(r"\((?P<t>[^()]*)\)|\{(?P<f>[^{}]*)\}", rest)
    if body is not None and body["t"] and match["sort"] == "struct":
        types = cut_at_commas(body["t"])
        bare = [re.sub(r"^pub(?:\([^)]*\))? ", "", t) for t in types]
        said.append(f"`{name}` wraps `{bare[0]}`" if len(bare) == 1 else "")
        partial = partial or len(bare) != 1 or bare != types
    elif body is not None and (body["f"] or "").strip():
        members = [re.sub(r"^pub(?:\([^)]*\))? ", "", m) for m in cut_at_commas(body["f"])]
        said.append(f"`{name}` has {', '.join(f'`{m}`' for m in members)}")
        partial = partial or "..." in body["f"] or "pub" in body["f"].split()
    elif rest not in ("", "{}", "{ }", "{ .. }", "{ ... }"):
        partial = True
    return [s for s in said if s], partial


def _closing(text: str) -> int:
    depth = 0
    for at, ch in enumerate(text):
        depth += {"<": 1, ">": -1}.get(ch, 0) if text[at - 1 : at + 1] != "->" else 0
        if depth == 0:
            return at
    return len(text)
