"""The relay's loops and what runs beside them, with their pauses, and what that makes of its health."""
