"""Guards that turn something off, or reserve numbers in a table: driven in made-up worlds, and short sentences on them."""
