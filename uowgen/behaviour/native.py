"""The base of Python objects that are handed to Rust. What a kernel of such objects does is not known here."""

from __future__ import annotations

from uowgen.behaviour.values import Native

__all__ = ["Native"]
