"""The HTTP API that controls conferences."""
