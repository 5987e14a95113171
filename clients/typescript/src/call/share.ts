/** A screen in the conference: a second call that sends a picture and no sound, and receives nothing. */

import type { EndEvent } from "./failure.ts";
import type { IceServers } from "./ice_servers.ts";
import type { CallFailure, SipWish } from "./shapes.ts";
import { callOptions } from "./session_options.ts";
import type { SipAgent, SipSession } from "./sip.ts";

/** By this the dialplan knows it and gives it the place for screens (docs/picture.md). */
const HEADER = "X-Share: screen";

interface ShareOptions {
  screen: MediaStream;
  name: string;
  servers: IceServers;
  /** Whether the call that it belongs to goes on. */
  isWanted: () => boolean;
  over: (failure: CallFailure | null) => void;
}

export class Share {
  private session: SipSession | null = null;
  private isOver = false;

  constructor(
    private readonly agent: SipAgent,
    private readonly sip: SipWish,
    private readonly options: ShareOptions,
  ) {
    const { screen, servers } = options;
    // Whoever stops it in the browser's own bar stops it here, too.
    for (const track of screen.getVideoTracks()) {
      track.addEventListener("ended", () => this.stop());
      // Letters have to be sharp; a picture that moves may be late.
      if ("contentHint" in track) track.contentHint = "detail";
    }
    servers.ready(false, () => this.dial());
  }

  stop(): void {
    // First of all: what is taken back before it was answered, JsSIP calls failed.
    this.end(null);
    if (this.session && !this.session.isEnded()) this.session.terminate();
  }

  private dial(): void {
    const { agent, sip } = this;
    const { screen, name, servers, isWanted } = this.options;
    // Servers may have been asked for meanwhile.
    if (!isWanted()) this.end(null);
    if (this.isOver) return;
    const usual = callOptions(screen, servers.now);
    const failed = ({ originator, cause, message }: EndEvent) => {
      // Taken back, with the call or by itself, before it was answered.
      if (originator === "local" && cause === "Canceled") this.end(null);
      else this.end({ step: "calling", address: sip.address, cause, status: message?.status_code });
    };
    this.session = agent.call(sip.target, {
      ...usual,
      rtcOfferConstraints: { offerToReceiveAudio: true, offerToReceiveVideo: false },
      extraHeaders: [HEADER],
      ...(name ? { fromDisplayName: name } : {}),
      eventHandlers: { ...usual.eventHandlers, failed, ended: () => this.end(null) },
    });
  }

  private end(failure: CallFailure | null): void {
    if (this.isOver) return;
    this.isOver = true;
    for (const track of this.options.screen.getTracks()) track.stop();
    this.options.over(failure);
  }
}
