"""Claim: a count of users goes up and down as asked, and at zero, and there alone, what is counted is given back."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

_COUNT = "count|counter|reference|references|refcount|ref-count|number|of|users|ref|its"
_ZERO = "count|counter|it|refcount|ref-count|reference|references|users|last|reaches|hits|drops|falls|goes|becomes|is|to|at|user|released|gone|dropped|no|are|left|remain|remaining|becoming"
_IT = "frame|frames|page|object|resource|memory|it|underlying|block|buffer|slot|inode|tracked|value|table"

KIND = Kind(
    "counts_references",
    "a count of users is kept, and what is counted is given back at zero",
    (
        f"<name:method> starts|begins|initializes|initialises with|at {_COUNT}* <number:number> ; asked=start",
        f"<name:method> sets|initializes|initialises {_COUNT}* to <number:number> ; asked=start",
        f"{_COUNT} {_COUNT}* starts|begins|is at|with|initially? <number:number> ; asked=start",
        f"<name:method> increments|increases|raises|bumps {_COUNT}* by? one|1? ; asked=up",
        "<name:method> adds|takes one|reference|user|new* ; asked=up",
        f"<name:method> decrements|decreases|lowers {_COUNT}* by? one|1? ; asked=down",
        f"<name:method> returns|gives|reports <true:yes> only|exactly? when|if|once|iff {_ZERO}* zero|0 ; asked=tells",
        f"<name:method> returns|gives|reports <true:yes> only|exactly? when|if|once|iff last {_ZERO}* ; asked=tells",
        f"<name:method> frees|releases|deallocates|drops|destroys {_IT}* only|exactly? when|if|once|at|after {_ZERO}* zero|0 ; asked=frees",
        f"<name:method> frees|releases|deallocates|drops|destroys {_IT}* only|exactly? when|if|once|after last {_ZERO}* ; asked=frees",
        f"{_IT} {_IT}* @be* freed|released|deallocated|destroyed only|exactly? when|if|once|at|after {_ZERO}* zero|0 ; asked=frees",
        f"{_IT} {_IT}* @be* freed|released|deallocated|destroyed exactly|only|at once|most once? ; asked=once",
        f"<name:method> does not|never underflow|underflows|wrap|wraps {_ZERO}* zero|0? ; asked=floor",
        f"{_COUNT} {_COUNT}* never|not underflow|underflows|negative|below|goes|go* zero|0? ; asked=floor",
        f"new|fresh reference|handle|object|frame|page|counter {_COUNT}* is|starts at|as|with? <number:number> ; asked=start",
        f"<name:method> only frees|releases|deallocates|drops|destroys {_IT}* when|if|once|at|after {_ZERO}* zero|0 ; asked=frees",
        f"<name:method> returns|gives|reports false while|as|when|if|unless {_ZERO}* references|users|reference|user|handles remain|remains|exist|left|are* ; asked=tells",
        f"last <name:method> frees|releases|deallocates|drops|destroys {_IT}* ; asked=frees",
        f"new|fresh reference|handle|object|frame|page|counter @have {_COUNT}* of|at? <number:number> ; asked=start",
        "<name:method> drops|removes|releases|gives up? one? reference|user|count ; asked=down",
        f"{_IT} {_IT}* stays|stay|remains|remain allocated|alive|valid|live|mapped while|as|long|until* count|refcount|reference|references|is|are|above|greater|than|zero|remain|exist|left|there* ; asked=frees",
        f"{_IT} {_IT}* @be* freed|released|deallocated|destroyed only|exactly? when|if|once|with last reference|user|handle|one is|goes* dropped|released|gone|away* ; asked=frees",
        f"{_IT} {_IT}* @be* not|never freed|released|deallocated|destroyed while|as|long|if|when* references|users|reference|user|handles remain|remains|exist|left|are* ; asked=frees",
    ),
    (
        "`dec()` frees the frame when the count reaches zero",
        "`inc()` increments the count",
        "`dec()` returns `true` only when the count reaches zero",
    ),
    decided_in("guards.reference_counts"),
    ("asked",),
)
