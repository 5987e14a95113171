"""Who listens (tickets that open a connection, and the connections), and what they write to each other."""
