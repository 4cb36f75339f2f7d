"""Plans and verdicts as text and as JSON. Knows nothing of how they came about, and prints nothing itself."""
