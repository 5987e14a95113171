/** One SIP user agent and at most one call, told as stages that a page can show. */

import { C, UA, WebSocketInterface } from "jssip";
import type { EndEvent, IncomingInfoEvent, OutgoingEvent, RTCSession } from "jssip/lib/RTCSession";
import type { Words } from "../shared/notice";
import { callFailure, connectionFailure, endedByOtherSide, registrationFailure } from "./failures";
import type { Refusal } from "./failures";
import type { SipWish } from "./wish";

export type Stage =
  | { name: "idle"; failure: Words | null }
  | { name: "connecting" }
  | { name: "signing-in" }
  | { name: "calling"; ringing: boolean }
  | { name: "talking"; since: number; trouble: Words | null; waiting: boolean };

// A server that does not even refuse leaves a browser waiting for a minute or more.
const CONNECT_MILLISECONDS = 15_000;
const REGISTER_SECONDS = 300;

const LOST: Words = { title: "The connection to the server is lost", hint: "Trying to come back …" };
const SHAKY: Words = { title: "Sound and picture are interrupted", hint: "Waiting for the network …" };

// No STUN or TURN server is named but those that a link brings: the switch has a public address, and nobody else shall
// learn of the call.
const PEER: RTCConfiguration = { rtcpMuxPolicy: "require", bundlePolicy: "max-compat" };

export class Phone {
  private agent: UA | null = null;
  private session: RTCSession | null = null;
  private stage: Stage = { name: "idle", failure: null };

  constructor(
    private readonly tell: (stage: Stage) => void,
    private readonly show: (conference: MediaStream) => void,
  ) {}

  join(sip: SipWish, own: MediaStream, iceServers: RTCIceServer[] = []): void {
    this.stop(null);
    const agent = new UA({
      sockets: new WebSocketInterface(sip.address),
      uri: sip.uri,
      authorization_user: sip.authorizationUser,
      password: sip.password,
      register_expires: REGISTER_SECONDS,
      // The switch learns by it that a caller who only listens is still there.
      session_timers: true,
    });
    this.agent = agent;
    const current =
      <E>(handle: (event: E) => void) =>
      (event: E) => {
        // What a stopped agent still says is about an earlier attempt.
        if (this.agent === agent) handle(event);
      };
    const late = setTimeout(() => this.giveUpConnecting(agent, sip.address), CONNECT_MILLISECONDS);
    agent.on(
      "connected",
      current(() => {
        clearTimeout(late);
        if (this.stage.name === "connecting") this.move({ name: "signing-in" });
      }),
    );
    agent.on(
      "registered",
      current(() => {
        if (this.stage.name === "signing-in") this.call(agent, sip, own, iceServers);
        else this.setTrouble(null);
      }),
    );
    agent.on(
      "registrationFailed",
      current(({ response, cause }) => {
        // None where the connection was lost, whatever the type says.
        const status = (response as typeof response | null)?.status_code;
        if (this.stage.name === "signing-in") this.stop(registrationFailure({ cause, status }));
      }),
    );
    agent.on(
      "disconnected",
      current(() => {
        clearTimeout(late);
        if (this.stage.name === "talking") this.setTrouble(LOST);
        else this.stop(connectionFailure(sip.address));
      }),
    );
    this.move({ name: "connecting" });
    agent.start();
  }

  /** Ends the call or the attempt, and signs out. */
  leave(): void {
    this.stop(null);
  }

  setMuted(muted: boolean): void {
    const which = { audio: true, video: false };
    if (muted) this.session?.mute(which);
    else this.session?.unmute(which);
  }

  async replaceVideo(track: MediaStreamTrack): Promise<void> {
    const senders = this.session?.connection.getSenders() ?? [];
    await senders.find((sender) => sender.track?.kind === "video")?.replaceTrack(track);
  }

  pressKey(key: string): void {
    const inSound = this.session?.connection.getSenders().some((sender) => sender.dtmf?.canInsertDTMF);
    const { RFC2833, INFO } = C.DTMF_TRANSPORT;
    this.session?.sendDTMF(key, { transportType: inSound ? RFC2833 : INFO });
  }

  private call(agent: UA, sip: SipWish, own: MediaStream, iceServers: RTCIceServer[]): void {
    this.move({ name: "calling", ringing: false });
    const conference = new MediaStream();
    let waiting = false;
    const session = agent.call(sip.target, {
      mediaStream: own,
      pcConfig: { ...PEER, iceServers },
      rtcOfferConstraints: { offerToReceiveAudio: true, offerToReceiveVideo: true },
      eventHandlers: {
        peerconnection: ({ peerconnection }) => this.follow(peerconnection, conference),
        progress: () => this.stage.name === "calling" && this.move({ name: "calling", ringing: true }),
        // The switch says in its answer whether the caller waits to be let in.
        accepted: ({ response }: OutgoingEvent) => {
          waiting = response.getHeader("X-Waiting") === "true";
        },
        confirmed: () => this.move({ name: "talking", since: Date.now(), trouble: null, waiting }),
        newInfo: ({ info }: IncomingInfoEvent) => this.setWaiting(info.body),
        failed: (event) => this.over(event, callFailure),
        ended: (event) => this.over(event, endedByOtherSide),
      },
    });
    this.session = session;
  }

  private follow(peer: RTCPeerConnection, conference: MediaStream): void {
    peer.addEventListener("track", ({ track }) => {
      conference.addTrack(track);
      this.show(conference);
    });
    peer.addEventListener("iceconnectionstatechange", () => {
      if (peer.iceConnectionState === "disconnected") this.setTrouble(SHAKY);
      if (peer.iceConnectionState === "connected") this.setTrouble(null);
    });
  }

  private over({ cause, message }: EndEvent, words: (refusal: Refusal) => Words): void {
    if (!this.agent) return;
    // A browser error or a lost line has no message, a BYE has no status.
    const told = message as typeof message | null;
    const status = told && "status_code" in told ? told.status_code : undefined;
    this.session = null;
    // What the switch's voice has said before it hung up.
    const bye = told && "method" in told ? told : null;
    const said = bye?.getHeader("X-Ended");
    this.stop(words({ cause, status, said, words: bye?.getHeader("X-Words") }));
  }

  private giveUpConnecting(agent: UA, address: string): void {
    if (this.agent === agent && this.stage.name === "connecting") this.stop(connectionFailure(address));
  }

  private stop(failure: Words | null): void {
    const { agent } = this;
    this.agent = null;
    this.session = null;
    // Hangs up, signs out and closes the connection, in this order.
    agent?.stop();
    if (agent) this.move({ name: "idle", failure });
  }

  private setTrouble(trouble: Words | null): void {
    if (this.stage.name === "talking") this.move({ ...this.stage, trouble });
  }

  private setWaiting(said: string | undefined): void {
    if (this.stage.name === "talking" && (said === "waiting" || said === "admitted"))
      this.move({ ...this.stage, waiting: said === "waiting" });
  }

  private move(stage: Stage): void {
    this.stage = stage;
    this.tell(stage);
  }
}
