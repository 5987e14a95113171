/** What the documentation's pictures show: people who behave, in a show and in a meeting. */

import { AT, member, recording } from "../conference_stand_in";
import type { Operator } from "../browser/console/operator";
import type { Guest } from "./guest";
import { scenes } from "./states";

const SHOWN_MILLISECONDS = 754_000;
const PEOPLE = ["Ada Lovelace", "Grace Hopper", "Alan Turing", "Barbara Liskov"];

export async function onAir(operator: Operator): Promise<void> {
  const { api, page } = operator;
  // Everything in the picture began some minutes ago, whenever it is made.
  await page.clock.setFixedTime(Date.parse(AT) + SHOWN_MILLISECONDS);
  const { state, feed } = api;
  state.layout = "2x2-seats";
  state.members = PEOPLE.map((name, index) =>
    member(index + 1, String(1000 + index), name, { slot: `slot-${index + 1}`, talking: index === 1 }),
  );
  Object.assign(state.members[0]!, { moderator: true, banner: { text: "Chair" } });
  Object.assign(state.members[2]!, { muted: true });
  Object.assign(state.members[3]!, { hand_raised_at: AT });
  state.member_count = state.members.length;
  state.recordings = [recording("rec-1")];
  api.waiting = [{ uuid: "w-1", user: null, invitee: null, name: "Mary Somerville", video: true, since: AT }];
  feed.hold(structuredClone(state));
  scenes(operator);
  await operator.signIn();
  feed.tell("internal", "message.posted", {
    id: "m-1",
    sender: "1003",
    name: "Barbara Liskov",
    text: "May I add something about types?",
  });
  await page.getByText("May I add something").waitFor();
  await operator.button("Mute Ada Lovelace").press("Enter");
  await operator.reads("done, and seen");
  await page.getByRole("img", { name: /Who is where/ }).waitFor();
}

/** The guest has a drawn face, and not Chromium's test picture. */
function drawnCamera(): void {
  const devices = navigator.mediaDevices;
  const made = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (wish) => {
    const stream = await made(wish);
    const [camera] = stream.getVideoTracks();
    if (!camera) return stream;
    const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 360 });
    const pen = canvas.getContext("2d")!;
    setInterval(() => {
      pen.fillStyle = "#3d4f7a";
      pen.fillRect(0, 0, 640, 360);
      pen.fillStyle = "#fff6";
      pen.beginPath();
      pen.arc(320, 152, 68, 0, 7);
      pen.fill();
      pen.beginPath();
      pen.ellipse(320, 360, 156, 124, 0, Math.PI, 0);
      pen.fill();
    }, 66);
    camera.stop();
    return new MediaStream([...stream.getAudioTracks(), ...canvas.captureStream(15).getVideoTracks()]);
  };
}

export async function inMeeting(guest: Guest): Promise<void> {
  const { state } = guest.api;
  // Her own picture is the first one, as in the stand-in's.
  state.members = ["Grace Hopper", "Ada Lovelace", "Alan Turing", "Barbara Liskov"].map((name, index) =>
    member(index + 1, name === "Grace Hopper" ? "1001" : `20${index}`, name, {
      talking: index === 1,
      muted: index === 2,
      moderator: index === 1,
    }),
  );
  state.member_count = state.members.length;
  state.recordings = [recording("rec-1")];
  guest.api.feed.hold(structuredClone(state));
  await guest.caller.page.addInitScript(drawnCamera);
  await guest.comeIn();
  guest.tell("hand.raised", { uuid: "uuid-4", subject: null, name: null, raised_at: AT });
  guest.tell("message.posted", { id: "m-1", sender: "201", name: "Ada Lovelace", text: "Good morning, everybody!" });
  await guest.caller.page.getByText("Good morning, everybody!").waitFor();
}
