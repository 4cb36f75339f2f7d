"""Reading Rust: syntax, items, places. Knows nothing of specs or plans."""
