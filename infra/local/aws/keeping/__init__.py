"""What `make run DATA=folder` keeps of the embedded services: rows and objects, in one SQLite file."""
