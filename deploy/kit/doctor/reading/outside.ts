/** Looks at the shop's host from this machine: its addresses, and whether its ports are open. */
import { lookup as systemLookup } from "node:dns/promises";
import { connect, isIP } from "node:net";
import type { ApiAddress, OutsideView, PortView } from "../picture.ts";

/** The addresses of a name. Rejects with a code when there are none. */
export type Lookup = (host: string) => Promise<readonly string[]>;
/** Opens a connection and closes it. Resolves with the problem, or undefined. */
export type Dial = (host: string, port: number) => Promise<string | undefined>;

const SHOP_PORTS = [80, 443];
/** The API server of k0s. */
const API_PORT = 6443;

export async function lookOutside(
  host: string,
  server: ApiAddress,
  { lookup, dial }: { readonly lookup: Lookup; readonly dial: Dial },
): Promise<OutsideView> {
  const [own, ofServer] = await Promise.all([addressesOf(host, lookup), addressesOf(server.host, lookup)]);
  const serverAddresses = ofServer.addresses;
  const view = { host, addresses: own.addresses, lookupProblem: own.problem, serverAddresses };
  if (own.problem !== undefined) return { ...view, ports: [] };
  // Through a tunnel the API server has another port here, and the real one may be open to others alone.
  const asked = server.port === API_PORT ? [...SHOP_PORTS, API_PORT] : SHOP_PORTS;
  const ports = asked.map(async (port): Promise<PortView> => ({ port, problem: await dial(host, port) }));
  return { ...view, ports: await Promise.all(ports) };
}

interface LookupResult {
  readonly addresses: readonly string[];
  readonly problem: string | undefined;
}

async function addressesOf(host: string, lookup: Lookup): Promise<LookupResult> {
  if (isIP(host) !== 0) return { addresses: [host], problem: undefined };
  try {
    const addresses = await lookup(host);
    return { addresses, problem: addresses.length === 0 ? "no address" : undefined };
  } catch (error) {
    return { addresses: [], problem: problemOf(error) };
  }
}

export const bySystem: Lookup = async (host) =>
  (await systemLookup(host, { all: true })).map(({ address }) => address);

const DIAL_TIMEOUT_MS = 5_000;

export const byConnection: Dial = (host, port) =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: DIAL_TIMEOUT_MS });
    const end = (problem: string | undefined): void => {
      socket.destroy();
      resolve(problem);
    };
    socket.once("connect", () => end(undefined));
    socket.once("timeout", () => end(`no answer within ${DIAL_TIMEOUT_MS / 1000} s: a firewall drops it`));
    socket.once("error", (error) => end(problemOf(error)));
  });

const WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: "the name does not exist",
  EAI_AGAIN: "no name server answers",
  ECONNREFUSED: "connection refused: nothing listens, or a firewall rejects it",
  EHOSTUNREACH: "the host is not reached",
  ENETUNREACH: "there is no network to it",
  ETIMEDOUT: "no answer: a firewall drops it",
};

function problemOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  return WORDS[code] ?? code;
}
