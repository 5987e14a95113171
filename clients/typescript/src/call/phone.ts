/** One SIP user agent at a time and at most one call into a conference, told as stages; it comes back by itself, goes to the server that has the conference, and goes with its page. */

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
import { mayBeElsewhere, Whereabouts } from "./whereabouts.ts";
import type { CallFailure, JoinOptions, SipWish, Stage, Wanted } from "./shapes.ts";
import type { SipLibrary, SipMessage, SipSession } from "./sip.ts";

export class Phone {
  private agent: CallersAgent | null = null;
  /** Where the agent is. */
  private address = "";
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
    const wanted: Wanted = {
      where: new Whereabouts(sip, options.askWhere),
      displayName: options.displayName ?? "",
      servers: new IceServers(options.iceServers, options.askIceServers),
      sending: new Sending(own),
    };
    this.wanted = wanted;
    this.forgetPage = whenPageGoes(() => this.leave());
    this.stage.move({ name: "connecting" });
    // Whoever was told may have left at once, or called anew.
    if (this.wanted === wanted) wanted.where.ready(() => this.wanted === wanted && this.connect(wanted));
  }

  private connect(wanted: Wanted): void {
    const sip = wanted.where.now;
    const agent = agentFor(this.library, sip, wanted.displayName);
    this.agent = agent;
    this.address = sip.address;
    setTimeout(() => {
      if (this.agent === agent && this.stage.name === "connecting")
        this.lookElsewhere({ step: "connecting", address: sip.address }, false);
    }, CONNECT_MILLISECONDS);
    // What a stopped agent still says is about an earlier attempt.
    const now = onlyWhile(() => this.agent === agent);
    const on = (event: string, handle: (told: never) => void) => agent.on(event, now(handle));
    on("connected", () => this.stage.name === "connecting" && this.stage.move({ name: "signing-in" }));
    on("registered", () => {
      this.again.done();
      wanted.where.found();
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
      if (this.stage.name !== "talking") {
        this.lookElsewhere({ step: "connecting", address: sip.address }, false);
        return;
      }
      this.stage.setTrouble("server");
      wanted.where.search(
        () => this.isCutOff && !this.isHeard,
        () => this.isCutOff && !this.isHeard && this.move(wanted),
      );
    });
    agent.start();
  }

  /** To the server where the conference is by now, if that is another one; false where it is not. */
  private move(wanted: Wanted): boolean {
    const old = this.agent;
    if (this.wanted !== wanted || wanted.where.now.address === this.address) return false;
    this.agent = this.session = null;
    wanted.sending.follow(null);
    this.recovery.end();
    this.again.done();
    // A call that stood is made again as soon as the other server has signed the caller in.
    this.isDue = this.stage.name === "talking";
    if (!this.isDue) this.stage.move({ name: "connecting" });
    old?.stop();
    if (this.wanted === wanted) this.connect(wanted);
    return true;
  }

  /** The call cannot be made here, or was lost: where it is asked for and made; `isThere`: here, too, if nothing else is told. */
  private lookElsewhere(failure: CallFailure, isThere: boolean): void {
    const { wanted, agent } = this;
    const pause = wanted?.where.nextTry() ?? null;
    if (!wanted || pause === null) {
      this.stop(failure);
      return;
    }
    this.session = null;
    wanted.sending.follow(null);
    this.recovery.end();
    this.stage.setTrouble("media");
    const isWanted = () => this.wanted === wanted && this.agent === agent && !this.session;
    const look = () => {
      if (!isWanted() || this.move(wanted)) return;
      const isAgain = this.stage.name === "talking";
      if (isThere && agent?.isConnected()) this.dialWhenReady(isAgain ? "talking" : "calling");
      // The server was lost meanwhile, and is looked for.
      else if (isThere && isAgain) this.isDue = true;
      else this.stop(failure);
    };
    setTimeout(() => isWanted() && wanted.where.ready(look), pause);
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
    return new Share(agent, wanted.where.now, { screen, name, servers: wanted.servers, isWanted, over });
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
    const { agent, wanted } = this;
    if (this.isDue || !wanted) return;
    wanted.where.ready(() => {
      if (this.agent === agent && !this.session && !this.move(wanted)) this.dialWhenReady("talking");
    });
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
    const { where, sending, servers } = this.wanted;
    const usual = callOptions(sending.stream, servers.now);
    const conference = new MediaStream();
    let waiting = false;
    // What is still said of a call that was left, or made again, says nothing of the one that stands.
    const on = onlyWhile(() => this.session === session);
    const session = this.agent.call(where.now.target, {
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
        confirmed: on(() => {
          where.stands();
          this.stage.talk(waiting);
        }),
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
    const failure = failureOf(step, this.address, event);
    if (mayBeElsewhere(event)) this.lookElsewhere(failure, true);
    else this.stop(failure);
  }

  /** Whether sound and picture come and go, whatever became of the server. */
  private get isHeard(): boolean {
    return this.session !== null && !this.isDue && !this.recovery.isBroken;
  }

  private get isCutOff(): boolean {
    return this.agent?.isConnected() === false;
  }

  private stop(failure: CallFailure | null): void {
    const { agent, wanted } = this;
    this.agent = null;
    this.session = null;
    this.wanted = null;
    this.isDue = false;
    wanted?.sending.follow(null);
    wanted?.where.found();
    this.recovery.end();
    this.again.done();
    this.forgetPage();
    // Hangs up, signs out and closes the connection, in this order.
    agent?.stop();
    if (wanted) this.stage.move({ name: "idle", failure });
  }
}
