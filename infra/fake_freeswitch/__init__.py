"""A stand-in for FreeSWITCH 1.10.12 for tests and the demo: ESL, conferences, events and simulated callers.

In a test (plain threads, no gevent; port 0 asks the system for a free one)::

    with FakeFreeswitch(password="a password for tests", domain="example.com") as switch:
        connect("127.0.0.1", switch.port, switch.password)
        ada = switch.join("internal", "1001", "Ada")        # -> Member; the first one creates the conference
        bob = switch.join("internal", "1000", video=False, moderator=True, variables={"user_context": "public"})
        switch.talk(ada); switch.be_silent(ada)              # start-talking, floor-change, stop-talking
        switch.hang_up(bob, "USER_BUSY"); switch.leave(bob)  # the call ends; only the membership ends
        switch.wait_for(lambda: "conference internal mute 1" in switch.commands)
        switch.conferences["internal"].locked                # what is really so: state/conference.py has the fields
        switch.actions("internal"), switch.events            # what was sent
        switch.received                                      # commands with time and whether by bgapi

    Told in advance, on ``switch.switch``: call_outcomes["1002"] = "SUCCESS" (dial, bgdial, originate),
    recording_errors (prefixes of refused targets), files["/prompts/a.wav"] = 1.5 (seconds; others are not found),
    write_recordings (real files that grow) and recordings_stall (they stop growing).

Misbehaviour: ``switch.faults`` has no_greeting, refuse_connections, half_open (reads, never writes), reply_delay, and
one-shot truncate_next_reply, garbage_next_reply, swallow_next_reply (the next question is answered again),
hang_next_reply (nothing more comes over the connection), drop_before_reply (not executed) and drop_after_execution, all
limited by ``only_for`` to commands holding that text. Further drop_connections(), send_garbage(bytes),
break_recording(part of its path), lose_events(n), restart(), stop_listening() and listen_again(), switch.esl.beat(),
switch.esl.one_of("events").close() and .hushed.

``switch.switch.diary`` tells what was carried out and who came and went, numbered; ``state.truth.truth_of`` of
``switch.switch`` what is so now. ``FakeFreeswitch(kept=…)`` says how many events and commands are kept to be looked at.

As a program: ``python -m infra.fake_freeswitch`` (see ``__main__.py``); orders on stdin or a port: ``control.py``.
Simulated telephones that ask the functions over HTTP: ``callers.phone.Phone``, ``demo.Demo``.
"""

from infra.fake_freeswitch.fake import FakeFreeswitch

__all__ = ["FakeFreeswitch"]
