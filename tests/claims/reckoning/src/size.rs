pub const PAGE: usize = 4096;
pub fn align_up(n: usize, align: usize) -> usize {
    (n + align - 1) & !(align - 1)
}
pub fn align_down(n: usize, align: usize) -> usize {
    n & !(align - 1)
}
pub fn checked_align_up(n: usize, align: usize) -> Option<usize> {
    if !align.is_power_of_two() {
        return None;
    }
    Some(n.checked_add(align - 1)? & !(align - 1))
}
pub fn round_to_four(n: usize) -> usize {
    n.div_ceil(4) * 4
}
pub fn pages_for(bytes: usize) -> usize {
    bytes.div_ceil(PAGE)
}
pub fn order_of(bytes: usize) -> u32 {
    pages_for(bytes).next_power_of_two().trailing_zeros()
}
pub struct Cursor {
    pos: usize,
    cap: usize,
}
impl Cursor {
    pub fn new(cap: usize) -> Self {
        Self { pos: 0, cap }
    }
    pub fn advance(&mut self, n: usize) -> usize {
        self.pos = (self.pos + n) % self.cap;
        self.pos
    }
    pub fn pos(&self) -> usize {
        self.pos
    }
    pub fn distance(&self, from: usize) -> usize {
        (self.pos + self.cap - from) % self.cap
    }
}
pub fn copy_len(n: usize, have: usize) -> Result<usize, isize> {
    if n == 0 {
        return Ok(0);
    }
    if have == 0 {
        return Err(-11);
    }
    Ok(n.min(have))
}
pub fn saturating_pages(n: usize) -> usize {
    n.saturating_mul(PAGE)
}
