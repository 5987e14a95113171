"""The stand-in's event socket, and how it is made to misbehave."""
