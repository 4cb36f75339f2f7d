"""Guards over what they borrow, driven, and sentences on what each call does to it in which situation."""
