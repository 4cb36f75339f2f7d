"""Facts of declarations and of the text: members, types, callers, where something occurs and where alone."""
