"""Sentences on a method, held against what the spec's own code keeps to: terms by their names and comments, relations between them."""
