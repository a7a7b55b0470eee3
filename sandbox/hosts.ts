/**
 * A site can bind its own name to 127.0.0.1 and then read what a local program serves without a key (DNS
 * rebinding). Its requests carry that name as their host.
 */
import { isIP } from "node:net";

/** Names that no site of the internet can own: addresses, single labels, and the reserved local domains. */
const isLocal = (hostname: string): boolean =>
  isIP(hostname.replace(/^\[(.*)\]$/, "$1")) !== 0 || /^[^.]+$|\.(localhost|local|internal)$/.test(hostname);

/** Returns whether a Host header names a local host, or one of `known`: the program's own public hosts. */
export function isKnownHost(header: string | undefined, known: readonly string[]): boolean {
  const hostname = URL.parse(`http://${header ?? ""}`)?.hostname;
  return hostname !== undefined && (isLocal(hostname) || known.includes(hostname));
}
