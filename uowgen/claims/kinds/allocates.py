"""Claim: what an allocator gives out is distinct, begins somewhere, comes to an end; what is given back can be had again, once."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

_OUT = "id|ids|identifier|identifiers|number|numbers|frame|frames|page|pages|slot|slots|handle|handles|pid|pids|tid|tids|fd|fds|value|values|index|indices|asid|asids|descriptor|descriptors|one|ones|call|element"
_DISTINCT = "distinct|unique|different"
_FREE = "freed|released|returned|deallocated|available|reusable|allocated|free"
_END = "no|more|all|every|it|is|are|has|have|been|nothing|pool|bitmap|allocator|memory|exhausted|full|out|of|left|used|up|run|runs|space|everything|allocated|in|use|free|available|empty|remain|remains|taken|frames|frame|ids|id|pages|slots|handles|numbers*"

KIND = Kind(
    "allocates",
    "an allocator gives out what it should, and takes it back",
    (
        f"<name:method> returns|yields|gives|hands|produces|allocates out? new? {_DISTINCT} {_OUT} each|every|on|for|per|time|call|caller* ; asked=distinct",
        f"<name:method> never returns|yields|gives|hands|allocates out? same {_OUT} twice|again ; asked=distinct",
        f"<name:method> never reuses|repeats|recycles {_OUT} ; asked=fresh",
        f"{_OUT} @be* {_DISTINCT} ; asked=distinct",
        f"all|every|each allocated|returned|generated? {_OUT} @be* {_DISTINCT} ; asked=distinct",
        f"no two {_OUT} @be* same|equal|identical ; asked=distinct",
        f"no {_OUT} is handed|given|allocated|returned out? twice ; asked=distinct",
        f"{_OUT} @be* never reused|recycled|repeated ; asked=fresh",
        f"first {_OUT} is|returned|allocated|by|from* <number:number> ; asked=first",
        f"{_OUT} start|starts|begin|begins with|at|from <number:number> ; asked=first",
        "<maker:method> starts|begins|counts counting|numbering|allocating? with|at|from <number:number> ; asked=first",
        f"<name:method> never returns|yields|gives|allocates|hands out? {_OUT}? <number:number> ; asked=never",
        f"{_OUT} <number:number> is never returned|allocated|used|given|handed out? ; asked=never",
        f"{_OUT} increase|increases|grow|grows|rise|count up? by one|1 ; asked=stepwise",
        f"{_OUT} @be* sequential|consecutive|contiguous ; asked=stepwise",
        f"<name:method> returns|yields|gives sequential|consecutive {_OUT} ; asked=stepwise",
        f"{_OUT} @be* strictly? monotonically? increasing|monotonic|increase|rising ; asked=rising",
        f"{_OUT} increase monotonically|strictly ; asked=rising",
        f"<name:method> returns|yields|gives strictly? monotonically? increasing|monotonic {_OUT} ; asked=rising",
        f"<name:method> returns|yields|gives|fails with? <value:code> if|when|once|after no|all|every|{_OUT}* @be* exhausted|allocated|taken|used|left|free|available|full|empty|in-use|remain|remaining|out|of|memory* ; asked=end",
        f"<name:method> returns|yields|gives|fails with? <value:code> if|when|once {_END} ; asked=end",
        f"<name:method> makes {_OUT} {_FREE} again|for|reuse|to|next|allocation* ; asked=again",
        f"<name:method> allows {_OUT} to be allocated|reused|used|taken again|once|more* ; asked=again",
        f"{_FREE} {_OUT} @be* reused|recycled|available|reusable|allocated again? ; asked=again",
        f"{_FREE} {_OUT} can|may be reused|reallocated|allocated|handed again|out|once|more* ; asked=again",
        f"<name:method> rejects|refuses {_OUT} <out:notout> ; asked=rejects",
        f"<name:method> rejects|refuses <out:notout> {_OUT} ; asked=rejects",
        f"<name:method> returns|gives|fails with? <value:code> if|when|for|on {_OUT} <out:notout> ; asked=rejects",
        "<name:method> rejects|refuses|detects|catches double free|frees|release|releases ; asked=double",
        "<name:method> returns|gives|fails with? <value:code> on|for|if|when double free|frees|release ; asked=double",
        "double free|frees|release|releases returns|gives|yields|fails with? <value:code> ; asked=double",
        "double free|frees|release|releases is|are rejected|refused|detected|caught|reported ; asked=double",
        f"freeing|releasing {_OUT} twice returns|gives|fails with? <value:code> ; asked=double",
        f"freeing|releasing {_OUT} twice is|are? rejected|refused|detected|caught|fails ; asked=double",
        f"<name:method> returns|reports|tells|gives|tracks|is number|count|amount of free|available|remaining|unused|left {_OUT} left|remaining|available? ; asked=left",
        f"<name:method> returns|reports|tells|gives|tracks|is number|count|amount of used|allocated|live|taken|in-use {_OUT} ; asked=used",
        f"<name:method> returns|reports|tells how many {_OUT} are free|available|left|unused ; asked=left",
        f"<name:method> returns|reports|tells how many {_OUT} are used|allocated|taken|live ; asked=used",
        f"each|every call|invocation|use of|to <name:method> returns|yields|gives|produces|hands out? new|fresh|unique|distinct|different {_OUT} ; asked=distinct",
        f"two|no|any allocations|calls|live|concurrent|different* never|can|may|will|not|ever* return|returns|share|yield|give|get same? {_OUT} ; asked=distinct",
        f"{_OUT} @be* handed|given|allocated out? in ascending|increasing|rising|strictly|monotonic* order ; asked=rising",
        f"<name:method> never returns|yields|gives|hands|allocates out? {_OUT} that|which is|are already|still? in|being? use|used|allocated|taken|live ; asked=distinct",
        f"<name:method> fails|errors if|when|once {_END} ; asked=end",
        f"freeing|releasing {_OUT} twice is|gives|returns|yields error|err ; asked=double",
        f"freeing|releasing unallocated|free|unused|unknown {_OUT} is|gives|returns|yields? rejected|refused|error|err|fails ; asked=rejects",
        f"<name:method> marks {_OUT} as? used|taken|allocated|in-use ; asked=distinct",
        f"allocation|allocations|allocating fails|fail if|when|once {_END} ; asked=end",
        f"<name:method> of|on|for out-of-range|invalid|unallocated|unknown|free|unused {_OUT} @be? fails|rejected|refused ; asked=rejects",
        f"<name:method> of|on|for out-of-range|invalid|unallocated|unknown|free|unused {_OUT} returns|gives|yields|is error|err ; asked=rejects",
        f"allocated|live? {_OUT} @be* {_DISTINCT} until|while|as|long* freed|allocated|live|released ; asked=distinct",
        f"<name:method> drops|decreases|falls|goes|shrinks down? by one|1 with|for|on|after|per each|every allocation|alloc|{_OUT} ; asked=left",
        f"{_OUT} <number:number> @be* reserved|skipped|invalid|never|not handed|given|used? out? ; asked=never",
    ),
    (
        "`alloc()` returns distinct frames",
        "ids are never reused",
        "double free returns `Err(FreeError)`",
        "`free()` makes the frame available again",
    ),
    decided_in("trials.allocating"),
    ("asked",),
)
