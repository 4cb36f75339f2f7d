"""The situation that a sentence puts a function in, and whether a branch on the way is so in it: a null pointer, a call that fails,
a number that is given, a constant that is matched, what no arm names.
"""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.bodies.reckoned import truth_of
from uowgen.claims.bodies.words import form, parts
from uowgen.facts.path_records import Choice, Deed
from uowgen.facts.signature import parameters_of
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.bodies.ways_words import Said
    from uowgen.facts.code import Declaration
    from uowgen.facts.path_records import Path

    Test = Callable[[Choice], "bool | None"]

_INTEGERS = frozenset("u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize".split())
_LINKS = frozenset(
    "if when where whenever once for on with in by to of from calling asking reading passing giving at upon during case that so".split()
)
_NULL = when_used(
    r"^null (?:(?P<own>§\d+|\w+) ?)?(?:pointer|argument|parameter)?$|^(?P<is>§\d+|\w+)(?: pointer)? (?:is|being) null(?: pointer)?$"
)
_NUMBER = when_used(r"^(?:(?P<noun>§\d+|\w+) ?(?:of|is|=|==|being)? ?)?(?P<value>-?(?:0x[0-9a-f_]+|\d[\d_]*)|zero)$")
_MULTIPLE = when_used(r"^(?P<noun>§\d+|\w+) (?:that|which) is (?:no|not) multiple of (?P<value>\d+)$")
_FAILS = (
    re.compile(r"^(?:first |any |single |one )?failing (?P<noun>\w+)$"),
    re.compile(r"^(?P<noun>[\w ]+?) (?:cannot|could not) be (?P<verb>\w+)$"),
    re.compile(r"^(?P<verb>\w+ing) (?P<noun>[\w ]+?) (?:fails|failed|goes wrong|does not work)$"),
    re.compile(r"^(?:call (?:of|to) )?(?P<code>§\d+)(?: call)? (?:fails|failed|itself fails|gives error|returns error)$"),
    re.compile(r"^(?P<noun>[\w ]+?) (?:fails|failed|is refused|was refused|goes wrong|gives error)$"),
)
_ABSENT = when_used(
    r"^(?:(?P<what>[\w ]+?) )?(?:(?:is|was|were|has been) )?(?:never|not)(?: been)? (?:initiali[sz]ed|set up|set|created|there|present)$"
)
_EQUAL = when_used(r"^(?P<one>§\d+) (?:is|equals|==|=|holds) (?P<two>§\d+)$")
_CODES = when_used(
    r"^(?:(?:device|host|hardware|firmware|peer|response|reply) )?(?:(?:answers|answered|replies|responds|says|reports|comes back)(?: with)? )?(?:(?P<noun>\w+) )?(?:(?:is|has value|with value|has|value|of value) )?(?P<codes>§\d+(?:(?:,| and| or|,? nor) §\d+)*)$"
)
_NAMED = when_used(r"^(?P<names>[a-z]\w+(?:(?:,| and| or) [a-z]\w+)*)$")
_OTHERS = (
    re.compile(
        r"^(?:unknown|unrecogni[sz]ed|unexpected|undefined|unsupported|(?:any|every|all|each)? ?other|anything else) (?P<noun>[\w ]+?)$"
    ),
    re.compile(r"^(?P<noun>[\w ]+?) (?:that )?(?:driver|function|code|we|it) (?:does|do) not (?:know|recogni[sz]e|handle)$"),
    re.compile(r"^(?P<noun>[\w ]+?) (?:other than|apart from|besides) (?P<but>§\d+)$"),
)
_LACKS = when_used(
    r"^(?:(?P<what>[\w ]+?) )?(?:(?P<no>lacks|does not (?:have|contain)|without|is missing)|has|contains|have) (?P<code>§\d+)$"
)
_NOT_OFFERED = when_used(
    r"^(?:device|host|other side|peer|transport) (?:did|does) not (?:offer|have|support|negotiate) (?P<what>it|feature|§\d+)$|^(?P<two>feature|§\d+) (?:was|is) not (?:offered|negotiated|supported)$"
)
_SUCH = when_used(r"^(?:something|anything|one|\w+) (?:that|which) is (?P<no>not )?(?P<noun>[a-z]+)$")


class Situation(NamedTuple):
    """A situation: what it says of a branch (None: nothing), and whether it is one of what the function is given (`given`).

    `everywhere`: calls in it are all calls that no branch goes against, though none may ask.
    """

    test: Test
    given: bool = False
    everywhere: bool = False


def met(situation: Situation, path: Path) -> bool | None:
    """Whether a way is gone in the situation; None where no branch on it tells."""
    told = [t for choice in path.choices if (t := situation.test(choice)) is not None]
    if not all(told):
        return False
    return True if told or situation.everywhere else None


def situations_of(words: str, said: Said, function: Declaration, paths: tuple[Path, ...]) -> list[Situation]:
    """Each way to understand the words that are left of a sentence as a situation of `function`."""
    bare = _stripped(words)
    if not bare:
        return []
    readers = (_null, _number, _multiple, _others, _lacks, _equal, _such, _failing, _absent, _matched, _given)
    return [s for reader in readers if (s := reader(bare, said, function, paths)) is not None]


def _given(words: str, said: Said, function: Declaration, paths: tuple[Path, ...]) -> Situation | None:
    from uowgen.claims.bodies.ways_given import told_of

    test = told_of(words, said, function, paths)
    return Situation(test) if test is not None else None


def _stripped(words: str) -> str:
    left = [w for w in re.sub(r"[,:;¦]", " ", words).split() if w]
    while left and left[0] in _LINKS:
        left = left[1:]
    while left and left[-1] in _LINKS | {"both", "and", "it"}:
        left = left[:-1]
    return " ".join(left)


def _own(name: str, said: Said, function: Declaration, kinds: Callable[[str], bool]) -> str:
    """The parameter that is meant by a name or a noun; without either the only one of the kind."""
    own = [p for p in parameters_of(function) if kinds(p.type)]
    name = said.code(name) if name.startswith("§") else name
    named = [p.name for p in own if p.name.lstrip("_") == name]
    if named:
        return named[0]
    if name and name not in ("pointer", "value", "argument", "number", "address", "index", "offset", "of"):
        return ""
    return own[0].name if len(own) == 1 else ""


def _null(words: str, said: Said, function: Declaration, _paths: tuple[Path, ...]) -> Situation | None:
    found = _NULL.match(words)
    if found is None:
        return None
    name = found["own"] or found["is"] or ""
    own = _own("" if name in ("pointer", "argument") else name, said, function, lambda kind: kind.startswith(("*", "Option<")))
    asked = (f"{own}.is_null()", f"{own}==null_mut()", f"{own}==ptr::null_mut()", f"{own}.is_none()")
    return Situation(lambda c: c.truth if own and c.text in asked else None, given=True) if own else None


def _number(words: str, said: Said, function: Declaration, paths: tuple[Path, ...]) -> Situation | None:
    found = _NUMBER.match(words)
    value = {"zero": 0}.get(found["value"]) if found is not None else None
    if found is None:
        return None
    value = int(found["value"].replace("_", ""), 0) if value is None else value
    own = _own(found["noun"] or "", said, function, lambda kind: kind in _INTEGERS)
    return Situation(lambda c: _reckoned(c, {own: value}), given=True, everywhere=True) if own and _is_kept(own, paths) else None


def _is_kept(name: str, paths: tuple[Path, ...]) -> bool:
    """Whether a parameter's name always stands for what the function is given."""
    return not any(d.sort in ("let", "assign") and name in re.findall(r"\w+", d.name) for p in paths for d in p.deeds)


def _multiple(words: str, said: Said, function: Declaration, paths: tuple[Path, ...]) -> Situation | None:
    found = _MULTIPLE.match(words)
    own = _own(found["noun"], said, function, lambda kind: kind in _INTEGERS) if found is not None else ""
    if found is None or not own or not 1 < int(found["value"]) <= _WIDEST or not _is_kept(own, paths):
        return None
    by = int(found["value"])

    def test(choice: Choice) -> bool | None:
        told = {_reckoned(choice, {own: n}) for n in range(1, 2 * by) if n % by}
        return told.pop() if len(told) == 1 else None

    return Situation(test, given=True, everywhere=True)


_WIDEST = 4096


def _reckoned(choice: Choice, given: dict[str, int]) -> bool | None:
    if choice.pattern:
        return None
    told = truth_of(choice.text, given)
    return None if told is None else told is choice.truth


def _failing(words: str, said: Said, function: Declaration, paths: tuple[Path, ...]) -> Situation | None:
    found = next((m for pattern in _FAILS if (m := pattern.match(words))), None)
    if found is None:
        return None
    tried = list(dict.fromkeys(c.text for p in paths for c in p.choices if fails_at(c) is not None))
    groups = found.groupdict()
    if groups.get("code"):
        name = said.code(groups["code"]).split("(")[0].rpartition("::")[2].rpartition(".")[2]
        mine = [t for t in tried if _called(t) == name]
    else:
        wanted = {form(w) for w in f"{groups.get('noun') or ''} {groups.get('verb') or ''}".split() if w not in ("of", "call")}
        wanted = {_ROOTS.get(w, w) for w in wanted}
        mine = [t for t in tried if wanted and wanted <= _all_parts(t)]
        if not mine and words.startswith(("failing", "first failing", "any failing")):
            mine = tried if len(tried) == 1 and groups["noun"] and _is_about(groups["noun"], function) else []
    if len({_called(t) for t in mine}) != 1 or (len(mine) > 1 and not groups.get("code")):
        return None
    return Situation(lambda c: fails_at(c) if c.text in mine else None)


_ROOTS = {form("unread"): form("read"), form("written"): form("write"), form("sent"): form("send"), form("found"): form("find")}


def _is_about(noun: str, function: Declaration) -> bool:
    """Whether the function's text speaks of such things."""
    return any(form(noun) in parts(w) for w in re.findall(r"\w+", function.text))


def _all_parts(text: str) -> set[str]:
    return {_ROOTS.get(p, p) for w in re.findall(r"[A-Za-z]\w*", text.partition("(")[0]) for p in parts(w)}


def _called(text: str) -> str:
    return text.partition("(")[0].rpartition("::")[2].rpartition(".")[2]


def fails_at(choice: Choice) -> bool | None:
    """Whether at this branch what was tried has failed; None where nothing is tried."""
    if choice.pattern == "Ok" or choice.pattern.startswith("Ok("):
        return not choice.truth
    if choice.pattern.startswith("Err("):
        return choice.truth if re.fullmatch(r"Err\(\w+\)|Err\(\(\)\)|Err\(\.\.\)", choice.pattern) else None
    if choice.pattern == "" and choice.text.endswith((".is_err()", ".is_ok()")):
        return choice.truth is choice.text.endswith(".is_err()")
    return None


_POINTING = frozenset({"it", "this", "that", "there"})


def _absent(words: str, _said: Said, _function: Declaration, paths: tuple[Path, ...]) -> Situation | None:
    found = _ABSENT.match(words)
    if found is None:
        return None
    asked = {c.text for p in paths for c in p.choices if c.pattern == "Some"}
    named = {p.value for p in paths if p.end == "panic" and p.value.startswith('"')}
    about = {form(w) for w in (found["what"] or "").split()} - {form(w) for w in _POINTING}
    if not about <= {p for text in (*asked, *named) for w in re.findall(r"[A-Za-z]\w*", text) for p in parts(w)}:
        return None
    if (
        len(asked) != 1
        or len(named) != 1
        or not re.search(r"not (?:been )?(?:initiali[sz]ed|set up|set|created)|uninitiali[sz]ed", next(iter(named)))
    ):
        return None
    return Situation(lambda c: (not c.truth) if c.pattern == "Some" and c.text in asked else None)


def _equal(words: str, said: Said, _function: Declaration, paths: tuple[Path, ...]) -> Situation | None:
    found = _EQUAL.match(words)
    if found is None:
        return None
    one, two = ("".join(said.code(found[k]).split()) for k in ("one", "two"))
    forms = {f"{a}{sign}{b}": sign == "==" for x in (one, f"self.{one}") for a, b in ((x, two), (two, x)) for sign in ("==", "!=")}
    known = any(c.text in forms for p in paths for c in p.choices)
    if any(_is_set_before(p, (one, f"self.{one}"), forms) for p in paths):
        return None
    return Situation(lambda c: forms[c.text] is c.truth if c.text in forms else None) if known else None


def _such(words: str, _said: Said, _function: Declaration, paths: tuple[Path, ...]) -> Situation | None:
    """Something that is, or is not, what a variant is called: “something that is not a directory”."""
    found = _SUCH.match(words)
    if found is None:
        return None
    asked = {c.text: m for p in paths for c in p.choices if not c.pattern and (m := _COMPARED.match(c.text))}
    mine = {text: m for text, m in asked.items() if parts(m["variant"]) == (form(found["noun"]),)}
    if len({m["what"] for m in mine.values()}) != 1:
        return None
    wanted = not found["no"]
    return Situation(lambda c: (c.truth is (mine[c.text]["sign"] == "==")) is wanted if c.text in mine else None)


_COMPARED = when_used(r"^(?P<what>[\w.]+)(?P<sign>==|!=)(?:\w+::)+(?P<variant>[A-Z]\w*)$")


def _is_set_before(path: Path, names: tuple[str, ...], asked: dict[str, bool]) -> bool:
    """Whether one of `names` is assigned to before it is asked for."""
    set_yet = False
    for event in path.events:
        set_yet = set_yet or (isinstance(event, Deed) and event.sort in ("assign", "let") and event.name in names)
        if set_yet and isinstance(event, Choice) and event.text in asked:
            return True
    return False


def _matched(words: str, said: Said, _function: Declaration, paths: tuple[Path, ...]) -> Situation | None:
    """A constant that an arm names, in backticks or by the end of its name in plain words."""
    arms = [c for p in paths for c in p.choices if c.pattern]
    found = _CODES.match(words)
    if found is not None:
        wanted = [said.codes[int(n)].rpartition("::")[2] for n in re.findall(r"\d+", found["codes"])]
        mine = {c: set(_alternatives(c.pattern)) & set(wanted) for c in arms}
        noun = found["noun"] or ""
    elif (named := _NAMED.match(words)) is not None:
        wanted = [w.upper() for w in re.split(r",? and |,? or |, ", named["names"])]
        mine = {c: {w for w in wanted for a in _alternatives(c.pattern) if a == w or a.endswith(f"_{w}")} for c in arms}
        noun = ""
    else:
        return None
    if not wanted or set(wanted) != {w for ws in mine.values() for w in ws}:
        return None
    subjects = {c.text for c, ws in mine.items() if ws}
    if len(subjects) != 1:
        return None
    subject = next(iter(subjects))
    if any(c.text == subject and _is_guarded(c.pattern, set(wanted)) for c in arms):
        return None
    if noun and form(noun) not in {p for w in re.findall(r"\w+", subject) for p in parts(w)} | {form("value"), form("answer")}:
        return None
    return Situation(lambda c: (bool(mine.get(c)) and c.truth) if c.pattern and c.text == subject else None)


def _is_guarded(pattern: str, wanted: set[str]) -> bool:
    """Whether an arm with a guard may be taken for what is said: then more than the pattern tells which arm is."""
    bare = pattern.removesuffix(" if")
    return bare != pattern and (_is_rest(bare) or bool(set(_alternatives(bare)) & wanted) or not _is_named(bare))


def _is_named(pattern: str) -> bool:
    return all(re.fullmatch(r"[A-Z]\w*", a) for a in _alternatives(pattern))


def _alternatives(pattern: str) -> list[str]:
    return [part.strip().split("(")[0].split("{")[0].rpartition("::")[2] for part in pattern.split("|")]


def _others(words: str, said: Said, function: Declaration, paths: tuple[Path, ...]) -> Situation | None:
    """What no arm of the one `match` on such a thing names."""
    found = next((m for pattern in _OTHERS if (m := pattern.match(words))), None)
    if found is None:
        return None
    nouns = [form(w) for w in found["noun"].split() if w not in ("value", "byte", "code", "of", "response")]
    rest = [c for p in paths for c in p.choices if c.pattern and _is_rest(c.pattern) and c.before]
    subjects = {c.text for c in rest if nouns and nouns[-1] in {p for w in re.findall(r"\w+", c.text) for p in parts(w)}}
    but = said.code(found["but"]).rpartition("::")[2] if "but" in found.groupdict() and found["but"] else ""
    if len(subjects) != 1 or not all(
        _is_about(w, function) for w in found["noun"].split() if w not in ("value", "byte", "code", "of")
    ):
        return None
    subject = next(iter(subjects))
    if any(c.text == subject and c.pattern.endswith(" if") for p in paths for c in p.choices):
        return None
    if words.startswith("unknown") and any(_finds(c, nouns[-1]) for p in paths for c in p.choices):
        return None  # what was looked for and not found may be what is unknown
    named = {a for c in rest if c.text == subject for b in c.before for a in _alternatives(b)}
    if but and named != {but}:
        return None
    return Situation(lambda c: (_is_rest(c.pattern) and c.truth) if c.pattern and c.text == subject else None)


def _finds(choice: Choice, noun: str) -> bool:
    """Whether such a thing is looked for at a branch, which may find none."""
    found = re.match(r"(?:Some|Ok)\((?:ref |mut )*(?P<name>\w+)\)", choice.pattern)
    return found is not None and noun in parts(found["name"])


def _is_rest(pattern: str) -> bool:
    return pattern == "_" or (pattern.isidentifier() and pattern[:1].islower())


def _lacks(words: str, said: Said, _function: Declaration, paths: tuple[Path, ...]) -> Situation | None:
    """A flag that is in a set of flags, or is not."""
    asked = {c.text for p in paths for c in p.choices if ".contains(" in c.text and not c.pattern}
    found, offered = _LACKS.match(words), _NOT_OFFERED.match(words)
    if found is not None:
        last = said.code(found["code"]).rpartition("::")[2]
        mine = [t for t in asked if t.endswith((f"::{last})", f"({last})"))]
        wanted = not found["no"]
        about = {form(w) for w in (found["what"] or "").split()} - {form("register"), form("field"), form("set"), form("flags")}
        mine = [t for t in mine if about <= _all_parts(t)]
    elif offered is not None:
        what = offered["what"] or offered["two"]
        last = said.code(what).rpartition("::")[2] if what.startswith("§") else ""
        mine = [t for t in asked if "feature" in t.partition("(")[0].lower() and (not last or t.endswith(f"{last})"))]
        wanted = False
    else:
        return None
    return Situation(lambda c: (c.truth is wanted) if c.text == mine[0] else None) if len(mine) == 1 else None
