/** The token leaves the address, and is read for display only. */

import { describe, expect, test, vi } from "vitest";
import { allows, clean, readClaims, takeToken } from "../../shared/token";

const jwt = (claims: unknown) => `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.c2ln`;

describe("a link with a token", () => {
  test("gives the token and an address without it", () => {
    const replaceState = vi.fn();

    expect(takeToken({ hash: "#token=a.b.c&x=1", pathname: "/", search: "?q" }, { replaceState })).toBe("a.b.c");
    expect(replaceState).toHaveBeenCalledWith(null, "", "/?q#x=1");
  });

  test("without one leaves the address alone", () => {
    const replaceState = vi.fn();

    expect(takeToken({ hash: "#else", pathname: "/", search: "" }, { replaceState })).toBeNull();
    expect(replaceState).not.toHaveBeenCalled();
  });
});

test.each([" a.b.c\n", "Bearer a.b.c", "Authorization: Bearer a.b.c", '"a.b.c"', "a.\n  b.c"])(
  "%j is the token a.b.c",
  (pasted) => {
    expect(clean(pasted)).toBe("a.b.c");
  },
);

describe("claims", () => {
  test("are read, in any script", () => {
    const claims = {
      ...{ sub: "Zoë 👩‍💻", domain: "example.com", conferences: ["internal"] },
      ...{ can: ["view"], exp: 1_900_000_000 },
    };

    expect(readClaims(jwt(claims))).toEqual(claims);
  });

  test.each(["", "a", "a.b.c", jwt(null), jwt("text")])("of %j are unknown", (token) => {
    expect(readClaims(token)).toBeNull();
  });

  test("grey out what would be refused, admin may all, unknown claims grey out nothing", () => {
    const viewer = readClaims(jwt({ can: ["view"] }));

    expect([allows(viewer, "view"), allows(viewer, "record")]).toEqual([true, false]);
    expect(allows(readClaims(jwt({ can: ["admin"] })), "record")).toBe(true);
    expect(allows(null, "control")).toBe(true);
  });
});
