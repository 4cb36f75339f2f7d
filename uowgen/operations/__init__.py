"""The kinds of changes: each is checked and made by the same function, on the text as the operations before it leave it."""
