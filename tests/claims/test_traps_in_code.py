"""What code does and does no longer do, and what only looks as if it did.

A false “holds” is the worst outcome, a false “fails” the next: every row names the outcomes that are honest.
"""

from __future__ import annotations

import pytest

from tests.claims.traps import F, H, Trap, U, judge

ABSENCE = (
    Trap("No `GPU.lock()` calls remain in `src/lib.rs`", {"src/lib.rs": "fn f(){ SpinLock::lock(&GPU); }"}, (U, F)),
    Trap("No `GPU.lock()` calls remain in `src/lib.rs`", {"src/lib.rs": "use x::GPU as G; fn f(){ G.lock(); }"}, (U, F)),
    Trap("No `old()` calls remain in `src/lib.rs`", {"src/lib.rs": "use x::old as y; fn f(){ y(); }"}, (U, F)),
    Trap("No `old()` calls remain in `src/lib.rs`", {"src/lib.rs": "fn f(){ v.map(old); }"}, (U, F)),
    Trap("No `old()` calls remain in `src/lib.rs`", {"src/lib.rs": "fn f(){ let o = old; o(); }"}, (U, F)),
    Trap(
        "No `GPU.lock()` calls remain in `src/t.rs`",
        {"src/lib.rs": "macro_rules! draw { () => { GPU.lock() } }\nmod t;", "src/t.rs": "fn f(){ draw!(); }"},
        (U, F),
    ),
    Trap(
        "No `GPU.lock()` calls remain in `src/t.rs`",
        {
            "src/lib.rs": "macro_rules! draw { () => { inner!() } } macro_rules! inner { () => { GPU.lock() } }\nmod t;",
            "src/t.rs": "fn f(){ draw!(); }",
        },
        (U, F),
    ),
    Trap(
        "No `GPU.lock()` calls remain in `src/t.rs`",
        {"src/lib.rs": "macro_rules! draw { () => { 1 } }\nmod t;", "src/t.rs": "fn f(){ draw!(); }"},
        (H,),
    ),
    Trap("No `GPU.lock()` calls remain in `src/t.rs`", {"src/t.rs": 'include!("x.rs");'}, (U,)),
    Trap(
        "No `GPU.lock()` calls remain in `src/lib.rs`", {"src/lib.rs": 'fn f(){ println!("GPU.lock()"); /* GPU.lock() */ }'}, (H,)
    ),
    Trap("No `GPU.lock()` calls remain in `src/lib.rs`", {"src/lib.rs": 'fn f(){ println!("{}", GPU.lock()); }'}, (U, F)),
    Trap("No `GPU.lock()` calls remain in `src/lib.rs`", {"src/lib.rs": "fn f(){ GPU\n  .lock(); }"}, (F,)),
    Trap("No `GPU.lock()` calls remain in `src/lib.rs`", {"src/lib.rs": "fn f(){ crate::GPU.lock(); }"}, (F,)),
    Trap("No `GPU.lock()` calls remain in `src/lib.rs`", {"src/lib.rs": "fn f(){ (GPU).lock(); }"}, (F, U)),
    Trap("No `GPU.lock()` calls remain in `src/lib.rs`", {"src/lib.rs": "fn f(){ (*GPU).lock(); }"}, (F, U)),
    Trap("No `GPU.lock()` calls remain in `src/lib.rs`", {"src/lib.rs": "fn f(){ self.GPU.lock(); }"}, (F, U)),
    Trap(
        "No `unwrap()` calls remain in `src/lib.rs`",
        {"src/lib.rs": "fn f(){}\n#[cfg(test)] mod tests { fn g(){ x.unwrap(); } }"},
        (H,),
    ),
    Trap(
        "No `old_alloc()` calls remain in `src/lib.rs`",
        {"src/lib.rs": "fn f(){}\n#[cfg(test)] mod tests { fn g(){ old_alloc(); } }"},
        (U, F),
    ),
    Trap("No `old_alloc()` calls remain in `src/lib.rs`", {"src/lib.rs": "fn f(){}\n#[cfg(any())] fn g(){ old_alloc(); }"}, (H, U)),
    Trap("No `unwrap()` calls remain in `src/lib.rs`", {"src/lib.rs": "fn f(){ x.map(Option::unwrap); }"}, (F, U)),
    Trap("No `r#try()` calls remain in `src/lib.rs`", {"src/lib.rs": "fn f(){ r#try(); }"}, (F, U)),
    Trap("No `panic!` in `f`", {"src/lib.rs": "fn f(){ panic!(); }"}, (F,)),
    Trap("No `panic!` in `f`", {"src/lib.rs": "fn f(){ std::panic!(); }"}, (F,)),
    Trap("`todo!` is gone from `src/lib.rs`", {"src/lib.rs": "fn f(){ if x { todo!() } }"}, (F,)),
    Trap("No `GPU.lock()` calls remain in `src/lib.rs`", {"src/lib.rs": "fn f(){ let broken = ; GPU.lock(); }"}, (U, F)),
)

ORDER = (
    Trap("`a` is called before `b` in `f`", {"src/lib.rs": "fn f(){ a(); b(); }"}, (H,)),
    Trap("`a` is called before `b` in `f`", {"src/lib.rs": "fn f(){ b(); a(); }"}, (F,)),
    Trap("`a` is called before `b` in `f`", {"src/lib.rs": "fn f(){ if x { a(); } b(); }"}, (U,)),
    Trap("`a` is called before `b` in `f`", {"src/lib.rs": "fn f(){ if x { b(); } else { a(); } }"}, (U,)),
    Trap("`a` is called before `b` in `f`", {"src/lib.rs": "fn f(){ let c = || b(); a(); c(); }"}, (U,)),
    Trap("`a` is called before `b` in `f`", {"src/lib.rs": "fn f(){ b(a()); }"}, (H,)),
    Trap("`a` is called before `b` in `f`", {"src/lib.rs": "fn f(){ x.b(a()); }"}, (H,)),
    Trap("`a` is called before `b` in `f`", {"src/lib.rs": "fn f(){ loop { b(); a(); } }"}, (U, F)),
    Trap("`a` is called before `b` in `f`", {"src/lib.rs": "fn f(){ while a() { b(); } }"}, (H,)),
    Trap("`a` is called before `b` in `f`", {"src/lib.rs": "fn f(){ a()?; b(); }"}, (H,)),
    Trap("`a` is called before `b` in `f`", {"src/lib.rs": "fn f(){ x || a(); b(); }"}, (U,)),
    Trap("`a` is called before `b` in `f`", {"src/lib.rs": "fn f(){ my!(x); b(); a(); }"}, (U, F)),
    Trap("`a` is called before `b` in `f`", {"src/lib.rs": "fn f(){ my!(b()); a(); b(); }"}, (U,)),
    Trap("`a` is called before `b` in `f`", {"src/lib.rs": 'fn f(){ klog!("hi"); a(); b(); }'}, (H,)),
    Trap("`a` is called before `b` in `f`", {"src/lib.rs": "fn f(){ match x { 1 => { a(); } _ => return } b(); }"}, (U, H)),
    Trap("`a` is called first in `f`", {"src/lib.rs": "fn f(){ a(); g(); }"}, (H,)),
    Trap("`a` is called first in `f`", {"src/lib.rs": "fn f(){ a(h()); g(); }"}, (U, H)),
    Trap("`a` is called first in `f`", {"src/lib.rs": "fn f(){ if q { g(); } a(); }"}, (U, F)),
    Trap("`a` is called last in `f`", {"src/lib.rs": "fn f(){ if q { return; } g(); a(); }"}, (U,)),
    Trap("`a` is called last in `f`", {"src/lib.rs": "fn f(){ g(); a(); }"}, (H,)),
    Trap("`a` is called before `b` in `f`", {"src/lib.rs": "fn f(){ #[cfg(any())] a(); b(); }"}, (F, U)),
)

DOCUMENTATION = (
    Trap("Doc comment on `f` mentions `lock`", {"src/lib.rs": "/// The unlock path.\nfn f(){}"}, (F,)),
    Trap("Doc comment on `f` mentions `lock`", {"src/lib.rs": "/// The path.\nfn f(){ /* lock */ }"}, (F,)),
    Trap("`f` is documented", {"src/lib.rs": "// The path.\nfn f(){}"}, (F,)),
    Trap("Doc comment on `f` mentions `lock`", {"src/lib.rs": "/// The `lock` path.\nfn f(){}"}, (H,)),
)

TESTS = (
    Trap(
        "`find` has tests",
        {
            "src/lib.rs": "struct L; impl L { fn find(&self){} }\n#[cfg(test)] mod tests { #[test] fn t(){ [1].iter().find(|x| true); } }"
        },
        (U, F),
    ),
    Trap(
        "`find` has tests",
        {
            "src/lib.rs": "struct L; impl L { fn find(&self){} }\n#[cfg(test)] mod tests { use super::*; #[test] fn t(){ L.find(); } }"
        },
        (H,),
    ),
)

SWEEPS = (
    Trap(
        "All constructors of `T` initialise `b`",
        {"src/lib.rs": "struct T { a: u8, b: u8 } fn f(){ T { a: 1, b: 2 }; } fn g(){ T { a: 1 }; }"},
        (F,),
    ),
    Trap(
        "All constructors of `T` initialise `b`",
        {"src/lib.rs": "struct T { a: u8, b: u8 } type U = T; fn f(){ T { a: 1, b: 2 }; } fn g(){ U { a: 1 }; }"},
        (F, U),
    ),
    Trap(
        "All constructors of `T` initialise `b`",
        {"src/lib.rs": "struct T { a: u8, b: u8 } fn f(){ T { a: 1, b: 2 }; } fn g(){ m!(T { a: 1 }); }"},
        (U, F),
    ),
    Trap(
        "All constructors of `T` initialise `b`",
        {"src/lib.rs": "use x::T as V; struct T { a: u8, b: u8 } fn f(){ T { a: 1, b: 2 }; } fn g(){ V { a: 1 }; }"},
        (U, F),
    ),
    Trap(
        "All constructors of `T` initialise `b`",
        {"src/lib.rs": "struct T { a: u8, b: u8 } fn f(){ T { a: 1, b: 2 }; }\n#[cfg(test)] mod tests { fn g(){ T { a: 1 }; } }"},
        (U, F, H),
    ),
    Trap("No string errors remain in `src/lib.rs`", {"src/lib.rs": 'fn f() -> Result<(), &\'static str> { Err("bad") }'}, (F,)),
    Trap("No string errors remain in `src/lib.rs`", {"src/lib.rs": 'fn f() -> Result<(), E> { x.ok_or("bad")?; Ok(()) }'}, (F,)),
    Trap("No string errors remain in `src/lib.rs`", {"src/lib.rs": "fn f() -> Result<(), E> { Err(E::A) }"}, (H,)),
    Trap("All string errors replaced with `E` in `src/lib.rs`", {"src/lib.rs": "fn f() -> Result<(), E> { Err(E::A) }"}, (H,)),
    Trap("All callers of `g` call `h`", {"src/lib.rs": "fn g(x: u8){} fn a(){ g(1); } fn b(){ g(2); h(); }"}, (F,)),
    Trap("All callers of `g` call `h`", {"src/lib.rs": "fn g(x: u8){} fn a(){ g(1); h(); } fn b(){ g(2); h(); }"}, (H,)),
    Trap("All callers of `g` use the result", {"src/lib.rs": "fn g(x: u8)->u8{1} fn a(){ g(1); } fn b(){ let x = g(2); }"}, (F, U)),
)


@pytest.mark.parametrize("trap", ABSENCE, ids=lambda trap: trap.text)
def test_something_is_absent_only_if_no_other_name_or_macro_may_hide_it(trap: Trap) -> None:
    verdict = judge(trap)
    assert verdict.outcome in trap.honest, verdict.message


@pytest.mark.parametrize("trap", ORDER, ids=lambda trap: trap.text)
def test_an_order_holds_on_every_path(trap: Trap) -> None:
    verdict = judge(trap)
    assert verdict.outcome in trap.honest, verdict.message


@pytest.mark.parametrize("trap", DOCUMENTATION, ids=lambda trap: trap.text)
def test_a_word_is_mentioned_as_a_word_in_the_documentation(trap: Trap) -> None:
    verdict = judge(trap)
    assert verdict.outcome in trap.honest, verdict.message


@pytest.mark.parametrize("trap", TESTS, ids=lambda trap: trap.text)
def test_a_test_of_another_method_of_that_name_is_none(trap: Trap) -> None:
    verdict = judge(trap)
    assert verdict.outcome in trap.honest, verdict.message


@pytest.mark.parametrize("trap", SWEEPS, ids=lambda trap: trap.text)
def test_a_sweep_looks_at_every_place(trap: Trap) -> None:
    verdict = judge(trap)
    assert verdict.outcome in trap.honest, verdict.message
