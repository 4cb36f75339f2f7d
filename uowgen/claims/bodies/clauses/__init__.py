"""Sentences on what a function does, put together from clauses: who, what is done, and in which case, on which ways, in which order."""
