"""What holds for every test: no test fails because a machine is slow, and cycles are looked for as seldom as in the program."""

from __future__ import annotations

import gc

from hypothesis import HealthCheck, settings

settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

gc.set_threshold(100_000, 20, 20)  # as `uowgen.cli` sets it
