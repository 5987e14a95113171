"""Where our machines may be sent by somebody else's wish: the public internet, and what the settings name."""
