"""Finds the match expression that new arms belong to: in the function that is named, by the enum that its patterns are of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from uowgen.model import Candidate
from uowgen.operations.add_members import add_arms
from uowgen.operations.arms_there import arms_in, beside_commented, quoted_arm, replace_arms, split_arm
from uowgen.operations.ordinals import neighbour, ordinal_said
from uowgen.operations.targets import BESIDE, hits_of
from uowgen.operations.work import Done, refused
from uowgen.regex import when_used
from uowgen.rust.items import items_of
from uowgen.rust.matching import lex, lex_piece
from uowgen.rust.syntax import walk

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.model import Directive
    from uowgen.operations.targets import Hit
    from uowgen.operations.work import Route
    from uowgen.rust.fragment import Fragment
    from uowgen.rust.items import Item
    from uowgen.rust.syntax import RustFile


def arm_route(directive: Directive, fragment: Fragment) -> Route:
    """Adds the arms of `fragment` to the one match that the words and the patterns allow."""
    return lambda file: _add(file, directive, fragment)


def _add(file: RustFile, directive: Directive, fragment: Fragment) -> Done:
    hits = hits_of(file, directive)
    functions = [
        i for h in hits if h.anchor.relation in ("in", "at", "near", "start_of", "end_of") for i in h.items if i.kind == "fn"
    ]
    functions = functions or _named_functions(file, directive, fragment.code)
    roots = [f.node for f in functions] or [i.node for i in _impls(file, directive, hits)] or [file.root]
    matches = [n for root in roots for n in walk(root) if n.type == "match_expression"]
    label = functions[0].label if len(functions) == 1 else file.source.path
    from uowgen.operations.given_up_arms import arm_given_up

    given_up = arm_given_up(file, directive, fragment.code, matches, label)
    if given_up is not None:
        return given_up
    quoted = quoted_arm(file, directive, fragment.code, matches, label)
    if quoted is not None:
        return quoted
    if not any(a.relation in BESIDE for a in directive.anchors) or directive.verb in ("replace", "change"):
        changed = replace_arms(file, directive, fragment.code, matches, label)
        if changed is None and len(functions) == 1:
            changed = split_arm(file, directive, fragment.code, matches, label)
        if changed is not None:
            return changed
    heads = {_enum_of(p) for p in _patterns(fragment.code)} - {""}
    fitting = [m for m in matches if heads & {_enum_of(p) for p in _arm_patterns(m)}] if heads else matches
    fitting = _of_the_kind(file, directive, fragment.code, fitting)
    fitting = [m for m in fitting if _can_have(m, fragment.code)]
    beside, relation = None, "after"
    for anchor in directive.anchors:
        if anchor.relation in BESIDE:
            arms = [a for m in fitting or matches for a in arms_in(m) if _mentions(a, anchor.name)]
            arms = [a for a in arms if _mentions(a, anchor.name, whole=True)] or arms
            if len(arms) != 1 and "=>" in anchor.name:  # the order of arms matters: not just anywhere then
                rows = [Candidate(file.source.path, a.start_point[0] + 1, file.text(a).split("\n")[0]) for a in arms[:8]]
                code = "anchor-ambiguous" if arms else "anchor-not-found"
                return refused("add_match_arm", "", code, f"{len(arms)} arms are like `{anchor.name}`", "name the function", rows)
            if len(arms) == 1:
                beside, relation = arms[0], anchor.relation
                fitting = [m for m in fitting or matches if any(a.id == beside.id for a in arms_in(m))]
    if beside is None and len(fitting) == 1:
        beside = _next_to(directive, fitting[0])
    if beside is None and len(fitting) == 1 and (told_arm := _called_plainly(directive, fitting[0])) is not None:
        if told_arm == "":
            return refused(
                "add_match_arm", label, "anchor-not-found", "the two arms that the words put it between do not follow one another",
                "name the arm that it goes behind",
            )  # fmt: skip
        beside, relation = told_arm
    new = fragment.code
    shown = _shown_again(fitting, new)
    if len(shown) == 1 and (len(fitting) > 1 or beside is None):
        fitting = [shown[0][0]]
        beside, relation, new = shown[0][1:]
    if beside is None and len(fitting) > 1:
        once = beside_commented(file, new, fitting, label)
        if once is not None:
            return once
    if len(fitting) > 1:
        fitting = _of_one_form(fitting, new)
    if len(fitting) != 1:
        rows = [Candidate(file.source.path, m.start_point[0] + 1, file.text(m).split("\n")[0]) for m in (fitting or matches)[:8]]
        code = "anchor-ambiguous" if fitting else "anchor-not-found"
        where = "several matches fit" if fitting else "no match with such patterns was found"
        return refused(
            "add_match_arm", functions[0].label if functions else "", code, where, "name the function that holds the match", rows
        )
    if beside is None and any(_kind_of(p) in ("slice", "tuple") for p in _patterns(new)):
        return refused(
            "add_match_arm", functions[0].label if functions else "", "directive-not-understood",
            "which of such arms is taken depends on their order", "say before or after which arm",
        )  # fmt: skip
    nth = ordinal_said(directive) if beside is None else None
    arms = arms_in(fitting[0])
    told = neighbour(len(arms), nth) if nth is not None and nth != -1 else None  # the last is before a catch-all
    if told is not None:
        beside, relation = arms[told[0]], told[1]
    label = functions[0].label if len(functions) == 1 else file.text(fitting[0]).split("\n")[0].rstrip(" {")
    return add_arms(file, fitting[0], new, label, beside, relation)


def _named_functions(file: RustFile, directive: Directive, code: bytes) -> list[Item]:
    """The one function that the words name in any way and whose matches can have such arms, where none is said to hold these."""
    names = {name.removesuffix("()").rpartition("::")[2] for name in directive.named}
    found = [i for i in items_of(file) if i.kind == "fn" and i.name in names and not i.in_macro]
    return found if len(found) == 1 and any(_can_have(n, code) for n in walk(found[0].node)) else []


def _can_have(match: Node, code: bytes) -> bool:
    """Whether the values that the patterns of `match` are for can be those of the patterns of `code`: no text is an `Ok(_)`."""
    if match.type != "match_expression":
        return False
    new, old = {_kind_of(p) for p in _patterns(code)} - {""}, {_kind_of(p) for p in _arm_patterns(match)} - {""}
    if new & {"number", "text", "character"} and not old and any(_is_variant(p) for p in _arm_patterns(match)):
        return False  # no number is a `Direction::Up`
    return not new or not old or bool(new & old)


def _is_variant(pattern: bytes) -> bool:
    """Whether a pattern is a variant by its path: `Direction::Up`, and no constant as `regs::CTRL` is."""
    name = pattern.split(b"(")[0].split(b"{")[0].split(b"|")[0].strip()
    owner, _, last = name.rpartition(b"::")
    return bool(owner) and last[:1].isupper() and last != last.upper()


def _shown_again(matches: list[Node], code: bytes) -> list[tuple[Node, Node, str, bytes]]:
    """The matches that have an arm of the block word for word, at one of its ends: each with that arm, the side of it, and the other arms."""
    from uowgen.operations.add_members import arms_of

    pieces = arms_of(code)
    apart = [row for row in code.split(b"\n") if row.strip().startswith((b"//", b"/*"))]
    if any(not any(row.strip() in piece for piece in pieces) for row in apart):
        return []  # comments between the arms: what they belong to is not told
    texts = [_bare(piece) for piece in pieces]
    found = []
    for match in matches:
        have = {_bare(arm.text or b""): arm for arm in arms_in(match)}
        known = [n for n, text in enumerate(texts) if text in have]
        if len(known) != 1 or known[0] not in (0, len(texts) - 1) or len(texts) < 2:
            continue
        at = known[0]
        rest = b"\n".join(_ended(piece) for n, piece in enumerate(pieces) if n != at) + b"\n"
        found.append((match, have[texts[at]], "after" if at == 0 else "before", rest))
    return found


def _ended(arm: bytes) -> bytes:
    text = arm.strip(b"\n").rstrip()
    return text if text.endswith((b",", b"}")) else text + b","


def _bare(arm: bytes) -> tuple[str, ...]:
    return tuple(t.text for t in lex(arm.rstrip().rstrip(b",")))


def _of_one_form(matches: list[Node], code: bytes) -> list[Node]:
    """Of several matches the one with an arm of the same form as every new one: the same kind of pattern, a value that begins alike."""
    from uowgen.operations.add_members import arms_of

    wanted = {_form(piece) for piece in arms_of(code)}
    if ("", "") in wanted or any(not part for form in wanted for part in form):
        return matches
    found = [m for m in matches if wanted <= {_form(arm.text or b"") for arm in arms_in(m)}]
    return found if len(found) == 1 else matches


def _form(arm: bytes) -> tuple[str, str]:
    """What the pattern of an arm begins with up to its first `_` (`SYS`), and the first name of its value (`self`)."""
    pattern, _, value = arm.partition(b"=>")
    first = next((t.text for t in lex(pattern)), "")
    begun = next((t.text for t in lex(value)), "")
    head = first.partition("_")[0] if "_" in first else "name" if first[:1].isupper() else ""
    return head, begun if begun.replace("_", "a").isalnum() else ""


def _impls(file: RustFile, directive: Directive, hits: tuple[Hit, ...]) -> list[Item]:
    """The impls that the words put the arms into: by their header, or by their trait alone (`the Display impl`)."""
    named = {i.span: i for h in hits if h.anchor.relation in ("in", "at") for i in h.items if i.kind == "impl"}
    traits = {a.name for a in directive.anchors if a.relation in ("in", "at") and a.noun == "impl"}
    of_trait = {
        i.span: i for i in items_of(file) if i.kind == "impl" and i.name.partition(" for ")[0] in traits and " for " in i.name
    }
    return list((named or of_trait).values())


def _of_the_kind(file: RustFile, directive: Directive, code: bytes, matches: list[Node]) -> list[Node]:
    """Of several matches those on what the words name, else those with patterns of the same kind (numbers, texts, paths)."""
    matches = [m for m in matches if _can_have(m, code)]
    if len(matches) < 2:
        return matches
    said = {a.name.removeprefix("match ").strip() for a in directive.anchors if a.relation == "in"}
    named = [m for m in matches if (on := m.child_by_field_name("value")) is not None and file.text(on) in said]
    if named:
        return named
    inner = [m for m in matches if any(_mentions(arm, name) for arm in _arms_around(m) for name in _names_of_arms(directive))]
    if inner:
        return inner
    kinds = {_kind_of(p) for p in _patterns(code)} - {""}
    return [m for m in matches if kinds & {_kind_of(p) for p in _arm_patterns(m)}] or matches


def _names_of_arms(directive: Directive) -> set[str]:
    """What the sentence itself calls a match by that is no value: ``in the `Token::Word` match`` is the one inside of that arm."""
    inside = [a for a in directive.anchors if a.relation == "in" and a.noun in ("match", "match arm", "block")]
    return {a.name for a in inside if a.name in directive.words and a.name[:1].isalpha()}


def _arms_around(match: Node) -> list[Node]:
    found, node = [], match.parent
    while node is not None and node.type != "function_item":
        if node.type == "match_arm":
            found.append(node)
        node = node.parent
    return found


def _next_to(directive: Directive, match: Node) -> Node | None:
    """The one arm of `match` that the new ones go next to; None if the words name none."""
    if not any(words in directive.words for words in ("next to", "beside", "alongside")):
        return None
    near = [a.name for a in directive.anchors if a.relation == "near" and a.name in directive.words]
    arms = [arm for name in near for arm in arms_in(match) if _mentions(arm, name)]
    return arms[0] if len(arms) == 1 else None


# `Between the Red and the Green arm:`, `after the Open case`: patterns by their last name, without backticks.
_PLAINLY = when_used(
    r"\b(?P<side>between|after|below|behind|following|before|above) the (?P<one>[A-Z]\w*)(?: and (?:the )?(?P<two>[A-Z]\w*))?"
    r" (?:arms?|cases?|branch(?:es)?)\b",
    re.IGNORECASE,
)


def _called_plainly(directive: Directive, match: Node) -> tuple[Node, str] | Literal[""] | None:
    """The arm of `match` beside which the words put the new ones, where they call it without its type; of two the first.

    Empty if the two are no neighbours.
    """
    said = _PLAINLY.search(" ".join(directive.words.split()))
    if said is None or (said["side"].lower() == "between") != bool(said["two"]):
        return None
    arms = arms_in(match)
    one = [n for n, arm in enumerate(arms) if _mentions(arm, said["one"])]
    two = [n for n, arm in enumerate(arms) if said["two"] and _mentions(arm, said["two"])]
    if said["two"] and (len(one) != 1 or two != [one[0] + 1]):
        return "" if one and two else None
    if len(one) != 1:
        return None
    return arms[one[0]], "before" if said["side"].lower() in ("before", "above") else "after"


def _kind_of(pattern: bytes) -> str:
    """What kind of pattern it is by its first token: `number`, `text`, `character`, `option`, `slice` and so on; empty for others."""
    first = next(iter(lex(pattern)), None)
    text = first.text if first is not None else ""
    if text[:1].isdigit() or text == "-":
        return "number"
    if (bare := text[1:] if text[:2] in ('b"', "b'", 'r"') else text)[:1] in ('"', "'"):
        return "text" if bare[0] == '"' else "character"
    return {"[": "slice", "(": "tuple", "Some": "option", "None": "option", "Ok": "result", "Err": "result"}.get(text, "")


def _arm_patterns(match: Node) -> list[bytes]:
    patterns = [a.child_by_field_name("pattern") for a in arms_in(match)]
    return [(p.text or b"") for p in patterns if p is not None]


def _patterns(code: bytes) -> list[bytes]:
    from uowgen.operations.add_members import arms_of

    return [arm.split(b"=>")[0] for arm in arms_of(code)]


def _enum_of(pattern: bytes) -> str:
    """The type that a pattern is of: `Request::Run { .. }` gives `Request`, `Some(x)` and `_` give nothing."""
    for n, token in enumerate(found := lex(pattern)):
        if token.text == "::" and n:
            return found[n - 1].text
        if n > 3:
            break
    return ""


def enum_of_arms(code: bytes) -> str:
    """The one enum that all patterns of the arms `code` are of; empty if there is none."""
    enums = {_enum_of(p) for p in _patterns(code)}
    return next(iter(enums)) if len(enums) == 1 else ""


def has_match_of(file: RustFile, enum: str) -> bool:
    """Whether a match of the file has a pattern of the enum."""
    if enum.encode() not in file.source.data:
        return False
    return any(n.type == "match_expression" and enum in {_enum_of(p) for p in _arm_patterns(n)} for n in walk(file.root))


def _mentions(arm: Node, name: str, *, whole: bool = False) -> bool:
    pattern = arm.child_by_field_name("pattern")
    if pattern is None:
        return False
    wanted = tuple(t.text for t in lex_piece(name.split("=>")[0]))
    texts = tuple(t.text for t in lex(pattern.text or b""))
    if len(wanted) == 1 and wanted[0].isidentifier() and any(_in_text(text) == wanted[0] for text in texts):
        return True
    if whole:
        return bool(wanted) and texts == wanted
    return bool(wanted) and any(texts[n : n + len(wanted)] == wanted for n in range(len(texts)))


def _in_text(token: str) -> str:
    """What a literal of text holds: `open` for `"open"` and `b"open"`; empty for other tokens."""
    bare = token.removeprefix("b").removeprefix("r")
    return bare[1:-1] if len(bare) > 2 and bare[0] == bare[-1] == '"' else ""
