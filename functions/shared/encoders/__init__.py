"""Text for FreeSWITCH's parsers: XML, and dial strings. The event socket's is in `commands/common`."""
