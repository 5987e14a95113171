"""Who is registered at the node, for other nodes that call them."""
