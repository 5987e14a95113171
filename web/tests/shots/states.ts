/** The states of the operator's page that are looked at, and how an operator comes to each. */

import { AT, conference, recording } from "../conference_stand_in";
import type { Operator } from "../browser/console/operator";

const seat = ({ api: { state } }: Operator): void => {
  state.layout = "2x2-seats";
  state.members.forEach((one, index) => (one.slot = `slot-${index + 1}`));
};

export function scenes({ api }: Operator): void {
  const stage = { layout: "2x2-seats", places: [{ slot: "slot-4", who: [{ user: "1000" }] }] };
  api.show.scenes = ["opening", "panel", "talk", "credits"].map((name) => ({ name, revision: 1, stage }));
  api.show.cues = { scenes: ["opening", "panel", "talk"], current: 0, revision: 1 };
}

/** Each is told its name by its key. */
export const STATES: Record<string, (operator: Operator) => Promise<unknown>> = {
  "sign-in": async ({ page, pages }) => {
    await page.goto(pages.url);
    await page.getByLabel("API token").waitFor();
  },
  "nobody-is-there": async ({ api, page, pages }) => {
    api.ended = true;
    api.can = ["admin"];
    api.show.rooms = [
      { name: "board", conference: "board", number: "3000", dial_in: { id: "48151623", has_pin: true } },
    ];
    await page.goto(`${pages.url}/#token=${api.token}`);
    await page.getByText("Users of the domain dial 3000.").waitFor();
    await page.getByRole("button", { name: "Make a link" }).click();
    await page.getByLabel("The link, for one person").waitFor();
  },
  conferences: async (operator) => {
    const names = ["board 2", "board 10", "all-hands", "sales with a name that is far too long for the list"];
    operator.api.others = names.map((name, index) => ({ ...conference(), name, locked: index === 0 }));
    Object.assign(operator.api.others[2]!, { node_state: "lost", recordings: [recording("rec-2")] });
    await operator.signIn();
    await operator.page.getByRole("button", { name: /^board 10/ }).waitFor();
  },
  conference: (operator) => operator.signIn(),
  recorded: async (operator) => {
    operator.api.state.recordings.push(recording("rec-1"));
    operator.api.state.locked = true;
    await operator.signIn();
  },
  picked: async (operator) => {
    seat(operator);
    await operator.signIn();
    await operator.button("Move Grace Hopper").press("Enter");
    await operator.page.getByText("Choose a place for Grace Hopper.").waitFor();
  },
  "more-about": async (operator) => {
    await operator.signIn();
    await operator.button("More about Grace Hopper").click();
  },
  kick: async (operator) => {
    await operator.signIn();
    await operator.button("More about Grace Hopper").click();
    await operator.button("Kick Grace Hopper").click();
  },
  preview: async (operator) => {
    seat(operator);
    scenes(operator);
    await operator.signIn();
    await operator.button("Preview panel").press("Enter");
    await operator.page.getByRole("region", { name: "Preview: panel" }).getByText("Ada").waitFor();
  },
  cues: async (operator) => {
    scenes(operator);
    await operator.signIn();
    await operator.button("Cue list").press("Enter");
  },
  gallery: async (operator) => {
    await operator.signIn();
    await operator.page.keyboard.press("l");
    await operator.page.getByRole("dialog").getByText("2x2-seats", { exact: true }).waitFor();
    await operator.page.locator(".layout-card .layout-drawing g").nth(12).waitFor();
  },
  keys: async (operator) => {
    await operator.signIn();
    await operator.page.keyboard.press("?");
  },
  fewer: async (operator) => {
    seat(operator);
    await operator.signIn();
    await operator.button("Move Ada Lovelace from slot-1").waitFor();
    operator.api.state.layout = "2x2";
    operator.api.state.revision += 1;
    await operator.page.getByText("Fewer people are seen than before").waitFor();
  },
  "node-away": async (operator) => {
    await operator.signIn();
    Object.assign(operator.api.state, { node_state: "lost", as_of: AT });
    await operator.sees("The node fs1 is lost");
  },
  waiting: async (operator) => {
    operator.api.waiting = [{ uuid: "w-1", user: null, invitee: null, name: "Alan Turing", video: true, since: AT }];
    await operator.signIn();
    await operator.page.getByText("Waiting to be let in (1)").waitFor();
  },
  log: async (operator) => {
    await operator.signIn();
    await operator.button("Mute Grace Hopper").press("Enter");
    await operator.reads("done, and seen");
    await operator.page.keyboard.press("o");
    await operator.page.getByLabel("By whom").waitFor();
  },
  "real-picture": async (operator) => {
    seat(operator);
    await operator.signIn();
    await operator.button("Real picture").press("Enter");
    await operator.page.getByRole("img", { name: "What people in internal saw" }).waitFor();
  },
  ended: async (operator) => {
    await operator.signIn();
    operator.api.ended = true;
    await operator.page.getByText("internal has ended").waitFor();
  },
  components: async ({ page, pages }) => {
    await page.goto(`${pages.url}/components/`);
    await page.getByRole("heading", { name: "Components" }).waitFor();
  },
};
