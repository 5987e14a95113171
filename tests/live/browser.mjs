// One caller in a headless Chromium with a fake camera and microphone, on the caller's page. Reads one JSON order a
// line, answers each with one JSON line: {"do": "join", …}, {"do": "frames"}, {"do": "screenshot", "file": …}, …
import { writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { createRequire } from "node:module";

const { chromium } = createRequire(new URL("../../web/package.json", import.meta.url))("playwright-core");
const [pageAddress, executablePath, camera] = process.argv.slice(2);
// A machine with more to do than it can takes half a minute to put a call through.
const WAIT = { timeout: 60_000 };

// A browser server, so that its process can be killed without a word to anybody.
const server = await chromium.launchServer({
  executablePath,
  args: [
    "--no-sandbox",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--disable-features=WebRtcHideLocalIpsWithMdns",
    "--allow-loopback-in-peer-connection",
    "--autoplay-policy=no-user-gesture-required",
    // A TURN server of the tests has a certificate that nobody has signed.
    "--ignore-certificate-errors",
    ...(camera ? [`--use-file-for-fake-video-capture=${camera}`] : []),
  ],
});
const browser = await chromium.connect(server.wsEndpoint());
const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
const page = await context.newPage();
const spoken = [];
page.on("console", (message) => spoken.push(message.text()));
page.on("pageerror", (error) => spoken.push(String(error)));

// Runs in the page: clicks, and waits for the first frame.
const clicked = () =>
  new Promise((shown, failed) => {
    const start = performance.now();
    setTimeout(() => failed(new Error("no frame within a minute")), 60_000);
    document.querySelector("form button.primary").click();
    const look = () => {
      const video = document.querySelector("video.conference");
      if (video) video.requestVideoFrameCallback(() => shown(Math.round(performance.now() - start)));
      else setTimeout(look, 5);
    };
    look();
  });

const orders = {
  // Keeps the page's connections, for whoever asks by which way its media go; before a link is opened.
  async keep_connections() {
    await context.addInitScript(() => {
      window.kept = [];
      window.RTCPeerConnection = class extends window.RTCPeerConnection {
        constructor(...settings) {
          super(...settings);
          window.kept.push(this);
        }
      };
    });
    return {};
  },
  // Of the latest connection: between which candidates media go now, each as its type and, of a relay, its protocol.
  async ways() {
    return page.evaluate(async () => {
      const report = await window.kept.at(-1).getStats();
      const all = [...report.values()];
      const chosen = all
        .filter(({ type }) => type === "transport")
        .map(({ selectedCandidatePairId }) => report.get(selectedCandidatePairId))
        .map((pair) => pair && report.get(pair.localCandidateId))
        .map((own) => own && { type: own.candidateType, relay: own.relayProtocol ?? null, address: own.address ?? "" });
      const heard = all.filter(({ type, kind }) => type === "inbound-rtp" && kind === "audio");
      return {
        ways: chosen.filter(Boolean),
        connections: window.kept.length,
        sound: heard.reduce((sum, { packetsReceived }) => sum + packetsReceived, 0),
      };
    });
  },
  // By a link, from the click on Join to the first frame of the conference, in milliseconds.
  async click_to_frame({ url }) {
    await page.goto("about:blank");
    await page.goto(url);
    await page.getByRole("button", { name: "Join" }).waitFor(WAIT);
    return { milliseconds: await page.evaluate(clicked) };
  },
  // Some links at once, each in a tab; `seconds` until the last one has its first frame, and each one's milliseconds.
  async join_all({ urls }) {
    const pages = [];
    for (const url of JSON.parse(urls)) {
      const one = await context.newPage();
      await one.goto(url);
      await one.getByRole("button", { name: "Join" }).waitFor(WAIT);
      pages.push(one);
    }
    const start = performance.now();
    const each = await Promise.all(pages.map((one) => one.evaluate(clicked)));
    const seconds = (performance.now() - start) / 1000;
    for (const one of pages) await one.close();
    return { seconds, each };
  },
  // The browser has no network, or has it again, and says so to its pages.
  async network({ event }) {
    await page.context().setOffline(event === "offline");
    await page.evaluate((name) => window.dispatchEvent(new Event(name)), event);
    return {};
  },
  // From now on it is noted for how long the conference's picture stands still.
  async watch_picture() {
    await page.evaluate(() => {
      const video = document.querySelector("video.conference");
      window.shown_at = performance.now();
      window.stood_still = 0;
      const shown = () => {
        const now = performance.now();
        window.stood_still = Math.max(window.stood_still, now - window.shown_at);
        window.shown_at = now;
        video.requestVideoFrameCallback(shown);
      };
      video.requestVideoFrameCallback(shown);
    });
    return {};
  },
  // The longest of these times, the one that goes on now among them.
  async stood_still() {
    const longest = () => Math.max(window.stood_still, performance.now() - window.shown_at);
    return { milliseconds: Math.round(await page.evaluate(longest)) };
  },
  async leave() {
    await page.goto("about:blank");
    return {};
  },
  async light() {
    return { text: (await page.locator(".line-light").getAttribute("aria-label")) ?? "" };
  },
  async join({ number, user, password, websocket }) {
    await page.goto(pageAddress);
    if (!(await page.getByLabel("Number").isVisible())) await page.getByText("Other ways").click();
    await page.getByLabel("Number").fill(number);
    await page.getByLabel("User").fill(user);
    await page.getByLabel("Password", { exact: true }).fill(password);
    // One of those that the page was served with.
    await page.getByLabel("Server").selectOption(websocket);
    await page.getByRole("button", { name: "Join" }).click();
    const inside = page.getByRole("main", { name: `Conference ${number}` });
    const refused = page.getByRole("alert");
    await inside.or(refused.filter({ hasText: /\S/ })).first().waitFor(WAIT);
    return (await inside.isVisible()) ? { joined: true } : { joined: false, alert: await refused.textContent() };
  },
  // A link into a room, as a person opens it: `waits` while somebody has to let them in.
  async open_link({ url }) {
    await page.goto(url);
    await page.getByRole("button", { name: "Join" }).click(WAIT);
    const inside = page.getByRole("main", { name: /^Conference / });
    const waits = page.getByRole("heading", { name: /wait/i });
    const refused = page.getByRole("alert").filter({ hasText: /\S/ });
    await inside.or(waits).or(refused).first().waitFor(WAIT);
    return { text: await page.locator("body").innerText() };
  },
  // What the browser would show as its screen: some lines of writing; before a link is opened.
  async own_screen({ lines }) {
    await context.addInitScript((written) => {
      const paper = document.createElement("canvas");
      [paper.width, paper.height] = [1280, 720];
      const pen = paper.getContext("2d");
      // A picture that never changes is sent once and never again.
      let turn = 0;
      setInterval(() => {
        pen.fillStyle = "white";
        pen.fillRect(0, 0, 1280, 720);
        pen.fillStyle = "black";
        pen.font = "56px sans-serif";
        written.forEach((line, number) => pen.fillText(line, 80, 160 + 120 * number));
        pen.fillRect(1270, 710, 5 + (turn++ % 2), 5);
      }, 100);
      navigator.mediaDevices.getDisplayMedia = () => Promise.resolve(paper.captureStream(10));
    }, JSON.parse(lines));
    return {};
  },
  // The names over the conference's picture.
  async names() {
    return { names: await page.locator(".overlay .name").allInnerTexts() };
  },
  // People and messages beside the picture.
  async open_panel() {
    await page.locator("button.opens-meeting").click();
    return {};
  },
  async write({ text }) {
    await page.getByLabel("Message to everybody").fill(text);
    await page.keyboard.press("Enter");
    return {};
  },
  // The operator's page, with the conference's own picture in it.
  async watch({ url }) {
    await page.goto("about:blank");
    await page.goto(url);
    await page.getByRole("button", { name: "Real picture" }).click(WAIT);
    await page.locator(".picture video").waitFor(WAIT);
    return {};
  },
  // The places that the desk draws over the picture, in fractions of it, each with what stands in it.
  async rectangles() {
    return page.evaluate(() => {
      const whole = document.querySelector(".picture video").getBoundingClientRect();
      return {
        rectangles: [...document.querySelectorAll(".picture .overlay > li")].map((one) => {
          const { left, top, right, bottom } = one.getBoundingClientRect();
          return {
            left: (left - whole.left) / whole.width,
            top: (top - whole.top) / whole.height,
            right: (right - whole.left) / whole.width,
            bottom: (bottom - whole.top) / whole.height,
            label: one.querySelector("bdi").textContent,
          };
        }),
      };
    });
  },
  async key({ key }) {
    await page.keyboard.press(key);
    return {};
  },
  // Notes from now on, frame by frame, what colour the picture has at these points (JSON, in fractions of it).
  async begin_noting({ points, of = "video.conference" }) {
    await page.locator(of).evaluate((shown, spots) => {
      const paper = document.createElement("canvas");
      const pen = paper.getContext("2d", { willReadFrequently: true });
      window.noted = [];
      const note = (now) => {
        [paper.width, paper.height] = [shown.videoWidth, shown.videoHeight];
        pen.drawImage(shown, 0, 0);
        const at = ([x, y]) => [...pen.getImageData(x * paper.width, y * paper.height, 1, 1).data].slice(0, 3);
        window.noted?.push({ at: now, colours: spots.map(at) });
        if (window.noted) shown.requestVideoFrameCallback(note);
      };
      shown.requestVideoFrameCallback(note);
    }, JSON.parse(points));
    return {};
  },
  async end_noting() {
    return page.evaluate(() => {
      const frames = window.noted;
      window.noted = null;
      return { frames };
    });
  },
  async frames({ of = "video.conference" }) {
    const video = page.locator(of);
    return video.evaluate((shown) => ({
      frames: shown.getVideoPlaybackQuality().totalVideoFrames,
      width: shown.videoWidth,
      height: shown.videoHeight,
    }));
  },
  async screenshot({ file }) {
    await page.screenshot({ path: file });
    return {};
  },
  // The conference's picture as it came here, one for one.
  async frame({ file, of = "video.conference" }) {
    const address = await page.locator(of).evaluate((shown) => {
      const paper = document.createElement("canvas");
      [paper.width, paper.height] = [shown.videoWidth, shown.videoHeight];
      paper.getContext("2d").drawImage(shown, 0, 0);
      return paper.toDataURL("image/png");
    });
    writeFileSync(file, Buffer.from(address.split(",")[1], "base64"));
    return {};
  },
  // A drawing as pixels, one for one.
  async draw({ svg, width, height, file }) {
    const paper = await context.newPage();
    await paper.setViewportSize({ width: Number(width), height: Number(height) });
    await paper.setContent(`<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${svg}`);
    await paper.screenshot({ path: file });
    await paper.close();
    return {};
  },
  async press({ name }) {
    await page.getByRole("button", { name, exact: true }).click();
    return {};
  },
  async text() {
    return { text: await page.locator("body").innerText(), console: spoken };
  },
  async kill() {
    server.process().kill("SIGKILL");
    return {};
  },
};

process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  let answer;
  try {
    answer = await orders[order.do](order);
  } catch (error) {
    answer = { error: String(error), console: spoken };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
  if (order.do === "kill") process.exit(0);
}
await server.close();
