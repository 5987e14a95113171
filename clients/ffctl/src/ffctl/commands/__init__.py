"""The commands, a file for each noun; the words are the API's: list, get, put, patch, delete."""
