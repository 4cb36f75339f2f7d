"""Runs random programs both ways until stopped, or as many as asked for: `python -m tests.behaviour.fuzz [COUNT] [FIRST_SEED]`.

A disagreement is printed with its program and ends the run with status 1. Programs that the interpreter leaves undecided are counted.
"""

from __future__ import annotations

import random
import sys

from tests.behaviour.both_ways import RUSTC, compiled, compiling, interpreted, names_in, program_of
from tests.behaviour.generator import HEAD, case

AT_ONCE = 60


class Tally:
    """What a run has seen. `disagreements`: (seed, what the interpreter prints, what rustc's program prints)."""

    def __init__(self) -> None:
        self.same = 0
        self.undecided: dict[str, int] = {}
        self.disagreements: list[tuple[int, str, str]] = []


def compare(first: int, count: int, tally: Tally) -> None:
    """Runs the programs with the seeds `first…` both ways, those that rustc accepts."""
    accepted = compiling(HEAD, {f"case_{seed}": case(f"case_{seed}", seed) for seed in range(first, first + count)})
    source = HEAD + "".join(accepted.values())
    ran = compiled({"random_programs": source})
    program = program_of("random_programs", source)
    for name in names_in(source):
        mine, theirs = interpreted(program, name), ran[f"random_programs::{name}"]
        if mine == theirs:
            tally.same += 1
        elif "undecided: " in mine and theirs.startswith(mine.partition("undecided: ")[0]):
            reason = mine.partition("undecided: ")[2].partition(" in ")[0]
            tally.undecided[reason] = tally.undecided.get(reason, 0) + 1
        else:
            tally.disagreements.append((int(name.removeprefix("case_")), mine, theirs))


def main(arguments: list[str]) -> int:
    """Runs until stopped or until COUNT programs were compared."""
    if RUSTC is None:
        print("there is no rustc here, so nothing can be compared", file=sys.stderr)
        return 2
    count = int(arguments[0]) if arguments else 0
    at = int(arguments[1]) if len(arguments) > 1 else random.randrange(10**9)
    tally, done = Tally(), 0
    try:
        while not tally.disagreements and (count == 0 or done < count):
            size = min(AT_ONCE, count - done) if count else AT_ONCE
            compare(at + done, size, tally)
            done += size
            print(f"seeds {at}..{at + done}: {tally.same} the same, {sum(tally.undecided.values())} undecided", flush=True)
    except KeyboardInterrupt:
        pass
    for reason, times in sorted(tally.undecided.items(), key=lambda row: -row[1])[:20]:
        print(f"  undecided {times} times: {reason}")
    for seed, mine, theirs in tally.disagreements:
        print(f"--- seed {seed}\n{case(f'case_{seed}', seed)}\n--- interpreted\n{mine}\n--- compiled\n{theirs}")
    return 1 if tally.disagreements else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
