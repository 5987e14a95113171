"""What nodes are told and tell each other: leases, wishes, calls that cross, who is registered where."""
