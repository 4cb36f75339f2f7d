pub const MAX_IDS: usize = 4;

#[derive(Debug, PartialEq, Eq)]
pub enum IdError { OutOfRange, NotUsed }

/// Small ids, each free or used.
pub struct IdPool {
    used: [bool; MAX_IDS],
    frozen: bool,
}

impl IdPool {
    pub fn new() -> Self {
        Self { used: [false; MAX_IDS], frozen: false }
    }

    /// Takes the lowest free id.
    pub fn alloc(&mut self) -> Option<usize> {
        if self.frozen {
            return None;
        }
        for id in 0..MAX_IDS {
            if !self.used[id] {
                self.used[id] = true;
                return Some(id);
            }
        }
        None
    }

    /// Gives an id back.
    pub fn free(&mut self, id: usize) -> Result<(), IdError> {
        if id >= MAX_IDS {
            return Err(IdError::OutOfRange);
        }
        if !self.used[id] {
            return Err(IdError::NotUsed);
        }
        self.used[id] = false;
        Ok(())
    }

    /// Hands out no more ids.
    pub fn freeze(&mut self) -> bool {
        let was = self.frozen;
        self.frozen = true;
        was
    }

    pub fn thaw(&mut self) {
        self.frozen = false;
    }

    pub fn is_used(&self, id: usize) -> bool {
        id < MAX_IDS && self.used[id]
    }

    pub fn used_count(&self) -> usize {
        self.used.iter().filter(|u| **u).count()
    }

    pub fn lowest_free(&self) -> Option<usize> {
        (0..MAX_IDS).find(|id| !self.used[*id])
    }
}
