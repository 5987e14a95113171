"""Who may enter a room: when it is open, and how its PINs are kept."""
