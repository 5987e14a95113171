"""Used by several parts; knows none of them."""
