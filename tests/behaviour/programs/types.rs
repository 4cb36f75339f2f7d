// Structs, generics, traits, closures, iterators of the program's own.
use std::fmt;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
struct Page(usize);
#[derive(Debug, Clone, PartialEq, Default)]
struct Area { start: usize, end: usize, name: String, flags: Vec<u8> }
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Error { Full, Missing(usize), Range { low: usize, high: usize } }
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Full => write!(f, "full"),
            Error::Missing(n) => write!(f, "missing {}", n),
            Self::Range { low, high } => write!(f, "[{low}, {high})"),
        }
    }
}
impl From<usize> for Error { fn from(n: usize) -> Self { Error::Missing(n) } }
impl From<&str> for Error { fn from(_: &str) -> Self { Error::Full } }
impl Area {
    const EMPTY: usize = 0;
    fn new(start: usize, end: usize) -> Self { Self { start, end, name: String::new(), ..Default::default() } }
    fn len(&self) -> usize { self.end - self.start }
    fn grow(&mut self, by: usize) -> &mut Self { self.end += by; self }
    fn named(mut self, name: &str) -> Self { self.name = name.to_string(); self }
    fn split(self, at: usize) -> Result<(Area, Area), Error> {
        if at <= self.start || at >= self.end { return Err(Error::Range { low: self.start, high: self.end }); }
        Ok((Area { end: at, ..self.clone() }, Area { start: at, ..self }))
    }
    fn is_empty(&self) -> bool { self.len() == Self::EMPTY }
}
pub fn case_methods() {
    let mut a = Area::new(0x1000, 0x3000).named("heap");
    a.grow(0x1000).grow(0x1000);
    println!("{:?} {} {}", a, a.len(), a.is_empty());
    println!("{:?}", a.clone().split(0x2000));
    println!("{:?}", a.split(0));
}
pub fn case_derives() {
    println!("{:?} {} {}", Page::default(), Page(1) < Page(2), Page(3) == Page(3));
    let p = Page(7); let q = p; println!("{} {}", p.0, q.0);
    println!("{:?}", Area::default());
    println!("{:#?}", Area { start: 1, end: 2, name: "x".into(), flags: vec![1, 2] });
    println!("{:#?}", (Some(Error::Missing(3)), Error::Full));
    println!("{:?}", Error::Range { low: 1, high: 2 });
    println!("{:?}", Page(5).cmp(&Page(4)));
}
pub fn case_display() { println!("{} {} {}", Error::Full, Error::Missing(4), Error::Range { low: 1, high: 9 }); let s = Error::Full.to_string(); println!("{s:>6}|{:>6}|", s); }
fn parse(n: usize) -> Result<usize, Error> { if n > 10 { Err(n)? } if n == 5 { return Err("five".into()); } Ok(n * 2) }
fn sum(ns: &[usize]) -> Result<usize, Error> { let mut t = 0; for &n in ns { t += parse(n)?; } Ok(t) }
pub fn case_question_mark() { println!("{:?} {:?} {:?}", sum(&[1, 2, 3]), sum(&[1, 11, 5]), sum(&[5])); fn first(v: &[i32]) -> Option<i32> { let x = v.first()?; Some(x + 1) } println!("{:?} {:?}", first(&[1]), first(&[])); }

trait Speak { fn name(&self) -> String; fn speak(&self) -> String { format!("{} speaks", self.name()) } const LOUDNESS: u8 = 1; fn make() -> Self where Self: Sized; }
struct Dog; struct Cat(u8);
impl Speak for Dog { fn name(&self) -> String { "dog".into() } fn make() -> Self { Dog } const LOUDNESS: u8 = 9; }
impl Speak for Cat { fn name(&self) -> String { format!("cat {}", self.0) } fn speak(&self) -> String { "purr".into() } fn make() -> Self { Cat(3) } }
fn both<A: Speak, B: Speak>(a: &A, b: B) -> String { format!("{} / {}", a.speak(), b.speak()) }
fn made<T: Speak>() -> String { T::make().name() }
fn loud<T: Speak>(_: &T) -> u8 { T::LOUDNESS }
pub fn case_traits() {
    println!("{}", both(&Dog, Cat(1))); println!("{} {}", made::<Dog>(), made::<Cat>()); println!("{} {}", loud(&Dog), loud(&Cat(0)));
    println!("{} {}", Dog::LOUDNESS, <Cat as Speak>::LOUDNESS);
    println!("{}", Speak::name(&Dog)); println!("{}", <Dog as Speak>::speak(&Dog));
    let all: Vec<Box<dyn Speak2>> = vec![Box::new(Dog), Box::new(Cat(2))]; for s in &all { println!("{}", s.say()); }
}
trait Speak2 { fn say(&self) -> String; }
impl Speak2 for Dog { fn say(&self) -> String { "dyn dog".into() } }
impl Speak2 for Cat { fn say(&self) -> String { "dyn cat".into() } }
trait Double { fn double(&self) -> Self; }
impl Double for u8 { fn double(&self) -> Self { self * 2 } }
impl Double for String { fn double(&self) -> Self { format!("{self}{self}") } }
impl<T: Double> Double for Vec<T> { fn double(&self) -> Self { self.iter().map(|x| x.double()).collect() } }
pub fn case_traits_on_std_types() { println!("{} {}", 4u8.double(), "ab".to_string().double()); println!("{:?}", vec![1u8, 2].double()); }

#[derive(Debug, Clone)]
struct Stack<T> { items: Vec<T>, limit: usize }
impl<T: Clone + PartialEq> Stack<T> {
    fn new(limit: usize) -> Self { Stack { items: Vec::new(), limit } }
    fn push(&mut self, item: T) -> Result<(), T> { if self.items.len() >= self.limit { return Err(item); } self.items.push(item); Ok(()) }
    fn pop(&mut self) -> Option<T> { self.items.pop() }
    fn peek(&self) -> Option<&T> { self.items.last() }
    fn has(&self, t: &T) -> bool { self.items.iter().any(|x| x == t) }
    fn map<U, F: Fn(&T) -> U>(&self, f: F) -> Vec<U> { self.items.iter().map(|x| f(x)).collect() }
}
pub fn case_generics() {
    let mut s: Stack<u8> = Stack::new(2);
    println!("{:?} {:?} {:?}", s.push(1), s.push(2), s.push(3));
    println!("{:?} {} {}", s.peek(), s.has(&1), s.has(&9));
    println!("{:?}", s.map(|x| *x as u32 * 100));
    println!("{:?} {:?} {:?}", s.pop(), s.pop(), s.pop());
    let mut t = Stack::<String>::new(1); t.push("a".to_string()).unwrap(); println!("{t:?}");
}
fn largest<T: PartialOrd + Copy>(v: &[T]) -> T { let mut m = v[0]; for &x in v { if x > m { m = x; } } m }
fn swap<A, B>((a, b): (A, B)) -> (B, A) { (b, a) }
pub fn case_generic_functions() { println!("{} {} {}", largest(&[1, 5, 3]), largest(&[1.5, 0.5]), largest(&['a', 'z', 'q'])); println!("{:?}", swap((1, "x"))); }
fn apply(f: impl Fn(i32) -> i32, n: i32) -> i32 { f(f(n)) }
fn adder(k: i32) -> impl Fn(i32) -> i32 { move |x| x + k }
fn boxed(k: i32) -> Box<dyn Fn(i32) -> i32> { Box::new(move |x| x * k) }
fn call_mut<F: FnMut() -> u32>(mut f: F) -> u32 { f(); f(); f() }
fn twice(x: i32) -> i32 { x * 2 }
pub fn case_closures() {
    println!("{} {} {}", apply(|x| x + 1, 5), apply(adder(10), 1), apply(twice, 3));
    let mut n = 0; let mut inc = || { n += 1; n }; inc(); inc(); println!("{n}");
    println!("{}", call_mut(|| { n += 10; n })); println!("{n}");
    println!("{}", boxed(3)(4));
    let fs: Vec<Box<dyn Fn(i32) -> i32>> = vec![Box::new(|x| x + 1), boxed(5), Box::new(twice)];
    println!("{:?}", fs.iter().map(|f| f(2)).collect::<Vec<_>>());
    let s = String::from("moved"); let f = move || s.len(); println!("{} {}", f(), f());
    let make = |a: i32| move |b: i32| a - b; println!("{}", make(10)(3));
    let v = vec![1, 2, 3]; let has = |x: &i32| v.contains(x); println!("{} {}", has(&2), has(&5));
    let f: fn(i32) -> i32 = twice; println!("{}", f(21));
    println!("{:?}", Some(3).map(twice)); println!("{:?}", [1, 2].iter().map(ToString::to_string).collect::<Vec<_>>());
    println!("{:?}", vec![1, 2].into_iter().map(Some).collect::<Vec<_>>());
}
struct Countdown(u32);
impl Iterator for Countdown { type Item = u32; fn next(&mut self) -> Option<u32> { if self.0 == 0 { None } else { self.0 -= 1; Some(self.0) } } }
struct Bag { items: Vec<u8> }
impl IntoIterator for Bag { type Item = u8; type IntoIter = std::vec::IntoIter<u8>; fn into_iter(self) -> Self::IntoIter { self.items.into_iter() } }
impl<'a> IntoIterator for &'a Bag { type Item = &'a u8; type IntoIter = std::slice::Iter<'a, u8>; fn into_iter(self) -> Self::IntoIter { self.items.iter() } }
pub fn case_own_iterators() {
    for n in Countdown(3) { println!("{n}"); }
    println!("{:?}", Countdown(5).filter(|n| n % 2 == 0).map(|n| n * 10).collect::<Vec<_>>());
    let mut c = Countdown(5); println!("{:?} {:?}", c.next(), c.by_ref().take(2).sum::<u32>()); println!("{:?}", c.next());
    let b = Bag { items: vec![1, 2] }; for x in &b { println!("{x}"); } for x in b { println!("{}", x + 1); }
    println!("{}", Countdown(4).zip(Countdown(3)).map(|(a, b)| a * b).sum::<u32>());
}
use std::ops::{Add, AddAssign, Deref, DerefMut, Index, IndexMut, Neg, Not, Sub, Mul, BitOr};
#[derive(Debug, Clone, Copy, PartialEq)] struct V(i32, i32);
impl Add for V { type Output = V; fn add(self, o: V) -> V { V(self.0 + o.0, self.1 + o.1) } }
impl Sub for V { type Output = V; fn sub(self, o: V) -> V { V(self.0 - o.0, self.1 - o.1) } }
impl Mul<i32> for V { type Output = V; fn mul(self, k: i32) -> V { V(self.0 * k, self.1 * k) } }
impl Mul<V> for V { type Output = i32; fn mul(self, o: V) -> i32 { self.0 * o.0 + self.1 * o.1 } }
impl Neg for V { type Output = V; fn neg(self) -> V { V(-self.0, -self.1) } }
impl Not for V { type Output = bool; fn not(self) -> bool { self.0 == 0 } }
impl AddAssign for V { fn add_assign(&mut self, o: V) { self.0 += o.0; self.1 += o.1; } }
impl BitOr<u8> for V { type Output = u8; fn bitor(self, o: u8) -> u8 { self.0 as u8 | o } }
impl Index<usize> for V { type Output = i32; fn index(&self, i: usize) -> &i32 { if i == 0 { &self.0 } else { &self.1 } } }
impl IndexMut<usize> for V { fn index_mut(&mut self, i: usize) -> &mut i32 { if i == 0 { &mut self.0 } else { &mut self.1 } } }
pub fn case_operators() {
    let mut v = V(1, 2) + V(3, 4) * 2; v += V(1, 1); println!("{v:?} {:?} {:?} {} {}", -v, v - V(1, 1), !v, v * V(1, 2));
    v[0] = 50; v[1] += 5; println!("{} {} {}", v[0], v[1], v | 1u8);
}
struct Guard<'a> { inner: &'a mut Vec<i32>, log: &'static str }
impl Deref for Guard<'_> { type Target = Vec<i32>; fn deref(&self) -> &Vec<i32> { self.inner } }
impl DerefMut for Guard<'_> { fn deref_mut(&mut self) -> &mut Vec<i32> { self.inner } }
impl Drop for Guard<'_> { fn drop(&mut self) { println!("unlock {} {:?}", self.log, self.inner); } }
pub fn case_guards() { let mut v = vec![1]; { let mut g = Guard { inner: &mut v, log: "g" }; g.push(2); println!("{} {}", g.len(), g[1]); g[0] = 9; (*g).push(5); for x in g.iter_mut() { *x += 1; } } println!("{v:?}"); }
pub fn case_partial_eq_by_hand() { struct P(u8, u8); impl PartialEq for P { fn eq(&self, o: &P) -> bool { self.0 == o.0 } } println!("{} {}", P(1, 2) == P(1, 3), P(1, 2) != P(2, 2)); }
pub fn case_order_by_hand() {
    use std::cmp::Ordering; #[derive(PartialEq, Eq, Debug)] struct R(u8);
    impl Ord for R { fn cmp(&self, o: &R) -> Ordering { o.0.cmp(&self.0) } } impl PartialOrd for R { fn partial_cmp(&self, o: &R) -> Option<Ordering> { Some(self.cmp(o)) } }
    let mut v = vec![R(1), R(3), R(2)]; v.sort(); println!("{v:?} {} {:?}", R(1) < R(2), R(5).max(R(4)));
}
mod inner { pub struct Hidden { pub a: u8, b: u8 } impl Hidden { pub fn new(a: u8) -> Self { Hidden { a, b: super::helper(a) } } pub fn b(&self) -> u8 { self.b } } pub mod deep { pub const K: u8 = super::super::TOP + 1; pub fn f() -> u8 { crate::types::TOP } } }
const TOP: u8 = 40; static GREETING: &str = "hi"; fn helper(a: u8) -> u8 { a + TOP }
pub fn case_modules() { let h = inner::Hidden::new(2); println!("{} {} {}", h.a, h.b(), inner::deep::K); println!("{GREETING}"); use inner::deep::K as Kay; println!("{Kay}"); }
pub fn case_items_in_functions() { const N: usize = 3; fn f(n: usize) -> usize { n * N } struct L([u8; N]); impl L { fn sum(&self) -> u8 { self.0.iter().sum() } } println!("{} {}", f(2), L([1, 2, 3]).sum()); }
pub fn case_associated() { struct S; impl S { const A: u32 = 5; const B: u32 = Self::A * 2; fn k() -> u32 { Self::B + 1 } } println!("{} {}", S::k(), S::A); type Alias = S; println!("{}", Alias::B); }
pub fn case_labels() {
    let mut n = 0;
    'outer: for i in 0..5 { for j in 0..5 { if j == 3 { continue 'outer; } if i == 3 { break 'outer; } n += i * j; } }
    println!("{n}");
    let x = 'a: { if n > 3 { break 'a 1; } 2 }; println!("{x}");
    let y = 'l: loop { loop { break 'l 7; } }; println!("{y}");
    let mut k = 0; while k < 10 { k += 3; if k == 6 { continue; } } println!("{k}");
    'w: while true { loop { break 'w; } } println!("end");
}
pub fn case_recursion() { fn fib(n: u32) -> u64 { if n < 2 { n as u64 } else { fib(n - 1) + fib(n - 2) } } println!("{}", fib(15)); fn gcd(a: u32, b: u32) -> u32 { if b == 0 { a } else { gcd(b, a % b) } } println!("{}", gcd(48, 36)); }
enum List { Nil, Cons(i32, Box<List>) }
use List::{Cons, Nil};
impl List { fn sum(&self) -> i32 { match self { Nil => 0, Cons(n, rest) => n + rest.sum() } } fn push(self, n: i32) -> List { Cons(n, Box::new(self)) } }
pub fn case_linked_list() { println!("{}", Nil.push(1).push(2).push(3).sum()); }
struct Tree { value: i32, left: Option<Box<Tree>>, right: Option<Box<Tree>> }
impl Tree { fn insert(&mut self, v: i32) { let side = if v < self.value { &mut self.left } else { &mut self.right }; match side { Some(t) => t.insert(v), None => *side = Some(Box::new(Tree { value: v, left: None, right: None })) } } fn walk(&self, out: &mut Vec<i32>) { if let Some(l) = &self.left { l.walk(out); } out.push(self.value); if let Some(r) = &self.right { r.walk(out); } } }
pub fn case_tree() { let mut t = Tree { value: 5, left: None, right: None }; for v in [3, 8, 1, 4, 9] { t.insert(v); } let mut out = vec![]; t.walk(&mut out); println!("{out:?}"); }
pub fn case_flag_on_a_copy() {
    #[derive(Clone, Copy)] struct Flags { done: bool } impl Flags { fn set(mut self) { self.done = true; } fn set_in(&mut self) { self.done = true; } }
    let mut f = Flags { done: false }; f.set(); println!("{}", f.done); f.set_in(); println!("{}", f.done); let mut g = f; g.done = false; println!("{} {}", f.done, g.done);
}
pub fn case_commit_by_value() {
    struct G { done: bool, pages: Vec<usize> } impl G { fn commit(mut self) { self.done = true; println!("commit"); } } impl Drop for G { fn drop(&mut self) { if self.done { println!("kept {}", self.pages.len()); return; } for p in &self.pages { println!("free {p}"); } } }
    let g = G { done: false, pages: vec![1, 2] }; g.commit(); let _h = G { done: false, pages: vec![3] }; println!("end");
}
pub fn case_a_method_called_drop() { struct D(u8); impl D { fn drop(&mut self) { println!("not Drop {}", self.0); } } let mut d = D(1); d.drop(); println!("end"); }
pub fn case_cfg() {
    #[cfg(any())] { println!("never"); }
    #[cfg(all())] { println!("always"); }
    #[cfg(not(test))] println!("not test");
    let x = 5; #[cfg(any())] let x = 6; println!("{x}");
    if cfg!(debug_assertions) { println!("debug"); }
    #[allow(unused)] let y = 1;
    match x { #[cfg(any())] 5 => println!("no"), _ => println!("yes") }
}
pub fn case_statics() { use std::sync::atomic::{AtomicUsize, Ordering}; static N: AtomicUsize = AtomicUsize::new(5); N.fetch_add(2, Ordering::SeqCst); println!("{}", N.load(Ordering::Relaxed)); static mut M: u32 = 1; unsafe { M += 4; let m = M; println!("{m}"); } }
pub fn case_references_to_fields() { let mut p = (1, [2, 3]); let r = &mut p.1[0]; *r += 40; println!("{p:?}"); let a = &mut p; a.0 = 9; let (x, y) = (&a.0, &a.1); println!("{x} {y:?}"); }
pub fn case_copies() { let a = [1, 2, 3]; let mut b = a; b[0] = 9; println!("{a:?} {b:?}"); let t = (1, 'x'); let mut u = t; u.0 = 5; println!("{t:?} {u:?}"); let mut s = [[0; 2]; 2]; s[1][0] = 1; let r = s[1]; s[1][1] = 7; println!("{s:?} {r:?}"); }
pub fn case_strings() { let mut s = String::from("ab"); s.push('c'); s.push_str("de"); s += "f"; let t = s.clone() + &"!".repeat(2); println!("{s} {t} {}", t.len()); println!("{} {:?} {:?}", &t[1..3], t.find('c'), t.chars().rev().collect::<String>()); println!("{:?}", "a,b,,c".split(',').collect::<Vec<_>>()); println!("{} {} {}", "  x ".trim(), "Ab".to_uppercase(), "x".is_empty()); for (i, c) in "héy".char_indices() { println!("{i} {c}"); } println!("{:?} {:?}", "42".parse::<u8>(), "x1".strip_prefix("x")); }
struct Queue<T, const N: usize> { slots: [Option<T>; N], head: usize, len: usize }
impl<T: Copy, const N: usize> Queue<T, N> {
    const fn checked() -> Self { assert!(N > 1, "too small"); Self::new() }
    const fn new() -> Self { Self { slots: [None; N], head: 0, len: 0 } }
    fn room(&self) -> usize { N - self.len }
    fn push(&mut self, t: T) -> Result<(), T> { if self.len == N { return Err(t); } self.slots[(self.head + self.len) % N] = Some(t); self.len += 1; Ok(()) }
    fn pop(&mut self) -> Option<T> { let t = self.slots[self.head].take()?; self.head = (self.head + 1) % N; self.len -= 1; Some(t) }
}
impl<T: Copy, const N: usize> Default for Queue<T, N> { fn default() -> Self { Self::new() } }
struct Wheel<const SIZE: u8> { at: u8 }
impl<const SIZE: u8> Wheel<SIZE> { fn turn(&mut self) -> u8 { self.at = (self.at + 1) % SIZE; self.at } fn full() -> u8 { SIZE } }
fn filled<const N: usize>(v: u8) -> [u8; N] { [v; N] }
pub fn case_const_generics() {
    let mut q = Queue::<u32, 3>::new(); for n in 1..=4 { println!("{:?} {}", q.push(n), q.room()); }
    println!("{:?} {:?} {}", q.pop(), q.pop(), q.room());
    let mut r: Queue<u8, 2> = Queue::new(); println!("{:?} {:?} {:?} {}", r.push(1), r.push(2), r.push(3), r.room());
    println!("{} {:?}", Wheel::<5>::full(), filled::<4>(7));
    println!("{}", Queue::<u8, 2>::checked().room());
    let d: Queue<u8, 4> = Default::default(); println!("{}", d.room());
    const SLOTS: usize = 6; struct Log { lines: Queue<u8, SLOTS> } let l = Log { lines: Queue::new() }; println!("{}", l.lines.room());
}
pub fn case_fields_under_cfg() { struct S { a: u8, b: u8 } let s = S { #[cfg(all())] a: 1, #[cfg(any())] b: 9, #[allow(unused)] b: 2 }; println!("{} {}", s.a, s.b); }
pub fn case_types_of_c() { use std::ffi::{c_int, c_long}; type Sector = c_long; const LIMIT: c_long = 1_000_000_000; #[derive(Debug, Default, Clone, Copy, PartialEq)] struct At { block: Sector, part: c_int } let a = At { block: 5 as Sector, part: -1 }; let b = At::default(); println!("{a:?} {b:?} {}", (0..LIMIT).contains(&a.block)); println!("{} {:?} {}", a.block as u8, a.part.checked_mul(i32::MAX), (LIMIT * 4) as u32); let n: std::os::raw::c_uint = 7; println!("{:?}", n.checked_sub(8)); }
