// Moves and drops in less common places: patterns, arrays, closures, trait objects, iterators, evaluation order.

struct Loud(&'static str);
impl Drop for Loud { fn drop(&mut self) { println!("drop {}", self.0); } }
impl Loud { fn look(&self) -> &'static str { self.0 } fn eat(self) { println!("eat {}", self.0); } }
fn loud(s: &'static str) -> Loud { println!("make {s}"); Loud(s) }
fn num(s: &str, n: i32) -> i32 { println!("{s}"); n }
struct Pair { a: Loud, b: Loud }
struct Deep { pair: Pair, c: Loud }
enum Kind { None, One(Loud), Two { x: Loud, y: Loud } }
fn id<T>(t: T) -> T { println!("id"); t }
fn two<A, B>(_a: A, _b: B) { println!("two"); }

pub fn case_arrays_taken_apart() { let arr = [loud("0"), loud("1"), loud("2")]; let [a, _, c] = arr; println!("{} {}", a.0, c.0); }
pub fn case_array_element_assigned() { let mut arr = [loud("0"), loud("1")]; arr[0] = loud("new"); println!("end"); }
pub fn case_nested_partial_move() { let d = Deep { pair: Pair { a: loud("a"), b: loud("b") }, c: loud("c") }; let a = d.pair.a; println!("{}", a.0); let c = d.c; println!("{}", c.0); }
pub fn case_nested_partial_move_and_refill() { let mut d = Deep { pair: Pair { a: loud("a"), b: loud("b") }, c: loud("c") }; d.pair.a.eat(); d.pair.a = loud("a2"); println!("whole again"); let p = d.pair; println!("{}", p.b.0); }
pub fn case_match_on_a_tuple() { let (a, b) = (loud("a"), loud("b")); match (a, b) { (x, _) => println!("{}", x.0) } println!("end"); }
pub fn case_match_moves_one_field() { let p = Pair { a: loud("a"), b: loud("b") }; match p { Pair { a, .. } if a.0 == "z" => println!("z {}", a.0), Pair { b, .. } => println!("b {}", b.0) } println!("end"); }
pub fn case_match_on_enum_by_move() { for k in [Kind::None, Kind::One(loud("1")), Kind::Two { x: loud("x"), y: loud("y") }] { match k { Kind::Two { y, .. } => println!("two {}", y.0), Kind::One(_) => println!("one"), Kind::None => println!("none") } println!("next"); } }
pub fn case_enum_assignment() { let mut k = Kind::One(loud("1")); k = Kind::Two { x: loud("x"), y: loud("y") }; println!("assigned"); if let Kind::Two { x, .. } = &mut k { *x = loud("x2"); } k = Kind::None; println!("none"); let _ = k; }
pub fn case_ref_in_match_on_a_temporary() { match Some(loud("t")) { Some(ref l) => println!("see {}", l.0), None => {} } println!("after"); }
pub fn case_deferred_initialisation() { let a; let b = loud("b"); a = loud("a"); println!("{} {}", a.0, b.0); let c; { let d = loud("d"); c = d; println!("in"); } println!("{}", c.0); }
pub fn case_loop_variable_moves_out() { let mut kept = None; for i in 0..3 { let l = loud("l"); if i == 1 { kept = Some(l); } println!("round {i}"); } println!("{}", kept.is_some()); }
pub fn case_assign_in_loop() { let mut cur = loud("first"); for n in ["a", "b"] { cur = loud(n); println!("set"); } println!("{}", cur.0); }
pub fn case_labelled_block_value() { let l = 'b: { let _g = loud("g"); if loud("t").look() == "t" { break 'b loud("v1"); } loud("v2") }; println!("{}", l.0); }
pub fn case_break_out_of_nested_scopes() { 'o: loop { let _a = loud("a"); loop { let _b = loud("b"); { let _c = loud("c"); break 'o; } } } println!("end"); }
pub fn case_return_out_of_match() { fn f(k: Kind) -> &'static str { let _g = loud("g"); match k { Kind::One(l) => return l.0, _ => {} } "other" } println!("{}", f(Kind::One(loud("x")))); println!("{}", f(Kind::None)); }
pub fn case_generic_passing() { let a = id(loud("a")); two(a, id(loud("b"))); println!("end"); }
pub fn case_boxed_trait_objects() { trait T { fn go(&self); fn done(self: Box<Self>); } impl T for Loud { fn go(&self) { println!("go {}", self.0); } fn done(self: Box<Self>) { println!("done {}", self.0); } } let v: Vec<Box<dyn T>> = vec![Box::new(loud("a")), Box::new(loud("b"))]; for t in &v { t.go(); } let b: Box<dyn T> = Box::new(loud("c")); b.done(); println!("end"); }
pub fn case_trait_method_by_value() { trait Fin { fn fin(self) -> &'static str where Self: Sized { println!("fin"); "x" } } impl Fin for Loud {} println!("{}", loud("a").fin()); let b = loud("b"); b.fin(); println!("end"); }
pub fn case_closures_capture_by_move_when_they_must() { let a = loud("a"); let f = || { a.eat(); }; println!("made"); f(); println!("end"); let b = loud("b"); let g = || drop(b); println!("not called"); }
pub fn case_returned_closure_owns() { fn make(l: Loud) -> impl FnMut() -> usize { let mut n = 0; move || { n += 1; println!("{} {n}", l.look()); n } } let mut f = make(loud("a")); f(); f(); println!("end"); }
pub fn case_boxed_closure() { let l = loud("l"); let f: Box<dyn FnOnce() -> &'static str> = Box::new(move || { let s = l.look(); s }); println!("made"); println!("{}", f()); println!("end"); }
pub fn case_closure_in_a_struct() { struct H<F: Fn(i32) -> i32> { f: F, l: Loud } impl<F: Fn(i32) -> i32> H<F> { fn go(&self, n: i32) -> i32 { (self.f)(n) } } let k = 10; let h = H { f: |n| n + k, l: loud("l") }; println!("{}", h.go(5)); }
pub fn case_drop_empties_a_list() { struct Bag { items: Vec<Loud>, name: Loud } impl Drop for Bag { fn drop(&mut self) { println!("bag"); while let Some(l) = self.items.pop() { println!("popped {}", l.0); } } } let _b = Bag { items: vec![loud("0"), loud("1")], name: loud("name") }; println!("end"); }
pub fn case_drop_takes_a_field() { struct Slot { l: Option<Loud> } impl Drop for Slot { fn drop(&mut self) { println!("slot"); if let Some(l) = self.l.take() { println!("took {}", l.0); } println!("slot done"); } } let _s = Slot { l: Some(loud("l")) }; let t = Slot { l: None }; drop(t); println!("end"); }
pub fn case_replacing_self() { struct M { l: Loud, n: u8 } impl M { fn next(&mut self) { *self = M { l: loud("next"), n: self.n + 1 }; println!("replaced {}", self.n); } fn swap(&mut self) -> Loud { std::mem::replace(&mut self.l, loud("swapped")) } } let mut m = M { l: loud("m"), n: 0 }; m.next(); let l = m.swap(); println!("{} {}", l.0, m.l.0); }
pub fn case_linked_list_drop() { struct Node { l: Loud, next: Option<Box<Node>> } let n = Node { l: loud("1"), next: Some(Box::new(Node { l: loud("2"), next: Some(Box::new(Node { l: loud("3"), next: None })) })) }; println!("{}", n.next.as_ref().unwrap().l.0); }
pub fn case_argument_order() { fn f(a: i32, b: i32, c: i32) -> i32 { a * 100 + b * 10 + c } println!("{}", f(num("a", 1), num("b", 2), num("c", 3))); println!("{}", num("l", 5) - num("r", 3)); let t = (num("t0", 1), num("t1", 2)); println!("{t:?}"); struct S { x: i32, y: i32 } let s = S { y: num("y", 1), x: num("x", 2) }; println!("{} {}", s.x, s.y); let a = [num("e0", 1), num("e1", 2)]; println!("{}", a[num("index", 1) as usize]); }
pub fn case_assignment_order() { let mut a = [1, 2, 3]; fn ix(n: usize) -> usize { println!("ix {n}"); n } a[ix(1)] = num("value", 9); a[ix(2)] += num("plus", 5); println!("{a:?}"); let mut x = 1; x += { println!("rhs"); 10 }; println!("{x}"); let mut o = loud("old"); o = { println!("block"); loud("new") }; println!("{}", o.0); }
pub fn case_overloaded_compound_order() { #[derive(Debug)] struct W(i32); impl std::ops::AddAssign<i32> for W { fn add_assign(&mut self, n: i32) { self.0 += n; } } fn w(a: &mut [W; 2], i: usize) -> &mut W { println!("place {i}"); &mut a[i] } let mut a = [W(1), W(2)]; *w(&mut a, 1) += num("value", 5); println!("{a:?}"); }
pub fn case_operator_moves() { impl std::ops::Add for Loud { type Output = Loud; fn add(self, o: Loud) -> Loud { println!("add {} {}", self.0, o.0); Loud("sum") } } let s = loud("a") + loud("b"); println!("{}", s.0); let c = loud("c"); let t = s + c; println!("{}", t.0); }
pub fn case_two_phase_borrows() { let mut v = vec![1, 2]; v.push(v.len()); println!("{v:?}"); }
pub fn case_constants_are_made_anew() { const C: Loud = Loud("const"); let a = C; println!("{}", a.0); println!("{}", C.look()); let _b = &C; println!("end"); }
pub fn case_short_circuit_and_drops() { let a = loud("a"); let b = loud("b"); if a.look() == "a" || { b.eat(); true } { println!("yes"); } println!("end"); }
pub fn case_while_let_with_drops() { let mut v = vec![loud("0"), loud("1"), loud("2")]; while let Some(l) = v.pop() { if l.0 == "1" { println!("skip"); continue; } println!("got {}", l.0); } println!("end"); }
pub fn case_iterator_adaptors_drop_what_they_leave_out() {
    let v = vec![loud("a"), loud("b"), loud("c"), loud("d")]; let kept: Vec<Loud> = v.into_iter().filter(|l| { println!("test {}", l.0); l.0 != "b" }).skip(1).take(1).collect(); println!("kept {}", kept.len());
    let w = vec![loud("e"), loud("f")]; for (l, n) in w.into_iter().zip(1..) { println!("{} {n}", l.0); } println!("counted {}", vec![loud("g"), loud("h")].into_iter().count()); println!("{:?}", vec![loud("i"), loud("j")].into_iter().map(|l| l.look()).last());
    let mut it = vec![loud("k"), loud("l"), loud("m")].into_iter(); println!("{}", it.nth(1).is_some()); println!("rest"); drop(it); println!("{}", vec![loud("n"), loud("o")].into_iter().any(|l| l.0 == "n")); println!("{}", vec![loud("p"), loud("q")].into_iter().find(|l| l.0 == "q").is_some()); println!("end"); }
pub fn case_for_break_drops_the_rest() { for (i, l) in vec![loud("a"), loud("b"), loud("c")].into_iter().enumerate() { if i == 1 { println!("break"); break; } println!("{}", l.0); } println!("end"); }
pub fn case_question_mark_drops() { fn f(a: Option<Loud>, b: Option<Loud>) -> Option<Pair> { let p = Pair { a: a?, b: b? }; println!("both"); Some(p) } println!("{}", f(Some(loud("1")), None).is_none()); println!("{}", f(Some(loud("2")), Some(loud("3"))).is_some()); }
pub fn case_option_combinators() { let o = Some(loud("a")).map(|l| { println!("map {}", l.0); loud("b") }).filter(|l| l.0 == "x"); println!("{}", o.is_none()); let p = Some(loud("c")).or(Some(loud("d"))); println!("{}", p.unwrap().0); let q: Option<Loud> = None; println!("{}", q.unwrap_or(loud("e")).0); let r = Some(loud("f")).unwrap_or(loud("g")); println!("{}", r.0); let s: Result<Loud, Loud> = Err(loud("h")); println!("{}", s.ok().is_none()); println!("end"); }
pub fn case_vec_of_options() { let mut v = vec![Some(loud("a")), None, Some(loud("b"))]; let t = v[0].take(); println!("taken {}", t.is_some()); v[1] = t; println!("moved"); v[2] = None; println!("cleared"); }
pub fn case_tuple_struct_returned() { fn f() -> (Loud, i32) { let l = loud("l"); (l, num("n", 3)) } let (l, n) = f(); println!("{} {n}", l.0); let m = f().1; println!("{m}"); }
pub fn case_struct_with_reference_field() { struct View<'a> { l: &'a Loud, n: u8 } impl Drop for View<'_> { fn drop(&mut self) { println!("view {}", self.l.0); } } let l = loud("l"); let v = View { l: &l, n: 1 }; println!("{}", v.n); }
pub fn case_temporary_guard_in_match() { struct Lock(std::cell::Cell<u8>); struct G<'a>(&'a Lock); impl Lock { fn lock(&self) -> G<'_> { println!("lock"); G(self) } } impl G<'_> { fn get(&self) -> u8 { self.0.0.get() } } impl Drop for G<'_> { fn drop(&mut self) { println!("unlock"); } } let l = Lock(std::cell::Cell::new(3)); match l.lock().get() { 3 => println!("three"), _ => {} } let n = l.lock().get() + l.lock().get(); println!("{n}"); if l.lock().get() > 2 { println!("big"); } while l.lock().get() > 5 {} for i in 0..l.lock().get() { if i == 1 { break; } println!("i {i}"); } let x = { l.lock().get() }; println!("{x}"); println!("end"); }
pub fn case_nested_functions_and_shadowing() { let a = loud("a"); let a = { let b = a; println!("in {}", b.0); loud("c") }; fn g(a: Loud) -> Loud { let a = { a }; a } let a = g(a); println!("{}", a.0); }
pub fn case_never_type() { fn f(n: u8) -> Loud { let l = loud("l"); let x: u8 = if n > 0 { return l } else { 5 }; println!("x {x}"); loud("m") } println!("{}", f(1).0); println!("{}", f(0).0); }
pub fn case_unused_let_patterns() { let (_, _x) = (loud("a"), loud("b")); let _y @ Pair { .. } = Pair { a: loud("c"), b: loud("d") }; println!("end"); }
pub fn case_swap_fields() { let mut p = Pair { a: loud("a"), b: loud("b") }; std::mem::swap(&mut p.a, &mut p.b); println!("{} {}", p.a.0, p.b.0); let mut v = vec![loud("x"), loud("y")]; v.swap(0, 1); println!("{}", v[0].0); }
pub fn case_returning_a_part() { fn f(p: Pair) -> Loud { println!("f"); p.b } let l = f(Pair { a: loud("a"), b: loud("b") }); println!("{}", l.0); }
pub fn case_if_let_else_chain() { fn f(a: Option<Loud>, b: Result<Loud, Loud>) { if let Some(x) = a { println!("a {}", x.0); } else if let Ok(y) | Err(y) = b { println!("b {}", y.0); } println!("end f"); } f(Some(loud("1")), Ok(loud("2"))); f(None, Err(loud("3"))); }
pub fn case_discarded_match_value() { match 1 { 1 => loud("a"), _ => loud("b") }; println!("next"); if true { loud("c") } else { loud("d") }; println!("end"); }
pub fn case_block_value_statement() { { loud("a") }; println!("next"); { let _x = loud("b"); loud("c") }; println!("end"); }
pub fn case_array_repeat_of_clones() { #[derive(Clone)] struct C(u8); impl Drop for C { fn drop(&mut self) { println!("drop c{}", self.0); } } let v = vec![C(1); 2]; println!("{}", v.len()); let w = v.clone(); println!("cloned {}", w.len()); }
pub fn case_comparison_takes_references() { impl PartialEq for Loud { fn eq(&self, o: &Loud) -> bool { println!("eq {} {}", self.0, o.0); self.0 == o.0 } } let a = loud("a"); println!("{}", a == loud("b")); println!("{}", loud("c") != a); println!("end"); }
pub fn case_reborrowed_moves() { let mut l = loud("a"); let r = &mut l; let s = &mut *r; *s = loud("b"); println!("{}", r.0); let o = &mut Some(loud("c")); if let Some(x) = o.as_mut() { *x = loud("d"); } println!("{}", o.is_some()); }
pub fn case_fn_once_ends_with_its_call() { fn g<F: FnOnce() -> u8>(f: F, h: impl FnOnce()) { let n = f(); println!("called {n}"); h(); println!("end g"); } fn w<F>(f: F) where F: FnOnce(u8) -> u8 { println!("{}", f(2)); println!("end w"); } let (a, b, c) = (loud("a"), loud("b"), loud("c")); g(move || { println!("{}", a.look()); 1 }, move || println!("{}", b.look())); w(move |n| { c.look(); n }); fn m<F: FnMut()>(mut f: F) { f(); println!("end m"); } let d = loud("d"); m(move || println!("{}", d.look())); println!("end"); }
pub fn case_closure_that_uses_up_one_of_two() { let (a, b) = (loud("a"), loud("b")); let f = move || { a.eat(); b.look(); }; f(); println!("end"); }
