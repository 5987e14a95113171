"""Who may watch a conference without being in it, and the end of whose right to it is over."""
