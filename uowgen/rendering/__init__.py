"""Code that follows a known pattern: templates, read both ways.

`pattern` reads a template's parameters out of code that was written by hand, `render` writes code from parameters. Neither knows
of specs or trees.
"""
