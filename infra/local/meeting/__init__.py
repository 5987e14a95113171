"""`make demo`: a minute of a meeting that happens by itself, on the stand-in and over the HTTP API."""
