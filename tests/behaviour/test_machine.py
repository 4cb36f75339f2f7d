"""How the interpreter is asked from Python: calls, methods, fields, drops, bindings, limits."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.behaviour.snippets import machine, program, value
from uowgen.behaviour import (
    Bindings,
    BindingTable,
    LimitReached,
    Limits,
    Machine,
    Native,
    Program,
    RustPanic,
    Static,
    UnboundCall,
    Undecidable,
    Unsupported,
    plain,
)
from uowgen.rust.syntax import RustFile
from uowgen.text import Source

COUNTER = """
#[derive(Clone, Copy)] struct Flag { on: bool }
impl Flag { fn set(mut self) { self.on = true; } }
struct Counter { count: u8, log: Vec<(usize, bool)> }
impl Counter {
    fn new(count: u8) -> Self { Self { count, log: Vec::new() } }
    fn add(&mut self, by: u8) -> u8 { self.count += by; self.count }
    fn note(&mut self, at: usize) { self.log.push((at, self.count > 5)); }
    fn reset(&mut self) { *self = Counter::new(0); }
    fn finish(self) -> u8 { self.count }
}
impl Drop for Counter { fn drop(&mut self) { gone(self.count); } }
mod inner { pub fn twice(n: u64) -> u64 { n * 2 } }
"""


def gone(state, machine, count):
    state.append(int(count))
    return ()


def counting():
    seen: list[int] = []
    return machine(COUNTER, {"gone": gone}, seen), seen


def test_a_type_tells_its_fields_and_methods():
    known = program(COUNTER)
    counter = known.type("Counter")
    assert counter.fields == ("count", "log")
    assert counter.field_types() == ("u8", "Vec<(usize, bool)>")
    assert not counter.is_copy and known.type("Flag").is_copy
    assert [m.name for m in known.methods("Counter")] == ["new", "add", "note", "reset", "finish", "drop"]
    add = known.method("Counter", "add")
    assert (add.takes, add.parameters, add.returns) == ("mut", (("by", "u8"),), "u8")
    assert known.method("Counter", "finish").takes == "value"
    assert known.method("Counter", "new").takes == ""
    assert counter.drop is not None and known.type("Flag").drop is None
    assert known.function("twice").name == "twice"
    assert known.type("Nothing") is None and known.method("Counter", "nothing") is None


def test_methods_change_the_value_that_python_holds():
    run, seen = counting()
    counter = run.call("Counter::new", [3])
    assert plain(run.call_method(counter, "add", [4])) == 7
    run.call_method(counter, "note", [0x1000])
    assert plain(counter) == ("Counter", {"count": 7, "log": [(0x1000, True)]})
    assert plain(run.field(counter, "count")) == 7
    assert seen == []
    run.drop(counter)
    assert seen == [7]


def test_a_value_that_replaces_itself_is_seen_from_python():
    run, seen = counting()
    counter = run.call("Counter::new", [3])
    run.call_method(counter, "reset")
    assert seen == [3]
    assert plain(counter)[1]["count"] == 0


def test_two_values_of_a_plain_variant_are_two():
    code = "enum Lamp { Off, Lit } impl Lamp { fn dark() -> Self { Lamp::Off } fn light(&mut self) { *self = Lamp::Lit; } }"
    run = machine(code)
    one = run.call("Lamp::dark")
    run.call_method(one, "light")
    assert (one.of.name, run.call("Lamp::dark").of.name) == ("Lit", "Off")


def test_a_method_by_value_drops_what_it_took():
    run, seen = counting()
    counter = run.call("Counter::new", [3])
    assert plain(run.call_method(counter, "finish")) == 3
    assert seen == [3]


def test_a_copy_is_what_a_method_by_value_changes():
    run, _ = counting()
    flag = run.call("Flag::set", [run.program and _flag(run)])
    assert plain(flag) is None


def _flag(run):
    from uowgen.behaviour.values import make

    flag = make(run.program.type("Flag").shapes["Flag"], [False])
    run.call_method(flag, "set")
    assert plain(flag) == ("Flag", {"on": False})
    return flag


def test_unwinding_drops_too():
    run, seen = counting()
    run.unwind_with(run.call("Counter::new", [9]))
    assert seen == [9]


def test_python_numbers_take_the_type_of_the_parameter():
    run, _ = counting()
    with pytest.raises(Unsupported):
        run.call("Counter::new", [256])
    counter = run.call("Counter::new", [250])
    with pytest.raises(RustPanic, match="attempt to add with overflow"):
        run.call_method(counter, "add", [6])
    assert plain(run.call("inner::twice", [21])) == 42


def test_what_is_neither_declared_nor_bound_is_named():
    run = machine("fn f() { outside::call(1); }")
    with pytest.raises(UnboundCall) as raised:
        run.call("f")
    assert raised.value.path == "outside::call"
    with pytest.raises(UnboundCall):
        run.call("nothing")


def test_a_longer_path_end_wins_and_imports_are_followed():
    rust = "use los_hal::mmu::{self, flush}; fn f() -> u64 { let n: u64 = flush(1) + mmu::flush(2); n + los_hal::tlb::flush(3) + SIZE + los_hal::SIZE }"
    table = {
        "flush": lambda state, machine, n: 100, "mmu::flush": lambda state, machine, n: 10 + n, "SIZE": Static(lambda state: state),
    }  # fmt: skip
    assert plain(machine(rust, table, 5).call("f")) == 11 + 12 + 100 + 5 + 5


def test_objects_of_a_kernel_are_reached_by_their_methods_and_fields():
    class Table(Native):
        copies = False
        fields = ("level",)

        def __init__(self, level):
            self.level = level

        methods = {"next": lambda self, machine: Table(self.level + 1), "is_root": lambda self, machine: self.level == 0}  # noqa: RUF012

    rust = """
        struct PageTable;
        fn f(address: usize) -> usize { let t = unsafe { &mut *(address as *mut PageTable) }; if t.is_root() { t.next().level + 10 } else { 0 } }
    """
    table = {"*PageTable": lambda state, machine, address, words: Table(0) if address == 0x1000 else None}
    assert plain(machine(rust, table).call("f", [0x1000])) == 11
    with pytest.raises(Unsupported, match="0x2000 as PageTable"):
        machine(rust, table).call("f", [0x2000])


def test_what_is_bound_takes_the_place_of_another_files_function():
    hal = RustFile(Source("hal/src/mmu.rs", b'pub fn flush(n: u8) -> u8 { unsafe { asm!("tlbi") } n }'))
    kernel = RustFile(
        Source("kernel/src/mm.rs", b"use hal::mmu::flush; fn own(n: u8) -> u8 { n + 1 } fn f() -> u8 { flush(1) + own(1) }")
    )
    table = BindingTable({"mmu::flush": lambda state, machine, n: 40, "own": lambda state, machine, n: 100})
    known = Program([hal, kernel], crates={"hal": "hal/src"})
    assert plain(Machine(known, Bindings(table, None)).call("f")) == 42
    with pytest.raises(Undecidable):
        Machine(known).call("f")


def test_printing_is_collected():
    run = machine('fn f() { println!("a {}", 1); print!("{:?}", "b"); log::warn!("w {}", 2); }')
    run.call("f")
    assert "".join(run.output) == 'a 1\n"b"w 2\n'


@pytest.mark.parametrize(
    ("rust", "limit"),
    [
        ("fn f() { loop {} }", "steps"), ("fn f() { while true { } }", "steps"), ("fn f() { f() }", "depth"),
        ("fn f() { for _ in 0..u64::MAX { } }", "steps"), ("fn f() { let v = [0u8; 1 << 40]; }", "memory"),
        ("fn f() { (0..).filter(|_| false).next(); }", "steps"),
    ],
)  # fmt: skip
def test_a_run_without_end_is_stopped(rust, limit):
    with pytest.raises(LimitReached) as raised:
        machine(rust, limits=Limits(steps=20_000)).call("f")
    assert raised.value.limit == limit


def test_a_second_panic_while_unwinding_is_a_panic():
    rust = 'struct A; impl Drop for A { fn drop(&mut self) { panic!("second") } } fn f() { let _a = A; panic!("first") }'
    with pytest.raises(RustPanic, match="second"):
        machine(rust).call("f")


@pytest.mark.parametrize(
    ("returns", "body", "expected"),
    [
        ("u8", "7", 7), ("()", "", None), ("bool", "true", True), ("&'static str", '"x"', "x"), ("String", 'String::from("x")', "x"),
        ("(u8, bool)", "(1, false)", (1, False)), ("Option<u8>", "Some(3)", ("Some", {"0": 3})), ("Option<u8>", "None", ("None", {})),
        ("Result<u8, ()>", "Err(())", ("Err", {"0": None})), ("[u8; 2]", "[1, 2]", [1, 2]), ("Box<u8>", "Box::new(4)", 4),
        ("S", "S { a: 1, b: (2, 3) }", ("S", {"a": 1, "b": (2, 3)})), ("E", "E::V(true)", ("V", {"0": True})), ("char", "'c'", "c"),
        ("f64", "1.5", 1.5),
    ],
)  # fmt: skip
def test_values_as_python(returns, body, expected):
    items = "struct S { a: u8, b: (u8, u8) } enum E { V(bool) }"
    assert value(body, returns, items) == expected


def test_importing_the_package_loads_no_part_of_the_interpreter():
    code = "import sys, uowgen.behaviour as b; assert not [m for m in sys.modules if m.startswith('uowgen.behaviour.')]; b.Machine"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_an_async_function_runs_when_it_is_awaited():
    source = """
    async fn twice(log: &mut Vec<u8>, n: u8) -> u8 { log.push(n); n * 2 }
    async fn both() -> (u8, Vec<u8>) { let mut log = Vec::new(); let later = twice(&mut log, 3); let a = later.await; let b = twice(&mut log, a).await; (a + b, log) }
    """
    assert plain(machine(source).call("both")) == (18, [3, 6])


def test_an_await_of_what_the_program_does_not_have_is_unsupported():
    with pytest.raises(Undecidable):
        machine("async fn wait() -> u8 { outside::ready().await }").call("wait")
