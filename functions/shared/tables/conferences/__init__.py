"""What is happening in conferences and what they leave: one table, written by the node's relay."""
