use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Job { when: u32, name: char }

#[derive(Debug, PartialEq, Eq)]
struct Ranked { rank: u8, tag: u8 }
impl PartialOrd for Ranked { fn partial_cmp(&self, other: &Self) -> Option<Ordering> { Some(self.cmp(other)) } }
impl Ord for Ranked { fn cmp(&self, other: &Self) -> Ordering { self.rank.cmp(&other.rank).then_with(|| other.tag.cmp(&self.tag)) } }

struct Loud(u8);
impl Drop for Loud { fn drop(&mut self) { println!("gone {}", self.0); } }

pub fn case_greatest_first() {
    let mut h = BinaryHeap::new();
    for n in [4u32, 9, 1, 9, 6] { h.push(n); }
    println!("{} {:?} {}", h.len(), h.peek(), h.is_empty());
    while let Some(n) = h.pop() { print!("{n} "); }
    println!("{:?} {:?}", h.pop(), h.peek());
}
pub fn case_reversed() {
    let mut h: BinaryHeap<Reverse<Job>> = BinaryHeap::with_capacity(4);
    for (when, name) in [(7, 'a'), (3, 'b'), (7, 'A'), (5, 'c')] { h.push(Reverse(Job { when, name })); }
    if let Some(Reverse(job)) = h.peek() { println!("first {job:?}"); }
    match h.peek() { Some(Reverse(j)) if j.when <= 3 => println!("{:?}", h.pop().map(|Reverse(j)| j)), _ => println!("none") }
    h.retain(|Reverse(j)| j.name != 'a');
    println!("{}", h.len());
    println!("{:?}", h.into_sorted_vec());
}
pub fn case_order_of_its_own() {
    let mut h: BinaryHeap<Ranked> = vec![Ranked { rank: 2, tag: 1 }, Ranked { rank: 5, tag: 3 }, Ranked { rank: 5, tag: 1 }].into_iter().collect();
    h.push(Ranked { rank: 0, tag: 0 });
    let mut other = BinaryHeap::from(vec![Ranked { rank: 3, tag: 3 }]);
    h.append(&mut other);
    println!("{} {}", h.len(), other.is_empty());
    while let Some(r) = h.pop() { print!("{}{} ", r.rank, r.tag); }
    println!();
}
pub fn case_reverse_compares() {
    println!("{} {} {:?}", Reverse(1) < Reverse(2), Reverse(3) == Reverse(3), Reverse(5).cmp(&Reverse(4)));
    println!("{:?} {:?}", Reverse('x'), Reverse(2).0);
    let mut v = vec![3, 1, 2]; v.sort_by_key(|n| Reverse(*n)); println!("{v:?}");
    println!("{:?} {:?}", [4, 8, 6].iter().max_by_key(|n| Reverse(**n)), (Reverse(1), 2) > (Reverse(2), 1));
}
pub fn case_clear_and_drop() {
    let mut h = BinaryHeap::new();
    h.extend([2, 8, 5]);
    let copy = h.clone();
    h.clear();
    println!("{} {}", h.len(), copy.into_sorted_vec().len());
    let mut one: Vec<Loud> = Vec::new();
    one.push(Loud(1));
    drop(one);
    let d: BinaryHeap<u8> = Default::default();
    println!("{d:?}");
}
