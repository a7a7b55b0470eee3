import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

/** `dead`: the connection breaks once the request has been read. `full`: the shop's own 503. */
type Manner = "sound" | "dead" | "full";

export interface HeardRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

/** A process behind the gateway, which answers with what it heard. */
export interface StandInShop {
  readonly port: number;
  readonly heard: HeardRequest[];
  manner: Manner;
  close(): Promise<void>;
}

/** The shop's own refusal, which the gateway must pass on as it is. */
export const OWN_REFUSAL = '{"status":503,"code":"OVERLOADED"}';

export async function startStandInShop(): Promise<StandInShop> {
  const heard: HeardRequest[] = [];
  const server = createServer(async (request, response) => {
    const { method = "", url = "", headers } = request;
    // Read to its end: a process may die after the work is done.
    for await (const _part of request);
    const said = { method, path: url, headers };
    heard.push(said);
    if (shop.manner === "dead") return void request.socket.destroy();
    if (shop.manner === "full") {
      return void response
        .writeHead(503, { "content-type": "application/problem+json", "retry-after": "2" })
        .end(OWN_REFUSAL);
    }
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(said));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const shop: StandInShop = {
    port: (server.address() as AddressInfo).port,
    heard,
    manner: "sound",
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return shop;
}
