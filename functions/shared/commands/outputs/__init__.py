"""Commands that make something of the conference: recordings, streams, stills."""
