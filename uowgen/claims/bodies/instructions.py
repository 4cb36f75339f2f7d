"""Sentences on instructions that stand in assembler: “`halt` executes `wfi`”, “`on` issues the `sti` instruction”, “the `wfi` block has `nomem`”.

An instruction is executed if its `asm!` stands on the way that every call takes. That none is executed is said only where nothing else is called.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import files_of
from uowgen.claims.kind import Finding, fails, holds, undecided
from uowgen.claims.subject import find_method
from uowgen.facts.code import counts
from uowgen.model import Evidence
from uowgen.rust.syntax import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from uowgen.claims.kind import Case
    from uowgen.facts.code import CodeFile, Declaration
    from uowgen.grammar import Node

_ASM = frozenset({"asm", "llvm_asm", "naked_asm", "global_asm"})
_NAME = r"`(?P<f>(?:\w+::)*[a-z_]\w*)(?:\(\))?`"
# What every way passes: no branch, no loop, no closure around it.
_STRAIGHT = frozenset({"block", "unsafe_block", "expression_statement", "let_declaration", "function_item", "return_expression"})


def spoken_instruction(said: str, case: Case) -> tuple[str, Finding] | None:
    """The kind of fact that `said` tells of an instruction, and whether it is so; None where it tells none."""
    for reader in (_executes, _options):
        found = reader(said, case)
        if found is not None:
            return "does_act", found
    return None


def asm_texts(text: str) -> tuple[str, ...]:
    """The strings of assembler macros in a piece of Rust, which a search of names else leaves out."""
    found: list[str] = []
    for macro in re.finditer(r"\b(?:global_|naked_|llvm_)?asm!\s*[({\[]", text):
        depth = 1
        for token in re.finditer(r'"(?:[^"\\]|\\.)*"|[(){}\[\]]', text[macro.end() :]):
            if token[0][0] == '"':
                found.append(token[0][1:-1])
            else:
                depth += 1 if token[0] in "({[" else -1
            if not depth:
                break
    return tuple(found)


def _executes(said: str, case: Case) -> Finding | None:
    match = re.match(
        rf"{_NAME} (?:now )?(?:executes|issues|emits|runs|uses) (?:an? |the |one )?(?:single )?`(?P<ins>[a-z][a-z0-9.]*(?: [a-z0-9]+)*)`(?: (?:instruction|opcode|barrier|hint))?$",
        said,
    )
    if match is None or case.code.declared_anywhere(match["ins"].split()[0]):
        return None
    subject = find_method(case, match["f"])
    if not subject.found or any(d.item.in_macro for d in subject.found):
        return None
    own = [d for d in subject.found if counts(d)]
    told = [_is_executed(d, match["ins"]) for d in own]
    if own and all(told):
        return holds(f"`{match['f']}` executes `{match['ins']}`", *own)
    if own and all(t is False for t in told):
        return fails("act-not-found", f"no assembler of `{match['f']}` has `{match['ins']}`, and it calls nothing else", *own)
    return undecided("depends-on-the-path", f"whether `{match['f']}` executes `{match['ins']}` is not plain", *own[:3])


def _is_executed(function: Declaration, instruction: str) -> bool | None:
    """Whether every call comes to the instruction; None where that is not told."""
    body = function.item.node.child_by_field_name("body")
    if body is None:
        return None
    blocks = list(_assembler(function.file, body))
    mine = [node for node, text in blocks if _has(text, instruction)]
    for node in mine:
        around, straight = node.parent, True
        while around is not None and around.id != function.item.node.id:
            straight = straight and around.type in _STRAIGHT
            around = around.parent
        left = any(n.type in ("return_expression", "try_expression") and n.end_byte <= node.start_byte for n in walk(body))
        if straight and not left:
            return True
    if mine or not blocks:
        return None
    others = any(
        n.type == "call_expression" or (n.type == "macro_invocation" and not any(n.id == b.id for b, _ in blocks))
        for n in walk(body)
    )
    return None if others else False


def _has(text: str, instruction: str) -> bool:
    """Whether a line of assembler is the instruction, with the operands that are named."""
    wanted = " ".join(instruction.split())
    return any(
        " ".join(line.split()) == wanted or " ".join(line.split()).startswith((f"{wanted} ", f"{wanted},"))
        for line in re.split(r"\\n|\n|;|\\t", text)
    )


def _assembler(file: CodeFile, root: Node) -> Iterator[tuple[Node, str]]:
    """Each assembler macro below `root`, with its strings as lines."""
    for node in walk(root):
        macro = node.child_by_field_name("macro") if node.type == "macro_invocation" else None
        if macro is not None and file.rust.text(macro).rpartition("::")[2] in _ASM:
            yield node, "\n".join(asm_texts(file.rust.text(node)))


def _options(said: str, case: Case) -> Finding | None:
    """“The `a`/`b` asm blocks omit `nomem`”, “the `a` block is `nostack`”."""
    match = re.match(
        r"(?:the |both |all )*(?P<ins>`[a-z]\w*`(?:(?:/| and |, )`[a-z]\w*`)*|`[a-z]\w*(?:/[a-z]\w*)+`) (?:inline )?(?:`asm!`|asm|assembly|assembler)(?: block| call| macro| statement)?s? (?P<how>omits?|leaves? out|lacks?|do not have|does not have|has no|have no|do not use|does not use|uses?|has|have|is|are|sets?|declares?) (?:the )?(?P<opts>`\w+`(?:(?:,| and|, and| or) `\w+`)*)(?: options?)?(?P<rest>,? (?:like|as) [^,]+)?$",
        said,
        re.I,
    )
    if match is None:
        return None
    wanted = re.findall(r"[a-z]\w*", match["ins"])
    options = re.findall(r"\w+", match["opts"])
    without = not re.match(r"uses?$|has$|have$|is$|are$|sets?$|declares?$", match["how"])
    files = [f for f in map(case.code.file, files_of(case)) if f is not None]
    blocks = {i: [(f, n) for f in files for n, text in _assembler(f, f.rust.root) if _has(text, i)] for i in wanted}
    if not all(blocks.values()):
        return None
    shown: list[Evidence] = []
    for instruction, found in blocks.items():
        for file, node in found:
            line = file.rust.source.line_of(node.start_byte)
            here = Evidence(file.path, line, line, f"`{instruction}`")
            listed = re.findall(r"options\s*\(([^)]*)\)", file.rust.text(node))
            have = {o.strip() for row in listed for o in row.split(",")}
            bad = [o for o in options if (o in have) == without]
            if bad:
                return fails(
                    "other-value", f"the block of `{instruction}` {'has' if without else 'lacks'} `{bad[0]}`", evidence=(here,)
                )
            shown.append(here)
    return holds("the options are so", evidence=tuple(shown)) if not match["rest"] else None
