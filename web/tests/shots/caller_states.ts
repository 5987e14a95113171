/** The states of the caller's page that are looked at, and how a guest comes to each. */

import { AT, recording } from "../conference_stand_in";
import { RINGS_FOR_EVER } from "../sip_stand_in";
import type { Guest } from "./guest";

const person = (uuid: string, name: string) => ({ uuid, user: null, invitee: null, name, video: true, since: AT });

async function refused(guest: Guest, code: string, detail = ""): Promise<void> {
  guest.refusal = { status: 410, code, detail };
  await guest.follow();
}

function meets(guest: Guest): void {
  guest.tell("message.posted", {
    id: "m-1",
    sender: "1000",
    name: "Ada Lovelace",
    text: "Good morning, can you see it?",
  });
  guest.tell("hand.raised", { uuid: "uuid-1", subject: null, name: null, raised_at: AT });
  guest.tell("presence.joined", { subject: "a guest", name: "Mary", since: AT });
}

/** Each is told its name by its key. */
export const CALLER_STATES: Record<string, (guest: Guest) => Promise<unknown>> = {
  "no-link": ({ caller }) => caller.button("Open the link").waitFor(),
  "other-ways": ({ caller }) => caller.byNumber(),
  "fields-wrong": ({ caller }) => caller.join("", ""),
  "welcome-name": async (guest) => {
    guest.name = "";
    await guest.follow();
    await guest.caller.button("Join").click();
  },
  welcome: (guest) => guest.follow(),
  "too-early": (guest) => refused(guest, "entry_early", "this link is good from 2026-12-01T09:00:00Z"),
  "used-up": (guest) => refused(guest, "entry_used_up"),
  ringing: async (guest) => {
    guest.number = RINGS_FOR_EVER;
    await guest.follow();
    await guest.caller.button("Join").click();
    await guest.caller.page.locator("p:not(.unseen)").getByText("is ringing").waitFor();
  },
  "waiting-to-be-let-in": async (guest) => {
    guest.caller.sip.lobby = true;
    await guest.follow();
    await guest.caller.button("Join").click();
    await guest.caller.page.getByRole("heading", { name: "Waiting to be let in" }).waitFor();
  },
  meeting: async (guest) => {
    meets(guest);
    await guest.comeIn();
    guest.tell("member.changed", { uuid: "uuid-1", changed: { quality: { sends: "poor", receives: null } } });
    await guest.caller.page.getByText("arrives badly").waitFor();
  },
  "picture-only": async (guest) => {
    guest.api.state.recordings.push(recording("rec-1"));
    guest.api.state.locked = true;
    await guest.comeIn();
    await guest.withoutPanel();
    await guest.caller.page.locator(".signs").getByText("Recording").waitFor();
  },
  host: async (guest) => {
    guest.can = ["view", "chat", "host", "record"];
    guest.api.waiting = [person("w-1", "Mary Somerville"), person("w-2", "Emmy")];
    meets(guest);
    await guest.comeIn();
    await guest.caller.button("Admit Emmy").waitFor();
    await guest.caller.button("Remove Ada Lovelace").click();
  },
  "at-the-door": async (guest) => {
    guest.can = ["view", "chat", "host"];
    guest.api.waiting = [person("w-1", "Mary Somerville"), person("w-2", "Emmy")];
    await guest.comeIn();
    await guest.withoutPanel();
    await guest.caller.button("Admit all").waitFor();
  },
  more: async (guest) => {
    await guest.comeIn();
    await guest.caller.more();
  },
  muted: async (guest) => {
    await guest.comeIn();
    await guest.withoutPanel();
    guest.api.state.members[1]!.muted = true;
    await guest.caller.says("The host muted you");
  },
  "asked-to-unmute": async (guest) => {
    await guest.comeIn();
    guest.tell("member.changed", { uuid: "uuid-2", changed: { asked_to_unmute_at: AT, muted: true } });
    await guest.caller.says("A host asks you");
  },
  "server-lost": async (guest) => {
    await guest.comeIn();
    await guest.caller.sip.close();
    await guest.caller.says("The connection to the server is lost");
  },
  removed: async (guest) => {
    await guest.comeIn();
    guest.tell("member.left", { uuid: "uuid-2", cause: "hung_up_by_command" });
    guest.caller.sip.hangUp();
    await guest.caller.says("You were removed");
  },
};
