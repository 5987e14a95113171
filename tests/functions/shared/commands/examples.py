"""One example of every command: its JSON, and the ESL lines that it must become."""

from functions.shared.commands import Meeting

ADA = "3aa09c8c-5197-4d7c-9a53-902dbf37db52"
BOB = "078380d5-915e-44ab-b2a9-be59a07beecc"
MEETING = "c7f29d6f-1b52-4538-90b0-cab2d50acf17"
NEW_CALL = "5d2a8b1e-0000-4000-8000-000000000001"
KEY = "abcd-efgh-ijkl-mnop"
HERE = Meeting(
    "internal",
    {ADA: 3, BOB: 2},
    uuid=MEETING,
    new_call=NEW_CALL,
    stream_keys={"s1": KEY},
    recordings_root="/var/lib/freeswitch/recordings",
    images_root="/opt/images",
)

Example = tuple[dict[str, object], tuple[str, ...]]
CALL = f"conference internal dial {{origination_uuid={NEW_CALL},ignore_early_media=true,origination_callee_id_name="
BANNER_OPTIONS = "{font_face=Rubik-Regular.ttf,font_scale=5,bg=#f5f7fa,fg=#514654,min_font_size=8,max_font_size=14}"
FILE = "/var/lib/freeswitch/recordings/internal"

EXAMPLES: list[Example] = [
    ({"kind": "mute", "member": ADA, "muted": True}, ("conference internal mute 3",)),
    ({"kind": "mute", "member": ADA, "muted": False}, ("conference internal unmute 3",)),
    ({"kind": "mute_video", "member": ADA, "muted": True}, ("conference internal vmute 3",)),
    ({"kind": "mute_video", "member": ADA, "muted": False}, ("conference internal unvmute 3",)),
    ({"kind": "deafen", "member": ADA, "deaf": True}, ("conference internal deaf 3",)),
    ({"kind": "deafen", "member": ADA, "deaf": False}, ("conference internal undeaf 3",)),
    ({"kind": "hold", "member": ADA, "on_hold": True}, ("conference internal hold 3",)),
    ({"kind": "hold", "member": ADA, "on_hold": False}, ("conference internal unhold 3",)),
    ({"kind": "set_volume", "member": ADA, "direction": "in", "level": 1}, ("conference internal volume_in 3 1",)),
    ({"kind": "set_volume", "member": ADA, "direction": "out", "level": -4}, ("conference internal volume_out 3 -4",)),
    ({"kind": "set_floor", "member": ADA}, ("conference internal floor 3",)),
    (
        {"kind": "set_video_floor", "member": BOB},
        ("conference internal clear-vid-floor", "conference internal vid-floor 2 force"),
    ),
    ({"kind": "clear_video_floor"}, ("conference internal clear-vid-floor",)),
    (
        {"kind": "set_slot", "member": ADA, "slot": "presenter"},
        ("conference internal vid-res-id 3 presenter force",),
    ),
    ({"kind": "set_slot", "member": ADA, "slot": None}, ("conference internal vid-res-id 3 clear",)),
    ({"kind": "clear_slots"}, ("conference internal vid-res-id all clear",)),
    ({"kind": "set_role", "member": ADA, "role": "speaker"}, ("conference internal vid-role-id 3 =speaker",)),
    ({"kind": "set_role", "member": ADA, "role": None}, ("conference internal vid-role-id 3 clear",)),
    (
        {"kind": "set_banner", "member": ADA, "banner": {"text": "Hello Wörld"}},
        ("conference internal vid-banner 3 Hello%20W%C3%B6rld",),
    ),
    (
        {
            "kind": "set_banner",
            "member": ADA,
            "banner": {
                "text": "👩‍💻 it's 100%",
                "font_face": "Rubik-Regular.ttf",
                "font_scale": 5,
                "bg": "#f5f7fa",
                "fg": "#514654",
                "min_font_size": 8,
                "max_font_size": 14,
            },
        },
        (f"conference internal vid-banner 3 {BANNER_OPTIONS}%F0%9F%91%A9%E2%80%8D%F0%9F%92%BB%20it%27s%20100%25",),
    ),
    ({"kind": "clear_banner", "member": ADA}, ("conference internal vid-banner 3 clear",)),
    (
        {"kind": "set_mute_image", "member": ADA, "image": "camera_off"},
        ("conference internal vid-mute-img 3 /opt/images/camera_off.png",),
    ),
    ({"kind": "set_mute_image", "member": ADA, "image": None}, ("conference internal vid-mute-img 3 clear",)),
    (
        {"kind": "set_logo", "member": ADA, "image": "logo"},
        ("conference internal vid-logo-img 3 /opt/images/logo.png",),
    ),
    (
        {"kind": "set_logo", "member": ADA, "image": "logo", "position": "right-bot"},
        ("conference internal vid-logo-img 3 {position=right-bot}/opt/images/logo.png",),
    ),
    ({"kind": "set_logo", "member": ADA, "image": None}, ("conference internal vid-logo-img 3 clear",)),
    ({"kind": "send_dtmf", "member": ADA, "digits": "12*#A"}, ("conference internal dtmf 3 12*#A",)),
    (
        {"kind": "relate", "member": ADA, "other": BOB, "relation": "nohear"},
        ("conference internal relate 3 2 nohear",),
    ),
    ({"kind": "relate", "member": ADA, "other": BOB, "relation": "clear"}, ("conference internal relate 3 2 clear",)),
    ({"kind": "transfer", "member": BOB, "conference": "other"}, ("conference internal transfer other 2",)),
    (
        {"kind": "transfer", "member": BOB, "conference": "other", "profile": "video"},
        ("conference internal transfer other@video 2",),
    ),
    ({"kind": "kick", "member": ADA}, ("conference internal kick 3",)),
    ({"kind": "hang_up", "member": ADA}, (f"uuid_kill {ADA} NORMAL_CLEARING",)),
    ({"kind": "hang_up_all"}, (f"uuid_kill {BOB} NORMAL_CLEARING", f"uuid_kill {ADA} NORMAL_CLEARING")),
    ({"kind": "lock", "locked": True}, ("conference internal lock",)),
    ({"kind": "lock", "locked": False}, ("conference internal unlock",)),
    ({"kind": "set_max_members", "count": 10}, ("conference internal set max_members 10",)),
    (
        {"kind": "set_variable", "name": "x_topic", "value": "Q3 – plan"},
        ("conference internal setvar x_topic 'Q3 – plan'",),
    ),
    ({"kind": "set_variable", "name": "x_topic", "value": None}, ("conference internal setvar x_topic",)),
    ({"kind": "set_layout", "layout": "1up_top_left+5"}, ("conference internal vid-layout 1up_top_left+5",)),
    ({"kind": "set_layout_group", "group": "grid"}, ("conference internal vid-layout group:grid",)),
    ({"kind": "set_video_size", "width": 640, "height": 480}, ("conference internal vid-res 640x480",)),
    ({"kind": "set_video_rate", "fps": 15}, ("conference internal vid-fps 15",)),
    (
        {"kind": "set_background", "image": "background_dark"},
        ("conference internal vid-bgimg /opt/images/background_dark.png",),
    ),
    ({"kind": "set_background", "image": None}, ("conference internal vid-bgimg clear",)),
    ({"kind": "set_foreground", "image": "frame"}, ("conference internal vid-fgimg /opt/images/frame.png",)),
    ({"kind": "set_foreground", "image": None}, ("conference internal vid-fgimg clear",)),
    ({"kind": "play", "prompt": "welcome"}, ("conference internal play en/welcome.wav",)),
    ({"kind": "play", "prompt": "de/muted", "member": ADA}, ("conference internal play de/muted.wav 3",)),
    ({"kind": "stop_playing"}, ("conference internal stop all",)),
    ({"kind": "stop_playing", "member": ADA}, ("conference internal stop all 3",)),
    ({"kind": "dial", "user": "1002", "domain": "example.com"}, (f"{CALL}1002}}user/1002@example.com",)),
    (
        {
            "kind": "dial",
            "gateway": "trunk-1",
            "number": "+49611",
            "caller_id_number": "0611",
            "caller_id_name": "Ada L.",
        },
        (f"{CALL}+49611}}sofia/gateway/trunk-1/+49611 0611 'Ada L.'",),
    ),
    (
        {"kind": "dial", "user": "1002", "domain": "example.com", "caller_id_name": "Zoë"},
        (f"{CALL}1002}}user/1002@example.com internal 'Zoë'",),
    ),
    (
        {"kind": "start_recording", "recording": "r1"},
        (f"conference internal record {{av_audio_codec=aac}}{FILE}/r1.mkv",),
    ),
    (
        {
            "kind": "start_recording",
            "recording": "r1",
            "format": "mp4",
            "width": 1280,
            "height": 720,
            "fps": 25,
            "video_kbit": 2000,
            "audio_kbit": 128,
        },
        (f"conference internal record {{vw=1280,vh=720,fps=25,vb=2000,ab=128}}{FILE}/r1.mp4",),
    ),
    (
        {"kind": "stop_recording", "recording": "r1"},
        (f"conference internal norecord {{av_audio_codec=aac}}{FILE}/r1.mkv",),
    ),
    (
        {"kind": "pause_recording", "recording": "r1"},
        (f"conference internal recording pause {{av_audio_codec=aac}}{FILE}/r1.mkv",),
    ),
    (
        {"kind": "resume_recording", "recording": "r1"},
        (f"conference internal recording resume {{av_audio_codec=aac}}{FILE}/r1.mkv",),
    ),
    (
        {"kind": "start_stream", "stream": "s1", "url": "rtmps://a.rtmps.youtube.com/live2"},
        (f"conference internal record rtmps://a.rtmps.youtube.com/live2/{KEY}",),
    ),
    (
        {"kind": "stop_stream", "stream": "s1", "url": "rtmps://a.rtmps.youtube.com/live2"},
        (f"conference internal norecord rtmps://a.rtmps.youtube.com/live2/{KEY}",),
    ),
    (
        {"kind": "take_still", "still": "p1"},
        ("conference internal vid-write-png /dev/shm/freeswitch-stills/still-p1.png",),
    ),
    ({"kind": "flush_user", "user": "1000", "domain": "example.com"}, ("xml_flush_cache id 1000 example.com",)),
    (
        {"kind": "drop_registration", "user": "1000", "domain": "example.com"},
        ("sofia profile internal flush_inbound_reg 1000@example.com",),
    ),
    (
        {"kind": "end_user_calls", "user": "1000", "domain": "example.com"},
        ("hupall NORMAL_CLEARING user_name 1000 domain_name example.com",),
    ),
    (
        {
            "kind": "update_member",
            "member": ADA,
            "steps": [
                {"kind": "mute", "member": ADA, "muted": True},
                {"kind": "set_slot", "member": ADA, "slot": "slot-1"},
            ],
        },
        ("conference internal mute 3", "conference internal vid-res-id 3 slot-1 force"),
    ),
    (
        {
            "kind": "update_conference",
            "steps": [{"kind": "lock", "locked": True}, {"kind": "set_layout", "layout": "2x2"}],
        },
        ("conference internal lock", "conference internal vid-layout 2x2"),
    ),
    (
        {"kind": "scene", "steps": [{"kind": "clear_slots"}, {"kind": "play", "prompt": "welcome"}]},
        ("conference internal vid-res-id all clear", "conference internal play en/welcome.wav"),
    ),
]

PLAIN_EXAMPLES = [example for example in EXAMPLES if "steps" not in example[0]]


def name_of(example: Example) -> str:
    return str(example[0]["kind"])
