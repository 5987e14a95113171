"""A conference has one node: every way into it claims it for the node on which somebody comes, and all ask `claim`.

The ways, and where each asks:

- a number that leads into a room, from a telephone, a browser or a trunk; also the call of a screen, and whoever waits
  (`functions/dialplan/entering.py`, `enter`);
- the call of somebody who is there by a link, to take part or to watch (the same file, `enter_by_link`);
- an id with its PIN, and an id that is guessed at, whose callers wait (`functions/pin_check/guesses.py`);
- by the API: a call out of a conference, a transfer into another one, being let in from a waiting conference, each also
  as a step of a scene (`functions/mux_control/submission/entering.py`).

Who waits is on the node of the conference for which they do: there is one claim for both. So a relay that lets somebody
in (a moderator is there, or presses a key) has nothing to ask.

A relay makes a claim last as long as the meeting (`meetings.py`), and claims what began past all of these: whatever
somebody has typed into FreeSWITCH itself.
"""
