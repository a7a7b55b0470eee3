import { expect, test } from "vitest";
import { addressList, networkOf, publicNetworkOf } from "./network.ts";

test.each([
  ["192.0.2.7", "192.0.2.7"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:0DB8:0001:0002::9", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
])("the network of %s is %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test.each([
  ["203.0.113.9", "203.0.113.9"],
  ["::ffff:203.0.113.9", "203.0.113.9"],
  ["2001:db8:1:2::9", "2001:db8:1:2::/64"],
  ["172.32.0.1", "172.32.0.1"],
  ["127.0.0.1", null],
  ["::ffff:127.0.0.1", null],
  ["10.1.2.3", null],
  ["172.31.255.255", null],
  ["192.168.0.1", null],
  ["169.254.1.1", null],
  ["100.127.0.1", null],
  ["::1", null],
  ["fd00::7", null],
  ["fe80::1%eth0", null],
  ["unknown", null],
  ["203.0.113.9:51000", null],
  ["2001:db8:1:2", null],
  ["", null],
])("the public network of %s is %s", (address, network) => {
  expect(publicNetworkOf(address)).toBe(network);
});

test.each([
  ["10.0.0.0/8, 127.0.0.1", "10.9.8.7", true],
  ["10.0.0.0/8,127.0.0.1", "::ffff:127.0.0.1", true],
  ["10.0.0.0/8,127.0.0.1", "127.0.0.2", false],
  ["fd00::/8", "fd12::1", true],
  ["fd00::/8", "10.0.0.1", false],
  ["", "127.0.0.1", false],
  ["127.0.0.1", "no address", false],
])("the list %j has %s: %s", (list, address, expected) => {
  expect(addressList(list)(address)).toBe(expected);
});
