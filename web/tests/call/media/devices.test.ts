/** Camera and microphone: what is asked of the browser, and its refusals in words. */

import { afterEach, expect, test, vi } from "vitest";
import { deviceFailure, namesAreKnown, openDevices } from "../../../call/media/devices";

afterEach(() => vi.unstubAllGlobals());

function browserThatRecords(): MediaStreamConstraints[] {
  const asked: MediaStreamConstraints[] = [];
  const getUserMedia = (constraints: MediaStreamConstraints) => {
    asked.push(constraints);
    return Promise.resolve({});
  };
  vi.stubGlobal("navigator", { mediaDevices: { getUserMedia } });
  return asked;
}

test("a chosen device is asked for exactly, the browser's choice by no name", async () => {
  const asked = browserThatRecords();
  await openDevices({ camera: "cam-1", microphone: "" });

  expect(asked[0]?.video).toMatchObject({ deviceId: { exact: "cam-1" } });
  expect(asked[0]?.audio).not.toHaveProperty("deviceId");
});

test("no camera means that none is asked for", async () => {
  const asked = browserThatRecords();
  await openDevices({ camera: null, microphone: "mic-1" });

  expect(asked[0]?.video).toBe(false);
});

test("a page without https is told why there is no camera", async () => {
  vi.stubGlobal("navigator", {});
  const refusal: unknown = await openDevices({ camera: "", microphone: "" }).catch((error: unknown) => error);

  expect(deviceFailure(refusal).title).toContain("only to https pages");
});

test.each([
  ["NotAllowedError", "may not use"],
  ["NotFoundError", "was found"],
  ["NotReadableError", "cannot be opened"],
  ["OverconstrainedError", "is gone"],
  ["SomethingElse", "could not be opened"],
])("%s is told in words", (name, words) => {
  expect(deviceFailure(new DOMException("", name)).title).toContain(words);
});

test("names are known once one device shows its label", () => {
  const device = (label: string) => ({ label }) as MediaDeviceInfo;

  expect(namesAreKnown({ cameras: [device("")], microphones: [device("")] })).toBe(false);
  expect(namesAreKnown({ cameras: [device("Webcam")], microphones: [] })).toBe(true);
});
