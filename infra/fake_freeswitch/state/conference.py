"""What the stand-in knows of a conference, its members and its recordings."""

import time
from dataclasses import dataclass, field
from itertools import count

from infra.fake_freeswitch.picture.film import Film
from infra.fake_freeswitch.picture.layout import layers_of
from infra.fake_freeswitch.state.channel import Channel, new_uuid
from infra.fake_freeswitch.state.profile import Profile


@dataclass
class Member:
    id: int
    channel: Channel
    can_hear: bool = True
    can_speak: bool = True
    can_see: bool = True
    can_be_seen: bool = True
    hold: bool = False
    moderator: bool = False
    ghost: bool = False
    voice: bool = False
    talking: bool = False
    kicked: bool = False
    energy_level: int = 200
    energy: int = 0
    auto_energy: int = 0
    max_energy: int = 0
    agc: int = 0
    volume_in: int = 0
    volume_out: int = 0
    reservation_id: str = ""
    role_id: str = ""
    banner: str = ""
    logo: str = ""
    mute_image: str = ""
    codec_group: str = ""
    end_conference: bool = False
    joined: float = field(default_factory=time.time)
    talked: float = 0.0

    @property
    def video(self) -> bool:
        return self.channel.video


@dataclass
class Recording:
    path: str
    options: str
    node_id: int
    automatic: bool = False
    paused: bool = False
    live: bool = False
    started: float = field(default_factory=time.time)
    spent: float = 0.0
    bytes_written: int = 0
    film: Film | None = None

    @property
    def full_path(self) -> str:
        return self.options + self.path

    def pause(self, paused: bool) -> None:
        if paused != self.paused:
            now = time.time()
            self.spent += 0.0 if self.paused else now - self.started
            self.started = now
            self.paused = paused

    @property
    def milliseconds(self) -> int:
        running = 0.0 if self.paused or not self.live else time.time() - self.started
        return int((self.spent + running) * 1000) // 20 * 20


@dataclass
class Playing:
    path: str
    seconds: float
    member: Member | None = None
    asynchronous: bool = False
    paused: bool = False
    number: int = field(default_factory=count(1).__next__)
    started: float = field(default_factory=time.time)


@dataclass
class Conference:
    name: str
    profile: Profile
    domain: str = "127.0.0.1"
    uuid: str = field(default_factory=new_uuid)
    members: list[Member] = field(default_factory=list)
    recordings: list[Recording] = field(default_factory=list)
    # Counted down for what could not be opened, too; at 0 no recording gets a picture.
    recording_members: int = 0
    playing: list[Playing] = field(default_factory=list)
    variables: dict[str, str] = field(default_factory=dict)
    relationships: dict[tuple[int, int], str] = field(default_factory=dict)
    locked: bool = False
    destroying: bool = False
    # Nothing more is told of it: a sound that ends later ends nowhere.
    over: bool = False
    pin: str = ""
    moderator_pin: str = ""
    max_members: int = 0
    floor: int = 0
    video_floor: int = 0
    video_floor_locked: bool = False
    layout: str = ""
    layout_group: str = ""
    personal: bool = False
    fps: str = "30.30"
    width: int = 1280
    height: int = 720
    background: str = ""
    foreground: str = ""
    exit_sound: bool = True
    enter_sound: bool = True
    settings: dict[str, str] = field(default_factory=dict)
    created: float = field(default_factory=time.time)

    def __post_init__(self) -> None:
        self.fps, self.max_members = self.profile.fps, self.profile.max_members
        self.width, self.height = self.profile.width, self.profile.height
        self.pin, self.moderator_pin = self.profile.pin, self.profile.moderator_pin
        if self.profile.mux:
            self.show_layout(self.profile.first_layout)

    @property
    def mux(self) -> bool:
        return self.profile.mux

    def show_layout(self, name: str) -> None:
        """Show a layout, or with ``group:`` the smallest layout of that group which holds everybody."""
        if name.startswith("group:"):
            self.layout_group = name.removeprefix("group:")
            self.fit_group()
        else:
            self.layout, self.layout_group = name, ""

    def fit_group(self) -> None:
        shown = max(1, sum(member.video for member in self.people))
        names = self.profile.groups.get(self.layout_group, [])
        fitting = [name for name in names if len(self.profile.layouts.get(name, ())) >= shown]
        if names:
            self.layout = (fitting or names[-1:])[0]

    def member(self, number: int) -> Member | None:
        return next((member for member in self.members if member.id == number and not member.kicked), None)

    def member_of(self, channel_uuid: str) -> Member | None:
        return next((member for member in self.members if member.channel.uuid == channel_uuid), None)

    def layer_of(self, member: Member) -> int:
        """Which image of the canvas shows a member, counted from 1; 0 for none."""
        layout = self.profile.layouts.get(self.layout, ())
        return layers_of(layout, self.people, self.video_floor).get(member.id, 0) if self.mux else 0

    @property
    def people(self) -> list[Member]:
        """Everybody whom FreeSWITCH counts and shows."""
        return [member for member in self.members if not member.ghost]

    @property
    def size(self) -> int:
        return len(self.people)

    @property
    def ghosts(self) -> int:
        return len(self.members) - self.size
