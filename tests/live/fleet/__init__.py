"""Two nodes of one installation: whose a conference is, what becomes of it, and of who is in it."""
