//! Paths, and what is handed on by a method.
use core::ops::Deref;
use core::sync::atomic::{AtomicU32, Ordering};

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

#[derive(Debug)]
pub enum LookupError {
    Missing,
    Width(WidthError),
}
#[derive(Debug)]
pub struct WidthError;

#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("no width")]
    Width(#[from] WidthError),
    #[error("no path")]
    Lookup(LookupError),
}

pub struct Local {
    pub first: u32,
    second: u32,
    third: bool,
}
impl !Send for Local {}
unsafe impl Sync for Local {}

#[derive(Clone)]
pub struct Shared {
    inner: u8,
}

fn drain<const ALL: bool>() {}
pub fn flush_all() {
    drain::<true>();
}
pub fn sleep() -> u32 {
    0
}
pub mod future {
    pub fn sleep(_: u8) {}
}
impl Local {
    pub fn is_wide(&self) -> bool {
        self.third && self.first > 0
    }
    pub fn new() -> Local {
        OPENED.fetch_add(1, Ordering::Relaxed);
        Local {
            first: 0,
            second: 0,
            third: false,
        }
    }
    pub fn close(&self) {
        if self.third {
            OPENED.fetch_sub(1, Ordering::Relaxed);
        }
    }
}
static OPENED: AtomicU32 = AtomicU32::new(7);
#[doc(hidden)]
pub fn internal() {}

pub trait Sink {
    fn put(&mut self, value: u8);
    fn flush(&mut self) -> Result<(), u8>;
    fn name(&self) -> &str {
        "sink"
    }
}
pub struct Pipe {
    limit: Option<u32>,
    waiting: Arc<Mutex<Vec<u32>>>,
    open: bool,
    count: u32,
}
impl Pipe {
    pub fn map(&self) -> Result<u32, &'static str> {
        Err("pipes cannot be mapped")
    }
    pub fn start(&mut self) {
        self.open = true;
        self.note();
    }
    pub fn stop(&mut self) {
        self.open = false;
        self.start();
    }
    fn note(&mut self) {
        self.count += 1;
    }
}
static TABLE: Mutex<u32> = Mutex::new(0);
lazy_static! {
    static ref PIPES: Mutex<Vec<Pipe>> = Mutex::new(Vec::new());
}

pub trait Node: Send + Sync {
    fn read(&self) -> Result<u32, Fault> {
        Err(Error::new(Errno::Bad))
    }
    fn sync(&self) -> Result<(), Fault> {
        Ok(())
    }
}
#[repr(u8)]
pub enum Sort {
    Dir = 4,
    Plain = 8,
    Named { text: u32 },
}
bitflags::bitflags! {
    pub struct Poll: u16 {
        const IN = 1;
    }
}
pub struct Reader {
    pos: usize,
}
impl Reader {
    pub fn skip(&mut self, len: usize) {
        self.pos += len;
    }
}
