"""Proof by the real toolchain: builds and test runs on a scratch copy of the tree, and what their output means for criteria.

Loaded only when a command line asks for it (`--toolchain`, `--run-commands`, `--rustfmt`); the core knows nothing of it.
"""
