import { describe, expect, test } from "vitest";
import { expiresAt, isFresh } from "./token.ts";

const tokenWith = (payload: object): string =>
  ["e30", Buffer.from(JSON.stringify(payload)).toString("base64url"), "c2ln"].join(".");

describe("the end of an access token", () => {
  test("is read from exp, in milliseconds, from base64url without padding", () => {
    // "~~~???" makes "-" and "_" appear in the encoding.
    expect(expiresAt(tokenWith({ sub: "~~~???~~~", exp: 1_700_000_000 }))).toBe(1_700_000_000_000);
    expect(expiresAt(tokenWith({ name: "김장터", exp: 1_700_000_000 }))).toBe(1_700_000_000_000);
  });

  test.each([
    ["nothing", ""],
    ["one part", "abc"],
    ["no JSON", "a.bm9wZQ.c"],
    ["no base64", "a.%%%.c"],
    ["no exp", tokenWith({ sub: "a" })],
    ["an exp that is text", tokenWith({ exp: "1700000000" })],
  ])("is unknown for %s", (_what, token) => {
    expect(expiresAt(token)).toBeNull();
    expect(isFresh(token, 0)).toBe(false);
  });

  test("a token is fresh until ten seconds before it", () => {
    const token = tokenWith({ exp: 1000 });
    expect(isFresh(token, 989_999)).toBe(true);
    expect(isFresh(token, 990_000)).toBe(false);
    expect(isFresh(undefined, 0)).toBe(false);
  });
});
