//! Paths, and what is handed on by a method.
use core::ops::Deref;

pub struct Path<'a> {
    text: &'a str,
}

pub trait Width {
    fn width(&self) -> usize;
}
impl Width for u16 {
    fn width(&self) -> usize {
        2
    }
}

pub struct Held {
    inner: u32,
}
impl Deref for Held {
    type Target = u32;
    fn deref(&self) -> &u32 {
        &self.inner
    }
}

impl<'a> Path<'a> {
    pub fn is_absolute(&self) -> bool {
        self.text.starts_with('/')
    }
}
pub fn depth(path: &Path<'_>) -> usize {
    if path.is_absolute() { 0 } else { 1 }
}
