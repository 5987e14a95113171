"""What is logged and counted, and what of it is hidden."""
