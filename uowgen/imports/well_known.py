"""Where the few names of the standard library come from that nearly all Rust uses, and which of them need no import.

It knows only names that mean one thing: `Ordering`, `Write` or `Weak` are not among them.
"""

from __future__ import annotations

_CORE = {
    "cell": "Cell RefCell UnsafeCell OnceCell",
    "fmt": "Debug Display Formatter",
    "hash": "Hash Hasher BuildHasher",
    "marker": "PhantomData PhantomPinned",
    "mem": "ManuallyDrop MaybeUninit",
    "num": "NonZeroU8 NonZeroU16 NonZeroU32 NonZeroU64 NonZeroUsize Wrapping",
    "ops": "Add AddAssign BitAnd BitAndAssign BitOr BitOrAssign BitXor Deref DerefMut Div Index IndexMut Mul Neg Not Range RangeInclusive "
    "Rem Shl Shr Sub SubAssign",
    "pin": "Pin",
    "ptr": "NonNull",
    "str": "FromStr",
    "sync::atomic": "AtomicBool AtomicI8 AtomicI16 AtomicI32 AtomicI64 AtomicIsize AtomicPtr AtomicU8 AtomicU16 AtomicU32 AtomicU64 "
    "AtomicUsize",
    "time": "Duration",
    "alloc": "GlobalAlloc",
    "future": "Future",
}
_ALLOC = {
    "borrow": "Cow ToOwned",
    "boxed": "Box",
    "collections": "BTreeMap BTreeSet BinaryHeap VecDeque",
    "rc": "Rc",
    "string": "String ToString",
    "sync": "Arc",
    "vec": "Vec",
}
_STD = {"collections": "HashMap HashSet", "path": "Path PathBuf", "time": "Instant SystemTime"}
_STD_PRELUDE = frozenset(["Box", "String", "ToOwned", "ToString", "Vec"])


def well_known(name: str, standard: bool | None, *, allocates: bool) -> str:
    """The path of `name` for a crate with the standard library (`standard`; None: not known) or with the `alloc` crate.

    `prelude` if the name needs no import there, or may need none; empty if nothing certain is known of it.
    """
    if name in _STD_PRELUDE and standard is not False:
        return "prelude"
    core = _in(_CORE, name)
    if core:
        return f"{'std' if standard else 'core'}::{core}::{name}"
    alloc = _in(_ALLOC, name)
    if alloc and (standard or (standard is False and allocates)):
        return f"{'std' if standard else 'alloc'}::{alloc}::{name}"
    only = _in(_STD, name) if standard else ""
    return f"std::{only}::{name}" if only else ""


def _in(table: dict[str, str], name: str) -> str:
    return next((module for module, names in table.items() if name in names.split()), "")
