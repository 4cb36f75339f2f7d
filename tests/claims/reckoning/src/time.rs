use core::ops::{Add, Sub};
pub const NANOS: i64 = 1_000_000_000;
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    pub secs: i64,
    pub nanos: i64,
}
impl Span {
    pub const ZERO: Span = Span { secs: 0, nanos: 0 };
    pub const fn new(secs: i64, nanos: i64) -> Self {
        Self { secs, nanos }
    }
    pub fn is_valid(&self) -> bool {
        self.secs >= 0 && self.nanos >= 0 && self.nanos < NANOS
    }
    pub fn is_zero(&self) -> bool {
        self.secs == 0 && self.nanos == 0
    }
    pub fn as_millis(&self) -> u64 {
        self.secs as u64 * 1000 + self.nanos as u64 / 1_000_000
    }
    pub fn from_millis(ms: u64) -> Self {
        Self::new((ms / 1000) as i64, (ms % 1000) as i64 * 1_000_000)
    }
    pub fn to_ticks(&self, hz: u32) -> Option<u64> {
        if hz == 0 {
            return None;
        }
        Some(self.secs as u64 * hz as u64 + (self.nanos as u64 * hz as u64) / NANOS as u64)
    }
}
impl Add for Span {
    type Output = Span;
    fn add(self, rhs: Self) -> Self {
        let mut secs = self.secs.saturating_add(rhs.secs);
        let mut nanos = self.nanos + rhs.nanos;
        if nanos >= NANOS {
            nanos -= NANOS;
            secs = secs.saturating_add(1);
        }
        Self { secs, nanos }
    }
}
impl Sub for Span {
    type Output = Span;
    fn sub(self, rhs: Self) -> Self {
        if rhs >= self {
            return Self::ZERO;
        }
        let mut secs = self.secs - rhs.secs;
        let mut nanos = self.nanos - rhs.nanos;
        if nanos < 0 {
            nanos += NANOS;
            secs -= 1;
        }
        Self { secs, nanos }
    }
}
