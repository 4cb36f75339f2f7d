use core::fmt;
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(isize)]
pub enum Fault {
    NoMemory = -1,
    Busy = -2,
    TimedOut = -31,
    Again = -7,
    Denied = -9,
    BadAddress = -14,
}
impl Fault {
    pub fn as_str(&self) -> &'static str {
        match self {
            Fault::NoMemory => "out of memory",
            Fault::Busy => "resource busy",
            Fault::TimedOut => "operation timed out",
            Fault::Again => "try again",
            Fault::Denied => "permission denied",
            Fault::BadAddress => "bad address",
        }
    }
    pub fn code(self) -> isize {
        self as isize
    }
    pub fn from_isize(n: isize) -> Option<Self> {
        Some(match n {
            -1 => Fault::NoMemory,
            -2 => Fault::Busy,
            -31 => Fault::TimedOut,
            -7 => Fault::Again,
            -9 => Fault::Denied,
            -14 => Fault::BadAddress,
            _ => return None,
        })
    }
    pub fn from_raw(n: isize) -> Self {
        match n {
            -1 => Self::NoMemory,
            -2 => Self::Busy,
            -7 => Self::Again,
            -9 => Self::Denied,
            _ => Self::BadAddress,
        }
    }
    pub fn is_retryable(&self) -> bool {
        matches!(self, Fault::Busy | Fault::TimedOut | Fault::Again)
    }
}
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.as_str())
    }
}
