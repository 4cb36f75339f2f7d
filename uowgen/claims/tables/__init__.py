"""Trees of tables in memory, walked and taken apart in made-up worlds."""
