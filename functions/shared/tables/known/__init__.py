"""What a process remembers of the tables for seconds, so that a request need not read it again."""
