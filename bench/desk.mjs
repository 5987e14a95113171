// The operator's page in a headless Chromium, with a clock. Reads one JSON order a line, answers each with one JSON
// line: {"do": "changes"}: when whose microphone was seen to change; {"do": "idle", "seconds": 60, "after": 5}: what
// it asked for in so many seconds, once it was quiet for five.
import { createInterface } from "node:readline";
import { createRequire } from "node:module";

const { chromium } = createRequire(new URL("../web/package.json", import.meta.url))("playwright-core");
const [address, executablePath] = process.argv.slice(2);

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, locale: "en" });
const counted = { requests: 0, frames: 0, asked: [] };
let latest = Date.now();
page.on("request", (request) => {
  // What the page has in memory is asked of nobody.
  if (request.url().startsWith("blob:")) return;
  latest = Date.now();
  counted.requests += 1;
  counted.asked.push(`${request.method()} ${new URL(request.url()).pathname}`);
});
page.on("websocket", (socket) => {
  for (const way of ["framesent", "framereceived"]) socket.on(way, () => (counted.frames += 1));
});
await page.goto(address);
await page.getByRole("button", { name: /^Mute / }).first().waitFor();

// In the page: the moment in which a row says something else, by the clock that all programs of the machine have.
await page.evaluate(() => {
  window.changes = [];
  const last = new Map();
  const look = () => {
    for (const row of document.querySelectorAll(".people tbody tr")) {
      const name = row.querySelector("th").textContent;
      const muted = /Unmute /.test(row.textContent);
      if (last.has(name) && last.get(name) !== muted) window.changes.push({ name, muted, at: Date.now() });
      last.set(name, muted);
    }
  };
  look();
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
});

const orders = {
  changes: () => page.evaluate(() => window.changes.splice(0)),
  async idle({ seconds, after }) {
    // What was told last is asked for once more a moment later.
    while (Date.now() - latest < after * 1000) await new Promise((over) => setTimeout(over, 100));
    Object.assign(counted, { requests: 0, frames: 0, asked: [] });
    await new Promise((over) => setTimeout(over, seconds * 1000));
    return { ...counted };
  },
};

console.log(JSON.stringify({ ready: true }));
for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  console.log(JSON.stringify(await orders[order.do](order)));
}
await browser.close();
