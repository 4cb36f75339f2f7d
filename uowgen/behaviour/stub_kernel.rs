// The kernel that the scenarios run on: page-table entries, a frame allocator and a TLB, reduced to what can be observed.
pub mod stub_kernel {
    use std::cell::RefCell;
    use std::fmt::Debug;

    #[derive(Default)]
    pub struct World {
        pub root: usize,
        pub reachable: Vec<usize>,
        pub mapped: Vec<(usize, usize)>,
        pub trace: Vec<String>,
    }

    thread_local! {
        pub static WORLD: RefCell<World> = RefCell::new(World::default());
    }

    pub fn begin(root: usize, mapped: &[(usize, usize)]) {
        WORLD.with(|w| {
            *w.borrow_mut() = World {
                root,
                reachable: mapped.iter().map(|m| m.0).collect(),
                mapped: mapped.to_vec(),
                trace: Vec::new(),
            }
        });
    }

    pub fn traced() -> String {
        WORLD.with(|w| w.borrow().trace.join(", "))
    }

    pub fn note(name: &str, of: &[String]) {
        WORLD.with(|w| w.borrow_mut().trace.push(format!("{name}({})", of.join(", "))));
    }

    pub fn shown<T: Debug>(value: T) -> String {
        let text = format!("{value:?}");
        match text.parse::<u128>() {
            Ok(number) => format!("{number:#x}"),
            Err(_) => text,
        }
    }

    /// A page table, as far as a walk and its last entry are concerned.
    pub struct Table {
        pub root: usize,
        pub entry: Entry,
    }

    pub struct Entry {
        pub va: usize,
    }

    pub struct Walk {
        pub table: &'static mut Table,
        pub index: usize,
        pub va: usize,
    }

    #[derive(Debug)]
    pub struct Failed;

    pub fn to_virtual(pa: usize) -> usize {
        Box::leak(Box::new(Table { root: pa, entry: Entry { va: 0 } })) as *mut Table as usize
    }

    pub fn walk(table: &mut Table, va: usize) -> Result<Walk, Failed> {
        let found = WORLD.with(|w| {
            let w = w.borrow();
            table.root == w.root && w.reachable.contains(&va)
        });
        if !found {
            return Err(Failed);
        }
        Ok(Walk { table: Box::leak(Box::new(Table { root: table.root, entry: Entry { va } })), index: 7, va })
    }

    pub fn flush(va: usize) {
        note("flush", &[shown(va)]);
    }

    pub fn flush_all() {
        note("flush", &[]);
    }

    pub fn free(frame: usize) {
        note("free", &[shown(frame)]);
    }

    impl Table {
        pub fn entry_mut(&mut self, _index: usize) -> &mut Entry {
            &mut self.entry
        }

        pub fn entry(&self, _index: usize) -> &Entry {
            &self.entry
        }
    }

    impl Entry {
        pub fn clear(&mut self) {
            let va = self.va;
            WORLD.with(|w| w.borrow_mut().mapped.retain(|m| m.0 != va));
            note("clear", &[shown(va)]);
        }

        pub fn set_unused(&mut self) {
            self.clear();
        }

        pub fn is_valid(&self) -> bool {
            WORLD.with(|w| w.borrow().mapped.iter().any(|m| m.0 == self.va))
        }

        pub fn is_present(&self) -> bool {
            self.is_valid()
        }
    }
}
