"""Types that hold a state, called in every state that they come to, and sentences on who may go where, what a call does and what a refusal leaves."""
