"""What the relay knows of its conferences: followed by events, read by a snapshot, written as rows."""
