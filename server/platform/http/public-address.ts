/** Where the server may connect to when an address comes from outside: public addresses alone. */
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/**
 * Whether an IP address is a public one. Private, loopback, link-local (and with it the metadata service of
 * clouds), shared, reserved and multicast addresses are not; nor are IPv6 addresses that stand for an IPv4
 * address (mapped, 6to4, Teredo, NAT64), because the address inside could be any.
 */
export function isPublicAddress(address: string): boolean {
  const bare = address.split("%")[0] ?? "";
  return isIP(bare) !== 0 && ipaddr.parse(bare).range() === "unicast";
}

const PORTS: readonly string[] = ["", "443", "8443"];

/**
 * Whether a URL may be called at all, as far as its text tells: https, a usual port, no credentials, and no
 * inner address in place of a name. A name is judged when it is resolved (`send-outside.ts`).
 */
export function isPublicTarget(url: URL): boolean {
  const { protocol, port, username, password, hostname } = url;
  const literal = hostname.replace(/^\[|\]$/g, "");
  return (
    protocol === "https:" &&
    PORTS.includes(port) &&
    username === "" &&
    password === "" &&
    (isIP(literal) === 0 || isPublicAddress(literal))
  );
}
