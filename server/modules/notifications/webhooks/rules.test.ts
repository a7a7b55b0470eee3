/** Signatures, times of attempts, bodies, and which addresses are public. */
import { expect, test } from "vitest";
import { isPublicAddress, isPublicTarget } from "../../../platform/http/public-address.ts";
import { failureOf, waitAfter } from "./attempts.ts";
import { bodyOf } from "./events.ts";
import { newSigningSecret, signedHeaders } from "./signing.ts";

test("a signature is that of the vector of Standard Webhooks", () => {
  const secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
  const body =
    '{"type":"Transaction.Paid","timestamp":"2026-01-01T00:00:00.000Z","data":{"paymentId":"ord-1"}}';
  expect(signedHeaders([secret], { id: "msg_1", body }, new Date(1_767_225_600_000))).toEqual({
    "content-type": "application/json",
    "webhook-id": "msg_1",
    "webhook-timestamp": "1767225600",
    "webhook-signature": "v1,0tiuSpIv1AR6QXk9P0Zl8Y6akQ1VJ4zgkARLzFEnNps=",
  });
});

test("a secret has 32 bytes, and no two are the same", () => {
  const [one, other] = [newSigningSecret(), newSigningSecret()];
  expect(one).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(one).not.toBe(other);
});

test("a body is thin and has the event's own time", () => {
  expect(bodyOf("order.paid", "2026-01-01T00:00:00.000Z", { id: "1", number: "260101-AAAAAAA" })).toBe(
    '{"type":"order.paid","timestamp":"2026-01-01T00:00:00.000Z",' +
      '"data":{"id":"1","number":"260101-AAAAAAA"}}',
  );
});

test("there are ten attempts in a little more than three days, each wait with its jitter", () => {
  const seconds = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
  expect(seconds.map((_, at) => waitAfter(at + 1, 500, 0))).toEqual(seconds.map((each) => each * 1_000));
  expect(waitAfter(1, 500, 1)).toBe(6_000);
  expect(waitAfter(10, 500, 0)).toBeNull();
});

test.each([429, 502, 504])("after %i the next attempt waits a minute at least", (status) => {
  expect(waitAfter(1, status, 0)).toBe(60_000);
  expect(waitAfter(2, status, 0)).toBe(300_000);
});

test("only 2xx is a delivery", () => {
  expect([200, 204, 299, 301, 307, 400, 410, 500].map(failureOf)).toEqual([
    ...[null, null, null, "REDIRECT", "REDIRECT", "STATUS", "STATUS", "STATUS"],
  ]);
});

test.each([
  ...["127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"],
  ...["255.255.255.255", "224.0.0.1", "198.18.0.1", "192.0.2.1", "::1", "::", "fe80::1", "fe80::1%eth0"],
  ...["fd00:ec2::254", "fc00::1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "64:ff9b::a00:1", "2002:a00:1::"],
  ...["ff02::1", "2001:db8::1", "no address", ""],
])("%s is not public", (address) => expect(isPublicAddress(address)).toBe(false));

test.each(["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "2400:cb00::1"])("%s is public", (address) =>
  expect(isPublicAddress(address)).toBe(true),
);

test.each([
  ...["http://example.com/", "https://example.com:22/", "https://example.com:80/", "ftp://example.com/"],
  ...["https://user:word@example.com/", "https://127.0.0.1/", "https://2130706433/", "https://0x7f.1/"],
  ...["https://017700000001/", "https://[::1]/", "https://[::ffff:7f00:1]/", "https://169.254.169.254/"],
])("%s is refused", (text) => expect(isPublicTarget(new URL(text))).toBe(false));

test.each(["https://example.com/", "https://example.com:8443/a?b=c", "https://8.8.8.8/"])(
  "%s is let through",
  (text) => expect(isPublicTarget(new URL(text))).toBe(true),
);
