"""Small Rust functions run on the kernel that records: what a type or function makes the rest of the kernel do.

The kernel answers questions about interrupts as its state is, and records every other call by its name.
"""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from uowgen.claims.runs.programs import PROBE, program_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.behaviour.outcomes import Undecidable
    from uowgen.claims.kind import Case
    from uowgen.reference.kernel import Effect

_ENABLED = frozenset(["irq_enabled", "interrupts_enabled", "irqs_enabled", "are_enabled", "are_interrupts_enabled", "is_irq_enabled", "irq_is_enabled", "interrupts_are_enabled", "are_irqs_enabled"])  # fmt: skip
_DISABLE = frozenset(
    "irq_disable disable_irq disable_irqs disable_interrupts interrupts_disable local_irq_disable irqs_disable cli".split()
)
_ENABLE = frozenset(
    "irq_enable enable_irq enable_irqs enable_interrupts interrupts_enable local_irq_enable irqs_enable sti".split()
)
_SAVE = frozenset(["irq_save", "local_irq_save", "save_and_disable", "irq_save_disable", "save_irq", "irqsave", "save_flags_cli", "interrupts_save_disable", "irq_disable_save", "disable_and_save"])  # fmt: skip
_RESTORE = frozenset(
    "irq_restore local_irq_restore restore_irq irqrestore restore_flags interrupts_restore restore_interrupts restore_irqs".split()
)


class Observed(NamedTuple):
    """What a function gave (plain Python) and did, in order; `stuck` or `panic` when it did not come to its end."""

    value: object
    effects: tuple[Effect, ...]
    panic: str = ""
    stuck: Undecidable | None = None


def observed(case: Case, path: str, code: str, arguments: Sequence[Any], *, interrupts: bool = True) -> Observed:
    """The probe in `code`, standing in the file `path`, run once with `arguments`; `interrupts` says whether they are on at first."""
    from uowgen.behaviour.kernel import KernelMachine, World
    from uowgen.behaviour.outcomes import RustPanic, Undecidable
    from uowgen.behaviour.program import Program
    from uowgen.behaviour.python_values import plain

    class Interruptible(World):
        """The kernel with a processor whose interrupts are on or off."""

        on = interrupts

        def call(self, machine: Any, path: str, arguments: list[Any]) -> Any:
            name = path.rpartition("::")[2]
            if name in _ENABLED and not arguments:
                return self.on
            if name in _SAVE and not arguments:
                before, self.on = self.on, False
                return before
            if name in _RESTORE and len(arguments) == 1 and isinstance(arguments[0], bool):
                self.on = arguments[0]
                return ()
            if name in _DISABLE | _ENABLE and not arguments:
                self.on = name in _ENABLE
                return ()
            if name in ("uowgen_on", "uowgen_mark"):
                self.other(name, (int(self.on),) if name == "uowgen_on" else ())
                return ()
            return super().call(machine, path, arguments)

    world = Interruptible(0x8_0000, {})
    key = f"observed {path} {code}"
    program = case.kept.get(key)
    if not isinstance(program, Program):
        program = case.kept[key] = program_of(case, (path,), code)
    machine = KernelMachine(program, world)
    try:
        value = plain(machine.call(PROBE, list(arguments)))
    except RustPanic as panic:
        return Observed(None, tuple(world.effects), panic.message or "a panic")
    except Undecidable as reason:
        return Observed(None, tuple(world.effects), "", reason)
    return Observed(value, tuple(world.effects))
