"""What the stand-in is told to do wrong."""

from dataclasses import dataclass


@dataclass
class Faults:
    """Settings that new and open ESL connections look at; everything is off at first."""

    no_greeting: bool = False
    refuse_connections: bool = False
    half_open: bool = False
    reply_delay: float = 0.0
    # One-shot: the next api reply is sent like this; the reply of a job is its event.
    truncate_next_reply: bool = False
    garbage_next_reply: bool = False
    # This one alone is left out; the next question is answered again.
    swallow_next_reply: bool = False
    # Nor does anything come over this connection afterwards: a command that hangs holds up all that wait behind it.
    hang_next_reply: bool = False
    drop_before_reply: bool = False
    drop_after_execution: bool = False
    # Only replies to commands that hold this text are touched; empty means every command.
    only_for: str = ""

    def take(self, name: str, command: str) -> bool:
        """True once, when the named one-shot fault is armed for this command."""
        if getattr(self, name) and self.only_for in command:
            setattr(self, name, False)
            return True
        return False
