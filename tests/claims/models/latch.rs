pub const MOST: u32 = 3;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Phase { Idle, Armed, Fired, Broken }

#[derive(Debug, PartialEq, Eq)]
pub enum LatchError { NotArmed, Worn, Muted }

/// A latch that fires a few times.
pub struct Latch {
    phase: Phase,
    shots: u32,
    muted: bool,
}

impl Latch {
    pub fn new() -> Self {
        Self { phase: Phase::Idle, shots: 0, muted: false }
    }

    pub fn arm(&mut self) -> bool {
        if self.phase != Phase::Idle {
            return false;
        }
        self.phase = Phase::Armed;
        true
    }

    pub fn fire(&mut self) -> Result<u32, LatchError> {
        if self.phase != Phase::Armed {
            return Err(LatchError::NotArmed);
        }
        if self.muted {
            return Err(LatchError::Muted);
        }
        self.shots += 1;
        self.phase = if self.shots == MOST { Phase::Broken } else { Phase::Fired };
        Ok(self.shots)
    }

    pub fn reset(&mut self) -> Result<(), LatchError> {
        if self.phase == Phase::Broken {
            return Err(LatchError::Worn);
        }
        self.phase = Phase::Idle;
        self.muted = false;
        Ok(())
    }

    pub fn mute(&mut self, on: bool) {
        self.muted = on;
    }

    pub fn is_ready(&self) -> bool {
        self.phase == Phase::Armed && !self.muted
    }

    pub fn left(&self) -> u32 {
        MOST - self.shots
    }
}
