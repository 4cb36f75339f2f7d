"""Claim: a guard turns interrupts off for as long as it lives, and its end leaves them as they were."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

_IRQ = "interrupts|irqs|interrupt|irq|irq's"
_STATE = "saved|previous|prior|old|original|earlier|former|interrupt|irq|state|flags|flag|status|mask|interrupts|irqs|them|it|daif|enabled|to|they|were|before|as|was|had|been|what|their|its|into|processor|cpu|on"

KIND = Kind(
    "masks_interrupts",
    "a guard turns interrupts off and leaves them as they were",
    (
        f"<maker:method> disables|masks {_IRQ} ; asked=off",
        f"<maker:method> turns|switches {_IRQ} off ; asked=off",
        f"{_IRQ} @be* disabled|masked|off while|as|long|for|during <guard:theguard>? lives|exists|is|alive|held|as|its|lifetime* ; asked=off",
        f"{_IRQ} @be* disabled|masked by|in|after <maker:method> ; asked=off",
        f"<maker:method> saves|records|remembers|stores|captures|keeps {_STATE}* ; asked=save",
        f"<drop:dropping> restores {_STATE}* ; asked=restore",
        f"<drop:dropping> re-enables|enables|reenables {_IRQ} only? if they|it were|was previously|before? enabled|on before|previously? ; asked=restore",
        f"{_STATE}* @be* restored on|when|at|upon drop|dropped|guard|is|the* ; asked=restore",
        f"{_IRQ} stay|stays|remain|remains disabled|off|masked after|on? drop? if|when they|it were|was already|previously? disabled|off|masked before|already|previously? ; asked=stay",
        f"<drop:dropping> does not enable|re-enable|reenable {_IRQ} if|when they|it were|was already|previously? disabled|off|masked before|already|previously? ; asked=stay",
        f"nested guards|guard|use|usage|instances restore|restores|work|works|correctly|properly|nest|in|outermost|outer|original|last|only|order* {_STATE}* last|correctly|only|properly|at|end* ; asked=nested",
        f"creating|making|taking|acquiring <guard:theguard> disables|masks {_IRQ} ; asked=off",
        f"creating|making|taking|acquiring <guard:theguard> turns|switches {_IRQ} off ; asked=off",
        f"{_IRQ} come|go|turn|are|get|switched|turned back|enabled|re-enabled on|again? when|after|once|on <guard:theguard>? is|goes? dropped|drop|away ; asked=restore",
        f"dropping <guard:theguard> does not enable|re-enable|reenable {_IRQ} that|which|if were|was off|disabled|masked before|already|previously? ; asked=stay",
        f"two|several nested guards leave|leaves {_IRQ} as they were before|the|first|outermost|one* ; asked=nested",
        f"{_IRQ} @be* re-enabled|enabled|reenabled|restored on|upon|at|after drop only? if they|it were|was previously|already? enabled|on before|previously? ; asked=restore",
        f"{_STATE}* @be unchanged|same|restored after|once|when <guard:theguard>? is? drop|dropped|gone ; asked=restore",
        "guards can|may be? nested|nest ; asked=nested",
        "guards @be* nest|nested|nestable|nests correctly|properly? ; asked=nested",
        f"inner guard does not re-enable|enable|reenable {_IRQ} ; asked=nested",
    ),
    (
        "`new()` disables interrupts",
        "`Drop` restores the saved interrupt state",
        "Interrupts stay disabled if they were disabled before",
    ),
    decided_in("guards.interrupt_masks"),
    ("asked",),
)
