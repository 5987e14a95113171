"""`make soak`: the local stack under seeded faults, held against an oracle."""
