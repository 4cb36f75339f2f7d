"""From the words of a criterion to a reading: frames, slots, plainer words, parts. Knows nothing of the code."""
