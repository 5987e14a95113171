/** One SIP user agent and at most one call into a conference, told as stages; it comes back by itself, and goes with its page. */

import { Recovery } from "./recovery.ts";
import { askForAnotherWay } from "./another_way.ts";
import { agentFor, CONNECT_MILLISECONDS } from "./agent.ts";
import type { CallersAgent } from "./agent.ts";
import { failureOf } from "./failure.ts";
import type { EndEvent } from "./failure.ts";
import { IceServers } from "./ice_servers.ts";
import { sendKey } from "./keys.ts";
import { onlyWhile } from "./only_while.ts";
import { whenPageGoes } from "./page_goes.ts";
import { Sending } from "./sending.ts";
import { callOptions } from "./session_options.ts";
import { Share } from "./share.ts";
import { SigningInAgain } from "./signing_in_again.ts";
import { Stages } from "./stages.ts";
import type { CallFailure, JoinOptions, SipWish, Stage, Wanted } from "./shapes.ts";
import type { SipLibrary, SipMessage, SipSession } from "./sip.ts";

export class Phone {
  private agent: CallersAgent | null = null;
  private session: SipSession | null = null;
  private wanted: Wanted | null = null;
  private readonly stage: Stages;
  /** Whether the call is to be made again as soon as the server is back. */
  private isDue = false;
  private forgetPage: () => void = () => undefined;
  private readonly again = new SigningInAgain(() => this.ask());
  private readonly recovery = new Recovery({
    ask: () => this.ask(),
    reconnect: () => this.agent?.reconnect(),
    restart: () => this.restart(),
    callAgain: () => this.callAgain(),
    tell: (isBroken) => this.stage.setTrouble(isBroken ? "media" : null),
  });

  constructor(
    private readonly library: SipLibrary,
    tell: (stage: Stage) => void,
    private readonly show: (conference: MediaStream) => void,
  ) {
    this.stage = new Stages(tell);
  }

  /** The call's connection, for whoever measures it. */
  get connection(): RTCPeerConnection | null {
    return this.session?.connection ?? null;
  }

  join(sip: SipWish, own: MediaStream, options: JoinOptions = {}): void {
    this.stop(null);
    const agent = agentFor(this.library, sip, options.displayName);
    this.agent = agent;
    const servers = new IceServers(options.iceServers, options.askIceServers);
    this.wanted = { sip, servers, sending: new Sending(own) };
    this.forgetPage = whenPageGoes(() => this.leave());
    setTimeout(() => {
      if (this.agent === agent && this.stage.name === "connecting")
        this.stop({ step: "connecting", address: sip.address });
    }, CONNECT_MILLISECONDS);
    // What a stopped agent still says is about an earlier attempt.
    const now = onlyWhile(() => this.agent === agent);
    const on = (event: string, handle: (told: never) => void) => agent.on(event, now(handle));
    on("connected", () => this.stage.name === "connecting" && this.stage.move({ name: "signing-in" }));
    on("registered", () => {
      this.again.done();
      if (this.stage.name === "signing-in") this.call();
      else if (this.isDue) this.callAgain();
      else this.recovery.serverIsBack();
    });
    on("registrationFailed", ({ response, cause }: { response?: SipMessage | null; cause: string }) => {
      const status = response?.status_code;
      // A call that is still heard and seen goes on without.
      const isLost = this.isDue || this.recovery.isBroken;
      const over =
        this.stage.name === "talking" ? !this.again.later(status) && isLost : this.stage.name === "signing-in";
      if (over) this.stop({ step: "signing-in", address: sip.address, cause, status });
    });
    on("disconnected", () => {
      if (this.stage.name === "talking") this.stage.setTrouble("server");
      else this.stop({ step: "connecting", address: sip.address });
    });
    this.stage.move({ name: "connecting" });
    // Whoever was told may have left at once; an agent that was stopped would begin again.
    if (this.agent === agent) agent.start();
  }

  /** Ends the call or the attempt, and signs out. */
  leave(): void {
    this.stop(null);
  }

  /** Sends another track than before, a muted one too, also in a call that is made again; the other side notices nothing. */
  async replace(track: MediaStreamTrack): Promise<void> {
    await this.wanted?.sending.replace(track);
  }

  /** False where it cannot be sent now: before the call stands, and while it is made again. */
  pressKey(key: string): boolean {
    return sendKey(this.session, key);
  }

  /** A second call into the same conference that shows a screen; `over` when it has ended, with the reason if it failed. */
  share(screen: MediaStream, name: string, over: (failure: CallFailure | null) => void): Share {
    const { agent, wanted } = this;
    if (!agent || !wanted) throw new Error("there is no call");
    const isWanted = () => this.agent === agent;
    return new Share(agent, wanted.sip, { screen, name, servers: wanted.servers, isWanted, over });
  }

  private call(): void {
    this.stage.move({ name: "calling", ringing: false });
    this.dialWhenReady("calling");
  }

  /** The first one is lost for good: its place is taken by another, and nobody has to click. */
  private callAgain(): void {
    const old = this.session;
    this.session = null;
    this.wanted?.sending.follow(null);
    if (old && !old.isEnded()) old.terminate();
    this.isDue = this.isCutOff;
    if (!this.isDue) this.dialWhenReady("talking");
  }

  /** Whoever has left while servers were asked for calls nobody. */
  private dialWhenReady(step: "calling" | "talking"): void {
    const { agent } = this;
    this.wanted?.servers.ready(step === "talking", () => {
      if (this.agent !== agent || this.session) return;
      this.isDue = step === "talking" && this.isCutOff;
      if (!this.isDue) this.dial(step);
    });
  }

  private dial(step: "calling" | "talking"): void {
    if (!this.agent || !this.wanted) return;
    const { sip, sending, servers } = this.wanted;
    const usual = callOptions(sending.stream, servers.now);
    const conference = new MediaStream();
    let waiting = false;
    // What is still said of a call that was left, or made again, says nothing of the one that stands.
    const on = onlyWhile(() => this.session === session);
    const session = this.agent.call(sip.target, {
      ...usual,
      eventHandlers: {
        ...usual.eventHandlers,
        peerconnection: ({ peerconnection }: { peerconnection: RTCPeerConnection }) => {
          this.recovery.follow(peerconnection);
          sending.follow(peerconnection);
          const shown = on(({ track }: RTCTrackEvent) => {
            conference.addTrack(track);
            this.show(conference);
          });
          peerconnection.addEventListener("track", shown);
        },
        progress: on(() => this.stage.name === "calling" && this.stage.move({ name: "calling", ringing: true })),
        // The switch says in its answer whether the caller waits to be let in.
        accepted: ({ response }: { response: SipMessage }) => (waiting = response.getHeader("X-Waiting") === "true"),
        confirmed: on(() => this.stage.talk(waiting)),
        newInfo: on(({ info }: { info: { body?: string } }) => this.stage.setWaiting(info.body)),
        ended: on((event: EndEvent) => this.ended(event)),
        failed: on((event: EndEvent) => {
          this.isDue = step === "talking" && event.originator === "local" && this.isCutOff;
          if (!this.isDue) this.over(step, event);
        }),
      },
    });
    this.session = session;
  }

  /** Signing in once more is a question that every switch answers. */
  private ask(): boolean {
    if (!this.agent?.isConnected()) return false;
    this.agent.register();
    return true;
  }

  private restart(): boolean {
    const { session, wanted } = this;
    if (!wanted || !session || session.isEnded() || !this.agent?.isConnected()) return false;
    return askForAnotherWay(session, wanted.servers, () => this.session === session && this.recovery.isBroken);
  }

  private ended(event: EndEvent): void {
    // JsSIP ends a call for a refused way, even if the old one is back, and for what was asked as the socket broke.
    if (event.originator === "local" && (this.recovery.mayHelp || this.isCutOff)) this.recovery.refused();
    else this.over("talking", event);
  }

  private over(step: CallFailure["step"], event: EndEvent): void {
    this.stop(failureOf(step, this.wanted?.sip.address ?? "", event));
  }

  private get isCutOff(): boolean {
    return this.agent?.isConnected() === false;
  }

  private stop(failure: CallFailure | null): void {
    const { agent } = this;
    this.agent = null;
    this.session = null;
    this.isDue = false;
    this.wanted?.sending.follow(null);
    this.recovery.end();
    this.again.done();
    this.forgetPage();
    // Hangs up, signs out and closes the connection, in this order.
    agent?.stop();
    if (agent) this.stage.move({ name: "idle", failure });
  }
}
