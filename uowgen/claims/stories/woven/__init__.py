"""Sentences on what types do, read as phrases in any order: a call, situations, outcomes."""
