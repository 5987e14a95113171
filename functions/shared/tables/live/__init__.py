"""Who listens: tickets that open a connection, and the connections."""
