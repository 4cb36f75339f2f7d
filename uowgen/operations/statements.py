"""Statements: into the function that the words name, beside what they name there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.operations.existing import REPLACING, ambiguous
from uowgen.operations.insert_statements import at_edge, beside_statement, insert_statements
from uowgen.operations.pieces import between_known, pieces_of, replace_alike, shows
from uowgen.operations.replace_item import replace_body, replace_signature
from uowgen.operations.targets import BESIDE, Hit, hits_of, inside
from uowgen.operations.work import Done, Route, candidate, refused
from uowgen.rust.fragment import takes_self
from uowgen.rust.items import items_of
from uowgen.rust.matching import find_piece, lex, lex_piece, tokens_of
from uowgen.text import Span

if TYPE_CHECKING:
    from uowgen.grammar import Node
    from uowgen.model import Anchor, Directive
    from uowgen.rust.fragment import Fragment
    from uowgen.rust.items import Item
    from uowgen.rust.syntax import RustFile


def place_statements(file: RustFile, directive: Directive, fragment: Fragment, hits: tuple[Hit, ...]) -> tuple[Route, ...]:
    return (lambda f: _statement(f, directive, fragment),)


def _statement(file: RustFile, directive: Directive, fragment: Fragment) -> Done:
    from uowgen.operations.statements_named import functions_named, gives_way

    hits = hits_of(file, directive)
    code = fragment.code.decode("utf-8", "replace")
    functions = {
        i.span: i
        for h in hits
        if h.anchor.relation in ("in", "start_of", "end_of", "at", "near") and not h.anchor.name.endswith(";")
        for i in h.items
        if i.kind == "fn" and i.body is not None
    }
    for hit in hits:
        if (
            len({i.span for i in hit.items if i.kind == "fn" and i.body is not None}) > 1
            and len(functions) > 1
            and hit.anchor.relation in ("in", "start_of", "end_of")
        ):
            return ambiguous(file, hit)
    from uowgen.operations.statements_known import getting_function, replaced_between, subject_function

    subject = subject_function(file, directive)
    functions = {subject.span: subject} if subject is not None and subject.body is not None else functions
    function = next(iter(functions.values())) if len(functions) == 1 else None
    if function is None and not functions:
        function = _of_named_impl(file, directive, hits) or getting_function(file, directive)
    if function is not None and _uses_self(fragment.code) and not takes_self(function):
        methods = [i for i in items_of(file) if i.kind == "fn" and i.name == function.name and i.body is not None and takes_self(i)]
        if len(methods) != 1:
            return refused("insert_statement", function.label, "anchor-ambiguous" if methods else "anchor-not-found",
                           f"`{function.label}` has no `self`, which the block uses", "name the method with its type",
                           [candidate(file, i) for i in methods])  # fmt: skip
        function = methods[0]
    kind = "insert_statement"
    chain = fragment.shape == "chain"
    around = function.span if function is not None else Span(0, len(file.source.data))
    label = function.label if function is not None else file.source.path
    held = list(functions.values()) or functions_named(file, directive)
    if directive.verb in ("replace", "change", "remove", "rename") and not _asked_from_afar(directive):
        if directive.noun == "body" and function is None and "`" not in directive.words and len(held) == 1:
            return replace_body(file, held[0], fragment.code)  # `Its new body:`
        if directive.noun == "body" and function is not None and not _body_of_another(directive, function):
            return replace_body(file, function, fragment.code)
        if function is not None and directive.verb == "replace" and not chain:
            from uowgen.operations.replace_rest import replace_rest

            rest = replace_rest(file, directive, function, fragment.code)
            if rest is not None:
                return rest
        if directive.noun == "signature" and function is not None:
            return replace_signature(file, function, fragment.code)
        if not chain and directive.verb in REPLACING:
            alike = replace_alike(file, function, fragment.code)
            if alike is not None:
                return alike
        known = between_known(file, around, fragment.code, label, chain=chain)
        if known is not None and directive.verb == "change":
            return known
        between = replaced_between(file, function, code) if function is not None and not chain else None
        if between is not None:
            return between
        quoted = _quoted_change(file, directive, code, around)
        if quoted is not None:
            return quoted
        way = None if chain else gives_way(file, directive, held, fragment.code)
        if way is not None:
            return way
        if function is not None and _is_extended(file, directive, function, fragment.code):
            return at_edge(file, function, code, "end_of")
        return refused(kind, function.label if function else "", "unresolved-in-document", "the document does not quote what is there now",
                       "show the code before and after")  # fmt: skip
    teller = function or (held[0] if len(held) == 1 and f"`{held[0].name}" in directive.words else None)
    if teller is not None and not chain:
        from uowgen.operations.told_statements import before_it_returns, speaks_of_check, told_statement

        told = told_statement(file, directive, teller, code)
        if told is not None:
            return beside_statement(file, teller, told[1], code, told[0])
        if speaks_of_check(directive.words):
            return refused(
                kind, teller.label, "anchor-not-found", f"`{teller.label}` has no one check of that", "quote the `if` as it stands"
            )
        if before_it_returns(teller, directive.words):
            return at_edge(file, teller, code, "end_of")
    for anchor in directive.anchors:
        if anchor.relation in BESIDE and anchor.name not in ("imports", "file", "tests", "module"):
            if anchor.noun != "statement" and any(
                h.anchor == anchor and h.items and h.items[0].kind == "fn" and not _calls(anchor.name) for h in hits
            ):
                calls = _calls_in(file, function, anchor.name) if function is not None and not chain else []
                if function is not None and len(calls) == 1 and anchor.name in directive.words and not fragment.items:
                    return beside_statement(file, function, calls[0], code, anchor.relation)
                continue  # beside a function there are no statements; beside a call of it there are
            if not chain and shows(file, around, fragment.code, anchor.name):
                known = between_known(file, around, fragment.code, label, chain=False)
                if known is not None and known.status != "refused":
                    return known
            if chain:  # a call of a chain is no statement, and goes beside none
                from uowgen.operations.chains import add_call

                called = add_call(file, around, fragment.code, [anchor], label, directive.words)
                if called is not None:
                    return called
            several = re.search(rf"`{re.escape(anchor.name)}` {_SEVERAL}", directive.words) is not None
            placed = insert_statements(file, function, code, anchor.name, anchor.relation, anchor.noun, several=several)
            if placed.status == "refused":
                known = between_known(file, around, fragment.code, label, chain=chain)
                # What is to go beside something takes no other statement's place, and goes nowhere else than beside it.
                if known is None or known.kind == "replace_statement" or not _is_beside_one(file, known, placed):
                    return placed
                return known
            return placed
    known = between_known(file, around, fragment.code, label, chain=chain)
    if known is not None:
        return known
    if chain:
        from uowgen.operations.chains import add_call

        called = add_call(
            file, around, fragment.code, [a for a in directive.anchors if a.relation in BESIDE], label, directive.words
        )
        if called is not None:
            return called
    grown = None if chain else replace_alike(file, function, fragment.code, only_grown=True)
    if grown is not None:
        return grown
    edge = next((a.relation for a in directive.anchors if a.relation in ("start_of", "end_of") and _is_of(a, function)), "")
    if function is not None and edge == "start_of" and not chain:
        from uowgen.operations.first_after import first_after

        behind = first_after(file, directive, function, code)
        if behind is not None:
            return behind
    if function is not None and edge:
        return at_edge(file, function, code, edge)
    way = None if chain else gives_way(file, directive, held, fragment.code)
    if way is not None:
        return way
    return refused(kind, function.label if function else "", "directive-not-understood", "the words do not say where in which function the statements go",
                   "write `in `name`, after `statement``")  # fmt: skip


def _of_named_impl(file: RustFile, directive: Directive, hits: tuple[Hit, ...]) -> Item | None:
    """The one function of the impl that the sentence names, or the one of it that has what the block goes beside."""
    impls = {
        i.span: i
        for h in hits
        if h.anchor.relation == "in" and h.anchor.name in directive.words
        for i in h.items
        if i.kind == "impl"
    }
    if len(impls) != 1:
        return None
    functions = [i for i in inside(file, next(iter(impls.values())), ("fn",)) if i.body is not None]
    for anchor in directive.anchors:
        if len(functions) > 1 and anchor.relation in BESIDE:
            places = [m.span for m in find_piece(lex_piece(anchor.name.rstrip(";")), tokens_of(file))]
            functions = [f for f in functions if any(f.span.contains(place) for place in places)]
    return functions[0] if len(functions) == 1 else None


def _is_of(anchor: Anchor, function: Item | None) -> bool:
    """Whether the end that `anchor` speaks of is one of the function, not of a loop or a block in it."""
    name = anchor.name.removesuffix("()").rpartition("::")[2].removeprefix("fn ")
    return anchor.noun in ("file", "fn", "method", "body", "test") or (function is not None and name == function.name)


_SEVERAL = r"(?:lines|calls|statements|rows|assertions|writes|reads|asserts|checks)\b"


def _is_beside_one(file: RustFile, known: Done, refusal: Done) -> bool:
    """Whether `known` writes next to one of the statements that the words can mean, where `refusal` says that they are several."""
    why = refusal.refusal
    if why is None or why.code != "anchor-ambiguous" or known.status != "applies":
        return True
    rows = [file.source.line_of(edit.span.start) for edit in known.edits]
    return all(any(abs(row - candidate.line) <= _NEXT_TO for candidate in why.candidates) for row in rows)


_NEXT_TO = 2  # lines: an empty one may stand between


def _asked_from_afar(directive: Directive) -> bool:
    """Whether a change is asked for in words (a title) that name no place, while others put the block beside something or at an end."""
    placed = [a for a in directive.anchors if a.relation in (*BESIDE, "start_of", "end_of") and a.noun != "file"]
    return bool(placed) and not any(a.name in directive.words for a in directive.anchors)


def _is_extended(file: RustFile, directive: Directive, function: Item, code: bytes) -> bool:
    """Whether the words extend the function with the block, of which it has nothing: more of the same goes to its end."""
    words = " ".join(directive.words.lower().replace("`", "").split())
    if f"extend {function.name.lower()}" not in words and f"extend the test {function.name.lower()}" not in words:
        return False
    return not any(p.found for p in pieces_of(file, function.span, code, chain=False))


def _body_of_another(directive: Directive, function: Item) -> bool:
    """Whether the words speak of the body of something inside the function: of an `if`, a loop, a closure."""
    of = [a.name for a in directive.anchors if a.relation == "at" and a.noun == "body"]
    return any(function.name not in name for name in of)


def _quoted_change(file: RustFile, directive: Directive, code: str, around: Span) -> Done | None:
    """The block in place of the statement that the sentence quotes in inline code, if it stands once in `around`; None if it quotes
    none."""
    from uowgen.operations.change_code import change_code

    whole = Span(0, len(file.source.data))
    for anchor in directive.anchors:
        if anchor.relation == "at" and len(lex(anchor.name.encode())) > 3 and not anchor.name.startswith("//"):
            old = (
                anchor.name
                if anchor.name.rstrip().endswith((";", "}", ",")) or not code.rstrip().endswith(";")
                else anchor.name + ";"
            )
            places = find_piece(lex_piece(old), tokens_of(file))
            if places and not any(_is_whole(file, m.span) for m in places):
                continue
            done = change_code(
                file,
                old,
                code,
                lambda found: found,
                lambda found: [m for m in found if around.contains(m.span)],
                lambda found: found if around != whole else [],
            )
            if done is not None:
                return done
    return None


def _is_whole(file: RustFile, span: Span) -> bool:
    """Whether what stands at `span` is a whole statement or expression: a quotation that was cut short is the beginning of one."""
    node = file.root.descendant_for_byte_range(span.start, span.end)
    return node is not None and node.start_byte == span.start and node.end_byte in (span.end, span.end + 1)


def _uses_self(code: bytes) -> bool:
    """Whether statements speak of a `self` that they do not bring themselves, as only those of a method can."""
    if b"self" not in code or b"impl" in code:
        return False
    told = [token.text for token in lex(code)]
    return any(text == "self" and told[n + 1 : n + 2] != ["::"] for n, text in enumerate(told))


def _calls_in(file: RustFile, function: Item, name: str) -> list[Node]:
    """The statements of `function` that call what `name` names: beside another function they can only mean that."""
    from uowgen.operations.told_statements import called_by, statements_of

    bare = name.removesuffix("()").rpartition("::")[2]
    body = function.node.child_by_field_name("body")
    if body is None or function.name == bare:
        return []
    return [s for s in statements_of(body) if called_by(s) == bare]


def _calls(name: str) -> bool:
    return "(" in name
