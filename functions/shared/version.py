"""The version of everything here: pyproject.toml takes it from this file, and a test holds the images to it."""

VERSION = "0.1.0"
# What our own clients call themselves; what asks in FreeSWITCH's name calls itself as FreeSWITCH does.
USER_AGENT = f"freeswitch-functions/{VERSION}"
