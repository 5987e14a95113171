"""Streams: their targets' connections, and how one that broke is begun again."""
