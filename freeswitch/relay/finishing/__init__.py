"""Makes a file out of a recording's parts: probed, joined, hashed, stored; a process of its own, never patched."""
