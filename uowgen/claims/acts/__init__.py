"""Sentences read as acts (what happens, to what, how often, in which order), and held against what a type does in made-up lives."""
