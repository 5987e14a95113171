/** Which of the devices that there are is the one that was used. */

import { listDevices } from "./devices";

export type Kind = "camera" | "microphone";

/** As its track tells it. */
export interface Device {
  deviceId: string;
  groupId: string;
  label: string;
}

/** Chromium lists what the system uses at the moment a second time, under these names. */
const NAMES = ["default", "communications"];

export function deviceOf(track: MediaStreamTrack): Device {
  const { deviceId = "", groupId = "" } = track.getSettings();
  return { deviceId, groupId, label: track.label };
}

/** All that the browser names. */
export async function listed(kind: Kind): Promise<MediaDeviceInfo[]> {
  const { cameras, microphones } = await listDevices();
  return (kind === "camera" ? cameras : microphones).filter(({ deviceId }) => deviceId !== "");
}

/** Each device once. */
export const isItself = ({ deviceId }: MediaDeviceInfo): boolean => !NAMES.includes(deviceId);

/** What was used by such a name is known by what it is built into: the name goes over to another device. */
export function isSame(one: MediaDeviceInfo, { deviceId, groupId }: Device): boolean {
  return NAMES.includes(deviceId) ? one.groupId === groupId : one.deviceId === deviceId;
}

export const kindOf = ({ kind }: MediaStreamTrack): Kind => (kind === "video" ? "camera" : "microphone");

/** Of a track that has ended: whether its device is there no more. */
export async function isUnplugged(track: MediaStreamTrack): Promise<boolean> {
  const device = deviceOf(track);
  const there = await listed(kindOf(track));
  return !there.some((one) => isSame(one, device));
}
