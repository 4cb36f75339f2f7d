"""What sentences tell of traces in the text: names that are mentioned nowhere, impls that are left, calls that pass nothing, places of
arguments, what documentation says or no longer says, how the entries of a list are written, what a trait's default gives back.

Every reader gives None for a sentence that is none of its own, and for code of which it cannot tell.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files, files_of, resolved_path, stands_somewhere
from uowgen.claims.kind import Finding, fails, first_told, holds, undecided
from uowgen.claims.names import bare_name
from uowgen.claims.subject import KINDS_OF, find, find_method
from uowgen.facts.code import counts, implemented
from uowgen.facts.documentation import comment_of, says_word
from uowgen.facts.signature import parameters_of, receiver_of
from uowgen.model import Evidence
from uowgen.rust.syntax import walk

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration

_N = r"`(?:[A-Za-z_]\w*::)*[A-Za-z_]\w*(?:\(\))?`"


def spoken_trace(said: str, case: Case) -> tuple[str, Finding] | None:
    """The kind of fact that `said` tells, and whether it is so; None where it tells none."""
    return first_told(_READERS, said, case)


def _mentioned(said: str, case: Case) -> Finding | None:
    """“No mention of `old_name` is left in `src/`”: no Rust file there has the word, in whatever place."""
    match = re.match(
        r"no (?:more |further |remaining )?(?:mentions?|traces?|occurrences?) of (?:the )?`(?P<name>[A-Za-z_]\w*)`(?: [a-z]+)? (?:(?:is|are|remains?|exists?)(?: left| there| found)?|left) (?:in|under|below|within) (?:the )?`(?P<place>[\w./-]+)`(?: folder| directory)?$",
        said,
        re.I,
    )
    if match is None or not re.search(r"_\w|[a-z][A-Z]", match["name"]):
        return None
    return word_left(match["name"], match["place"], case)


def word_left(name: str, place: str, case: Case) -> Finding | None:
    """Whether a word stands in a source file of a place, in whatever way; None where which files are meant is not plain."""
    if place.endswith(".rs"):
        paths = resolved_path(case, place)
        if len(paths) != 1:
            return None
    else:
        folder = place.strip("/").removeprefix("./") + "/"
        paths = tuple(p for p in case.code.tree.paths() if p.startswith(folder))
        if not paths:
            return None
    places: list[Evidence] = []
    for path in paths:
        source = case.code.tree.read(path)
        if source is None:
            return None
        rows = source.data.decode("utf-8", "replace").split("\n")
        found = [n for n, row in enumerate(rows, 1) if re.search(rf"(?<!\w){name}(?!\w)", row)]
        places += [Evidence(path, n, n, f"`{name}`") for n in found]
        if any(re.match(r'\s*include!\s*\(\s*"', row) for row in rows):
            return None  # a file of the place itself may have another ending
    if places:
        return fails("still-there", f"{len(places)} left of `{name}` in `{place}`", evidence=tuple(places[:8]))
    return holds(f"the word `{name}` stands in no source of `{place}`")


def _impls_left(said: str, case: Case) -> Finding | None:
    """“no `impl` block for `T` is left”."""
    match = re.match(
        r"no (?:`impl`|impl|implementation)(?: blocks?)? (?:for|of|on) `(?P<name>[A-Z]\w*)` (?:is|are|remains?)(?: left)?$",
        said,
        re.I,
    )
    if match is None:
        return None
    name = match["name"]
    own = [d for d in case.code.impls_of(name) if implemented(d)[1].partition("<")[0] == name and counts(d)]
    if own:
        return fails("still-there", f"`{name}` has an impl", *own[:4])
    if stands_somewhere(case, name) and any(
        d.item.kind == "macro call" and says_word(d.text, name) for p in case.code.paths_with_word(name) if (f := case.code.file(p)) for d in f.declarations()
    ):  # fmt: skip
        return undecided("inside-macro", f"a macro call that names `{name}` may write an impl")
    return holds(f"nothing is implemented for `{name}`")


def _between(said: str, case: Case) -> Finding | None:
    """“`f` takes an `x: T` argument between `a` and `b`”, “right after `a`”, “before `b`”."""
    match = re.match(
        rf"(?P<f>{_N}) (?:now |also )*(?:takes|accepts|has|gets|gains|receives) (?:an? |the |one )?(?:new |additional |extra |further )*`(?P<name>\w+)(?:: (?P<type>[^`]+))?`(?: argument| parameter)?,? "
        r"(?:between (?:its )?(?:`(?P<a>\w+)` and `(?P<b>\w+)`)|(?:(?:directly |right |just |immediately )?(?P<side>before|after|behind|in front of) `(?P<c>\w+)`))$",
        said,
    )  # fmt: skip
    if match is None:
        return None
    subject = find_method(case, match["f"].strip("`"))
    if not subject.found:
        return subject.none(f"no function `{bare_name(match['f'].strip('`'))}`")
    wanted = "".join((match["type"] or "").split())
    for function in subject.found:
        if function.item.in_macro:
            return None
        given = parameters_of(function)
        names = [p.name for p in given]
        if match["name"] not in names:
            return fails("parameter-not-found", f"`{function.item.name}` has no parameter `{match['name']}`", function)
        at = names.index(match["name"])
        if wanted and "".join(given[at].type.split()) != wanted:
            return None if bare_name(given[at].type) == bare_name(wanted) else fails("other-type", f"`{match['name']}` is of type `{given[at].type}`", function)  # fmt: skip
        before, after = (
            (match["a"], match["b"])
            if match["a"]
            else (("", match["c"]) if match["side"] in ("before", "in front of") else (match["c"], ""))
        )
        beside = (names[at - 1] if at else "", names[at + 1] if at + 1 < len(names) else "")
        for asked, there in zip((before, after), beside, strict=True):
            if asked and asked not in names:
                return fails("parameter-not-found", f"`{function.item.name}` has no parameter `{asked}`", function)
            if asked and asked != there:
                in_order = (names.index(asked) < at) == (asked == before)
                if in_order:
                    return undecided("not-understood", f"`{asked}` is not right beside `{match['name']}`", function)
                return fails("other-order", f"`{match['name']}` does not stand so beside `{asked}`", function)
    return holds(f"`{match['name']}` stands there", *subject.found)


def _passes_nothing(said: str, case: Case) -> Finding | None:
    """“No call of `f` passes an argument any more”: every call of what is called so has empty brackets."""
    match = re.match(
        rf"no (?:call|caller)s? (?:of|to) (?P<f>{_N}) (?:passes|pass|gives|hands over|has|have) (?:it )?(?:an? |any )?arguments?(?: to it)?(?: any ?more| any longer| now)?(?P<tests>,? (?:tests included|including tests|not even in tests|in tests either))?$",
        said,
        re.I,
    )
    if match is None:
        return None
    name = bare_name(match["f"].strip("`"))
    declared = [d for d in case.code.declared_anywhere(name) if d.item.kind == "fn"]
    if len(declared) != 1:
        return undecided("subject-ambiguous", f"which `{name}` is meant is not clear", *declared[:3]) if declared else None
    calls: list[tuple[Evidence, bool]] = []
    for path in case.code.paths_with_word(name):
        source = case.code.tree.read(path)
        file = case.code.file(path)
        if source is None or file is None:
            return None
        for node in walk(file.rust.root):
            if node.type not in ("identifier", "field_identifier") or file.rust.text(node) != name:
                continue
            rest = source.data[node.end_byte :].lstrip()
            if node.parent is not None and node.parent.type == "function_item":
                continue
            line = source.line_of(node.start_byte)
            alone = node.parent is None or node.parent.type != "scoped_identifier"
            if not rest.startswith(b"(") and (node.type == "field_identifier" or (alone and receiver_of(declared[0]))):
                continue  # a field or a variable of that name
            if not rest.startswith(b"("):
                return undecided(
                    "may-be-aliased", f"`{name}` is named without being called", evidence=(Evidence(path, line, line, name),)
                )
            calls.append((Evidence(path, line, line, f"`{name}(…)`"), rest[1:].lstrip().startswith(b")")))
    given = tuple(e for e, bare in calls if not bare)
    if given:
        return fails("still-there", f"{len(given)} calls of `{name}` pass something", evidence=given[:8])
    return (
        holds(f"none of {len(calls)} calls of `{name}` passes anything", evidence=tuple(e for e, _ in calls[:8])) if calls else None
    )


_DOCS = r"(?:doc(?:umentation)? comments?|docs|documentation|doc ?strings?|comments?)"


def _docs(said: str, case: Case) -> Finding | None:
    """“The docs of `f` no longer say that `X` is returned”, “the doc comments of `a` and `b` have a `# Panics` section”."""
    match = re.match(
        rf"(?:the )?{_DOCS} (?:of|for|on|above) (?P<of>{_N}(?:(?:, and|,| and) {_N})*|the (?:new |public )*(?:constructors?|functions?|methods?)) (?P<how>(?:still |now |each |all |both )?(?:have|has|contains?|gets?|mentions?|describes?|names?|says?|states?|explains?)|(?:no longer|do not|does not|never) (?:mention|say|state|claim|promise|describe|speak|talk|contain|have)s?) (?P<what>[^`]*?`(?P<code>[^`]+)`[^`]*)$",
        said,
        re.I,
    )
    if match is None:
        return None
    denied = re.match(r"no longer|do not|does not|never", match["how"]) is not None
    section = re.fullmatch(r"(?:an? )?`#+ (?P<name>[A-Z]\w+)` (?:section|heading|paragraph)", match["what"])
    found = _documented(match["of"], case)
    if isinstance(found, Finding) or found is None:
        return found
    for one in found:
        text = comment_of(one)
        code = match["code"].strip()
        there = (
            re.search(rf"(?m)^\s*{re.escape(code)}\s*$", text) is not None
            if section is not None
            else "".join(code.split()) in "".join(text.split())
        )
        if denied and there:
            return fails("still-there", f"the documentation of `{one.item.name}` still has `{code}`", one)
        if not denied and not there:
            words = set(re.findall(r"\w{3,}", code.lower()))
            if section is None and words & set(re.findall(r"\w{3,}", text.lower())):
                return undecided("not-understood", f"the documentation of `{one.item.name}` may say `{code}` in other words", one)
            return fails("not-mentioned", f"the documentation of `{one.item.name}` has no `{code}`", one)
    if section is None and not denied and match["what"].strip() != f"`{match['code']}`":
        return undecided("not-understood", "what it says of that is for a person to tell", *found)
    return holds("the documentation is so", *found)


def _documented(of: str, case: Case) -> tuple[Declaration, ...] | Finding | None:
    """The items whose documentation is spoken of; “the new constructors” are those of the spec's own blocks that give back their type."""
    names = [n.strip("`") for n in re.findall(_N, of)]
    if not names:
        if "constructor" not in of:
            return None
        owners = {
            f"{d.owner.rpartition(' for ')[2].partition('<')[0]}::{d.item.name}" if d.owner else d.item.name
            for f in block_files(case) for d in f.declarations()
            if d.item.kind == "fn" and d.item.name.startswith(("new", "with_", "from_", "try_new")) and "self" not in d.text.partition(")")[0]
        }  # fmt: skip
        functions = {o.rpartition("::")[2] for o in owners}
        near = [f for f in map(case.code.file, files_of(case)) if f is not None]
        mine = tuple(
            d for f in near for n in sorted(functions) for d in f.named(n) if d.item.kind == "fn" and d.owner and counts(d)
        )
        if not mine:
            return undecided("no-subject", "which constructors are meant is not clear")
        return mine
    found: list[Declaration] = []
    for name in names:
        subject = find_method(case, name) if bare_name(name)[:1].islower() else find(case, name)
        if not subject.found:
            return subject.none(f"no `{bare_name(name)}`")
        found += subject.found
    return tuple(found) if not any(d.item.in_macro for d in found) else None


_SPELT = {
    "lowercase": str.islower,
    "lower-case": str.islower,
    "uppercase": str.isupper,
    "upper-case": str.isupper,
    "ascii": str.isascii,
}


def _entries(said: str, case: Case) -> Finding | None:
    """“`NAMES` holds lowercase entries only”, “all entries of `NAMES` are uppercase”."""
    match = re.match(
        r"`(?P<name>[A-Z][A-Z0-9_]+)` (?:now )?(?:holds|has|contains|lists|consists of) (?:only (?P<a>[\w-]+) (?:entries|strings|names|words|elements|keys)|(?P<b>[\w-]+) (?:entries|strings|names|words|elements|keys) only)$",
        said,
    ) or re.match(
        r"(?:all|every|each)(?: of)?(?: the)? (?:entries|strings|names|words|elements|keys|entry|string|key) (?:of|in) `(?P<name>[A-Z][A-Z0-9_]+)` (?:is|are) (?P<a>[\w-]+)(?P<b>)$",
        said,
        re.I,
    )
    word = (match["a"] or match["b"] or "").lower() if match is not None else ""
    if match is None or word not in _SPELT:
        return None
    subject = find(case, match["name"], KINDS_OF["const"] | {"static"})
    found = subject.found or tuple(
        d for d in case.code.declared_anywhere(match["name"]) if d.item.kind in ("const", "static") and counts(d)
    )
    if len(found) != 1:
        return None
    if re.search(r"\b(?:concat|include|include_str|env|stringify)!", found[0].text):
        return undecided("inside-macro", f"the entries of `{match['name']}` are not all written out", found[0])
    strings = re.findall(r'"((?:[^"\\]|\\.)*)"', re.sub(r"//[^\n]*|/\*.*?\*/", "", found[0].text, flags=re.S))
    if not strings:
        return undecided("vacuous", f"no entry of `{match['name']}` is written out as a string", found[0])
    other = [s for s in strings if any(ch.isalpha() for ch in s) and not _SPELT[word](s)]
    if other:
        return fails("other-value", f"`{match['name']}` has “{other[0]}”", found[0])
    plain = re.search(r"=\s*(?:&\s*)?(?:\[[^()]*\]|phf_set!\s*[{(][^()]*[)}])\s*;?$", found[0].text.strip(), re.S)
    if plain is None:
        return undecided("not-understood", f"whether `{match['name']}` has other entries is not plain", found[0])
    return holds(f"all {len(strings)} entries of `{match['name']}` are {word}", found[0])


_EMPTY = frozenset(["Vec::new()", "vec![]", "vec!()", "&[]", "[]", "Vec::default()", "Default::default()", "String::new()", "VecDeque::new()", "HashMap::new()", "BTreeMap::new()", "HashSet::new()", "BTreeSet::new()", "Vec::with_capacity(0)"])  # fmt: skip


def _by_default(said: str, case: Case) -> Finding | None:
    """“`Tr::m` returns an empty list by default”, “the default of `Tr::m` returns `None`”: the body that the trait gives it is that."""
    value = r"(?P<value>an empty (?:list|vector|`?Vec`?|slice|map|set|collection|string)|nothing|`[^`]+`|true|false)"
    match = re.match(rf"`(?P<of>[A-Z]\w*)::(?P<m>\w+)(?:\(\))?` (?:returns|gives(?: back)?|yields|is) {value} by default$", said) or re.match(
        rf"(?:the|its) default (?:implementation |impl |body |version )?of `(?P<of>[A-Z]\w*)::(?P<m>\w+)(?:\(\))?` (?:returns|gives(?: back)?|yields|is) {value}$", said, re.I
    )  # fmt: skip
    if match is None:
        return None
    traits = find(case, match["of"], KINDS_OF["trait"]).found
    if len(traits) != 1 or traits[0].item.in_macro:
        return None
    mine = [d for d in traits[0].file.named(match["m"]) if d.item.kind == "fn" and d.owner.partition("<")[0] == match["of"]]
    if not mine:
        bounded = ":" in traits[0].text.partition("{")[0].replace("::", "")
        return None if bounded else fails("member-not-found", f"`{match['of']}` has no `{match['m']}`", *traits)
    body = mine[0].item.node.child_by_field_name("body")
    if body is None:
        return fails("no-default", f"`{match['of']}` gives `{match['m']}` no body", mine[0])
    inner = [c for c in body.named_children if "comment" not in c.type]
    text = "".join(mine[0].file.rust.text(inner[0]).split()).removeprefix("return").rstrip(";") if len(inner) == 1 else ""
    wanted = match["value"]
    so = text in _EMPTY if wanted.startswith("an empty") else text == "".join(wanted.strip("`").split())
    if so:
        return holds(f"the body of `{match['m']}` in `{match['of']}` is `{text}`", mine[0])
    if re.fullmatch(r"true|false|None|\d+|&?\[.+\]|vec!\[.+\]", text):
        return fails("other-value", f"the body of `{match['m']}` in `{match['of']}` is `{text}`", mine[0])
    return undecided("not-understood", f"what `{match['m']}` gives back by default is not plain", mine[0])


_READERS = (
    ("never_remains", _mentioned),
    ("item_gone", _impls_left),
    ("takes_parameters", _between),
    ("passes_no", _passes_nothing),
    ("doc_mentions", _docs),
    ("constant_equals", _entries),
    ("returns_value", _by_default),
)
