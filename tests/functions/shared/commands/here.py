"""A conference with two members, as the relay sees it."""

from functions.shared.commands import Meeting

ADA = "3aa09c8c-5197-4d7c-9a53-902dbf37db52"
BOB = "078380d5-915e-44ab-b2a9-be59a07beecc"
MEETING = "c7f29d6f-1b52-4538-90b0-cab2d50acf17"
NEW_CALL = "5d2a8b1e-0000-4000-8000-000000000001"
KEY = "abcd-efgh-ijkl-mnop"
FOLDER = "/var/lib/freeswitch/recordings/internal"
SPOKEN = "11111111-2222-4333-8444-555555555555"
FILE = f"/dev/shm/freeswitch-stills/say-{SPOKEN}.wav"
OWN_PICTURE, OWN_SOUND, OWN_FONT = (
    f"/var/lib/freeswitch/assets/{'5' * 64}/{name}" for name in ("autumn.png", "gong.wav", "corporate.ttf")
)
HERE = Meeting(
    "internal",
    {ADA: 3, BOB: 2},
    uuid=MEETING,
    new_call=NEW_CALL,
    spoken=SPOKEN,
    stream_keys={"s1": KEY},
    recordings_root="/var/lib/freeswitch/recordings",
    images_root="/opt/images",
    own={"autumn": OWN_PICTURE, "gong": OWN_SOUND, "corporate": OWN_FONT},
)
