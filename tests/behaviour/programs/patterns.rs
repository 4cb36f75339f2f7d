// Patterns of every kind.

#[derive(Debug, Clone, PartialEq)]
enum Shape { Empty, Dot(i32), Box { w: u32, h: u32 }, Pair(Box<Shape>, Box<Shape>) }
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level { Low = 1, Mid = 5, High }
struct Point { x: i32, y: i32 }
struct Unit;
struct Wrap(u8, u8);
const LIMIT: u32 = 10;
const ORIGIN: i32 = 0;

fn name(s: &Shape) -> String {
    match s {
        Shape::Empty => "empty".to_string(),
        Shape::Dot(0) => "zero dot".into(),
        Shape::Dot(n) if *n < 0 => format!("negative {n}"),
        Shape::Dot(n @ 1..=9) => format!("small {n}"),
        Shape::Dot(_) => String::from("dot"),
        Shape::Box { w, h: 1 } => format!("line {w}"),
        Shape::Box { w, .. } if *w == LIMIT => format!("limit"),
        Shape::Box { w: a, h: b } => format!("{a} by {b}"),
        Shape::Pair(a, b) => format!("({}, {})", name(a), name(b)),
    }
}
pub fn case_enum_match() {
    for s in [Shape::Empty, Shape::Dot(0), Shape::Dot(-3), Shape::Dot(7), Shape::Dot(10), Shape::Box { w: 3, h: 1 }, Shape::Box { w: 10, h: 2 }, Shape::Box { w: 2, h: 5 }] {
        println!("{}", name(&s));
    }
    println!("{}", name(&Shape::Pair(Box::new(Shape::Dot(1)), Box::new(Shape::Pair(Box::new(Shape::Empty), Box::new(Shape::Dot(99)))))));
}
pub fn case_wildcards() {
    let _ = println!("evaluated");
    let (a, _) = (1, 2); let (_, b) = (3, 4); println!("{a} {b}");
    let Wrap(_, w) = Wrap(5, 6); println!("{w}");
    let [x, _, z] = [7, 8, 9]; println!("{x} {z}");
    match 5 { 1 => println!("one"), _ => println!("other") }
    for _ in 0..2 { println!("round"); }
    let f = |_: i32, y: i32| y; println!("{}", f(1, 2));
}
fn skip(_: u8, (a, _): (u8, u8)) -> u8 { a }
pub fn case_parameters() { println!("{}", skip(1, (2, 3))); fn p(&(a, b): &(i32, i32), Point { x, y }: Point) -> i32 { a + b + x * y } println!("{}", p(&(1, 2), Point { x: 3, y: 4 })); }
pub fn case_or_patterns() {
    for n in 0..8 { println!("{}", match n { 0 | 2 => "a", 1 | 3..=4 => "b", 5 | 6 if n == 6 => "c", _ => "d" }); }
    for s in [Some(1), Some(5), None] { if let Some(1 | 2) = s { println!("low"); } else { println!("no"); } }
    let (Ok(v) | Err(v)): Result<i32, i32> = Err(3); println!("{v}");
}
pub fn case_ranges() {
    for n in [0u8, 9, 10, 99, 100, 255] { println!("{}", match n { 0..=9 => 1, 10..=99 => 2, 100.. => 3 }); }
    for c in ['a', 'Z', '5', '-'] { println!("{}", match c { 'a'..='z' => "low", 'A'..='Z' => "up", '0'..='9' => "digit", _ => "?" }); }
    for n in [-5, 0, 5] { println!("{}", match n { i32::MIN..=-1 => "neg", ORIGIN => "zero", 1.. => "pos" }); }
    println!("{}", match 7u8 { ..5 => "below", _ => "above" });
}
pub fn case_literals() {
    println!("{}", match "abc" { "x" => 1, "abc" => 2, _ => 3 });
    println!("{}", match true { true => 1, false => 2 });
    println!("{}", match -3 { -3 => "minus three", _ => "?" });
    println!("{}", match ('x', b'y') { ('x', b'y') => 1, _ => 0 });
    println!("{}", match 1.5 { 1.5 => "yes", _ => "no" });
    println!("{}", match b"ab" { b"ab" => 1, _ => 0 });
}
pub fn case_constants() { for n in [9, 10, 11] { match n { LIMIT => println!("limit"), other => println!("{other}") } } }
pub fn case_bindings_at() {
    match 42 { n @ (1 | 42) => println!("{n}"), _ => {} }
    let p @ (a, b) = (1, 2); println!("{p:?} {a} {b}");
    match Some(5) { all @ Some(n) => println!("{all:?} {n}"), None => {} }
    if let [first, rest @ ..] = &[1, 2, 3][..] { println!("{first} {rest:?}"); }
}
pub fn case_slices() {
    fn show(v: &[i32]) -> String {
        match v {
            [] => "none".into(), [x] => format!("one {x}"), [a, b] => format!("two {a} {b}"),
            [first, .., last] if first == last => format!("same ends {first}"),
            [first, middle @ .., last] => format!("{first} {middle:?} {last}"),
        }
    }
    for v in [&[][..], &[1], &[1, 2], &[1, 2, 1], &[1, 2, 3, 4]] { println!("{}", show(v)); }
    let [a, b, rest @ ..] = [1, 2, 3, 4]; println!("{a} {b} {rest:?}");
    if let [.., y, z] = vec![5, 6, 7].as_slice() { println!("{y} {z}"); }
    let mut arr = [1, 2, 3];
    if let [a, .., c] = &mut arr { std::mem::swap(a, c); }
    println!("{arr:?}");
}
pub fn case_references() {
    let v = vec![(1, 'a'), (2, 'b')];
    for &(n, c) in &v { println!("{n} {c}"); }
    for (n, c) in v.iter() { println!("{} {c}", *n + 1); }
    let r = &Some(3);
    if let Some(x) = r { println!("{}", x + 1); }
    match &&5 { &&n => println!("{n}") }
    let mut o = Some(1);
    if let Some(x) = &mut o { *x += 1; }
    if let Some(ref mut x) = o { *x *= 10; }
    println!("{o:?}");
    let ref z = 9; println!("{}", *z);
}
pub fn case_structs() {
    let p = Point { x: 1, y: 2 };
    let Point { x, y: why } = p; println!("{x} {why}");
    match p { Point { x: 0, .. } => println!("on y"), Point { y: 2, x } => println!("y two {x}"), Point { .. } => println!("else") }
    let Unit = Unit;

    let Wrap(.., last) = Wrap(3, 4); println!("{last}");
}
pub fn case_let_else() {
    fn f(o: Option<i32>) -> i32 { let Some(n) = o else { return -1 }; n * 2 }
    println!("{} {}", f(Some(4)), f(None));
    for n in 0..4 { let 1..=2 = n else { continue }; println!("{n}"); }
    fn g(v: &[u8]) -> u8 { let [a, b] = v else { panic!("{} elements", v.len()) }; a + b }
    println!("{}", g(&[1, 2])); g(&[1]);
}
pub fn case_if_let_chains() {
    let (a, b) = (Some(1), Some(2));
    if let (Some(x), Some(y)) = (a, b) { println!("{}", x + y); }
    let n = if let Some(x) = a { x } else if let Some(y) = b { y } else { 0 }; println!("{n}");
    let mut v = vec![1, 2, 3];
    while let Some(x) = v.pop() { println!("{x}"); }
}
pub fn case_matches() {
    let s = Shape::Dot(3);
    println!("{} {} {}", matches!(s, Shape::Dot(_)), matches!(s, Shape::Dot(n) if n > 3), matches!(s, Shape::Empty | Shape::Dot(3)));
    println!("{:?}", s);
    println!("{}", matches!(Some(String::from("x")), Some(t) if t == "x"));
}
pub fn case_nested() {
    let v = Some(Ok::<(i32, [u8; 2]), String>((3, [4, 5])));
    match v { Some(Ok((n, [a, b]))) => println!("{n} {a} {b}"), Some(Err(e)) => println!("{e}"), None => {} }
    let ((a, b), [c, d]) = ((1, 2), [3, 4]); println!("{a}{b}{c}{d}");
    let (mut x, y) = (1, 2); x += y; println!("{x}");
}
pub fn case_discriminants() {
    println!("{} {} {}", Level::Low as u8, Level::Mid as i32, Level::High as usize);
    println!("{:?} {}", Level::Low.max(Level::High), Level::Low < Level::Mid);
    println!("{:?}", [Level::High, Level::Low, Level::Mid].iter().max());
    use Level::*;
    match Mid { Low => println!("low"), Mid => println!("mid"), High => println!("high") }
}
pub fn case_match_is_an_expression() {
    let x = match 3 { n if n % 2 == 0 => "even", _ => { let y = "odd"; y } };
    println!("{x}");
    let y = { let t = 5; t * 2 } + match () { () => 1 };
    println!("{y}");
    let z = if y > 5 { "big" } else { "small" }; println!("{z}");
}
pub fn case_match_tuple_of_refs() {
    let (a, b) = (String::from("x"), String::from("y"));
    match (&a, &b) { (p, q) if p == q => println!("same"), (p, q) => println!("{p} {q}") }
    println!("{a}{b}");
    match (a.as_str(), 1) { ("x", 1) => println!("x1"), _ => println!("?") }
}
pub fn case_box_patterns() {
    let b = Box::new((1, String::from("s")));
    let (n, s) = *b; println!("{n} {s}");
    let t = &Box::new(Some(4)); if let Some(n) = &**t { println!("{n}"); }
}
pub fn case_destructuring_assignment() {
    let (mut a, mut b) = (1, 2);
    (a, b) = (b, a); println!("{a} {b}");
    [a, b] = [5, 6]; println!("{a} {b}");
    (a, _) = (7, 8); println!("{a}");
    _ = a;
}
