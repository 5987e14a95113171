"""What may be provisioned, from a file or over HTTP: its types, its rules, and how it becomes rows of the tables."""
