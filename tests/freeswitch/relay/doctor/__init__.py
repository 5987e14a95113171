"""The doctor: what is unsafe on a node, told one line each."""
