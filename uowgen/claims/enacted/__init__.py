"""What is done to values of a type, told in words, and what is then seen: sequences of calls, endings, failures, counts, orders."""
