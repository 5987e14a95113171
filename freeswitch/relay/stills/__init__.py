"""Stills: pictures of the canvas, taken by FreeSWITCH into memory and stored by a process of their own."""
