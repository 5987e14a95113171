"""What one event means, by what it tells of: members, departures, sizes, commands that somebody has given."""
