"""Code of a small kernel that sentences on bodies are asked of: pipes, a scheduler, memory and devices."""

PIPE = r"""
//! Pipes between tasks.
use crate::sync::SpinLock;
pub enum PipeError { Closed, WouldBlock, TooBig, Fault }
pub struct Pipe { state: SpinLock<State>, readers: WaitQueue, writers: WaitQueue, opened: usize, closed: bool }
pub static PIPES: SpinLock<Table> = SpinLock::new(Table::new());
static ACTIVE: AtomicUsize = AtomicUsize::new(0);
impl Pipe {
    pub fn write(&self, data: &[u8]) -> Result<usize, PipeError> {
        let mut state = self.state.lock();
        if state.closed {
            return Err(PipeError::Closed);
        }
        if state.buffer.is_full() {
            return Err(PipeError::WouldBlock);
        }
        let count = data.len().min(state.buffer.space());
        state.buffer.extend(&data[..count]);
        drop(state);
        self.readers.wake_one();
        Ok(count)
    }
    pub fn read(&self, out: &mut [u8]) -> Result<usize, PipeError> {
        let mut state = self.state.lock();
        if state.buffer.is_empty() {
            if state.closed {
                return Ok(0);
            }
            return Err(PipeError::WouldBlock);
        }
        let count = out.len().min(state.buffer.len());
        copy_out(&mut out[..count], &mut state.buffer);
        self.writers.wake_all();
        Ok(count)
    }
    pub fn close(&mut self) {
        if self.opened == 0 {
            return;
        }
        self.opened -= 1;
        if self.opened == 0 {
            self.closed = true;
            self.readers.wake_all();
        }
    }
    pub fn reset(&mut self) -> Result<(), PipeError> {
        self.mode = Mode::Resetting;
        let result = self.try_reset();
        self.mode = Mode::Idle;
        result?;
        self.generation += 1;
        Ok(())
    }
    pub fn try_take(&self) -> Option<Message> {
        let mut table = PIPES.try_lock()?;
        table.take()
    }
}
impl Drop for Pipe {
    fn drop(&mut self) {
        self.readers.wake_all();
        unregister(self.id);
        ACTIVE.fetch_sub(1, Ordering::Release);
    }
}
pub fn open_pipe(name: &str) -> Result<PipeId, PipeError> {
    validate_name(name)?;
    let pipe = Pipe::new();
    let id = PIPES.lock().insert(pipe).map_err(|_| PipeError::TooBig)?;
    ACTIVE.fetch_add(1, Ordering::Relaxed);
    log::debug!("opened {}", name);
    Ok(id)
}
pub fn find_pipe(name: &str) -> Option<PipeId> {
    for entry in PIPES.lock().iter() {
        if entry.name == name {
            return Some(entry.id);
        }
    }
    None
}
pub fn dispatch(op: Op, arg0: usize, arg1: usize, arg2: usize) -> isize {
    match op {
        Op::Open => sys_open(arg0, arg1),
        Op::Close => sys_close(arg0),
        Op::Read | Op::Write => sys_transfer(op, arg0, arg1, arg2),
        _ => -ENOSYS,
    }
}
pub fn poll(port: &Port) -> Result<Ready, PipeError> {
    enable_port(port);
    let status = port.wait(100).map_err(PipeError::from)?;
    if !status.is_connected() {
        disable_port(port);
        return Err(PipeError::Closed);
    }
    for slot in port.slots() {
        slot.arm();
    }
    Ok(Ready { status })
}
"""

SCHED = r"""
//! Scheduler and timers.
pub static RUN_QUEUE: Mutex<VecDeque<Arc<Task>>> = Mutex::new(VecDeque::new());
pub static CURRENT: RwLock<Option<Arc<Task>>> = RwLock::new(None);
pub struct Scheduler { tasks: Vec<Task>, idle: TaskId, ticks: u64, need_resched: bool, stopped: AtomicBool }
#[derive(Debug)]
pub enum SpawnError { NoMemory, BadEntry(usize), Limit }
impl Scheduler {
    /// Adds a task.
    pub fn spawn(&mut self, entry: usize, prio: u8) -> Result<TaskId, SpawnError> {
        if entry == 0 || entry % 16 != 0 {
            return Err(SpawnError::BadEntry(entry));
        }
        if self.tasks.len() >= MAX_TASKS {
            warn!("task limit reached");
            return Err(SpawnError::Limit);
        }
        let stack = Stack::alloc(STACK_SIZE).ok_or(SpawnError::NoMemory)?;
        let id = self.next_id();
        let mut task = Task::new(id, stack, prio);
        task.set_entry(entry);
        self.tasks.push(task);
        RUN_QUEUE.lock().push_back(id);
        Ok(id)
    }
    pub fn exit(&mut self, id: TaskId, code: i32) {
        let Some(pos) = self.tasks.iter().position(|t| t.id == id) else {
            return;
        };
        let task = self.tasks.remove(pos);
        for child in task.children.iter() {
            child.reparent(self.idle);
        }
        task.files.close_all();
        if let Some(parent) = task.parent.upgrade() {
            parent.notify(id, code);
        }
        self.need_resched = true;
    }
    pub fn tick(&mut self) {
        self.ticks += 1;
        let task = self.current_mut();
        if task.slice > 0 {
            task.slice -= 1;
        } else {
            self.need_resched = true;
        }
        if self.ticks % 100 == 0 {
            self.balance();
        }
    }
    pub fn block_current(&mut self, queue: &WaitQueue) -> Result<(), Interrupted> {
        let task = self.current();
        task.set_state(State::Blocked);
        queue.enqueue(task.clone());
        self.switch();
        if task.has_pending_signal() {
            queue.remove(&task);
            task.set_state(State::Running);
            return Err(Interrupted);
        }
        task.set_state(State::Running);
        Ok(())
    }
    pub fn stop(&self) {
        if self.stopped.swap(true, Ordering::AcqRel) {
            return;
        }
        for cpu in online_cpus() {
            cpu.send_ipi(Ipi::Stop);
        }
        timer::disable();
    }
    pub fn set_priority(&mut self, id: TaskId, prio: u8) -> Result<(), Error> {
        let task = self.find_mut(id).ok_or(Error::NoSuchTask)?;
        if prio > MAX_PRIO {
            return Err(Error::Invalid);
        }
        let old = core::mem::replace(&mut task.prio, prio);
        if old != prio {
            self.requeue(id);
        }
        Ok(())
    }
    pub fn shutdown(mut self) {
        self.flush();
        unsafe { self.regs.control.write(0) };
        self.irq.free();
        pool::release(self.buffer);
    }
}
pub fn handle_irq(frame: &mut TrapFrame) {
    let cause = frame.cause();
    match cause {
        Cause::Timer => {
            timer::acknowledge();
            SCHED.lock().tick();
        }
        Cause::External(line) => {
            plic::claim(line);
            drivers::dispatch(line);
            plic::complete(line);
        }
        Cause::PageFault { addr, write } => {
            if mm::handle_fault(addr, write).is_err() {
                signal::send(current(), Signal::Segv);
            }
        }
        Cause::Syscall => {
            frame.pc += 4;
            frame.regs[0] = syscall::dispatch(frame.regs[7], &frame.regs) as usize;
        }
        other => panic!("unexpected trap {:?}", other),
    }
}
pub fn copy_string(dst: &mut [u8], src: *const u8, max: usize) -> usize {
    let count = unsafe { strlen(src) }.min(max);
    unsafe { core::ptr::copy_nonoverlapping(src, dst.as_mut_ptr(), count) };
    count
}
pub fn try_steal(victim: &Cpu) -> Option<Arc<Task>> {
    let mut queue = victim.queue.try_lock()?;
    let task = queue.pop_back()?;
    task.cpu.store(this_cpu(), Ordering::Relaxed);
    Some(task)
}
pub fn init_timer(freq: u64) {
    let divisor = BASE / freq;
    port::outb(0x43, 0x36);
    port::outb(0x40, divisor as u8);
    port::outb(0x40, (divisor >> 8) as u8);
    irq::enable(0);
}
pub fn load(path: &str) -> Result<Image, LoadError> {
    let file = vfs::open(path).map_err(LoadError::Io)?;
    let header = read_header(&file)?;
    if header.magic != ELF_MAGIC {
        return Err(LoadError::BadMagic);
    }
    for segment in header.segments() {
        if segment.kind != SegmentKind::Load {
            continue;
        }
        map_segment(segment)?;
    }
    Ok(Image { entry: header.entry })
}
"""

MEMORY = r"""
//! Page tables, a block cache and a driver.
pub struct AddressSpace { root: PhysFrame, areas: BTreeMap<usize, Area>, lock: Mutex<()>, asid: u16, users: AtomicUsize }
pub enum MapError { Misaligned, AlreadyMapped(usize), OutOfFrames, BadRange }
impl AddressSpace {
    pub fn map_page(&mut self, va: usize, frame: PhysFrame, flags: PteFlags) -> Result<(), MapError> {
        if va & (PAGE_SIZE - 1) != 0 {
            return Err(MapError::Misaligned);
        }
        let pte = self.walk_create(va).ok_or(MapError::OutOfFrames)?;
        if pte.is_valid() {
            return Err(MapError::AlreadyMapped(va));
        }
        pte.set(frame, flags | PteFlags::VALID);
        fence();
        tlb::flush_page(va, self.asid);
        Ok(())
    }
    pub fn unmap_page(&mut self, va: usize) -> Option<PhysFrame> {
        let pte = self.walk(va)?;
        if !pte.is_valid() {
            return None;
        }
        let frame = pte.frame();
        pte.clear();
        tlb::flush_page(va, self.asid);
        Some(frame)
    }
    pub fn unmap_range(&mut self, start: usize, end: usize) -> usize {
        let mut freed = 0;
        for va in (start..end).step_by(PAGE_SIZE) {
            if let Some(frame) = self.unmap_page(va) {
                frame_alloc::free(frame);
                freed += 1;
            }
        }
        freed
    }
    pub fn fork(&self) -> Result<AddressSpace, MapError> {
        let mut child = AddressSpace::empty()?;
        for (start, area) in self.areas.iter() {
            if area.is_shared() {
                child.share(*start, area);
            } else {
                child.copy_on_write(*start, area)?;
            }
        }
        self.users.fetch_add(1, Ordering::AcqRel);
        Ok(child)
    }
    pub fn switch_to(&self) {
        if current_asid() == self.asid {
            return;
        }
        write_satp(self.root, self.asid);
        tlb::flush_all();
    }
}
impl Drop for AddressSpace {
    fn drop(&mut self) {
        let starts: Vec<usize> = self.areas.keys().copied().collect();
        for start in starts {
            self.remove_area(start);
        }
        frame_alloc::free(self.root);
    }
}
pub struct BlockCache { entries: Vec<Entry>, dirty: usize, device: Arc<dyn BlockDevice>, hits: u64 }
impl BlockCache {
    pub fn read_block(&mut self, id: usize, buf: &mut [u8]) -> Result<(), IoError> {
        if let Some(entry) = self.entries.iter().find(|e| e.id == id) {
            self.hits += 1;
            buf.copy_from_slice(&entry.data);
            return Ok(());
        }
        if self.entries.len() == CACHE_SIZE {
            self.evict()?;
        }
        self.device.read(id, buf)?;
        self.entries.push(Entry::new(id, buf));
        Ok(())
    }
    pub fn flush(&mut self) -> Result<(), IoError> {
        for entry in self.entries.iter_mut() {
            if entry.dirty {
                self.device.write(entry.id, &entry.data).map_err(|e| IoError::Device(e))?;
                entry.dirty = false;
                self.dirty -= 1;
            }
        }
        self.device.sync()
    }
    fn evict(&mut self) -> Result<(), IoError> {
        let victim = self.oldest();
        if self.entries[victim].dirty {
            self.write_back(victim)?;
        }
        self.entries.swap_remove(victim);
        Ok(())
    }
}
pub struct Uart { base: usize, queue: Mutex<VecDeque<u8>>, tx_busy: bool, errors: u32, mode: Mode }
impl Uart {
    pub fn init(&mut self, baud: u32) {
        self.write_reg(IER, 0);
        self.set_divisor(CLOCK / baud);
        self.write_reg(FCR, 1);
        self.write_reg(IER, 1);
        self.mode = Mode::Ready;
    }
    pub fn handle_interrupt(&mut self) {
        let status = self.read_reg(LSR);
        if status & LSR_ERROR != 0 {
            self.errors += 1;
            self.clear_errors();
            return;
        }
        while self.read_reg(LSR) & LSR_READY != 0 {
            let byte = self.read_reg(RBR);
            match byte {
                b'\r' => self.push(b'\n'),
                0x7f => self.erase(),
                _ => self.push(byte),
            }
        }
        waiters().wake_all();
    }
    pub fn send(&mut self, byte: u8, timeout: u64) -> Result<(), UartError> {
        let deadline = now() + timeout;
        while self.tx_busy {
            if now() > deadline {
                self.tx_busy = false;
                return Err(UartError::Timeout);
            }
            spin_loop();
        }
        self.tx_busy = true;
        self.write_reg(THR, byte);
        Ok(())
    }
    pub fn try_read(&self) -> Option<u8> {
        self.queue.lock().pop_front()
    }
    pub fn configure(&mut self, config: &Config) -> Result<(), UartError> {
        match config.parity {
            Parity::None => self.lcr &= !PARITY,
            Parity::Even | Parity::Odd => self.lcr |= PARITY,
            _ => return Err(UartError::Unsupported),
        }
        if config.stop_bits == 2 {
            self.lcr |= STOP2;
        }
        self.apply();
        Ok(())
    }
}
pub fn sys_close(fd: usize) -> isize {
    let task = current_task();
    let mut files = task.files.lock();
    if fd >= files.len() {
        return -EBADF;
    }
    if files[fd].is_none() {
        return -EBADF;
    }
    files[fd].take();
    0
}
pub fn sys_dup(fd: usize) -> Result<usize, Errno> {
    let task = current_task();
    let mut files = task.files.lock();
    let file = files.get(fd).ok_or(Errno::EBADF)?.clone();
    let new = files.alloc().ok_or(Errno::EMFILE)?;
    files.set(new, file);
    Ok(new)
}
pub fn sys_kill(pid: usize, signal: u32) -> Result<(), Errno> {
    let signal = Signal::from_u32(signal).ok_or(Errno::EINVAL)?;
    let target = find_task(pid).ok_or(Errno::ESRCH)?;
    if !can_signal(&current_task(), &target) {
        return Err(Errno::EPERM);
    }
    target.inner.lock().pending.insert(signal);
    target.wake();
    Ok(())
}
"""
