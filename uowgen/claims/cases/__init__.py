"""Every function of small types in every case: what it is given, what it gives, what is called outside, held against sentences."""
