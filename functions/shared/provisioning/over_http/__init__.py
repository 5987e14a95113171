"""Provisioning over HTTP: what its bodies and answers look like, and the list of its operations."""
