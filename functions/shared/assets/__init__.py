"""The pictures, sounds and fonts that a domain brings itself."""
