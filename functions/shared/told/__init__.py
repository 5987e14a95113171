"""What is told and kept of things once their own rows say so: whoever wrote the row, and whoever makes up for them."""
