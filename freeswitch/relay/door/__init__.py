"""Who waits to be let into a conference comes in with a moderator, or by a moderator's key."""
