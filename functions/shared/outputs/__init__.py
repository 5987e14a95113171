"""What recordings, streams and stills are, and how their states follow each other."""
