"""The domains' own pictures, sounds and fonts: looked at, put into one form, and brought to this node."""
