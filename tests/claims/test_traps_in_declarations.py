"""What declares something, and what only looks as if it did.

A false “holds” is the worst outcome, a false “fails” the next: every row names the outcomes that are honest.
"""

from __future__ import annotations

import pytest

from tests.claims.traps import F, H, Trap, U, judge

CONDITIONS = (
    Trap("`Foo` struct exists", {"src/lib.rs": "#![cfg(any())]\npub struct Foo;"}, (F, U)),
    Trap("`Foo` struct exists", {"src/lib.rs": "#[cfg(any())]\nmod a;", "src/a.rs": "pub struct Foo;"}, (F, U)),
    Trap("`Foo` struct exists", {"src/lib.rs": "#[cfg(test)]\nmod a;", "src/a.rs": "pub struct Foo;"}, (F, U)),
    Trap(
        "`Foo` struct exists",
        {"src/lib.rs": "#[cfg(test)]\nmod a;", "src/a.rs": "pub mod b;", "src/a/b.rs": "pub struct Foo;"},
        (F, U),
    ),
    Trap(
        "`Foo` struct exists",
        {"src/lib.rs": '#[cfg(any())]\n#[path="odd/x.rs"]\nmod a;', "src/odd/x.rs": "pub struct Foo;"},
        (F, U),
    ),
    Trap("`Foo` struct exists", {"src/lib.rs": '#[path="odd/x.rs"]\nmod a;', "src/odd/x.rs": "pub struct Foo;"}, (H,)),
    Trap("`Foo` struct exists", {"src/lib.rs": "mod a;", "src/a.rs": "pub struct Foo;"}, (H,)),
    Trap("`Foo` struct exists", {"src/lib.rs": "mod m { #![cfg(any())] pub struct Foo; }"}, (F, U)),
    Trap("`helper` function exists", {"src/lib.rs": "fn f(){ fn helper(){} helper() }"}, (H, U)),
)

SAME_NAMES = (
    Trap(
        "`Guard::new` exists",
        {
            "src/lib.rs": "mod a; mod b;",
            "src/a.rs": "pub struct Guard; ",
            "src/b.rs": "pub struct Guard; impl Guard { pub fn new()->Self{Guard} }",
        },
        (F, U),
        named=("src/a.rs",),
    ),
    Trap(
        "`Guard` implements `Drop`",
        {
            "src/lib.rs": "mod a; mod b;",
            "src/a.rs": "pub struct Guard; ",
            "src/b.rs": "pub struct Guard; impl Drop for Guard { fn drop(&mut self){} }",
        },
        (F, U),
        named=("src/a.rs",),
    ),
    Trap(
        "`Guard` implements `Drop`",
        {
            "src/lib.rs": "mod a; mod b;",
            "src/a.rs": "pub struct Guard; ",
            "src/b.rs": "use crate::a::Guard; impl Drop for Guard { fn drop(&mut self){} }",
        },
        (H,),
        named=("src/a.rs",),
    ),
)

UNSEEN = (
    Trap("`Foo` implements `Display`", {"src/lib.rs": "struct Foo; impl_display!(Foo);"}, (U,)),
    Trap("`Foo` implements `Display`", {"src/lib.rs": "#[derive(thiserror::Error)]\nenum Foo { A }"}, (U,)),
    Trap("`Foo` implements `Bar`", {"src/lib.rs": "struct Foo; impl<T: Clone> Bar for T {}"}, (U,)),
    Trap("`Foo` implements `Send`", {"src/lib.rs": "struct Foo;"}, (U,)),
    Trap(
        "`Foo` implements `Into<Bar>`",
        {"src/lib.rs": "struct Foo; struct Bar; impl From<Foo> for Bar { fn from(x: Foo)->Self{Bar} }"},
        (H, U),
    ),
    Trap("`Foo` implements `Display`", {"src/lib.rs": "struct Foo;"}, (F,)),
    Trap("`Foo` implements `Display`", {"src/lib.rs": "struct Foo; impl core::fmt::Display for Foo { }"}, (H,)),
    Trap("`Foo` has method `a`", {"src/lib.rs": "#[derive(Getters)] struct Foo { a: u8 }"}, (U, F)),
    Trap("`Foo::a()` exists", {"src/lib.rs": "#[derive(Getters)] struct Foo { a: u8 }"}, (U,)),
    Trap("`Foo::go()` exists", {"src/lib.rs": "struct Foo; methods!{Foo, go}"}, (U,)),
)

ATTRIBUTES = (
    Trap("`#[repr(C)]` on `Foo`", {"src/lib.rs": "#[repr(C, packed)] struct Foo;"}, (H,)),
    Trap("`#[repr(C)]` on `Foo`", {"src/lib.rs": "#[repr( C )] struct Foo;"}, (H,)),
    Trap("`#[repr(C)]` on `Foo`", {"src/lib.rs": "#[repr(transparent)] struct Foo;"}, (F,)),
    Trap("`foo` is marked `#[inline(always)]`", {"src/lib.rs": "#[inline] fn foo(){}"}, (F,)),
    Trap("`foo` is marked `#[inline]`", {"src/lib.rs": "// #[inline]\nfn foo(){}"}, (F,)),
)

VISIBILITY = (
    Trap("`T::go` is public", {"src/lib.rs": "pub trait T { fn go(&self); }"}, (H, U)),
    Trap("`go` is public", {"src/lib.rs": "pub(crate) fn go(){}"}, (F,)),
    Trap("`go` is private", {"src/lib.rs": "mod m { pub fn go(){} }"}, (F,)),
)

FIELD_TYPES = (
    Trap("`name` field of `S` is of type `&str`", {"src/lib.rs": "struct S { name: &'static str }"}, (U, H)),
    Trap("`x` field of `S` is of type `Bar`", {"src/lib.rs": "use a::Bar as Baz; struct S { x: Baz }"}, (U, H)),
    Trap("`x` field of `S` is of type `Vec`", {"src/lib.rs": "struct S { x: Vec<u8> }"}, (U, H)),
    Trap("`x` field of `S` is of type `b::Flags`", {"src/lib.rs": "struct S { x: a::Flags }"}, (F, U)),
    Trap("`R` has field `id`", {"src/lib.rs": "type R = Arc<T>; struct T { id: u8 }"}, (U, H)),
    Trap("`R` has field `id`", {"src/lib.rs": "type R = T; struct T { id: u8 }"}, (H,)),
)

COUNTS = (
    Trap("`E` has 3 variants", {"src/lib.rs": 'enum E { A, B, #[cfg(feature="x")] C }'}, (U,)),
    Trap("`E` has 2 variants", {"src/lib.rs": 'enum E { A, B, #[cfg(feature="x")] C }'}, (U,)),
    Trap("`E` has 2 variants", {"src/lib.rs": "enum E { A, B, #[cfg(any())] C }"}, (H,)),
    Trap("`E` has 2 variants", {"src/lib.rs": "enum E { A, B, /* C, */ }"}, (H,)),
    Trap("`E` has variant `C`", {"src/lib.rs": "enum E { A, B, #[cfg(any())] C }"}, (F,)),
    Trap("`S` has field `a`", {"src/lib.rs": "struct S { #[cfg(any())] a: u8, b: u8 }"}, (F,)),
)

IMPLEMENTED = (
    Trap("`go()` method implemented", {"src/lib.rs": "trait T { fn go(&self); }"}, (U, F)),
    Trap("`S::go` is implemented", {"src/lib.rs": "struct S; impl S { fn go(&self) {} }"}, (U,)),
    Trap("`S::go` is implemented", {"src/lib.rs": "struct S; impl S { fn go(&self) { unimplemented!() } }"}, (F,)),
    Trap("`S::go` is implemented", {"src/lib.rs": "struct S; impl S { fn go(&self) { // TODO\n } }"}, (U, F)),
)

FILES = (
    Trap("`vma.rs` exists", {"a/src/vma.rs": "fn x(){}"}, (F, U), named=("kernel/src/vma.rs",)),
    Trap("`mod.rs` created", {"a/src/mod.rs": "", "b/src/mod.rs": ""}, (U, F), named=("c/src/mod.rs",)),
)

REEXPORTS = (
    Trap(
        "`Vma` is re-exported from `src/lib.rs`", {"src/lib.rs": "mod vma; pub use vma::*;", "src/vma.rs": "pub struct Vma;"}, (H,)
    ),
    Trap("`Vma` is re-exported from `src/lib.rs`", {"src/lib.rs": "mod vma; pub use vma::*;", "src/vma.rs": "struct Vma;"}, (F, U)),
    Trap("`Vma` is re-exported from `src/lib.rs`", {"src/lib.rs": "mod vma; use vma::Vma;", "src/vma.rs": "pub struct Vma;"}, (F,)),
    Trap(
        "`Vma` is re-exported from `src/lib.rs`",
        {"src/lib.rs": "mod vma; // pub use vma::Vma;\n", "src/vma.rs": "pub struct Vma;"},
        (F,),
    ),
)

CONSTANTS = (
    Trap("`A` is 4096", {"src/lib.rs": "const A: usize = 4 * 1024;"}, (H,)),
    Trap("`A` is 4095", {"src/lib.rs": "const A: usize = 4 * 1024;"}, (F,)),
    Trap("`A` is 4096", {"src/lib.rs": "const B: usize = 12; const A: usize = 1 << B;"}, (H,)),
    Trap("`A` is 4096", {"src/lib.rs": "const A: usize = f();"}, (U,)),
    Trap("`A` is 256", {"src/lib.rs": "const A: u8 = 255 + 1;"}, (U,)),
    Trap(
        "`A` is 1", {"src/lib.rs": '#[cfg(feature="x")] const A: usize = 1; #[cfg(not(feature="x"))] const A: usize = 2;'}, (F, U)
    ),
    Trap("`F::READ` is 4", {"src/lib.rs": "bitflags! { pub struct F: u32 { const READ = 1 << 2; } }"}, (H, U)),
    Trap("`A` is 1", {"src/lib.rs": "mod a { pub const A: usize = 1; } mod b { pub const A: usize = 2; }"}, (F, U)),
)

ELSEWHERE = (
    Trap(
        "`Vma` derives `Clone`",
        {"src/a.rs": "", "src/b.rs": "#[derive(Clone)] pub struct Vma { start: usize }"},
        (U, F),
        named=("src/a.rs",),
        blocks=("#[derive(Clone)] pub struct Vma { start: usize }",),
    ),
    Trap(
        "`Vma` has `start`",
        {"src/a.rs": "", "src/b.rs": "#[derive(Clone)] pub struct Vma { start: usize }"},
        (U, F),
        named=("src/a.rs",),
        blocks=("#[derive(Clone)] pub struct Vma { start: usize }",),
    ),
)


@pytest.mark.parametrize("trap", CONDITIONS, ids=lambda trap: trap.text)
def test_code_counts_only_if_some_ordinary_build_has_it(trap: Trap) -> None:
    verdict = judge(trap)
    assert verdict.outcome in trap.honest, verdict.message


@pytest.mark.parametrize("trap", SAME_NAMES, ids=lambda trap: trap.text)
def test_types_of_one_name_are_told_apart(trap: Trap) -> None:
    verdict = judge(trap)
    assert verdict.outcome in trap.honest, verdict.message


@pytest.mark.parametrize("trap", UNSEEN, ids=lambda trap: trap.text)
def test_what_cannot_be_seen_is_not_said_to_be_absent(trap: Trap) -> None:
    verdict = judge(trap)
    assert verdict.outcome in trap.honest, verdict.message


ATTRIBUTES_WITH_GAPS = (
    Trap(
        '`ring_len` has a `#[doc(alias = "rb_…")]` attribute',
        {"src/lib.rs": '#[doc(alias = "rb_len")]\npub fn ring_len() {}'},
        (H,),
    ),
    Trap(
        '`ring_len` has a `#[doc(alias = "rb_...")]` attribute',
        {"src/lib.rs": '#[doc(alias = "ringlen")]\npub fn ring_len() {}'},
        (F,),
    ),
    Trap('`ring_len` has a `#[doc(alias = "rb_…")]` attribute', {"src/lib.rs": "#[inline]\npub fn ring_len() {}"}, (F,)),
)


@pytest.mark.parametrize("trap", ATTRIBUTES_WITH_GAPS)
def test_a_gap_in_an_attribute_stands_for_anything(trap: Trap) -> None:
    verdict = judge(trap)
    assert verdict.outcome in trap.honest, verdict.message


@pytest.mark.parametrize("trap", ATTRIBUTES, ids=lambda trap: trap.text)
def test_an_attribute_is_compared_by_what_it_says(trap: Trap) -> None:
    verdict = judge(trap)
    assert verdict.outcome in trap.honest, verdict.message


@pytest.mark.parametrize("trap", VISIBILITY, ids=lambda trap: trap.text)
def test_visibility_is_that_of_the_item_itself(trap: Trap) -> None:
    verdict = judge(trap)
    assert verdict.outcome in trap.honest, verdict.message


@pytest.mark.parametrize("trap", FIELD_TYPES, ids=lambda trap: trap.text)
def test_a_type_is_compared_by_what_it_means(trap: Trap) -> None:
    verdict = judge(trap)
    assert verdict.outcome in trap.honest, verdict.message


@pytest.mark.parametrize("trap", COUNTS, ids=lambda trap: trap.text)
def test_only_members_that_are_there_are_counted(trap: Trap) -> None:
    verdict = judge(trap)
    assert verdict.outcome in trap.honest, verdict.message


@pytest.mark.parametrize("trap", IMPLEMENTED, ids=lambda trap: trap.text)
def test_a_function_without_a_body_is_not_implemented(trap: Trap) -> None:
    verdict = judge(trap)
    assert verdict.outcome in trap.honest, verdict.message


@pytest.mark.parametrize("trap", FILES, ids=lambda trap: trap.text)
def test_a_file_is_the_one_that_the_spec_names(trap: Trap) -> None:
    verdict = judge(trap)
    assert verdict.outcome in trap.honest, verdict.message


@pytest.mark.parametrize("trap", REEXPORTS, ids=lambda trap: trap.text)
def test_a_name_is_exported_where_it_can_be_reached(trap: Trap) -> None:
    verdict = judge(trap)
    assert verdict.outcome in trap.honest, verdict.message


@pytest.mark.parametrize("trap", CONSTANTS, ids=lambda trap: trap.text)
def test_a_constant_is_worked_out(trap: Trap) -> None:
    verdict = judge(trap)
    assert verdict.outcome in trap.honest, verdict.message


@pytest.mark.parametrize("trap", ELSEWHERE, ids=lambda trap: trap.text)
def test_an_item_of_the_same_name_elsewhere_is_another_one(trap: Trap) -> None:
    verdict = judge(trap)
    assert verdict.outcome in trap.honest, verdict.message
