/** Cameras and microphones: which there are, and asking the browser for them. */

import type { Words } from "../../shared/notice";
import { callWords } from "../words/call_words";

/** A device id, "" for whichever the browser prefers, null for none. */
export interface Choice {
  camera: string | null;
  microphone: string | null;
}

export interface Devices {
  cameras: MediaDeviceInfo[];
  microphones: MediaDeviceInfo[];
  speakers: MediaDeviceInfo[];
}

const chosen = (id: string): MediaTrackConstraints => (id ? { deviceId: { exact: id } } : {});

export function cameraConstraints(id: string): MediaTrackConstraints {
  return { ...chosen(id), width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } };
}

function microphoneConstraints(id: string): MediaTrackConstraints {
  return { ...chosen(id), echoCancellation: true, noiseSuppression: true, autoGainControl: true };
}

/** None on a page that is not secure, whatever the type says. */
export const mediaDevices = () => navigator.mediaDevices as MediaDevices | undefined;

export async function listDevices(): Promise<Devices> {
  const all = (await mediaDevices()?.enumerateDevices()) ?? [];
  return {
    cameras: all.filter((device) => device.kind === "videoinput"),
    microphones: all.filter((device) => device.kind === "audioinput"),
    speakers: all.filter((device) => device.kind === "audiooutput"),
  };
}

/** Browsers hide the names until somebody has allowed the devices once. */
export function namesAreKnown({ cameras, microphones }: Pick<Devices, "cameras" | "microphones">): boolean {
  return [...cameras, ...microphones].some((device) => device.label !== "");
}

/** Both; on a computer without a camera the microphone alone. @throws Error as the browser does */
export async function openDevices(choice: Choice): Promise<MediaStream> {
  try {
    return await openExactly(choice);
  } catch (error) {
    const { camera, microphone } = choice;
    const isMissing = error instanceof Error && error.name === "NotFoundError";
    if (!isMissing || camera === null || microphone === null) throw error;
    const { cameras } = await listDevices();
    if (cameras.length > 0) throw error;
    return openExactly({ camera: null, microphone });
  }
}

async function openExactly({ camera, microphone }: Choice): Promise<MediaStream> {
  if (camera === null && microphone === null) return new MediaStream();
  const media = mediaDevices();
  if (!media) throw new DOMException("not a secure page", "SecurityError");
  return media.getUserMedia({
    audio: microphone === null ? false : microphoneConstraints(microphone),
    video: camera === null ? false : cameraConstraints(camera),
  });
}

/** One device for a call that goes on; a page that is not secure has none. */
export function openOne(kind: "camera" | "microphone", id: string): Promise<MediaStream> {
  return openDevices({ camera: null, microphone: null, [kind]: id });
}

export function close(stream: MediaStream | null): void {
  stream?.getTracks().forEach((track) => track.stop());
}

const KNOWN = [
  "NotAllowedError",
  "NotFoundError",
  "NotReadableError",
  "OverconstrainedError",
  "SecurityError",
] as const;

export function deviceFailure(error: unknown): Words {
  const say = callWords().media;
  const known = KNOWN.find((name) => error instanceof Error && error.name === name);
  return known ? say[known] : { title: say.other, hint: String(error) };
}
