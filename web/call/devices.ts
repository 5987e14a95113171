/** Cameras and microphones: which there are, and asking the browser for them. */

import type { Words } from "../shared/notice";

/** A device id, "" for whichever the browser prefers, null for none. */
export interface Choice {
  camera: string | null;
  microphone: string | null;
}

export interface Devices {
  cameras: MediaDeviceInfo[];
  microphones: MediaDeviceInfo[];
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
  };
}

/** Browsers hide the names until somebody has allowed the devices once. */
export function namesAreKnown({ cameras, microphones }: Devices): boolean {
  return [...cameras, ...microphones].some((device) => device.label !== "");
}

export async function openDevices({ camera, microphone }: Choice): Promise<MediaStream> {
  if (camera === null && microphone === null) return new MediaStream();
  const media = mediaDevices();
  if (!media) throw new DOMException("not a secure page", "SecurityError");
  return media.getUserMedia({
    audio: microphone === null ? false : microphoneConstraints(microphone),
    video: camera === null ? false : cameraConstraints(camera),
  });
}

export function openCamera(id: string): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({ video: cameraConstraints(id) });
}

export function close(stream: MediaStream | null): void {
  stream?.getTracks().forEach((track) => track.stop());
}

const BY_NAME: Record<string, Words> = {
  NotAllowedError: {
    title: "The browser may not use camera or microphone",
    hint: "Allow them with the icon beside the page's address, or choose “No camera” and “No microphone”.",
  },
  NotFoundError: {
    title: "No camera or no microphone was found",
    hint: "Connect one, or choose “No camera” or “No microphone”.",
  },
  NotReadableError: {
    title: "Camera or microphone cannot be opened",
    hint: "Another program may be using it. Close that program, or choose another device.",
  },
  OverconstrainedError: { title: "The chosen device is gone", hint: "Choose another one." },
  SecurityError: {
    title: "Browsers give camera and microphone only to https pages",
    hint: "Open this page with https, or on the machine itself under http://127.0.0.1.",
  },
};

export function deviceFailure(error: unknown): Words {
  const name = error instanceof Error ? error.name : "";
  return BY_NAME[name] ?? { title: "Camera and microphone could not be opened", hint: String(error) };
}
