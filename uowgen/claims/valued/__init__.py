"""Sentences about types whose values can all be made: what is said of some of them, or of all, is asked of each."""
