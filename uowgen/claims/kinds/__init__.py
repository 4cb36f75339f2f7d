"""The kinds of claims, one file each: sentence frames and decision procedure."""
