// When and in which order values end their lives.

struct Loud(&'static str);
impl Drop for Loud { fn drop(&mut self) { println!("drop {}", self.0); } }
struct Pair { first: Loud, second: Loud }
struct Both { inner: Pair, name: &'static str }
impl Drop for Both { fn drop(&mut self) { println!("drop both {} with {}", self.name, self.inner.first.0); } }
fn loud(s: &'static str) -> Loud { println!("make {s}"); Loud(s) }
fn eat(l: Loud) { println!("eat {}", l.0); }
fn pass(l: Loud) -> Loud { println!("pass {}", l.0); l }
impl Loud { fn look(&self) -> &'static str { self.0 } fn into_name(self) -> &'static str { self.0 } fn me(self) -> Self { self } }

pub fn case_locals_in_reverse() { let _a = loud("a"); let _b = loud("b"); println!("end"); }
pub fn case_underscore_drops_at_once() { let _ = loud("a"); let _b = loud("b"); _ = loud("c"); println!("end"); }
pub fn case_underscore_keeps_a_place() { let a = loud("a"); let _ = a; println!("still {}", a.0); }
pub fn case_shadowing_keeps_the_first() { let a = loud("a1"); let a = loud("a2"); println!("{}", a.0); }
pub fn case_assignment_drops_the_old() { let mut a = loud("old"); println!("before"); a = loud("new"); println!("after {}", a.0); }
pub fn case_moved_values_are_not_dropped() { let a = loud("a"); let b = loud("b"); eat(a); println!("after"); let _c = b; }
pub fn case_returned_values() { let a = pass(loud("a")); println!("got"); let _b = pass(a); println!("end"); }
pub fn case_inner_blocks() { let _a = loud("a"); { let _b = loud("b"); println!("inner"); } println!("outer"); }
pub fn case_fields_in_order() { let _p = Pair { second: loud("second"), first: loud("first") }; println!("end"); }
pub fn case_drop_then_fields() { let _b = Both { inner: Pair { first: loud("f"), second: loud("s") }, name: "n" }; println!("end"); }
pub fn case_partial_move() { let p = Pair { first: loud("f"), second: loud("s") }; let f = p.first; println!("moved {}", f.0); let _l = loud("l"); }
pub fn case_partial_move_by_pattern() { let p = Pair { first: loud("f"), second: loud("s") }; let Pair { first, .. } = p; println!("moved {}", first.0); }
pub fn case_partial_move_tuple() { let t = (loud("0"), loud("1"), loud("2")); let (_, b, _) = t; println!("b {}", b.0); }
pub fn case_refill_after_move() { let mut p = Pair { first: loud("f"), second: loud("s") }; eat(p.first); p.first = loud("f2"); println!("full"); }
pub fn case_tuples_and_arrays() { let _t = (loud("t0"), loud("t1")); let _a = [loud("a0"), loud("a1")]; println!("end"); }
pub fn case_vectors() { let mut v = vec![loud("0"), loud("1"), loud("2")]; v.push(loud("3")); println!("pushed"); let p = v.pop(); println!("popped"); drop(p); v.remove(0); println!("removed"); v.truncate(1); println!("end"); }
pub fn case_vector_clear_and_assign() { let mut v = vec![loud("0"), loud("1")]; v.clear(); println!("cleared"); v.push(loud("2")); v = Vec::new(); println!("assigned {}", v.len()); }
pub fn case_options() { let mut o = Some(loud("a")); println!("{}", o.is_some()); o = None; println!("none"); o = Some(loud("b")); let t = o.take(); println!("taken {}", o.is_none()); drop(t); o.replace(loud("c")); println!("end"); }
pub fn case_boxes() { let b = Box::new(loud("a")); let c = *b; println!("unboxed {}", c.0); let _d: Box<Loud> = Box::new(loud("d")); }
pub fn case_temporaries_end_with_the_statement() { println!("{}", loud("t").look()); println!("next"); let n = loud("u").look(); println!("{n}"); }
pub fn case_temporaries_in_order() { fn two(a: &Loud, b: &Loud) { println!("{} {}", a.0, b.0); } two(&loud("a"), &loud("b")); println!("next"); }
pub fn case_extended_temporaries() { let r = &loud("kept"); println!("{}", r.0); let s = (&loud("also"), 1); println!("{}", s.0.0); }
pub fn case_temporary_in_if() { if loud("c").look() == "c" { println!("then"); } println!("after"); }
pub fn case_temporary_in_match() { match loud("m").look() { "m" => println!("arm"), _ => {} } println!("after"); }
pub fn case_temporary_in_if_let() { if let Some(n) = Some(loud("i").look()) { println!("{n}"); } println!("after"); }
pub fn case_temporary_in_if_let_else() { if let None = Some(loud("i").look()) { println!("?"); } else { println!("else"); } println!("after"); }
pub fn case_temporary_in_while() { let mut n = 0; while loud("w").look() == "w" && n < 2 { println!("round {n}"); n += 1; } println!("after"); }
pub fn case_temporary_in_for() { for x in [loud("f").look()] { println!("{x}"); } println!("after"); }
pub fn case_temporary_in_tail() { fn f() -> &'static str { let _a = loud("a"); loud("t").look() } println!("{}", f()); }
pub fn case_temporary_block_tail() { let x = { let _a = loud("a"); loud("t").look() }; println!("{x}"); }
pub fn case_method_by_value() { let n = loud("a").into_name(); println!("{n}"); let b = loud("b").me().me(); println!("{}", b.0); }
pub fn case_early_return() { fn f(stop: bool) -> i32 { let _a = loud("a"); if stop { return 1; } let _b = loud("b"); 2 } println!("{}", f(true)); println!("{}", f(false)); }
pub fn case_return_value_before_drops() { fn f() -> usize { let _a = loud("a"); let v = vec![1]; println!("len"); v.len() } println!("{}", f()); }
pub fn case_loop_bodies() { for i in 0..3 { let _a = loud("a"); if i == 1 { continue; } if i == 2 { break; } println!("round {i}"); } println!("end"); }
pub fn case_break_with_value() { let x = loop { let _a = loud("a"); break loud("b"); }; println!("{}", x.0); }
pub fn case_question_mark() { fn f(r: Result<i32, Loud>) -> Result<i32, Loud> { let _a = loud("a"); let n = r?; println!("n {n}"); Ok(n) } let _ = f(Ok(1)); if let Err(e) = f(Err(loud("e"))) { println!("err {}", e.0); } }
pub fn case_for_over_owned() { for l in vec![loud("a"), loud("b"), loud("c")] { println!("see {}", l.0); if l.0 == "b" { break; } } println!("end"); }
pub fn case_for_moves_on() { let mut kept = Vec::new(); for l in vec![loud("a"), loud("b")] { if l.0 == "a" { kept.push(l); } } println!("kept {}", kept.len()); }
pub fn case_for_array_by_value() { for l in [loud("a"), loud("b")] { println!("see {}", l.0); } println!("end"); }
pub fn case_arguments_then_locals() { fn f(a: Loud, _: Loud, b: Loud) { let _c = loud("c"); println!("in {} {}", a.0, b.0); } f(loud("a"), loud("x"), loud("b")); println!("out"); }
pub fn case_parameter_patterns() { fn f((a, _): (Loud, Loud), Pair { first, .. }: Pair) { println!("in {} {}", a.0, first.0); } f((loud("a"), loud("b")), Pair { first: loud("f"), second: loud("s") }); println!("out"); }
pub fn case_match_moves() { let o = Some(loud("a")); match o { Some(l) => println!("got {}", l.0), None => {} } println!("after"); }
pub fn case_match_by_reference_keeps() { let o = Some(loud("a")); match &o { Some(l) => println!("see {}", l.0), None => {} } println!("after"); }
pub fn case_match_wildcard_keeps() { let o = Some(loud("a")); match o { Some(_) => println!("some"), None => {} } println!("after"); }
pub fn case_match_temporary() { match Some(loud("a")) { Some(l) => println!("got {}", l.0), None => {} } println!("after"); match Some(loud("b")) { Some(_) => println!("some"), None => {} } println!("end"); }
pub fn case_if_let_moves() { if let Some(l) = Some(loud("a")) { println!("got {}", l.0); } println!("after"); if let (Some(_), n) = (Some(loud("b")), 1) { println!("n {n}"); } println!("end"); }
pub fn case_guard_does_not_move() { match Some(loud("a")) { Some(l) if l.0 == "b" => println!("b {}", l.0), Some(l) => println!("other {}", l.0), None => {} } println!("after"); }
pub fn case_let_else_drops() { fn f(o: Option<Loud>) { let Some(l) = o else { println!("none"); return; }; println!("got {}", l.0); } f(Some(loud("a"))); f(None); }
pub fn case_forget() { let a = loud("a"); std::mem::forget(a); println!("end"); }
pub fn case_manually_drop() { use std::mem::ManuallyDrop; let mut m = ManuallyDrop::new(loud("m")); println!("{}", m.0); unsafe { ManuallyDrop::drop(&mut m); } println!("dropped"); let n = ManuallyDrop::new(loud("n")); let l = ManuallyDrop::into_inner(n); println!("{}", l.0); let _never = ManuallyDrop::new(loud("never")); }
pub fn case_replace_swap_take() { let mut a = loud("a"); let b = std::mem::replace(&mut a, loud("a2")); println!("{} {}", a.0, b.0); let mut c = loud("c"); std::mem::swap(&mut a, &mut c); println!("{} {}", a.0, c.0); let mut v = vec![loud("v")]; let t = std::mem::take(&mut v); println!("{} {}", v.len(), t.len()); }
pub fn case_explicit_drop() { let a = loud("a"); let b = loud("b"); drop(a); println!("mid"); drop(b); println!("end"); }
pub fn case_conditional_move() { fn f(c: bool) { let a = loud("a"); if c { eat(a); } println!("end"); } f(true); f(false); }
pub fn case_conditional_init() { let a; let _b = loud("b"); if true { a = loud("a"); } else { a = loud("x"); } println!("{}", a.0); }
pub fn case_struct_update() { let base = Pair { first: loud("f"), second: loud("s") }; let p = Pair { first: loud("n"), ..base }; println!("{} {}", p.first.0, p.second.0); }
pub fn case_closures() { let a = loud("a"); let f = move || println!("in {}", a.look()); f(); println!("mid"); drop(f); println!("end"); let b = loud("b"); let g = || println!("see {}", b.0); g(); }
pub fn case_closure_consumes() { let a = loud("a"); let f = move || { let b = a; println!("in {}", b.0); }; f(); println!("end"); }
pub fn case_closure_argument() { let a = loud("a"); let n = Some(1).map(move |x| { println!("in {}", a.look()); x + 1 }); println!("{n:?}"); }
pub fn case_iterators() { let v = vec![loud("a"), loud("b"), loud("c")]; let names: Vec<_> = v.into_iter().map(|l| l.0).collect(); println!("{names:?}"); let mut it = vec![loud("d"), loud("e")].into_iter(); let first = it.next(); println!("{}", first.is_some()); drop(it); println!("end"); }
pub fn case_drain() { let mut v = vec![loud("a"), loud("b"), loud("c")]; for l in v.drain(1..) { println!("see {}", l.0); } println!("left {}", v.len()); }
pub fn case_nested_struct_in_vec() { let v = vec![Both { inner: Pair { first: loud("f1"), second: loud("s1") }, name: "n1" }, Both { inner: Pair { first: loud("f2"), second: loud("s2") }, name: "n2" }]; println!("{}", v.len()); }
pub fn case_rc() { use std::rc::Rc; let a = Rc::new(loud("a")); let b = Rc::clone(&a); println!("{}", Rc::strong_count(&a)); drop(a); println!("one left {}", b.0); }
pub fn case_replaced_field() { let mut p = Pair { first: loud("f"), second: loud("s") }; p.first = loud("f2"); println!("replaced"); p = Pair { first: loud("x"), second: loud("y") }; println!("end {}", p.first.0); }
pub fn case_deref_assignment() { let mut a = loud("a"); { let r = &mut a; *r = loud("b"); println!("in"); } println!("{}", a.0); }
pub fn case_unused_result() { loud("a"); pass(loud("b")); println!("end"); loud("c").me(); }
pub fn case_discarded_struct() { Pair { first: loud("f"), second: loud("s") }; println!("end"); }
pub fn case_field_of_temporary() { fn p() -> Pair { Pair { first: loud("f"), second: loud("s") } } let f = p().first; println!("{}", f.0); println!("{}", p().second.0); }
pub fn case_statement_macro_temporaries() { assert_eq!(loud("a").look(), "a"); println!("next"); let s = format!("{}", loud("b").look()); println!("{s}"); }
pub fn case_boolean_operators() { let x = loud("a").look() == "a" || loud("b").look() == "b"; println!("{x}"); let y = loud("c").look() == "c" && loud("d").look() == "x"; println!("{y}"); }
pub fn case_chained_calls() { fn mk(a: Loud) -> Box<Loud> { Box::new(a) } println!("{}", mk(loud("a")).look()); println!("next"); }
pub fn case_block_before_a_semicolon() {
    if true { { let inner = loud("1"); println!("inner"); inner }; } else { }
    fn five() -> u8 { 5 }
    fn ended() { { five() }; }
    println!("{:?}", ended());
    { loud("2") };;
    println!("end");
}
pub fn case_async_call_that_nothing_awaits() {
    async fn later(a: Loud, b: Loud) -> u8 { println!("never {} {}", a.0, b.0); 1 }
    { let _f = later(loud("a"), loud("b")); println!("made"); }
    drop(later(loud("c"), loud("d")));
    println!("end");
}
