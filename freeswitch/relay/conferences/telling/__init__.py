"""What is told of the conferences: the feed before the rows."""
