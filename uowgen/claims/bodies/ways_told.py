"""Decides what comes of a call in a situation that is told in words of the domain: “deleting a handle that is not in the table returns `E`”,
“`take` returns `false` when no handler is registered for the id”, “a mapped page that is not `Owned` is rejected with an error”.

The words are found in the names of the code; each must be. Every way through the function that is gone in the situation is looked at.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from uowgen.claims.bodies.clauses.cases import is_early, plain_cases
from uowgen.claims.bodies.path_words import all_said, looked_up, names_in, said_words, words_in
from uowgen.claims.bodies.ways import Function, functions_at_hand, functions_named, in_full, in_same_crates, spoken_of, words_of
from uowgen.claims.bodies.ways_missing import act_missing
from uowgen.claims.bodies.ways_spared import ends_in, is_spared
from uowgen.claims.bodies.ways_words import Outcome, outcomes_of, said_in
from uowgen.claims.bodies.words import form, parts
from uowgen.claims.kind import Finding, fails, holds
from uowgen.facts.path_records import Choice
from uowgen.regex import when_used

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.bodies.ways_words import Said
    from uowgen.claims.kind import Case
    from uowgen.facts.code import Declaration
    from uowgen.facts.path_records import Path

    Test = Callable[[Path], "bool | None"]

NAME = "comes_to"
_GERUND = when_used(r"^(?P<verb>[a-z]{2,}(?:ing))\b ?(?P<rest>.*)$")
_FUNCTION = when_used(r"^(?:(?:function|method|calling|call to|call of) )?§(?P<n>\d+)(?: (?P<rest>.*))?$")
_WHEN = when_used(r"^(?:when|if|where|for|whenever|on|once) (?P<said>.+)$")
_CONTAINER = "map table list space set registry queue tree array store vec vector pool db dictionary index collection".split()  # noqa: SIM905


class _Parsed(NamedTuple):
    """Who acts (a name or a verb), the situation, what is said to be done or not to be done besides."""

    name: str
    verb: str
    situation: str
    effect: str
    value: str = ""


class _Situation(NamedTuple):
    test: Test
    told: str
    plain: bool = False  # told by an adjective or a value, which need not be asked on each way


def decided(text: str, case: Case) -> Finding | None:
    """The finding on a sentence of that kind; None where it is not read as one."""
    said = said_in(text)
    if not said.words or len(said.words.split()) > 36:
        return None
    found: list[Finding] = []
    for bare, left in outcomes_of(said):
        outcome = in_full(bare, case)
        for parsed in _parsed(left, outcome, said):
            found += _asked(parsed, outcome, said, case)
    outcomes = {f.outcome for f in found}
    return found[0] if len(outcomes) == 1 else None


_EFFECT = when_used(
    r",? (?:and|but)(?: (?:it|then))? (?P<effect>stays (?:in|on) .+|remains (?:in|on) .+|(?:[a-z]+s) nothing(?: else)?|leaves .+ (?:alone|unchanged|untouched|as (?:it|they) (?:is|was|are|were)))$"
)


_EARLY = when_used(
    r" before (?P<who>(?:[\w§]+ ){1,4}?)(?:is|are|gets?) (?:even )?(?:consulted|asked|touched|locked|looked at|queried|called|walked|read|accessed|involved|used)$"
)


def _parsed(left: str, outcome: Outcome, said: Said) -> list[_Parsed]:
    """The ways to take the words around what is said to come of it apart."""
    before, _, behind = (p.strip(" ,") for p in left.partition("¦"))
    effect = ""
    ending = _EFFECT.search(f" {behind}")
    if ending is not None:
        effect, behind = ending["effect"], f" {behind}"[: ending.start()].strip(" ,")
    early = _EARLY.search(f" {behind}")
    if early is not None and not effect:
        effect, behind = f"asks {early['who']}", f" {behind}"[: early.start()].strip(" ,")
    value = ""
    if outcome.sort == "error":
        behind = re.sub(r"^(?:with|by) error$|^with error ", "", behind).strip()
    if outcome.sort == "panics" and (message := re.match(r"^with (?:message )?§(\d+) ?", behind)):
        value, behind = said.code(message[1]), behind[message.end() :].strip()
    named = _FUNCTION.match(before)
    when = _WHEN.match(behind)
    if named is not None:
        name, rest = said.code(named["n"]), (named["rest"] or "").strip()
        if rest and behind:
            return []
        asked = when["said"] if when is not None else re.sub(r"^(?:for|on|when|if|with|given) ", "", rest)
        return [_Parsed(name, "", asked, effect, value)] if asked else []
    if behind and when is None:
        return []
    gerund = _GERUND.match(before)
    if gerund is not None and gerund["rest"]:
        rest = f"{gerund['rest']} {when['said']}" if when is not None else gerund["rest"]
        return [] if when is not None else [_Parsed("", form(gerund["verb"]), rest, effect, value)]
    return [_Parsed("", "", before, effect, value)] if before and not behind else []


# -------------------------------------------------------------------------------------------------------------- who acts


def _asked(parsed: _Parsed, outcome: Outcome, said: Said, case: Case) -> list[Finding]:
    if parsed.name:
        functions = functions_named(case, parsed.name)
    else:
        rows = functions_at_hand(case)
        names = [n for n in sorted(rows) if len(rows[n]) == 1 or n in spoken_of(case)]
        codes = [said.code(n) for n in re.findall(r"§\d+", parsed.situation)]
        wanted = said_words(re.sub(r"§\d+", " ", parsed.situation))
        functions = [
            f for n in names for f in followed_each(case, n, lambda d: _may_be_of(words_of(d, case), parsed.verb, wanted, codes))
        ]
    told = [(f, one) for f in functions if (one := _of_function(f, parsed, outcome, said)) is not None]
    if not told and parsed.verb and (missing := act_missing(parsed.verb, parsed.situation, outcome, case)) is not None:
        return [missing]
    # Another function that is in such a situation as well may be the one that is meant.
    return [one for _, one in told] if len({f.declared.place for f, _ in told}) == 1 else []


def followed_each(case: Case, name: str, may_be: Callable[[Declaration], bool] | None = None) -> list[Function]:
    """The functions of a name that can be followed, each by itself; with `may_be` those that it lets pass, as following takes long."""
    from uowgen.facts.paths import paths_of

    found = []
    rows = functions_at_hand(case)
    if name not in rows and "_" in name:
        elsewhere = in_same_crates(case, "", name)
        rows = {name: elsewhere} if len(elsewhere) == 1 else {}
    for declared in rows.get(name, []):
        if may_be is not None and not may_be(declared):
            continue
        paths = case.once(f"ways {declared.file.path}:{declared.item.span.start}", lambda d=declared: paths_of(d))  # type: ignore[misc]
        found += [Function(declared, paths)] if paths is not None else []
    return found


def _may_be_of(have: frozenset[str], verb: str, wanted: tuple[str, ...], codes: list[str]) -> bool:
    """Whether a function with these words may be the one: it has the verb, and at least one of the nouns, or one that means the same."""
    if verb and verb not in have:
        return False
    return not wanted or bool(codes) or any(_all_known((w,), have) for w in wanted)


def _of_function(function: Function, parsed: _Parsed, outcome: Outcome, said: Said) -> Finding | None:
    paths = function.paths
    if parsed.verb and parsed.verb not in parts(function.declared.item.name):
        paths = _in_arm(paths, parsed.verb)  # a dispatcher does it in the arm of that name
    if not paths:
        return None
    situations = [s for reader in _READERS if (s := reader(parsed.situation, said, function, paths)) is not None]
    if not situations and parsed.name and not outcome.act and not outcome.logged:
        situations = [_Situation(test, parsed.situation, plain=True) for test in plain_cases(parsed.situation, said, function)]
    findings = [f for s in situations if (f := _judged(function, paths, s, parsed, outcome)) is not None]
    return findings[0] if len({f.outcome for f in findings}) == 1 else None


def _in_arm(paths: tuple[Path, ...], verb: str) -> tuple[Path, ...]:
    """The ways through the arm whose variant's name begins with the verb: `Call::ClaimDevice` for “claiming”."""

    def mine(choice: Choice) -> bool:
        heads = [a.split("(")[0].split("{")[0] for a in choice.pattern.split("|")]
        return choice.truth and any("::" in h and parts(h.rpartition("::")[2])[:1] == (verb,) for h in heads)

    kept = tuple(p for p in paths if any(mine(c) for c in p.choices))
    return kept if len({c.pattern for p in kept for c in p.choices if mine(c)}) == 1 else ()


# ----------------------------------------------------------------------------------------------------------- situations


_NOT_IN = when_used(
    r"^(?P<what>.+?)(?: (?:that|which))? (?:(?:is|are|was) (?:currently )?not|does not exist|do not exist) ?(?:(?:present |registered |listed |found |contained |tracked |known )?(?:in|on|to|by) (?P<of>.+))?$"
)
_NO = when_used(
    r"^(?:there is )?no (?P<what>[\w ]+?)(?: (?:is|was|has been|are|exists))?(?: (?P<verb>registered|installed|set|known|present|there|found|stored|attached|bound|mapped|allocated|held))?(?: (?:for|under|with|at|in|on) (?P<key>[\w§ ]+))?$"
)
_UNKNOWN = when_used(
    r"^(?:unknown|unregistered|missing|nonexistent|non-existent|absent) (?P<what>[\w§ ]+)$|^(?P<what2>[\w§ ]+?)(?: (?:that|which))? is (?:unknown|missing|absent|unregistered)$"
)
_ALREADY = when_used(
    r"^(?P<what>.+?)(?: (?:that|which))? (?:is|are|was|has been|have been|(?:is|are) currently) (?:(?P<verb>\w+(?:ed|en|t)|bound|held|found|built)|in (?P<of>.+))$"
)
_IS_NOT = when_used(r"^(?P<what>.+?)(?: (?:that|which))? is (?P<no>not )?(?P<code>§\d+)$")
_SKEWED = when_used(
    r"^(?:misaligned|unaligned|not aligned) (?P<what>[\w§ ]+)$|^(?P<what2>[\w§ ]+?)(?: (?:that|which))? is (?:misaligned|unaligned|not aligned)$"
)


def _spoken(text: str, said: Said) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The plain words of a noun phrase, and the names in it."""
    names = tuple(said.code(n).removesuffix("()").replace("::", ".").rpartition(".")[2] for n in re.findall(r"§(\d+)", text))
    return said_words(re.sub(r"§\d+", " ", text)), names


def _about(text: str, path: Path, at: Choice, function: Function) -> tuple[frozenset[str], frozenset[str]]:
    """The words and the names of what is looked up, and of what it is looked up by."""
    before = path.events[: path.events.index(at)]
    return words_in(text, before), names_in(text, before) | set(re.findall(r"\w+", function.declared.text))


def _lookup(
    of: str, what: str, verb: str, said: Said, function: Function, paths: tuple[Path, ...], *, there: bool
) -> _Situation | None:
    """Where the one lookup that the words speak of finds something, or finds nothing."""
    wanted, named = _spoken(of, said)
    wanted = tuple(w for w in wanted if w not in map(form, _CONTAINER)) or wanted
    things, kinds = _spoken(what, said)
    telling = (*wanted, *((form(verb),) if verb and verb not in _BARE and not _is_done_by(form(verb), function) else ()))
    fitting: set[str] = set()
    other: set[str] = set()
    has: dict[str, frozenset[str]] = {}
    for path in paths:
        for choice in path.choices:
            looked = looked_up(choice, path.events[: path.events.index(choice)])
            if looked is None:
                continue
            words, names = _about(looked[0], path, choice, function)
            own = parts(function.declared.item.name)
            has[looked[0]] = has.get(looked[0], frozenset()) | words_in(f"{looked[0]} {choice.pattern}")
            fits = all_said(telling, words) and all(
                n in names_in(looked[0], path.events[: path.events.index(choice)]) for n in named
            )
            known = all(_is_known(t, words | set(own), function) for t in things) and set(kinds) <= names
            (fitting if fits and known and (telling or named or things) else other).add(looked[0])
    if len(fitting) > 1 and things:  # the one that has the noun itself is meant, not what the function alone has it of
        fitting = {t for t in fitting if _all_known(things, has[t])}
    if len(fitting) != 1:
        return None
    text = next(iter(fitting))
    strict = _all_known(things, has[text])
    if (
        not telling
        and not named
        and ((things and not strict) or (other and (not things or any(all_said(things[-1:], has[o]) for o in other))))
    ):
        return None
    asked_too = {c.text for p in paths for c in p.choices if text not in c.text}
    if things and not strict and any(all_said(things[-1:], words_in(t)) for t in asked_too):
        return None  # what is asked of another thing has the noun, and this has not

    def test(path: Path) -> bool | None:
        asked = (looked_up(e, path.events[:n]) for n, e in enumerate(path.events) if isinstance(e, Choice))
        told = [looked[1] is there for looked in asked if looked is not None and looked[0] == text]
        return None if not told else all(told)

    return _Situation(test, text)


def _is_done_by(verb: str, function: Function) -> bool:
    """Whether the function undoes by its name what the verb says: where nothing is registered, `unregister` finds nothing."""
    own = parts(function.declared.item.name)[:1]
    return own in ((f"un{verb}",), (f"de{verb}",))


_BARE = frozenset({"present", "there", "found", "known", "stored", "held", "exists"})
_SAME = (
    {"handler", "isr", "callback", "hook"},
    {"id", "number", "index", "identifier", "key"},
    {"node", "path"},
    {"task", "thread", "process"},
)


def _is_known(word: str, words: frozenset[str] | set[str], function: Function) -> bool:
    """Whether a noun is in the names at the place, or in the function's parameters and their types, or one that means the same is."""
    everywhere = words | {p for n in re.findall(r"[A-Za-z_]\w*", function.declared.text.partition("{")[0]) for p in parts(n)}
    return _all_known((word,), frozenset(everywhere))


def _all_known(things: tuple[str, ...], words: frozenset[str]) -> bool:
    """Whether each noun, or one that means the same, is among the words."""
    alike = ({word, *(form(s) for group in _SAME if word in {form(g) for g in group} for s in group)} for word in things)
    return all(any(all_said((f,), words) for f in forms) for forms in alike)


def _not_in(text: str, said: Said, function: Function, paths: tuple[Path, ...]) -> _Situation | None:
    found = _NOT_IN.match(text)
    if found is None or (not found["of"] and not text.endswith("exist")):
        return None
    return _lookup(found["of"] or "", found["what"], "", said, function, paths, there=False)


def _none(text: str, said: Said, function: Function, paths: tuple[Path, ...]) -> _Situation | None:
    found = _NO.match(text)
    if found is not None:
        key = f" {found['key']}" if found["key"] else ""
        return _lookup("", f"{found['what']}{key}", found["verb"] or "", said, function, paths, there=False)
    unknown = _UNKNOWN.match(text)
    return _lookup("", unknown["what"] or unknown["what2"], "", said, function, paths, there=False) if unknown is not None else None


def _already(text: str, said: Said, function: Function, paths: tuple[Path, ...]) -> _Situation | None:
    found = _ALREADY.match(text)
    if found is None:
        return None
    return _lookup(found["of"] or "", found["what"], found["verb"] or "", said, function, paths, there=True)


def _skewed(text: str, said: Said, function: Function, paths: tuple[Path, ...]) -> _Situation | None:
    """“a misaligned address”: what is left over by a division, or by a mask, is not zero."""
    found = _SKEWED.match(text)
    if found is None:
        return None
    things, kinds = _spoken(found["what"] or found["what2"], said)
    asked = {c.text for p in paths for c in p.choices if not c.pattern and _remainder(c.text) is not None}
    if len(asked) != 1 or kinds:
        return None
    one = next(iter(asked))
    if not all(_is_known(t, words_in(one), function) for t in things):
        return None

    def test(path: Path) -> bool | None:
        told = [_remainder(c.text) is c.truth for c in path.choices if c.text == one]
        return all(told) if told else None

    return _Situation(test, one)


def _remainder(text: str) -> bool | None:
    """Whether a condition is true where something is left over; None where it asks for no such thing."""
    found = re.match(r"^\(?(?P<what>.+?)\)?(?P<sign>==|!=|>)0$", text)
    if found is not None and (re.search(r"%", found["what"]) or re.search(r"&\(?.+(?:-1|mask|MASK)", found["what"])):
        return found["sign"] != "=="
    if re.search(r"\bis_(?:page_)?aligned(?:_to)?\([^()]*\)$|\.is_multiple_of\([^()]*\)$", text):
        return text.startswith("!")
    return None


def _is_variant(text: str, said: Said, _function: Function, paths: tuple[Path, ...]) -> _Situation | None:
    """“a memory grant that is not `Owned`”: in the arm of the first word, where it is compared with the second."""
    found = _IS_NOT.match(text)
    if found is None:
        return None
    code = said.code(found["code"]).rpartition("::")[2]
    asked = {
        c.text: m
        for p in paths
        for c in p.choices
        if not c.pattern and (m := re.match(rf"^(?P<of>[\w.]+)(?P<sign>==|!=)(?:\w+::)+{re.escape(code)}$", c.text))
    }
    things, kinds = _spoken(found["what"], said)
    if len(asked) != 1 or kinds or not things:
        return None
    one, sign = next(iter(asked)), next(iter(asked.values()))["sign"]
    around = {a for p in paths for c in p.choices if c.text == one for a in _arms_before(p, c)}
    mine = [a for a in around if set(parts(a[1])) & set(things) and set(things) <= set(parts(a[1])) | a[2]]
    if len(mine) != 1 or len(around) != 1:
        return None

    def test(path: Path) -> bool | None:
        told = [(c.truth is (sign == "==")) is not bool(found["no"]) for c in path.choices if c.text == one]
        return all(told) if told else None

    return _Situation(test, one)


def _arms_before(path: Path, at: Choice) -> set[tuple[str, str, frozenset[str]]]:
    """The last arm that was taken before a choice: its pattern, its variant, and the words of its enum and of what is matched."""
    arms = [
        c for c in path.events[: path.events.index(at)] if isinstance(c, Choice) and c.truth and "::" in c.pattern.split("(")[0]
    ]
    if not arms:
        return set()
    head = arms[-1].pattern.split("(")[0].split("{")[0]
    words = words_in(f"{head.rpartition('::')[0]} {arms[-1].text}", path.events[: path.events.index(arms[-1])])
    return {(arms[-1].pattern, head.rpartition("::")[2], words)}


_READERS = (_not_in, _none, _already, _skewed, _is_variant)


def _judged(
    function: Function, paths: tuple[Path, ...], situation: _Situation, parsed: _Parsed, outcome: Outcome
) -> Finding | None:
    mine = [p for p in paths if situation.test(p)]
    if situation.plain and any(
        situation.test(p) is None and not is_early(p, function) and not ends_in(p, outcome, parsed.value) for p in paths
    ):
        return None  # it may be so there as well
    ends = [ends_in(p, outcome, parsed.value) for p in mine]
    if not mine or any(e is None for e in ends) or len(set(ends)) > 1:
        return None
    name = function.declared.item.name
    lines = ", ".join(str(n) for n in sorted({p.line for p in mine}))
    how = ", ".join(dict.fromkeys("panics" if p.end == "panic" else f"gives `{p.value}`" for p in mine))
    if not ends[0]:
        return fails("other-value", f"`{name}` {how} there, at line {lines}", function.declared)
    effect = is_spared(parsed.effect, mine, function)
    if effect is None:
        return None
    if not effect:
        return fails("other-value", f"`{name}` does otherwise than “{parsed.effect}” there", function.declared)
    return holds(f"`{name}` {how} there, at line {lines}", function.declared)
