"""What the steps of a function's body say of a sentence: order, outcomes, exits, what is passed on, what is left to whom."""
