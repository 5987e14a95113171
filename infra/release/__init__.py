"""`make release VERSION=1.2.3`: a version, and everything that goes out with it."""
