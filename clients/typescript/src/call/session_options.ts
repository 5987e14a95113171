/** What every call into a conference asks of the browser. */

import type { SipCallOptions } from "./sip.ts";

// No STUN or TURN server is named but those that a link brings: the switch has a public address, and nobody else shall
// learn of the call.
const PEER: RTCConfiguration = { rtcpMuxPolicy: "require", bundlePolicy: "max-compat" };

// A server that does not answer keeps the browser looking for ways for up to 40 s; by then it has found those that there are.
const GATHER_MILLISECONDS = 3_000;

interface Candidate {
  ready: () => void;
}

export function callOptions(mediaStream: MediaStream, iceServers: RTCIceServer[]): SipCallOptions {
  let enough: ReturnType<typeof setTimeout> | undefined;
  return {
    mediaStream,
    pcConfig: { ...PEER, iceServers },
    rtcOfferConstraints: { offerToReceiveAudio: true, offerToReceiveVideo: true },
    eventHandlers: {
      icecandidate: ({ ready }: Candidate) => {
        clearTimeout(enough);
        enough = setTimeout(ready, GATHER_MILLISECONDS);
      },
    },
  };
}
