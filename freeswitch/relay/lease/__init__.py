"""One relay a node: the lease, and the heartbeat that says that it lives."""
