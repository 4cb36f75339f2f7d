//! The disk.
use core::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// What the hardware says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Low {
    NoMedia,
    Parity,
    Slow(u8),
}

#[derive(Debug)]
pub enum Fault {
    Gone,
    Broken,
    Late(u8),
}

impl From<Low> for Fault {
    fn from(l: Low) -> Self {
        match l {
            Low::NoMedia => Fault::Gone,
            Low::Parity => Fault::Broken,
            Low::Slow(n) => Fault::Late(n),
        }
    }
}
pub struct Code(i32);
pub struct Errno;
impl From<Errno> for Code {
    fn from(_: Errno) -> Code {
        Code::new(Kind::EIO)
    }
}
#[allow(non_camel_case_types)]
pub enum Kind {
    EIO,
    EPERM,
}
impl Code {
    pub fn new(k: Kind) -> Code {
        Code(k as i32)
    }
}

pub struct Plain;
pub struct SectorId(u32);
pub const LIMIT: u32 = 16;
pub const BUSY: u32 = 1 << 3;
static READS: AtomicU32 = AtomicU32::new(0);

pub struct Disk {
    pub sector: u32,
    busy: bool,
    lock: AtomicBool,
    ticks: u64,
}

impl Disk {
    pub fn new() -> Self {
        Disk {
            sector: 0,
            busy: false,
            lock: AtomicBool::new(false),
            ticks: 0,
        }
    }
    pub fn read(&mut self, n: u32) -> Result<u32, Fault> {
        if n > LIMIT {
            return Err(Fault::Gone);
        }
        self.busy = true;
        Ok(n)
    }
    pub fn reset(&mut self) {
        self.busy = false;
        self.tick();
    }
    /// Lets go.
    ///
    /// # Safety
    /// The caller holds the lock.
    pub unsafe fn unlock(&self) {
        self.lock.store(false, Ordering::Release)
    }
    pub fn try_lock(&self) -> bool {
        self.lock
            .compare_exchange(false, true, Ordering::Acquire, Ordering::Relaxed)
            .is_ok()
    }
    fn tick(&mut self) {
        self.ticks += 1;
        READS.fetch_add(1, Ordering::Relaxed);
    }
    pub fn name(&self) -> &'static str {
        match self.sector {
            0 => "boot",
            _ => "other",
        }
    }
}
impl Low {
    pub fn code(self) -> i32 {
        match self {
            Low::NoMedia => -1,
            Low::Parity => -2,
            Low::Slow(_) => -3,
        }
    }
}
