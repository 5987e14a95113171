import { Api, Live } from "freeswitch-functions-client";

const [url = "http://127.0.0.1:3000", token = ""] = process.argv.slice(2);
const api = new Api({ url, token });
const live = new Live(api);

live.onStatus((status) => console.log("connection:", status.name));
live.watch("internal", ({ conference, events }) => {
  console.log(conference ? `${conference.member_count} people` : "no conference");
  for (const event of events) console.log(event.seq, event.type, JSON.stringify(event.data));
});

const [first] = (await api.conference("internal")).members;
if (first) {
  const path = { conference: "internal", member: first.uuid };
  const wish = { path, body: { muted: true } };
  const command = await api.change("patch", "/v1/conferences/{conference}/members/{member}", wish);
  const { state, reason } = await api.outcome(command);
  console.log(`${first.name} muted: ${state}`, reason ?? "");
}
