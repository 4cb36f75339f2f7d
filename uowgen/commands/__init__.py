"""The commands, one module each: they join the core to disk and terminal, and decide nothing themselves."""
