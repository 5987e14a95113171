/** Camera and microphone: what is asked of the browser, and its refusals in words. */

import { afterEach, describe, expect, test, vi } from "vitest";
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

describe("a browser that finds no camera", () => {
  function browserWithout(missing: "camera" | "microphone", cameras: string[]): MediaStreamConstraints[] {
    const asked: MediaStreamConstraints[] = [];
    const getUserMedia = (wanted: MediaStreamConstraints) => {
      asked.push(wanted);
      const isThere = missing === "camera" ? !wanted.video : !wanted.audio;
      return isThere ? Promise.resolve({}) : Promise.reject(new DOMException("", "NotFoundError"));
    };
    const enumerateDevices = () => Promise.resolve(cameras.map((deviceId) => ({ kind: "videoinput", deviceId })));
    vi.stubGlobal("navigator", { mediaDevices: { getUserMedia, enumerateDevices } });
    return asked;
  }

  test("is asked for the microphone alone where there is none", async () => {
    const asked = browserWithout("camera", []);
    await openDevices({ camera: "", microphone: "mic-1" });

    expect(asked.map(({ video }) => video !== false)).toEqual([true, false]);
    expect(asked[1]?.audio).toMatchObject({ deviceId: { exact: "mic-1" } });
  });

  test.each([
    ["a camera is there", "camera", ["cam-1"], { camera: "", microphone: "" }],
    ["it is the microphone that is missing", "microphone", [], { camera: "", microphone: "" }],
    ["only the camera was wanted", "camera", [], { camera: "", microphone: null }],
  ] as const)("says so where %s", async (_, missing, cameras, choice) => {
    browserWithout(missing, [...cameras]);

    await expect(openDevices(choice)).rejects.toThrow(expect.objectContaining({ name: "NotFoundError" }));
  });
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
