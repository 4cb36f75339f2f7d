"""Plainer words for what is said of taking page tables apart: one word for each thing and each deed, whatever it is called."""

from __future__ import annotations

import re

# Each row: the word, then patterns of what is put into it. The first that fits counts, so that longer phrases stand before their parts.
_ROWS: tuple[tuple[str, str], ...] = (
    (r"(?:as|like) (?:it|they) (?:is|are|was|were)", "alone"),
    # code
    (r"satp::root\s*={2}\s*self\.\w+|\w+\.root\s*={2}\s*\w+::root", "aspace"),
    (r"\w+::switch\([^()]*(?:\([^()]*\))?[^()]*\)|\w+::(?:switch|load|activate|install)\b(?: call)?", "switching"),
    (r"\w+::write\([^()]*empty[^()]*\)", "clearing entry"),
    (r"\w+(?:::\w+)?::free\w*\(table, 0\)", "freeing table"),
    (r"asid::(?:release|free|dealloc|put)\b(?:\(\w*(?:\.\w+)*\))?", "freeing asid"),
    (r"(?:tlb::|mmu::)\w*flush\w*(?:\([\w.]*\))?|\bflush_asid(?:\([\w.]*\))?|sfence_vma", "flushing"),
    (r"(?:self\.)?quota\.credit(?:\(\w*\))?|\bcredit\(\w*\)|quota\.uncharge(?:\(\w*\))?", "crediting"),
    (r"frames?::(?:free|release|dealloc\w*)\b(?:\(\))?", "freeing"),
    (r"pteflags::|pte::(?=empty)|flags::", ""),
    (r"self\.(?=asid|root|quota)", ""),
    # numbers and places
    (r"one kib|4k\b", "4 kib"),
    (r"half of kernel|kernel half|upper (?:half|entries|256 entries|half of root|256)|kernel(?:'s)? (?:part|mappings|entries)", "khalf"),
    (r"entries (?:from )?256\s*(?:\.\.=?|to|and|-|up to|through)\s*(?:51[12]|above|up|on|higher|upwards)", "khalf"),
    (r"(?:root )?(?:index|indices|entries|entry|slots?) (?:from )?256 (?:or|and) (?:above|up|higher|more)|entries from 256 (?:up|on|upwards?)", "khalf"),
    (r"shared kernel tables below (?:khalf|upper root half)|kernel tables", "khalf"),
    (r"kernel(?:'s)? (?:root|page table|tables|own root|root table|own tables|own root table)\b(?: table)?", "kroot"),
    (r"address space|dropped space|\bas\b(?= is)", "space"),
    (r"(?:pml4|pgd|p4|page directory)(?: table)?(?:'s)?(?: frame)?", "root"),
    (r"leaf frames? that (?:is|are) not shared", "oleaf"),
    (r"(?:top|root)(?:-| )level table|root table|top table|root page table|root's frame|frame of root|root frame", "root"),
    (r"(?<=root )khalf", "khalf"),
    # whether the space is in use
    (r"space(?: that| which)? (?:is not|is n't|isn't|not) (?:active|current one|current|running|loaded|in use|one in use|in use by hart)(?: one)?", "ispace"),
    (r"(?:inactive|idle|unloaded|non-active) space", "ispace"),
    (r"(?:active|running|current|live|loaded) space|space(?: that| which)? is (?:active|current|running|loaded|in use|one in use)(?: one| on hart)?", "aspace"),
    (r"hart (?:runs|is running|executes) on (?:different|other|another) (?:root|space)", "ispace"),
    (r"satp (?:points (?:to|at)|holds|has|contains) (?:some )?(?:another|other|different|else) (?:root|one)", "ispace"),
    (r"satp (?:still )?(?:points (?:to|at)|holds|has|contains) (?:our|space's|its|own|this)? ?root|(?:self\.)?root (?:is )?loaded in satp|root is in satp", "aspace"),
    # kinds of leaves
    (r"(?:user )?(?:leaf|leaves)(?: that| which)? (?:(?:is|are|was|were) )?(?:not shared|unshared|not marked (?:as )?shared|is n't shared|isn't shared|aren't shared|without shared)(?: (?:bit|flag))?", "oleaf"),
    (r"(?:ordinary|normal|owned|own|unshared|non-shared|private|plain|regular) (?:user )?(?:leaf|leaves|pages?|entries|entry|mappings?)", "oleaf"),
    (r"(?:user )?(?:leaf|leaves|mappings?|pages?|entry|entries)(?: that| which)? (?:(?:is|are|was|were|with|carries|carry|has|have|carrying|marked|being|bears?) )*(?:as )?shared(?: (?:bit|flag))?(?: set| too)?", "sleaf"),
    (r"shared (?:user )?(?:leaf|leaves|entries|entry|mappings?|pages?)(?: frames?)?", "sleaf"),
    # deeds
    (r"(?:tlb )?(?:is |are |was |were )?flushed", "flushed"),
    (r"torn down|taken apart|dismantled", "walked"),
    (r"tearing down|taking apart|teardown|walk of tables|tear-down", "walking"),
    (r"free_\w+|destroy_\w+|release_tables?|drop_tables?", "walking"),
    (r"(?:switched|moved|parked|left|set|pointed|changed|put|brought|switch(?:ed)? over)(?: back)? (?:to|for|on|onto) (?=kroot)", "switched "),
    (r"(?:satp|hart|processor|cpu) (?:is|gets|has been|was) switched kroot", "kroot-switched"),
    (r"aspace is (?:switched|moved) away from|aspace is left", "kroot-switched"),
    (r"kroot (?:is|are|has been|have been|was|were|gets|is being|must be)? ?(?:switched to|loaded|installed|activated|made current|put in place|put into satp)", "kroot-switched"),
    (r"satp (?:holds|has|points to|is set to|is|gets|contains) kroot|(?:space|aspace) (?:is )?(?:left|switched) ?(?:for )?kroot", "kroot-switched"),
    (r"(?:switch(?:ing)?|change|changing|move|moving) to kroot|switched kroot", "switching"),
    (r"switch of satp", "switching"),
    (r"(?:another|other|different) root is (?:loaded|active|current)", "ispace"),
    (r"given back|handed back|handed out|given up|let go|put back|sent back|returned to pool|reclaimed|deallocated|released|returned|gone|up for reuse", "freed"),
    (r"(?:goes|go|went|gone|come|comes) back(?: to pool)?", "is freed"),
    (r"giving back|handing back|giving up|releasing|release|returning|deallocating|reclaiming|freeing|free call|frees?(?= of| call)|undoing", "freeing"),
    (r"releases|gives back|hands back|returns(?= asid)|gives up|frees|deallocates", "frees"),
    (r"(?:overwritten|replaced|reset|set|made|left|turned) (?:with|by|to|in)? ?(?:empty|zero)|emptied|wiped|zeroed|cleared|unmapped|removed from (?:its|their) tables?|taken out|reset to empty", "cleared"),
    (r"clearing|emptying|wiping|zeroing|write of empty|writing empty|overwriting", "clearing"),
    (r"becomes? empty|is made empty|gets empty", "is cleared"),
    (r"pte|ptes|page table entry|page table entries|slots?", "entry"),
    (r"entries", "entry"),
    (r"flush of tlb|tlb flush(?:ing)?|flushing of tlb|tlb invalidation|flush(?:ing)?|tlb shootdown|shootdown", "flushing"),
    (r"invalidated", "flushed"),
    (r"credit (?:of|to) quota|crediting of quota|crediting quota|quota credit|crediting|credit", "crediting"),
    (r"visited|looked at|scanned|followed|processed|walked over|gone through|examined|read|inspected|traversed|dealt with|iterated", "visited"),
    (r"touched|changed|modified|altered|written|affected", "touched"),
    (r"ahead of|prior to|in front of|earlier than|sooner than", "before"),
    (r"precedes|precede|comes? ahead of|come before|comes before|happens before|runs before|goes before", "before"),
    (r"follows|follow|comes? after|come after|comes behind|runs after|goes after|behind(?= )", "after"),
    (r"only afterwards|afterwards|and only then|only then|after (?:that|it)(?= ,|$)|and then|thereafter", "then"),
)  # fmt: skip
_PLAIN = [
    (re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])" if pattern[-1] not in "( " else pattern), word)
    for word, pattern in ((w, p) for p, w in _ROWS)
]
_EMPTY = frozenset(
    [
        "the",
        "a",
        "an",
        "any",
        "every",
        "each",
        "all",
        "ever",
        "still",
        "actually",
        "itself",
        "single",
        "our",
        "its",
        "own",
        "of-the",
        "this",
        "very",
        "just",
    ]
)


def plainer(text: str, owner: str = "") -> str:
    """The sentence in lower case and in these words, without articles and the marks of code."""
    bare = re.sub(r"`([^`]*)`", lambda m: m[1], text).lower().replace("→", "->").replace("’", "'")
    bare = re.sub(r"\(\)", "", bare)
    bare = re.sub(r"[.;:]+$", "", bare.strip())
    bare = re.sub(r"\bisn't\b", "is not", bare)
    bare = re.sub(r"\b(do|does|did|are|was|were|has|have)n't\b", r"\1 not", bare)
    bare = " ".join(w for w in re.sub(r"([,;]|:(?= )|->)", r" \1 ", bare).split() if w not in _EMPTY)
    if owner:  # what is taken apart, by its own name
        humps = " ".join(h.lower() for h in re.findall(r"[A-Z][a-z0-9]*", owner))
        bare = re.sub(rf"\b(?:{owner.lower()}|{humps}|{humps.split()[-1] if humps else owner.lower()})\b", "space", bare)
    for pattern, word in _PLAIN:
        bare = " ".join(pattern.sub(word, bare).split())
    return bare


__all__ = ["plainer"]
