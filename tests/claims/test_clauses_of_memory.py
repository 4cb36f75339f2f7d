"""Sentences on bodies of code about memory and devices: what is true of it holds, what is not never does."""

from __future__ import annotations

import pytest

from tests.claims.clause_code import MEMORY
from tests.claims.sentence_tables import rows
from tests.claims.test_clauses import outcome_of

TRUE = rows(r"""
`map_page` returns `AlreadyMapped` if the page table entry is already valid
`map_page` flushes the page from the TLB after it has set the entry
`map_page` flushes the TLB only on success
`map_page` returns `OutOfFrames` when `walk_create` fails
`unmap_page` clears the entry before it flushes the TLB
`unmap_page` returns `None` if the entry is not valid
`fork` calls `copy_on_write` only if the area is not shared
Dropping an `AddressSpace` frees `root` last
`read_block` pushes the new entry only after the device read succeeded
`evict` writes the victim back only if it is dirty
`init` sets `mode` to `Mode::Ready` last
`send` sets `tx_busy` before it writes the byte
`configure` returns `Unsupported` for any other parity
`sys_close` returns `-EBADF` if `fd` is out of range
`sys_close` returns `-EBADF` when the slot is empty
`sys_dup` returns `EBADF` for an unknown descriptor
`sys_kill` returns `EINVAL` for an unknown signal
`sys_kill` returns `ESRCH` if there is no such task
`sys_kill` wakes the target only after the signal was inserted
`sys_kill` does not hold the inner lock while it calls `wake`
`sys_dup` calls `alloc` with the files lock held
`switch_to` never calls `flush_page`
""")
UNTRUE = rows(r"""
`map_page` flushes the TLB before it sets the entry
`read_block` increments `hits` on every call
`read_block` pushes the entry before it reads from the device
`flush` calls `sync` before it writes the entries
`evict` writes the victim back whether or not it is dirty
`send` writes the byte before it sets `tx_busy`
`try_read` does not block
`sys_kill` wakes the target before it inserts the signal into `pending`
`sys_kill` returns `EPERM` if there is no such task
`sys_kill` holds the inner lock while it calls `wake`
`map_page` takes `self.lock`
`map_page` calls `tlb::flush_all`
`unmap_page` does not call `tlb::flush_page`
`fork` increments `users` before it copies the areas
`switch_to` writes `satp` on every path
`evict` removes the victim only if it is dirty
""")
# Not so, though the ways do not tell for certain.
NOT_SO = rows(r"""
`unmap_page` flushes the whole TLB
`unmap_page` frees the frame
`fork` calls `copy_on_write` for every area
Dropping an `AddressSpace` frees the root first
`init` sets `mode` to `Mode::Error`
`handle_interrupt` wakes the waiters on every path
`configure` calls `apply` even if the parity is not supported
`sys_close` returns `-EINVAL` when the slot is empty
`handle_interrupt` resets `errors` to 0
`read_block` always evicts an entry
`sys_kill` inserts the signal only if the target is blocked
`send` does nothing when `tx_busy` is set
""")


@pytest.mark.parametrize(
    ("said", "outcome"), [*((t, "holds") for t in TRUE), *((t, "fails") for t in UNTRUE), *((t, "undecided") for t in NOT_SO)]
)
def test_a_sentence_is_decided_by_all_ways(said: str, outcome: str) -> None:
    assert outcome_of(MEMORY, said) == outcome
