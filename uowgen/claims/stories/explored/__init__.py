"""Types explored from state to state, with what they borrow and with their end: every call tried in each state that was found."""
