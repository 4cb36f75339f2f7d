"""What is wrong with specs as documents: one file for each sort of remark, joined in `specs.py`. It knows no disk."""
