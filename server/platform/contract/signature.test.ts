import { expect, test } from "vitest";
import { KEY } from "./contract.fixture.ts";
import { sign, verify } from "./signature.ts";

const now = new Date("2026-03-01T09:00:00.000Z");
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const request = { method: "POST", path: "/internal/cloakroom/take", body: '{"owner":"kim"}' };
const header = sign(KEY, "api", now, request);

test("a signed request names its caller", () => {
  expect(verify([KEY], later(59), header, { ...request, body: Buffer.from(request.body) })).toBe("api");
});

test("the secret does not travel", () => {
  expect(header).toMatch(/^HMAC api:\d+:[\w-]{43}$/);
});

test("two secrets are accepted while one replaces the other", () => {
  expect(verify(["the new one", KEY], now, header, request)).toBe("api");
});

test.each([
  ["with another body", now, header, { ...request, body: '{"owner":"lee"}' }],
  ["for another path", now, header, { ...request, path: "/internal/cloakroom/ring" }],
  ["with another method", now, header, { ...request, method: "PUT" }],
  ["more than a minute old", later(61), header, request],
  ["more than a minute ahead", later(-61), header, request],
  ["made with another key", now, sign("wrong", "api", now, request), request],
  ["under another caller's name", now, header.replace("api:", "web:"), request],
  [
    "with another time",
    later(61),
    header.replace(String(now.getTime()), String(later(61).getTime())),
    request,
  ],
  ["without a signature", now, undefined, request],
  ["with a malformed signature", now, "HMAC api:1:short", request],
])("a request %s is refused", (_case, at, authorization, asked) => {
  expect(verify([KEY], at, authorization, asked)).toBeUndefined();
});
