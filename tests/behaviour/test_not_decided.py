"""What the interpreter does not know makes a run undecided, with the place; it is never skipped."""

from __future__ import annotations

import pytest

from tests.behaviour.snippets import machine
from uowgen.behaviour import Undecidable, Unsupported

PIECES = {
    "inline assembly": 'unsafe { core::arch::asm!("nop") }',
    "an unknown macro": "strange!(1)",
    "an async block": "let x = async { 1 };",
    "an unknown type's member": "let x: Foreign = Foreign::build(); x.run();",
    "a union": "union U { a: u8, b: i8 } let u = U { a: 255 }; unsafe { u.b };",
    "code that a feature turns on": '#[cfg(feature = "x")] { return 1; }',
    "cfg twins": '#[cfg(target_os = "none")] fn g() -> u8 { 1 } #[cfg(not(target_os = "none"))] fn g() -> u8 { 2 } g();',
    "an integer whose type decides": "let x = id(250); let y = id(10); let z = x + y; takes(z);",
    "transmute": "let x: u32 = unsafe { core::mem::transmute(1.0f32) };",
    "reading a pointer from nowhere": "let p = 0x1000 as *const u8; unsafe { *p };",
    "pointer arithmetic": "let a = [1u8, 2]; let p = a.as_ptr(); unsafe { *p.add(1) };",
    "an address as a number": "let a = 1u8; let p = &a as *const u8 as usize; if p % 2 == 0 { return 5; }",
    "a closure that captures a field": "let p = Pair { a: Loud, b: Loud }; let f = move || { let q = &p.a; }; drop(f);",
    "an attribute inside a statement": "let x = (#[cfg(any())] 1, 2);",
    "which deref is meant": "let mut d = D(1, 2); d.clone_from(&5);",
    "size of a struct": "struct S { a: u8, b: u32 } let n = core::mem::size_of::<S>();",
    "extern block": 'extern "C" { fn ext(); } unsafe { ext() }',
    "a static of another crate": "let x = other::STATIC + 1;",
    "the order in which a heap is gone through": "let mut h = std::collections::BinaryHeap::new(); h.push(1u8); h.push(2); for x in h.iter() { takes(*x); }",
    "which of two equal elements comes first": "let mut h = std::collections::BinaryHeap::new(); h.push(Even(2)); h.push(Even(4));",
    "the order in which a heap ends": "let mut h = std::collections::BinaryHeap::new(); h.push(Even(1)); h.push(Even(2)); drop(h);",
    "a macro's unknown impl": "let d = Doubtful; drop(d);",
}
ITEMS = """
fn id<T>(x: T) -> T { x }
fn takes(x: u8) {}
async fn later() -> u8 { 1 }
struct Loud; impl Drop for Loud { fn drop(&mut self) { println!("drop"); } }
struct Pair { a: Loud, b: Loud }
struct D(u8, u8);
impl core::ops::Deref for D { type Target = u8; fn deref(&self) -> &u8 { &self.0 } }
impl core::ops::DerefMut for D { fn deref_mut(&mut self) -> &mut u8 { &mut self.1 } }
struct Doubtful;
#[derive(PartialEq, Eq)] struct Even(u8);
impl Drop for Even { fn drop(&mut self) { println!("even"); } }
impl PartialOrd for Even { fn partial_cmp(&self, o: &Even) -> Option<core::cmp::Ordering> { Some(self.cmp(o)) } }
impl Ord for Even { fn cmp(&self, o: &Even) -> core::cmp::Ordering { (self.0 % 2).cmp(&(o.0 % 2)) } }
unknown_impl!(Doubtful);
"""


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_an_unknown_construct_ends_the_run(piece):
    run = machine(f'{ITEMS}\nfn f() -> u8 {{ println!("begin"); {piece}; println!("past it"); 0 }}')
    with pytest.raises(Undecidable):
        run.call("f")
    assert run.output == ["begin\n"]


def test_an_unknown_construct_that_is_not_reached_matters_not():
    run = machine("fn f(x: u8) -> u8 { if x > 3 { strange!(x) } x }")
    assert run.call("f", [3]) == 3
    with pytest.raises(Unsupported):
        run.call("f", [4])


def test_the_place_is_told():
    rust = "fn f() {\n    strange!(1);\n}\n"
    with pytest.raises(Unsupported) as raised:
        machine(rust).call("f")
    assert raised.value.file == "src/lib.rs"
    assert rust[raised.value.span.start : raised.value.span.end] == "strange!(1)"
