"""`bitflags!` as the plain Rust that it stands for: a struct of bits, its constants, the methods and operators that both major versions have.

What the versions do differently, and what shows flags as text, is left out, so that it stays unknown.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from uowgen.behaviour import tokens as lexing
from uowgen.behaviour.macro_rules import given_to, take_in
from uowgen.behaviour.outcomes import Unknown

if TYPE_CHECKING:
    from uowgen.behaviour.modules import Module
    from uowgen.behaviour.tokens import Token
    from uowgen.grammar import Node
    from uowgen.rust.syntax import RustFile

NAME = "bitflags"
_OWN_DERIVES = ("Copy", "Clone", "PartialEq", "Eq", "PartialOrd", "Ord", "Hash")
_SHOWN = frozenset({"Debug", "Display"})
_NUMBERS = frozenset("u8 u16 u32 u64 u128 usize i8 i16 i32 i64 isize".split())
_METHODS = """
impl {name} {{
    pub const fn empty() -> Self {{ Self {{ bits: 0 }} }}
    pub const fn all() -> Self {{ Self {{ bits: {all} }} }}
    pub const fn bits(&self) -> {number} {{ self.bits }}
    pub const fn from_bits(bits: {number}) -> Option<Self> {{
        if bits & !({all}) == 0 {{ Some(Self {{ bits }}) }} else {{ None }}
    }}
    pub const fn from_bits_truncate(bits: {number}) -> Self {{ Self {{ bits: bits & ({all}) }} }}
    pub const fn from_bits_retain(bits: {number}) -> Self {{ Self {{ bits }} }}
    pub const unsafe fn from_bits_unchecked(bits: {number}) -> Self {{ Self {{ bits }} }}
    pub const fn is_empty(&self) -> bool {{ self.bits == 0 }}
    pub const fn is_all(&self) -> bool {{ ({all}) | self.bits == self.bits }}
    pub const fn contains(&self, other: Self) -> bool {{ self.bits & other.bits == other.bits }}
    pub const fn intersects(&self, other: Self) -> bool {{ self.bits & other.bits != 0 }}
    pub fn insert(&mut self, other: Self) {{ self.bits = self.bits | other.bits; }}
    pub fn remove(&mut self, other: Self) {{ self.bits = self.bits & !other.bits; }}
    pub fn toggle(&mut self, other: Self) {{ self.bits = self.bits ^ other.bits; }}
    pub fn set(&mut self, other: Self, value: bool) {{ if value {{ self.insert(other); }} else {{ self.remove(other); }} }}
    pub const fn union(self, other: Self) -> Self {{ Self {{ bits: self.bits | other.bits }} }}
    pub const fn intersection(self, other: Self) -> Self {{ Self {{ bits: self.bits & other.bits }} }}
    pub const fn difference(self, other: Self) -> Self {{ Self {{ bits: self.bits & !other.bits }} }}
    pub const fn symmetric_difference(self, other: Self) -> Self {{ Self {{ bits: self.bits ^ other.bits }} }}
    pub const fn complement(self) -> Self {{ Self {{ bits: !self.bits & ({all}) }} }}
}}
impl core::ops::BitOr for {name} {{ type Output = Self; fn bitor(self, other: Self) -> Self {{ self.union(other) }} }}
impl core::ops::BitAnd for {name} {{ type Output = Self; fn bitand(self, other: Self) -> Self {{ self.intersection(other) }} }}
impl core::ops::BitXor for {name} {{ type Output = Self; fn bitxor(self, other: Self) -> Self {{ self.symmetric_difference(other) }} }}
impl core::ops::Sub for {name} {{ type Output = Self; fn sub(self, other: Self) -> Self {{ self.difference(other) }} }}
impl core::ops::Not for {name} {{ type Output = Self; fn not(self) -> Self {{ self.complement() }} }}
impl core::ops::BitOrAssign for {name} {{ fn bitor_assign(&mut self, other: Self) {{ self.insert(other); }} }}
impl core::ops::BitAndAssign for {name} {{ fn bitand_assign(&mut self, other: Self) {{ self.bits = self.bits & other.bits; }} }}
impl core::ops::BitXorAssign for {name} {{ fn bitxor_assign(&mut self, other: Self) {{ self.toggle(other); }} }}
impl core::ops::SubAssign for {name} {{ fn sub_assign(&mut self, other: Self) {{ self.remove(other); }} }}
"""


class _Flags(NamedTuple):
    """One `struct Name: u32 { const A = 1; }`: its visibility, derives, name, type, and the flags with their values as written."""

    seen: str
    derives: tuple[str, ...]
    name: str
    number: str
    rows: tuple[tuple[str, str], ...]


def read_items(module: Module, file: RustFile, call: Node) -> None:
    """Takes into `module` what a call of `bitflags!` declares; raises Unknown where it has another form."""
    take_in(module, file, "\n".join(_written(flags) for flags in _read(lexing.read(given_to(file, call)))))


def _read(tokens: tuple[Token, ...]) -> list[_Flags]:
    found: list[_Flags] = []
    at = 0
    while at < len(tokens):
        attributes, at = _attributes(tokens, at)
        start = at
        while at < len(tokens) and tokens[at].text != "struct":
            at += 1
        head = tokens[at : at + 5]
        plain = (
            len(head) == 5 and head[1].kind == "name" and head[2].text == ":" and head[3].text in _NUMBERS and head[4].kind == "{"
        )
        if not plain or any(a[0].text in ("cfg", "cfg_attr") for a in attributes if a):
            raise Unknown("form of a macro")
        derives = tuple(t.text for a in attributes if a and a[0].text == "derive" for t in a[1].inside if t.kind == "name")
        found.append(_Flags(lexing.write(tokens[start:at]), derives, head[1].text, head[3].text, _rows(head[4].inside)))
        at += 5
    return found


def _attributes(tokens: tuple[Token, ...], at: int) -> tuple[list[tuple[Token, ...]], int]:
    found: list[tuple[Token, ...]] = []
    while at + 1 < len(tokens) and tokens[at].text == "#" and tokens[at + 1].kind == "[":
        found.append(tokens[at + 1].inside)
        at += 2
    return found, at


def _rows(tokens: tuple[Token, ...]) -> tuple[tuple[str, str], ...]:
    """The flags with their values; those that only some builds have, and `_`, are not understood."""
    rows: list[tuple[str, str]] = []
    at = 0
    while at < len(tokens):
        attributes, at = _attributes(tokens, at)
        if any(a[0].text in ("cfg", "cfg_attr") for a in attributes if a):
            raise Unknown("flags of some builds")
        end = at
        while end < len(tokens) and tokens[end].text != ";":
            end += 1
        head = tokens[at : at + 3]
        if len(head) != 3 or head[0].text != "const" or not head[1].text.strip("_") or head[2].text != "=" or end == at + 3:
            raise Unknown("form of a flag")
        rows.append((head[1].text, lexing.write(tokens[at + 3 : end])))
        at = end + 1
    return tuple(rows)


def _written(flags: _Flags) -> str:
    derives = [*_OWN_DERIVES, *(d for d in flags.derives if d not in _OWN_DERIVES and d not in _SHOWN)]
    constants = "\n".join(f"    pub const {name}: Self = Self {{ bits: {value} }};" for name, value in flags.rows)
    everything = " | ".join(f"Self::{name}.bits" for name, _ in flags.rows) or "0"
    head = f"#[derive({', '.join(derives)})]\n{flags.seen} struct {flags.name} {{ bits: {flags.number} }}\n"
    return f"{head}impl {flags.name} {{\n{constants}\n}}\n" + _METHODS.format(name=flags.name, number=flags.number, all=everything)
