"""What the picture should be, and how the wish changes with what somebody does by hand."""
