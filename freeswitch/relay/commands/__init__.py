"""A command from the node's queue to its proven end."""
