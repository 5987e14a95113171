"""The API commands of the stand-in; those of a conference are in `conference_commands`."""
