/** A second page of the same browser that plays the conference: it shows everybody's picture in one and sends that back. */

import type { Browser, Page } from "playwright-core";

export interface Heard {
  framesReceived: number;
  /** What the caller's sound amounts to so far, and over how many seconds. */
  audioEnergy: number;
  audioSeconds: number;
}

export interface MuxPage {
  answer: (offer: string) => Promise<string>;
  heard: () => Promise<Heard>;
  close: () => Promise<void>;
}

interface MuxWindow {
  peer: RTCPeerConnection;
}

/** Runs inside the page. */
async function answerInPage(offer: string): Promise<string> {
  const canvas = document.createElement("canvas");
  canvas.width = 640;
  canvas.height = 360;
  const pen = canvas.getContext("2d")!;
  const caller = document.createElement("video");
  caller.muted = true;
  const colours = ["#24303f", "#27504a", "#4f3f63", "#63493f"];
  setInterval(() => {
    colours.forEach((colour, cell) => {
      const x = (cell % 2) * 320;
      const y = Math.floor(cell / 2) * 180;
      pen.fillStyle = colour;
      pen.fillRect(x, y, 320, 180);
      if (cell === 0 && caller.readyState >= 2) {
        pen.drawImage(caller, x, y, 320, 180);
        return;
      }
      // Somebody: a head above shoulders.
      pen.fillStyle = "#fff4";
      pen.beginPath();
      pen.arc(x + 160, y + 76, 34, 0, 7);
      pen.fill();
      pen.beginPath();
      pen.ellipse(x + 160, y + 180, 78, 62, 0, Math.PI, 0);
      pen.fill();
    });
  }, 66);
  const tone = new AudioContext();
  const sound = tone.createMediaStreamDestination();
  const oscillator = tone.createOscillator();
  oscillator.connect(sound);
  oscillator.start();

  const peer = new RTCPeerConnection();
  (window as unknown as MuxWindow).peer = peer;
  peer.addEventListener("track", ({ track }) => {
    // Sound is only measured while something plays it.
    const player = track.kind === "video" ? caller : new Audio();
    player.srcObject = new MediaStream([track]);
    void player.play();
  });
  await peer.setRemoteDescription({ type: "offer", sdp: offer });
  [...canvas.captureStream(15).getTracks(), ...sound.stream.getTracks()].forEach((track) => peer.addTrack(track));
  await peer.setLocalDescription(await peer.createAnswer());
  while (peer.iceGatheringState !== "complete")
    await new Promise((changed) => peer.addEventListener("icegatheringstatechange", changed, { once: true }));
  return peer.localDescription?.sdp ?? "";
}

/** Runs inside the page. */
async function statsInPage(): Promise<Heard> {
  const heard: Heard = { framesReceived: 0, audioEnergy: 0, audioSeconds: 0 };
  const report = await (window as unknown as MuxWindow).peer.getStats();
  report.forEach((entry: RTCInboundRtpStreamStats) => {
    if (entry.type !== "inbound-rtp") return;
    if (entry.kind === "video") heard.framesReceived = entry.framesDecoded ?? 0;
    if (entry.kind === "audio") {
      heard.audioEnergy = entry.totalAudioEnergy ?? 0;
      heard.audioSeconds = entry.totalSamplesDuration ?? 0;
    }
  });
  return heard;
}

export async function openMuxPage(browser: Browser): Promise<MuxPage> {
  const page: Page = await browser.newPage();
  return {
    answer: (offer) => page.evaluate(answerInPage, offer),
    heard: () => page.evaluate(statsInPage),
    close: () => page.close(),
  };
}
