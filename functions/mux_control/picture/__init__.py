"""Layouts, stages, scenes, stills and where everybody is in the picture."""
