/** When the caller's page says that a host asks them to be heard again. */

import { expect, test } from "vitest";
import { isAsked } from "../../../call/meeting/asked_to_unmute";
import { AT, conference, member } from "../../conference_stand_in";
import { tokenFor } from "../../api_stand_in";
import { readClaims } from "../../../shared/token";

function asked(members: ReturnType<typeof member>[], subject = "1001"): boolean {
  const token = tokenFor(["view", "chat"], subject, ["internal"]);
  const access = { token, claims: readClaims(token), conference: "internal" };
  return isAsked({
    access,
    watched: { conference: { ...conference(), members }, watching: [], problem: null } as never,
  });
}

test("one's own call was asked", () => {
  expect(asked([member(2, "1001", "Grace", { muted: true, asked_to_unmute_at: AT })])).toBe(true);
});

test("another's call was asked, or nobody's", () => {
  expect(asked([member(2, "1002", "Ada", { muted: true, asked_to_unmute_at: AT })])).toBe(false);
  expect(asked([member(2, "1001", "Grace", { muted: true })])).toBe(false);
});

test("nothing is known of the conference", () => {
  const access = { token: "", claims: null, conference: "internal" };
  expect(isAsked({ access, watched: null })).toBe(false);
});
