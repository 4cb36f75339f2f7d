// Macros that the program declares itself.

macro_rules! largest { ($x:expr) => { $x }; ($x:expr, $($r:expr),+) => { { let first = $x; let rest = largest!($($r),+); if first > rest { first } else { rest } } }; }
macro_rules! twice { ($b:block) => { $b $b }; }
macro_rules! square { ($x:expr) => { $x * $x } }
macro_rules! record { ($(#[$m:meta])* $v:vis struct $name:ident { $($f:ident : $t:ty = $d:expr),* $(,)? }) => { $(#[$m])* $v struct $name { $($f: $t),* } impl $name { fn new() -> Self { Self { $($f: $d),* } } } } }
macro_rules! consts { ($($(#[$m:meta])* const $n:ident = $v:expr;)*) => { $($(#[$m])* const $n: u32 = $v;)* } }
macro_rules! early { ($e:expr) => { match $e { Some(v) => v, None => return -1 } } }
macro_rules! say { ($($arg:tt)*) => { println!($($arg)*) } }
macro_rules! op { ($a:expr, plus, $b:expr) => { $a + $b }; ($a:expr, times, $b:expr) => { $a * $b }; }
macro_rules! speak { ($($t:ty => $w:literal),*) => { $(impl Speak for $t { fn word(&self) -> &'static str { $w } })* } }
macro_rules! checked { ($e:expr $(, $m:literal)?) => { if !$e { println!("failed"); $(println!("{}", $m);)? } } }
record! { #[derive(Debug, Clone)] pub struct Settings { depth: u8 = 3, wide: bool = true, name: String = "s".to_string(), } }
consts! { /// Documented.
    const A = 1 << 3; const B = A + 1; }
trait Speak { fn word(&self) -> &'static str; }
struct Dog; struct Cat;
speak! { Dog => "woof", Cat => "meow" }
macro_rules! loud_drop { ($t:ident) => { impl Drop for $t { fn drop(&mut self) { println!("drop {}", stringify!($t)); } } } }
struct Quiet; loud_drop!(Quiet);

fn first(o: Option<i32>) -> i32 { let v = early!(o); v + 1 }
pub fn case_expressions() { println!("{} {} {}", largest!(3, 9, 4), square!(2 + 3), op!(2, plus, 3) * op!(2, times, 5)); }
pub fn case_statements() { twice!({ println!("hi"); }); say!("{} {}", 1, 2); say!(); checked!(1 > 2, "why"); checked!(2 > 1); }
pub fn case_items() { println!("{:?} {A} {}", Settings::new(), B); println!("{} {}", Dog.word(), Cat.word()); }
pub fn case_control_flow() { println!("{} {}", first(Some(1)), first(None)); }
pub fn case_drop_by_a_macro() { let _q = Quiet; println!("end"); }
