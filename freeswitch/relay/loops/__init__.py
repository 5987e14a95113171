"""The relay's loops, how long their turns may take, and what that makes of its health."""
