// Panics: the message, and what unwinding drops.

struct Loud(&'static str);
impl Drop for Loud { fn drop(&mut self) { println!("drop {}", self.0); } }
impl Loud { fn look(&self) -> &str { self.0 } }
struct Outer(Loud, Loud);
impl Drop for Outer { fn drop(&mut self) { println!("drop outer"); } }
fn fail() -> Loud { panic!("failed") }

pub fn case_unwinding_drops_locals() { let _a = Loud("a"); let _b = Loud("b"); if _a.0 == "a" { panic!("stop {}", 1); } println!("never"); }
pub fn case_unwinding_through_calls() { fn f() { let _x = Loud("x"); g(); } fn g() { let _y = Loud("y"); panic!("deep"); } let _a = Loud("a"); f(); }
pub fn case_arguments_so_far() { fn two(_a: Loud, _b: Loud) {} two(Loud("first"), fail()); }
pub fn case_fields_so_far() { let _o = Outer(Loud("first"), fail()); }
pub fn case_vector_so_far() { let _v = vec![Loud("0"), Loud("1"), fail()]; }
pub fn case_tuple_so_far() { let _t = (Loud("0"), fail()); }
pub fn case_temporaries() { fn f(_: &Loud, _: Loud) {} f(&Loud("t"), fail()); }
pub fn case_in_loop() { let _o = Loud("o"); for i in 0..3 { let _l = Loud("l"); if i == 1 { panic!("at {i}"); } } }
pub fn case_in_for_over_owned() { for l in vec![Loud("a"), Loud("b"), Loud("c")] { if l.0 == "b" { panic!("b"); } } }
pub fn case_in_closure() { let a = Loud("a"); let f = move |n: i32| { let _c = Loud("c"); if n > 0 { panic!("closure {}", a.look()) } n }; println!("{}", f(0)); f(1); }
pub fn case_in_map() { let v = vec![Loud("a"), Loud("b"), Loud("c")]; let _w: Vec<&str> = v.into_iter().map(|l| if l.0 == "b" { panic!("map") } else { l.0 }).collect(); }
pub fn case_in_drop() { struct Bad; impl Drop for Bad { fn drop(&mut self) { println!("bad"); panic!("in drop"); } } let _a = Loud("a"); { let _b = Bad; let _c = Loud("c"); } println!("never"); }
pub fn case_in_drop_fields_still_go() { struct Bad(Loud); impl Drop for Bad { fn drop(&mut self) { println!("bad"); panic!("in drop"); } } let _a = Loud("a"); let _b = Bad(Loud("inside")); }
pub fn case_moved_values_stay_away() { fn eat(_l: Loud) { panic!("eaten"); } let a = Loud("a"); let _b = Loud("b"); eat(a); }
pub fn case_unwrap_none() { let n: Option<u8> = None; n.unwrap(); }
pub fn case_unwrap_err() { let r: Result<u8, String> = Err("bad".to_string()); r.unwrap(); }
pub fn case_expect_none() { let n: Option<u8> = None; n.expect("needed it"); }
pub fn case_expect_err() { let r: Result<u8, i32> = Err(7); r.expect("needed it"); }
pub fn case_unwrap_err_of_ok() { let r: Result<u8, i32> = Ok(7); r.unwrap_err(); }
pub fn case_index_out_of_bounds() { let v = vec![1, 2, 3]; let i = v.len(); println!("{}", v[i]); }
pub fn case_array_out_of_bounds() { let v = [1, 2, 3]; let i = v.len() + 2; println!("{}", v[i]); }
pub fn case_slice_out_of_bounds() { let v = [1, 2, 3]; let i = v.len() + 2; println!("{:?}", &v[1..i]); }
pub fn case_slice_order() { let v = [1, 2, 3]; let (i, j) = (2, 1); println!("{:?}", &v[i..j]); }
pub fn case_assert() { let n = 3; assert!(n == 3); assert!(n > 5, "n is {n}"); }
pub fn case_assert_plain() { let n = 3; assert!(n > 5); }
pub fn case_assert_eq() { let n = 3; assert_eq!(n, 3); assert_eq!(n + 1, 5); }
pub fn case_assert_eq_message() { assert_eq!(1, 2, "values of {}", "x"); }
pub fn case_assert_ne() { assert_ne!(1, 2); assert_ne!("a", "a"); }
pub fn case_debug_assert() { debug_assert!(1 + 1 == 2); debug_assert_eq!(1, 2); }
pub fn case_unreachable() { unreachable!(); }
pub fn case_unreachable_message() { unreachable!("state {}", 5); }
pub fn case_todo() { todo!(); }
pub fn case_unimplemented() { unimplemented!("later"); }
pub fn case_explicit() { panic!(); }
pub fn case_panic_is_an_expression() { let x: i32 = if true { 1 } else { panic!("no") }; println!("{x}"); let y: u8 = match 3 { 3 => panic!("three"), n => n }; println!("{y}"); }
pub fn case_overflow_unwinds() { let _a = Loud("a"); let x: u8 = "255".len() as u8 + 252; let y = x + 1; println!("{y}"); }
pub fn case_borrow_panics() { use std::cell::RefCell; let c = RefCell::new(1); let _b = c.borrow_mut(); let _d = c.borrow_mut(); }
pub fn case_thread_panicking() { struct S; impl Drop for S { fn drop(&mut self) { println!("{}", std::thread::panicking()); } } { let _s = S; } let _t = S; panic!("x"); }
pub fn case_catch_unwind_order() { let _a = (Loud("t0"), Loud("t1")); let _b = [Loud("a0"), Loud("a1")]; let _c = Some(Loud("s")); panic!("all"); }
pub fn case_partially_moved() { let o = (Loud("0"), Loud("1")); let _k = o.1; panic!("part"); }
pub fn case_panic_while_assigning() { let mut a = Loud("old"); a = fail(); println!("{}", a.0); }
pub fn case_panic_in_index() { let mut v = vec![Loud("a")]; let i = v.len() + 3; v[i] = Loud("new"); }
pub fn case_match_without_reaching() { let _m = match Some(Loud("in")) { Some(l) if l.0 == "x" => l, Some(_) => panic!("other"), None => Loud("none") }; }
