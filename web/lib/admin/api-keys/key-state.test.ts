import { expect, test } from "vitest";
import { isOver, keyStateOf, lostBy } from "./key-state.ts";

const now = Date.parse("2026-11-28T03:00:00.000Z");
const key = { revokedAt: null, expiresAt: "2027-02-26T03:00:00.000Z", allowed: ["stock:read"] };

test.each([
  ["active", {}],
  ["ending", { expiresAt: "2026-12-12T03:00:00.000Z" }],
  ["active", { expiresAt: "2026-12-12T03:00:00.001Z" }],
  ["expired", { expiresAt: "2026-11-28T03:00:00.000Z", allowed: [] }],
  ["powerless", { allowed: [] }],
  ["revoked", { revokedAt: "2026-11-28T02:00:00.000Z", allowed: [] }],
  ["revoked", { revokedAt: "2026-11-28T02:00:00.000Z", expiresAt: "2026-11-28T02:30:00.000Z" }],
])("a key is %s with %j", (state, facts) => {
  expect(keyStateOf({ ...key, ...facts }, now)).toBe(state);
});

test("a key of an older API, which does not tell what it may do now, is judged by the rest", () => {
  const { allowed: _, ...older } = key;
  expect(keyStateOf(older, now)).toBe("active");
  expect(lostBy({ permissions: ["stock:read"] })).toEqual([]);
  const permissions: ["stock:read", "order:read"] = ["stock:read", "order:read"];
  expect(lostBy({ permissions, allowed: ["stock:read"] })).toEqual(["order:read"]);
});

test("a key whose maker may do none of it today may work again tomorrow: it is not over", () => {
  expect([isOver("powerless"), isOver("ending"), isOver("expired"), isOver("revoked")]).toEqual([
    ...[false, false],
    ...[true, true],
  ]);
});
