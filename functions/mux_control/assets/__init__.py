"""The domain's own pictures, sounds and fonts over the HTTP API."""
