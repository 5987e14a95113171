"""Whether what the rows say can still be seen: of a conference, and of its recordings, streams and stills."""
