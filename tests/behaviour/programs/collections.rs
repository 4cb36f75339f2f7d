// Vectors, slices, options, results, maps and iterators of the standard library.
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

struct Cells<const N: usize> { each: [std::cell::Cell<usize>; N], names: [String; 2] }
impl<const N: usize> Cells<N> {
    fn new() -> Self { Self { each: core::array::from_fn(|n| std::cell::Cell::new(n * n)), names: std::array::from_fn(|n| format!("cell {n}")) } }
    fn raise(&self, n: usize) -> usize { self.each[n].replace(self.each[n].get() + N) }
}
const SPARE: usize = 2 + 1;
struct Spares { each: [u32; SPARE] }
impl Spares { fn new() -> Self { Self { each: core::array::from_fn(|n| n as u32 * 7) } } }
pub fn case_arrays_made() {
    println!("{:?} {}", Spares::new().each, Spares::new().each.len());
    let four = Cells::<4>::new(); println!("{} {} {} {:?} {}", four.raise(3), four.raise(3), four.each.len(), four.each[2], four.names[1]);
    let cells = [const { std::cell::Cell::new(5) }; 3]; cells[1].set(8); println!("{} {} {}", cells[0].get(), cells[1].get(), cells[2].get());
}
pub fn case_vectors() {
    let mut v = vec![3, 1, 2]; v.push(5); v.insert(1, 9); println!("{v:?} {} {:?}", v.len(), v.first());
    v.sort(); println!("{v:?} {:?}", v.binary_search(&5)); v.reverse(); println!("{v:?}"); v.swap(0, 4); println!("{v:?}");
    println!("{} {:?}", v.remove(1), v.pop()); v.extend([7, 8]); v.extend_from_slice(&[1]); println!("{v:?}"); v.dedup(); let mut w = vec![(1, 2), (2, 5), (6, 7), (7, 7), (9, 1)]; w.dedup_by(|next, prev| { let joined = prev.1 == next.0; if joined { prev.1 = next.1; } joined }); println!("{w:?}"); w.dedup_by_key(|p| p.1 / 5); println!("{w:?}"); v.retain(|x| x % 2 == 1); println!("{v:?}");
    println!("{:?} {:?}", v.iter().position(|&x| x == 7), v.contains(&3)); v.truncate(1); println!("{v:?}"); let w = v.clone(); v.clear(); println!("{v:?} {w:?} {}", v.is_empty());
    let mut z = vec![0u8; 4]; z[2] = 7; z.resize(6, 1); println!("{z:?}"); let t = z.split_off(3); println!("{z:?} {t:?}"); z.append(&mut vec![4, 4]); println!("{z:?}");
    println!("{:?}", vec![vec![1], vec![2, 3]].concat()); println!("{}", vec!["a", "b"].join("-")); let mut q = vec![1, 2, 3]; println!("{}", q.swap_remove(0)); println!("{q:?}");
    let mut s = vec!["b", "a"]; s.sort_by(|a, b| b.cmp(a)); println!("{s:?}"); let mut k = vec![-3, 2, 1]; k.sort_by_key(|x: &i32| x.abs()); println!("{k:?}");
}
pub fn case_slices() {
    let a = [1, 2, 3, 4, 5]; println!("{:?} {:?} {:?} {:?}", &a[1..3], &a[..2], &a[3..], &a[1..=2]); println!("{:?} {:?}", a.get(1), a.get(9)); println!("{:?}", a.get(1..3));
    for c in a.chunks(2) { println!("{c:?}"); } for w in a.windows(2) { print!("{} ", w[0] + w[1]); } println!();
    let (l, r) = a.split_at(2); println!("{l:?} {r:?}"); println!("{:?} {:?}", a.split_first(), a.split_last()); println!("{:?}", a.iter().rev().collect::<Vec<_>>());
    let mut b = a; b[1..4].reverse(); println!("{b:?}"); b.rotate_left(1); println!("{b:?}"); for x in &mut b { *x *= 2; } println!("{b:?}"); for x in b[..2].iter_mut() { *x += 1; } println!("{b:?}"); b[2..].fill(0); println!("{b:?}");
    b.copy_from_slice(&a); println!("{}", b == a); println!("{} {}", a.starts_with(&[1, 2]), a.ends_with(&[1])); println!("{:?}", a.to_vec()); println!("{:?}", a.map(|x| x * x)); println!("{:?} {:?}", a.first(), a.last());
    let mut m = [1, 2, 3]; if let Some(x) = m.get_mut(1) { *x = 20; } if let Some(x) = m.last_mut() { *x = 30; } println!("{m:?}"); let (x, y) = m.split_at_mut(1); x[0] = y[0]; println!("{m:?}");
}
pub fn case_options() {
    let (s, n): (Option<i32>, Option<i32>) = (Some(4), None);
    println!("{:?} {:?} {:?}", s.map(|x| x * 2), n.map(|x| x * 2), s.and_then(|x| if x > 3 { Some(x) } else { None })); println!("{} {} {}", s.unwrap_or(1), n.unwrap_or(1), n.unwrap_or_default()); println!("{:?} {:?}", s.or(Some(9)), n.or(Some(9)));
    println!("{:?} {:?}", s.ok_or("none"), n.ok_or("none")); println!("{:?} {:?}", s.filter(|x| *x > 9), s.xor(n)); println!("{:?} {}", s.zip(Some('z')), s.map_or(0, |x| x + 1)); println!("{} {}", s.is_some_and(|x| x > 3), n.is_none());
    let mut o = Some(3); if let Some(x) = o.as_mut() { *x += 1; } println!("{:?} {:?} {o:?}", o.take(), o.replace(8)); println!("{}", o.get_or_insert(5)); let mut e = None; println!("{}", e.get_or_insert_with(|| 6)); println!("{:?} {:?}", o.insert(1), e);
    println!("{:?}", Some("5").and_then(|t| t.parse::<i32>().ok())); println!("{:?} {:?}", Some(Some(1)).flatten(), Some(Ok::<i32, ()>(1)).transpose()); println!("{:?} {}", s.iter().next(), s.unwrap_or_else(|| 0)); println!("{}", Some(1) < Some(2) && None < Some(0)); let t = Some(String::from("x")); println!("{:?} {:?}", t.as_ref().map(|s| s.len()), t.as_deref());
}
pub fn case_results() {
    let (o, e): (Result<i32, String>, Result<i32, String>) = (Ok(4), Err("bad".into()));
    println!("{:?} {:?}", o.as_ref().map(|x| x * 2), e.as_ref().map_err(|m| m.len())); println!("{:?} {:?}", o.clone().ok(), e.clone().err()); println!("{} {}", o.clone().unwrap_or(0), e.clone().unwrap_or_else(|m| m.len() as i32)); println!("{:?}", o.clone().and_then(|x| if x > 5 { Ok(x) } else { Err(format!("{x}")) }));
    println!("{} {} {}", o.is_ok(), e.is_err(), o.is_ok_and(|x| x == 4)); println!("{:?}", vec!["1", "2"].iter().map(|s| s.parse::<u8>()).collect::<Result<Vec<_>, _>>().unwrap()); println!("{:?}", vec![Some(1), None].into_iter().collect::<Option<Vec<i32>>>()); println!("{:?}", e.clone().or_else(|m| if m == "bad" { Ok::<i32, String>(1) } else { Err(m) }));
}
pub fn case_iterators() {
    let v: Vec<i32> = vec![1, 2, 3, 4, 5, 6];
    println!("{:?}", v.iter().map(|x| x * 2).filter(|x| x % 3 != 0).collect::<Vec<_>>()); println!("{} {} {:?} {:?}", v.iter().sum::<i32>(), v.iter().product::<i32>(), v.iter().max(), v.iter().min()); println!("{}", v.iter().fold(String::new(), |acc, x| format!("{acc}{x}")));
    println!("{:?}", v.iter().enumerate().skip(2).step_by(2).collect::<Vec<_>>()); println!("{:?}", v.iter().zip("abc".chars()).map(|(n, c)| format!("{n}{c}")).collect::<Vec<_>>()); println!("{:?}", v.iter().rev().take(2).chain([9, 9].iter()).copied().collect::<Vec<i32>>());
    println!("{:?}", v.iter().take_while(|x| **x < 4).collect::<Vec<_>>()); println!("{:?}", v.iter().skip_while(|&&x| x < 4).collect::<Vec<_>>()); println!("{:?}", v.chunks(4).flat_map(|c| c.iter().rev()).collect::<Vec<_>>()); println!("{:?}", vec![Some(1), None, Some(3)].into_iter().flatten().collect::<Vec<_>>());
    println!("{} {} {}", v.iter().any(|x| *x == 3), v.iter().all(|x| *x > 0), v.iter().count()); println!("{:?} {:?}", v.iter().find(|x| **x > 3), v.iter().find_map(|x| if *x > 4 { Some(x * 10) } else { None })); let (even, odd): (Vec<i32>, Vec<i32>) = v.iter().partition(|x| **x % 2 == 0); println!("{even:?} {odd:?}");
    println!("{:?}", v.iter().scan(0, |s, x| { *s += x; Some(*s) }).collect::<Vec<_>>()); println!("{:?} {:?}", v.iter().max_by_key(|x| (**x - 3).abs()), v.iter().min_by_key(|x| (**x - 3).abs())); println!("{:?} {:?}", v.iter().nth(2), v.iter().last()); let (a, b): (Vec<i32>, Vec<char>) = vec![(1, 'a'), (2, 'b')].into_iter().unzip(); println!("{a:?} {b:?}");
    let mut p = v.iter().peekable(); while let Some(x) = p.next() { if let Some(n) = p.peek() { print!("{x}<{n} "); } } println!(); println!("{:?}", (1..=3).flat_map(|i| (0..i).map(move |j| (i, j))).collect::<Vec<_>>()); println!("{:?}", (0..10).step_by(3).rev().collect::<Vec<_>>()); println!("{:?}", (0..3).map(|x| x as u8).cycle().take(7).collect::<Vec<_>>());
    println!("{:?} {:?}", (1..5).reduce(|a, b| a * b), (5..5).max()); println!("{}", (1..=100).sum::<u32>()); let mut it = v.iter(); it.next(); println!("{:?} {:?}", it.len(), it.next_back()); println!("{:?}", v.iter().inspect(|x| print!("[{x}]")).map_while(|x| if *x < 3 { Some(x * 2) } else { None }).collect::<Vec<_>>()); println!("{}", ["b", "a"].iter().map(|s| s.to_string()).collect::<Vec<_>>().join("+")); println!("{:?}", std::iter::successors(Some(1u32), |x| if *x < 50 { Some(x * 3) } else { None }).collect::<Vec<_>>()); println!("{:?}", std::iter::once(1).chain(std::iter::repeat(2).take(2)).collect::<Vec<_>>());
    for (i, x) in v.iter().enumerate().filter(|(i, _)| i % 2 == 0) { print!("{i}:{x} "); } println!(); println!("{:?}", v.iter().try_fold(0i8, |a, &x| a.checked_add(x as i8 * 20))); println!("{}", v.iter().map(|x| x.to_string()).collect::<String>()); println!("{:?}", [3, 1, 2].iter().cmp([3, 1].iter())); println!("{}", (0..3).eq([0, 1, 2].into_iter()));
}
pub fn case_lazy_adaptors() { let v: Vec<i32> = (0..3).map(|x| { println!("map {x}"); x }).filter(|x| { println!("filter {x}"); x % 2 == 0 }).collect(); println!("{v:?}"); let _ = (0..3).map(|x| println!("never {x}")); }
pub fn case_ranges() {
    let r = 2..5; println!("{:?} {} {} {:?}", r, r.contains(&4), r.len(), r.clone().collect::<Vec<_>>()); println!("{} {:?} {:?}", (1..=3).contains(&3), (1..=3).rev().collect::<Vec<_>>(), (5..2).collect::<Vec<i32>>()); println!("{} {}", r.start, r.end); let mut s = 0..3; println!("{:?} {:?}", s.next(), s); println!("{} {}", (3..3).is_empty(), (3..=3).is_empty()); for c in 'a'..='d' { print!("{c}"); } println!(); for i in (0..10usize).rev().step_by(4) { print!("{i} "); } println!(); for b in 254u8..=255 { print!("{b} "); } println!();
}
pub fn case_maps() {
    let mut m = BTreeMap::new(); m.insert(2, "b"); m.insert(1, "a"); println!("{m:?} {:?} {:?}", m.insert(2, "c"), m.get(&2)); println!("{} {:?} {}", m.len(), m.remove(&1), m.contains_key(&1)); *m.entry(7).or_insert("z") = "y"; for (k, v) in &m { println!("{k}={v}"); } println!("{:?} {:?}", m.keys().collect::<Vec<_>>(), m.values().collect::<Vec<_>>());
    let mut counts: BTreeMap<char, usize> = BTreeMap::new(); for c in "hello".chars() { *counts.entry(c).or_insert(0) += 1; } println!("{counts:?}"); if let Some(v) = counts.get_mut(&'l') { *v = 10; } println!("{:?} {:?}", counts.iter().next(), counts[&'l']); let mut h = HashMap::new(); h.insert("k", 1); println!("{:?} {:?}", h.get("k"), h.get("x"));
    let s: BTreeSet<i32> = [3, 1, 3].into_iter().collect(); println!("{s:?} {} {}", s.len(), s.contains(&1)); let mut t = HashSet::new(); println!("{} {}", t.insert(1), t.insert(1)); println!("{:?} {:?}", m.first_key_value(), m.range(3..).next()); println!("{:?} {}", m.range(..=3).next_back(), (1..6).filter(|n| (..=4).contains(n)).count()); let mut d = VecDeque::new(); d.push_back(1); d.push_front(0); println!("{d:?} {:?} {:?} {}", d.pop_front(), d.front(), d.len());
}
pub fn case_cells() {
    use std::cell::{Cell, RefCell}; use std::rc::{Rc, Weak};
    let c = Cell::new(5); c.set(c.get() + 1); println!("{} {}", c.get(), c.replace(1)); let r = RefCell::new(vec![1]); r.borrow_mut().push(2); println!("{:?} {}", r.borrow(), r.borrow().len()); println!("{} {}", r.try_borrow_mut().is_ok(), { let _b = r.borrow(); r.try_borrow_mut().is_ok() }); let a = Rc::new(RefCell::new(1)); let b = Rc::clone(&a); *b.borrow_mut() += 4; println!("{} {}", a.borrow(), Rc::strong_count(&a)); let w: Weak<_> = Rc::downgrade(&a); println!("{:?}", w.upgrade().map(|x| *x.borrow())); drop(a); drop(b); println!("{}", w.upgrade().is_none());
    use std::sync::{Arc, Mutex}; let m = Arc::new(Mutex::new(1)); { let mut g = m.lock().unwrap(); *g += 1; } println!("{}", *m.lock().unwrap());
}
