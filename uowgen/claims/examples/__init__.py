"""Sentences that show a text and what becomes of it, held against the functions of the spec's blocks that take texts."""
