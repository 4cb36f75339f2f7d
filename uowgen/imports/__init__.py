"""Which names written code uses without having them, and where each could be imported from."""
