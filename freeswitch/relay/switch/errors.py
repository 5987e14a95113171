"""What can go wrong between the relay and FreeSWITCH."""


class EslError(Exception):
    """FreeSWITCH could not be asked."""


class ConnectionLost(EslError):
    """The connection ended, so whatever was under way may or may not have happened."""


class NotAccepted(EslError):
    """FreeSWITCH refused the password or this address."""


class ReplyTimeout(EslError):
    """No reply in time; the command may still be running."""


class NotOneLine(ValueError):
    """The command would have been read as more than one command, so it was not sent."""
