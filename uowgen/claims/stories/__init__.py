"""What a type does when its methods are called, as stories; sentences about a call, a situation and an outcome held against them."""
