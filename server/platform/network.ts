/** The network of a client, for limits: one customer of a provider, as far as an address tells. */
import { BlockList, isIP } from "node:net";

/** An IPv4 address itself; the /64 of an IPv6 address, which one customer has as a whole. */
export function networkOf(ip: string): string {
  const v4 = /(?:^|:)(\d+\.\d+\.\d+\.\d+)$/.exec(ip)?.[1];
  if (v4) return v4;
  const [before = "", after] = (ip.split("%")[0] ?? "").split("::");
  const head = before.split(":").filter(Boolean);
  const tail = (after ?? "").split(":").filter(Boolean);
  const zeros =
    after === undefined ? [] : Array<string>(Math.max(0, 8 - head.length - tail.length)).fill("0");
  const groups = [...head, ...zeros, ...tail].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}

/**
 * Whether an address is in a list of addresses and networks: `10.0.0.0/8,127.0.0.1`. An IPv4 address that
 * came over IPv6 is the same address.
 */
export function addressList(text: string): (address: string) => boolean {
  const list = new BlockList();
  for (const entry of text.split(",").map((part) => part.trim())) {
    const [address = "", bits] = entry.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (isIP(address) === 0) continue;
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (given) => {
    const address = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(given)?.[1] ?? given;
    return isIP(address) !== 0 && list.check(address, isIP(address) === 4 ? "ipv4" : "ipv6");
  };
}

/** Loopback, private and link-local addresses, and those between a provider and its customers. */
const inner = new BlockList();
for (const [network, bits] of [
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
] as const)
  inner.addSubnet(network, bits, "ipv4");
for (const [network, bits] of [
  ["::1", 128],
  ["fc00::", 7],
  ["fe80::", 10],
] as const)
  inner.addSubnet(network, bits, "ipv6");

/**
 * Returns the network of a public address. Null for an inner one: it is a proxy that `TRUSTED_PROXIES` does
 * not name, or the shop's own machine, and then stands for all clients together. Null too for what is no
 * address: a proxy may hand on what a client wrote.
 */
export function publicNetworkOf(ip: string): string | null {
  const address = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1] ?? ip.split("%")[0] ?? "";
  const version = isIP(address);
  if (version === 0) return null;
  return inner.check(address, version === 4 ? "ipv4" : "ipv6") ? null : networkOf(address);
}
