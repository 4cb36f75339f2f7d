"""Decides rules on conversions of flags: each is a question that is put for every set of flags, next to the spec's own code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from uowgen.claims.at_hand import block_files
from uowgen.claims.kind import Finding, undecided, weakest
from uowgen.claims.names import bare_name
from uowgen.claims.trials.bounds import bits_of_numbers, call_of, flag_named, masks_of
from uowgen.claims.trials.flags import Flags, flag_method, flag_of_letter, given_back, path_in
from uowgen.claims.trials.questions import Question, tried
from uowgen.claims.values.value_patterns import pattern_of
from uowgen.facts.members import carried, variants_of
from uowgen.facts.signature import parameters_of, receiver_of, result_of

if TYPE_CHECKING:
    from uowgen.claims.kind import Case
    from uowgen.claims.sentences.frame import Reading
    from uowgen.facts.code import Declaration

_UNSIGNED = ("u8", "u16", "u32", "u64", "usize")


def decide(reading: Reading, case: Case) -> Finding:
    """Every rule of the sentence is asked; what is refused of numbers, the rest of sets of flags or of numbers as the method takes."""
    name = bare_name(reading.get("name"))
    meant = flag_method(case, reading.get("name"))
    if isinstance(meant, Finding):
        return meant
    function, flags = meant
    numbers = not receiver_of(function)
    taken = parameters_of(function)
    if len(taken) != (1 if numbers else 0) or (numbers and taken[0].type not in _UNSIGNED):
        return undecided("unsupported-code", f"`{name}` takes neither flags nor one number", function)
    asked = _Asked(case, function, flags)
    findings: list[Finding] = []
    for rule in reading.list("rules"):
        kind, *rest = rule.split("|")
        if kind == "refuses":
            findings.append(asked.refuses(*rest) if numbers else asked.unclear("it refuses nothing"))
        elif kind == "none":
            findings.append(asked.none(*rest))
        else:
            findings.append(asked.has(*rest))
    return weakest(findings)


class _Asked:
    """The questions about one method; `taken` is the number that it takes, empty for a method of the flags themselves."""

    def __init__(self, case: Case, function: Declaration, flags: Flags) -> None:
        self.case = case
        self.function = function
        self.flags = flags
        self.name = function.item.name
        self.taken, self.kind = parameters_of(function)[0] if not receiver_of(function) else ("", "")
        shown = [
            f.rust.text(d.item.node)
            for f in block_files(case)
            for d in f.declarations()
            if d.item.name == self.name and d.item.kind == "fn"
        ]
        self.body = shown[0] if len(shown) == 1 else function.text
        self.masks = masks_of(case, function) if self.taken else []

    def unclear(self, why: str) -> Finding:
        return undecided("not-understood", why, self.function)

    # ------------------------------------------------------------------------------------------------------- what is said

    def _flag(self, word: str) -> str:
        """The type's own flag that a word means."""
        bare = word.rpartition("::")[2]
        return bare if bare in self.flags.names else flag_of_letter(bare, self.flags.names)

    def _mask(self, word: str) -> str:
        """The bits that a word means in what is taken, as an expression: of a constant that the body tests, else of the type's flag."""
        if self.taken:
            named = flag_named(word, self.masks) if self.masks else ""
            flag = self._flag(word)
            return named or (f"({self._bits(flag)} as {self.kind})" if flag and not self.masks else "")
        flag = self._flag(word)
        return self._bits(flag) if flag else ""

    def _bits(self, flag: str) -> str:
        return f"{self.flags.declaration.item.name}::{flag}.{self.flags.field}"

    def _it(self) -> tuple[str, str, str]:
        """What a question begins with: the parameter, the value, the call."""
        if self.taken:
            return f"{self.taken}: {self.kind}", "", call_of(self.function, [self.taken])
        made = f"let uowgen_it = uowgen_set(n); let uowgen_b = uowgen_it.{self.flags.field};"
        return "n: u32", made, f"uowgen_it.{self.name}()"

    def _test(self, condition: str) -> str:
        """A condition on what is taken, as an expression; empty if a word of it is not known."""
        of = self.taken or "uowgen_b"
        if condition == "always":
            return "true"
        if condition == "some":
            return f"{of} != 0"
        mask = self._mask(condition[1:])
        return f"{of} & {mask} {'!=' if condition[0] == '+' else '=='} 0" if mask else ""

    def _rows(self) -> list[tuple[int, ...]]:
        if not self.taken:
            return self.flags.rows()
        bits = {"u8": 8, "u16": 16, "u32": 32}.get(self.kind, 64)
        high = [1 << n | low for n in range(6, bits) for low in (0, 1, 2, 3, 7)]
        return [(n,) for n in dict.fromkeys([*bits_of_numbers(self.case, self.function), *high])]

    def _ask(self, questions: list[Question]) -> Finding:
        shared = "" if self.taken else self.flags.maker()
        return tried(self.case, self.flags.declaration, questions, shared=shared, place=self.function)

    # -------------------------------------------------------------------------------------------------------------- rules

    def refuses(self, condition: str, value: str, payload: str) -> Finding:
        """What has other bits than the flags, or all of them, is refused, with `value` where that is the only reason."""
        head = result_of(self.function).split("<")[0].rpartition("::")[2]
        sort, _, words = condition.partition(":")
        masks = [self._mask(w) for w in words.split(",")]
        if head not in ("Result", "Option") or not all(masks):
            return self.unclear(f"what `{self.name}` refuses is not clear")
        of, every = self.taken, " | ".join(masks)
        test = f"{of} & !({every}) != 0" if sort == "other" else " && ".join(f"{of} & {m} != 0" for m in masks)
        call = call_of(self.function, [of])
        refused = "Err(_)" if head == "Result" else "None"
        items = f"fn uowgen_refuses({of}: {self.kind}) -> u8 {{ if !({test}) {{ return 0; }} if matches!({call}, {refused}) {{ 1 }} else {{ 2 }} }}"
        questions = [Question(f"{self.name}({{}})", "uowgen_refuses", items, self._rows())]
        if not value:
            return self._no_more(self._ask(questions), test, refused)
        with_ = self._value(value, payload, f"{of} & !({every})" if sort == "other" else "")
        if not with_:
            return self.unclear(f"`{value}` is no error that `{self.name}` could give")
        pattern, equal = with_
        # Where there is another reason to refuse it, which is told is not said.
        alone = f"matches!({call_of(self.function, [f'({of} & ({every}))'])}, {'Ok' if head == 'Result' else 'Some'}(_))"
        only = f"{of} & !({every} | {' | '.join(self._bits(f) + f' as {self.kind}' for f in self.flags.names)}) == 0"
        alone = alone if sort == "other" else only
        told = f"match {call} {{ {pattern} => {equal}, _ => false }}"
        for name, also in (("uowgen_with", alone), ("uowgen_with_both", f"!({alone})")):
            item = (
                f"fn {name}({of}: {self.kind}) -> u8 {{ if !({test}) || !({also}) {{ return 0; }} if {told} {{ 1 }} else {{ 2 }} }}"
            )
            questions.append(Question(f"{self.name}({{}})", name, item, self._rows()))
        found = self._no_more(self._ask(questions[:2]), test, pattern)
        if found.outcome != "holds":
            return found
        both = self._ask(questions[2:])
        return found if both.outcome == "holds" or both.code in ("vacuous", "not-understood") else undecided("not-observable", "with what it refuses what there are two reasons for is not said", self.function)  # fmt: skip

    def _no_more(self, found: Finding, test: str, refused: str) -> Finding:
        """`found`, unless more is refused so than is said: nothing forbids that, and it may be what is wrong."""
        if found.outcome != "holds":
            return found
        call = call_of(self.function, [self.taken])
        known = " | ".join(f"{self._bits(f)} as {self.kind}" for f in self.flags.names)
        strange = "false" if "!(" in test else f"{self.taken} & !({known}) != 0"
        matched = f"match {call} {{ {refused.replace('uowgen_told', '_')} => 2, _ => 1 }}"
        items = f"fn uowgen_spares({self.taken}: {self.kind}) -> u8 {{ if {test} || {strange} {{ return 0; }} {matched} }}"
        spared = self._ask([Question(f"{self.name}({{}})", "uowgen_spares", items, self._rows())])
        if spared.outcome == "fails":
            return undecided("not-observable", f"{spared.message}: more is refused so than is said", self.function)
        return found

    def _value(self, value: str, payload: str, bits: str) -> tuple[str, str] | None:
        """A pattern for `value`, and whether what it carries is `bits`."""
        pattern = pattern_of(self.case, self.function, value.partition("(")[0] if payload else value)
        if not pattern or not payload:
            return (pattern, "true") if pattern else None
        from uowgen.claims.subject import find_type
        from uowgen.claims.values.result_types import ends_of

        _, _, bad = ends_of(self.case, self.function)
        enums = find_type(self.case, bare_name(bad)).found
        name = bare_name(value.partition("(")[0])
        mine = [carried(v) for v in variants_of(enums[0]).all if v.name == name] if len(enums) == 1 else []
        kind = mine[0].strip("() ") if mine and mine[0].startswith("(") else ""
        if kind not in _UNSIGNED or not bits:
            return None
        return f"Err({bad}::{name}(uowgen_told))", f"uowgen_told == ({bits}) as {kind}"

    def none(self, value: str) -> Finding:
        """No flag at all becomes `value`."""
        head, result = result_of(self.function).split("<")[0].rpartition("::")[2], result_of(self.function)
        if not (value == "None" and head == "Option") and not (value == "0" and result in _UNSIGNED):
            return self.unclear(f"`{self.name}` does not give `{value}`")
        given, made, call = self._it()
        test = f"matches!({call}, None)" if value == "None" else f"{call} == 0"
        items = f"fn uowgen_none({given}) -> u8 {{ {made} if {self.taken or 'uowgen_b'} != 0 {{ return 0; }} if {test} {{ 1 }} else {{ 2 }} }}"
        return self._ask([Question(f"{self.name} without a flag ({{}})", "uowgen_none", items, self._rows())])

    def has(self, targets: str, how: str, condition: str) -> Finding:
        """What is made has the `targets` if the condition is met, and for “only” not without it."""
        test = self._test(condition)
        has = self._has(targets.split(","))
        if not test or not has:
            return self.unclear(f"“{targets}” or its condition is nothing that `{self.name}` could mean")
        given, made, call = self._it()
        opened, rest = self._opened(condition)
        whole = " && ".join(has)
        any_ = " || ".join(has)
        says = f"{self.name}({{}})" if self.taken else f"{self.name} of the set {{}} of {' | '.join(self.flags.names)}"
        head = f"({given}) -> u8 {{ {made}"
        so = f"fn uowgen_so{head} if !({test}) {{ return 0; }} match {call} {{ {opened} => if {whole} {{ 1 }} else {{ 2 }}, {rest} }} }}"
        not_so = f"fn uowgen_else{head} if {test} {{ return 0; }} match {call} {{ {opened} => if {any_} {{ 2 }} else {{ 1 }}, {rest.replace('=> 2', '=> 0')} }} }}"
        first = Question(says, "uowgen_so", so, self._rows())
        second = Question(says, "uowgen_else", not_so, self._rows())
        if how == "just":
            return self._ask([first, second])
        if condition in ("always", "some"):
            return self._ask([first])
        # “only for W” says for sure that there is none without it, “for W” that there is one with it; the other is mostly meant as well.
        surely, mostly = (second, first) if how == "only" else (first, second)
        found = self._ask([surely])
        if found.outcome != "holds":
            return found
        other = self._ask([mostly])
        return found if other.outcome == "holds" else undecided("not-observable", f"whether it is meant so is not said: {other.message}", self.function)  # fmt: skip

    def _opened(self, condition: str) -> tuple[str, str]:
        """A pattern for what is made, and what is to be said where nothing is made."""
        head = result_of(self.function).split("<")[0].rpartition("::")[2]
        missing = "2" if condition == "some" or condition[0] == "+" else "0"
        wrapped = {"Option": ("Some(uowgen_r)", f"None => {missing}"), "Result": ("Ok(uowgen_r)", "Err(_) => 0")}
        return wrapped.get(head, ("uowgen_r", ""))

    def _has(self, targets: list[str]) -> list[str]:
        pattern, bits = given_back(self.function, self.flags) if self.taken else ("", "")
        found = []
        for word in targets:
            if self.taken:
                flag = self._flag(word) if pattern else ""
                found.append(f"{bits} & {self._bits(flag)} != 0" if flag else "")
            else:
                path = path_in(word, re.sub(r"\b(?:Self|" + self.flags.declaration.item.name + r")::\w+", "", self.body))
                found.append(f"(uowgen_r | {path}) == uowgen_r" if path else "")
        return found if all(found) else []


__all__ = ["decide"]
