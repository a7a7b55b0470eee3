/**
 * Which requests the sandbox's pages serve. Its mailbox holds all mails of the shop, also the links that
 * reset passwords, so it is for a developer at this machine alone. A proxy on the same machine has the
 * address of this machine too, so the address alone does not tell who asks.
 *
 * What remains: a program that passes raw bytes of strangers on to this port (`socat`, `ssh -R`) while
 * PUBLIC_URL still says localhost. Such a shop must set PUBLIC_URL.
 */
import type { FastifyRequest } from "fastify";
import { DomainError } from "./platform/errors.ts";

/** What proxies, content delivery networks and tunnels add to a request. No browser sends these itself. */
const FORWARDED = new RegExp(
  "^(forwarded|via|cdn-loop|client-ip|true-client-ip|remote-addr|" +
    "x-(forwarded|original|remote|envoy|azure|arr|amz|amzn|appengine|vercel|nf|cluster)(-.*)?|" +
    "x-(real|client|cluster-client|proxyuser)-ip|(cf|fastly|fly|tailscale|ngrok|akamai)-.*)$",
);
const LOOPBACK_ADDRESS = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;
const THIS_MACHINE = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Of a host name as `URL` writes it. */
export const isThisMachine = (hostname: string): boolean => THIS_MACHINE.has(hostname);

type Door = (request: FastifyRequest) => Promise<void>;

/**
 * Doors throw NOT_FOUND for a request that they do not serve. `window` serves the hosts that the start
 * prints: the public one, and this machine's names with the port of the connection. Another host is a site
 * that bound its name to this machine (DNS rebinding). `mailbox` serves requests from this machine itself,
 * unforwarded, and only in a shop whose public address is this machine.
 */
export function sandboxDoors(publicUrl: string): { readonly window: Door; readonly mailbox: Door } {
  const { host, hostname } = new URL(publicUrl);
  return {
    window: async (request) => {
      if (!isPrintedHost(request, host)) throw new DomainError("NOT_FOUND");
    },
    mailbox: async (request) => {
      const serves = isThisMachine(hostname) && isPrintedHost(request, host) && isDirect(request);
      if (!serves) throw new DomainError("NOT_FOUND");
    },
  };
}

function isPrintedHost({ raw, socket }: FastifyRequest, publicHost: string): boolean {
  const asked = URL.parse(`http://${raw.headers.host}`);
  if (asked === null) return false;
  // The default port of https is none of http's, so PUBLIC_URL's host is compared as browsers write it.
  if (asked.host === publicHost) return true;
  return isThisMachine(asked.hostname) && Number(asked.port || 80) === socket.localPort;
}

/** The address of the connection, not of `request.ip`: a proxy may be trusted to name its client. */
function isDirect({ raw, socket }: FastifyRequest): boolean {
  return (
    LOOPBACK_ADDRESS.test(socket.remoteAddress ?? "") &&
    // No browser sends less than HTTP/1.1. Many proxies do.
    raw.httpVersion === "1.1" &&
    !Object.keys(raw.headers).some((name) => FORWARDED.test(name))
  );
}
