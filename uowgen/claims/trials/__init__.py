"""Questions put to a type as small Rust functions, to the tree's code and to the spec's block beside it."""
