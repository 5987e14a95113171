"""Who may register."""
