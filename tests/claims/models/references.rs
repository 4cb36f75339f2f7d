pub const MOST_REFS: u32 = 3;

#[derive(Debug, PartialEq, Eq)]
pub enum RefError { Unknown, TooMany, Pinned }

/// How many hold one object.
pub struct RefCount {
    refs: u32,
    peak: u32,
    pinned: bool,
}

impl RefCount {
    pub fn new() -> Self {
        Self { refs: 1, peak: 1, pinned: false }
    }

    /// One more holds it.
    pub fn get(&mut self) -> Result<u32, RefError> {
        if self.refs == 0 {
            return Err(RefError::Unknown);
        }
        if self.refs == MOST_REFS {
            return Err(RefError::TooMany);
        }
        self.refs += 1;
        if self.refs > self.peak {
            self.peak = self.refs;
        }
        Ok(self.refs)
    }

    /// One holds it no longer; tells whether it was the last.
    pub fn put(&mut self) -> Result<bool, RefError> {
        if self.refs == 0 {
            return Err(RefError::Unknown);
        }
        if self.pinned && self.refs == 1 {
            return Err(RefError::Pinned);
        }
        self.refs -= 1;
        Ok(self.refs == 0)
    }

    /// Keeps the last reference; gives the flag as it was.
    pub fn pin(&mut self, on: bool) -> bool {
        let old = self.pinned;
        self.pinned = on;
        old
    }

    pub fn reset_peak(&mut self) -> u32 {
        let old = self.peak;
        self.peak = self.refs;
        old
    }

    pub fn is_shared(&self) -> bool {
        self.refs > 1
    }

    pub fn room(&self) -> u32 {
        MOST_REFS - self.refs
    }
}
