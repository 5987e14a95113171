/** Debian's Firefox with a made-up camera and microphone, driven by WebDriver BiDi (https://w3c.github.io/webdriver-bidi/). */

import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { WebSocket } from "ws";

const PATH = process.env.FIREFOX ?? "/usr/bin/firefox-esr";
const MISSING = `${PATH} is missing, so nothing is tried in Firefox: apt-get install firefox-esr, or set FIREFOX`;
const START_MILLISECONDS = 60_000;
const ANSWER_MILLISECONDS = 60_000;

const PREFERENCES = {
  "media.navigator.streams.fake": true,
  "media.navigator.permission.disabled": true,
  // Both ends are on this machine.
  "media.peerconnection.ice.loopback": true,
  "media.peerconnection.ice.obfuscate_host_addresses": false,
  "media.autoplay.default": 0,
  // It fetches H264 from elsewhere; nothing of it is needed here.
  "media.gmp-manager.updateEnabled": false,
  "media.gmp-gmpopenh264.enabled": false,
  "app.update.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "toolkit.telemetry.enabled": false,
};

/** On a desk without Firefox the tests are left out with a plain line; in CI they fail instead. */
export const skipped = !existsSync(PATH) && process.env.CI !== "true";
if (skipped) console.warn(MISSING);

interface Answer {
  id?: number;
  type: string;
  result?: unknown;
  error?: string;
  message?: string;
}

/** What a script gave, as text: scripts here answer with JSON. */
interface Evaluated {
  type: "success" | "exception";
  result?: { value?: string };
  exceptionDetails?: { text: string };
}

export class Firefox {
  private said = 0;
  private readonly waiting = new Map<number, (answer: Answer) => void>();

  private constructor(
    private readonly program: ChildProcess,
    private readonly folder: string,
    private readonly socket: WebSocket,
  ) {
    socket.on("message", (data: Buffer) => {
      const answer = JSON.parse(data.toString()) as Answer;
      if (answer.id !== undefined) this.waiting.get(answer.id)?.(answer);
    });
  }

  static async start(language = "en-US"): Promise<Firefox> {
    if (!existsSync(PATH)) throw new Error(MISSING);
    const folder = await mkdtemp(join(tmpdir(), "firefox-"));
    const all = Object.entries({ ...PREFERENCES, "intl.accept_languages": language });
    const lines = all.map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`);
    await writeFile(join(folder, "user.js"), lines.join("\n"));
    const program = spawn(PATH, ["--headless", "--no-remote", "--profile", folder, "--remote-debugging-port", "0"], {
      env: { ...process.env, HOME: folder },
      stdio: ["ignore", "ignore", "pipe"],
    });
    try {
      const socket = new WebSocket(`${await listening(program)}/session`);
      await new Promise((opened, failed) => socket.once("open", opened).once("error", failed));
      const firefox = new Firefox(program, folder, socket);
      await firefox.ask("session.new", { capabilities: {} });
      return firefox;
    } catch (error) {
      program.kill("SIGKILL");
      throw error;
    }
  }

  async close(): Promise<void> {
    const ended = new Promise((over) => this.program.once("exit", over));
    this.socket.close();
    this.program.kill("SIGKILL");
    await ended;
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** A new tab of this size, in pixels. */
  async open(url: string, width = 1280, height = 800): Promise<FirefoxPage> {
    const { context } = (await this.ask("browsingContext.create", { type: "tab" })) as { context: string };
    await this.ask("browsingContext.setViewport", { context, viewport: { width, height } });
    await this.ask("browsingContext.navigate", { context, url, wait: "complete" });
    return new FirefoxPage(this, context);
  }

  ask(method: string, params: object): Promise<unknown> {
    const id = ++this.said;
    return new Promise((found, failed) => {
      const late = setTimeout(() => failed(new Error(`Firefox does not answer ${method}`)), ANSWER_MILLISECONDS);
      this.waiting.set(id, ({ type, result, error, message }) => {
        clearTimeout(late);
        this.waiting.delete(id);
        if (type === "success") found(result);
        else failed(new Error(`${method}: ${error}: ${message}`));
      });
      this.socket.send(JSON.stringify({ id, method, params }));
    });
  }
}

export class FirefoxPage {
  constructor(
    private readonly firefox: Firefox,
    private readonly context: string,
  ) {}

  /** What an expression is in the page. */
  async read<T>(expression: string): Promise<T> {
    const told = (await this.firefox.ask("script.evaluate", {
      expression: `Promise.resolve(${expression}).then((value) => JSON.stringify(value ?? null))`,
      target: { context: this.context },
      awaitPromise: true,
      userActivation: true,
    })) as Evaluated;
    if (told.type === "exception") throw new Error(`${expression}: ${told.exceptionDetails?.text}`);
    return JSON.parse(told.result?.value ?? "null") as T;
  }

  text(): Promise<string> {
    return this.read("document.body.innerText");
  }

  /** Whether there is a button of this name that may be pressed; presses it, as somebody does who clicks. */
  press(name: string): Promise<boolean> {
    return this.read(`(() => {
      const found = [...document.querySelectorAll("button:enabled")].find((one) => one.innerText.trim() === ${JSON.stringify(name)});
      found?.click();
      return found !== undefined;
    })()`);
  }

  /** Keys one after another, such as Tab (\uE004) and Enter (\uE007). */
  async type(...keys: string[]): Promise<void> {
    const actions = keys.flatMap((value) => [
      { type: "keyDown", value },
      { type: "keyUp", value },
    ]);
    const source = { type: "key", id: "keyboard", actions };
    await this.firefox.ask("input.performActions", { context: this.context, actions: [source] });
  }

  async close(): Promise<void> {
    await this.firefox.ask("browsingContext.close", { context: this.context });
  }

  /** A picture of what is seen, as PNG. */
  async picture(): Promise<Buffer> {
    const told = (await this.firefox.ask("browsingContext.captureScreenshot", { context: this.context })) as {
      data: string;
    };
    return Buffer.from(told.data, "base64");
  }
}

function listening(program: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    const late = setTimeout(() => failed(new Error("Firefox does not start")), START_MILLISECONDS);
    program.once("exit", (status) => failed(new Error(`Firefox ended with status ${status}`)));
    createInterface({ input: program.stderr! }).on("line", (line) => {
      const address = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(line)?.[1];
      if (!address) return;
      clearTimeout(late);
      found(address);
    });
  });
}
