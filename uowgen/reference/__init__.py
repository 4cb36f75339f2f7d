"""Reference models: executable Python that says how a type must behave, written from criteria, and the kernel they work on."""
