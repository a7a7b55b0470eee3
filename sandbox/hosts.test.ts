import { expect, test } from "vitest";
import { isKnownHost } from "./hosts.ts";

test.each([
  "localhost:4100",
  "LOCALHOST",
  "127.0.0.1:4100",
  "10.0.0.7:4100",
  "[::1]:4100",
  "sandbox:4100",
  "sandbox.shop.svc.cluster.local:4100",
  "shop.example",
  "shop.example:8443",
])("%s is a host that no stranger owns, or the shop's own", (host) => {
  expect(isKnownHost(host, ["shop.example"])).toBe(true);
});

test.each([
  "evil.test:4100",
  "localhost.evil.test",
  "127.0.0.1.evil.test",
  "www.shop.example",
  "shop.example.evil.test",
  "localhost@evil.test",
  "local.evil.test",
  "a b",
  "",
  undefined,
])("%s is a stranger's host, or none", (host) => {
  expect(isKnownHost(host, ["shop.example"])).toBe(false);
});
