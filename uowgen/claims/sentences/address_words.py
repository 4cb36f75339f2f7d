"""What names of parameters and fields say of addresses: virtual, physical, or the root of the tables."""

from __future__ import annotations

_VA = frozenset(
    [
        "va",
        "vaddr",
        "virt",
        "virtual",
        "addr",
        "address",
        "page",
        "user_va",
        "vpn",
        "virt_addr",
        "virtual_address",
        "page_va",
        "user_addr",
    ]
)


_FRAME = frozenset(
    ["phys", "pa", "paddr", "frame", "pfn", "ppn", "phys_addr", "physical", "physical_address", "page_phys", "frame_addr"]
)


_ROOT = frozenset(["root", "ttbr0", "ttbr", "cr3", "satp", "pgd", "pml4", "l0", "table", "page_table"])


def sort_of_name(name: str, text: str = "") -> str:
    """Whether a parameter or field is an address (`va`), a frame, or the `root` of the tables, by its name and type; else empty."""
    plain = name.strip("_&").removeprefix("mut ").lower()
    if "Phys" in text or plain in _FRAME or any(p in _FRAME for p in plain.split("_")):
        return "frame"
    if "Virt" in text or plain in _VA:
        return "va"
    if plain in _ROOT:
        return "root"
    return "va" if any(p in _VA for p in plain.split("_")) else ""
