pub const ROOM: usize = 3;

#[derive(Debug, PartialEq, Eq)]
pub enum QueueError { Full, Closed, Zero }

/// Numbers of jobs that wait, oldest first.
pub struct JobQueue {
    jobs: Vec<u32>,
    closed: bool,
    lost: u32,
}

impl JobQueue {
    pub fn new() -> Self {
        Self { jobs: Vec::new(), closed: false, lost: 0 }
    }

    /// Adds a job at the back.
    pub fn push(&mut self, job: u32) -> Result<usize, QueueError> {
        if job == 0 {
            return Err(QueueError::Zero);
        }
        if self.closed {
            return Err(QueueError::Closed);
        }
        if self.jobs.len() >= ROOM {
            self.lost += 1;
            return Err(QueueError::Full);
        }
        self.jobs.push(job);
        Ok(self.jobs.len())
    }

    /// Takes the oldest job.
    pub fn pop(&mut self) -> Option<u32> {
        if self.jobs.is_empty() {
            return None;
        }
        Some(self.jobs.remove(0))
    }

    /// Takes no more jobs.
    pub fn close(&mut self) -> bool {
        let first = !self.closed;
        self.closed = true;
        first
    }

    pub fn clear(&mut self) -> usize {
        let count = self.jobs.len();
        self.jobs.clear();
        count
    }

    pub fn contains(&self, job: u32) -> bool {
        self.jobs.contains(&job)
    }

    pub fn len(&self) -> usize {
        self.jobs.len()
    }

    pub fn is_full(&self) -> bool {
        self.jobs.len() == ROOM
    }
}
