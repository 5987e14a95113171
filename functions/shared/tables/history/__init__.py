"""What happened: the feed of each conference, meetings that are over, the audit and who stands behind its names."""
