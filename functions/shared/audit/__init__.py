"""The audit: who changed, fetched or erased what, and how it ended, in entries that are written once."""
