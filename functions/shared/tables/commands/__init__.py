"""The commands table: rows, who has one in hand, what is open, and what the audit still lacks."""
