/** The way to a peer, which a test makes slow, dead or garbled. */
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * `slow`: no answer comes, though the peer does the work. `dead`: connections are reset. `garbled`: a page
 * comes in place of the answer, and the peer hears nothing. `cut`: the answer breaks off.
 */
export type LineFault = "slow" | "dead" | "garbled" | "cut";

export interface UnsoundLine {
  readonly url: string;
  /** Null: sound. */
  set(fault: LineFault | null): void;
  close(): Promise<void>;
}

export async function startUnsoundLine(peerUrl: string): Promise<UnsoundLine> {
  const agent = new Agent({ keepAlive: true });
  let fault: LineFault | null = null;

  function pass(incoming: IncomingMessage, answer: ServerResponse): void {
    if (fault === "dead") return void incoming.socket.resetAndDestroy();
    if (fault === "garbled") return void answer.end("<!doctype html><title>It works!</title>");
    const { method = "GET", url = "/", headers } = incoming;
    const outgoing = request(new URL(url, peerUrl), { method, headers, agent }, (response) => {
      if (fault === "slow") return void response.resume();
      if (fault === "cut") return void answer.socket?.destroy(void response.destroy());
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    outgoing.on("error", () => answer.destroy());
    incoming.pipe(outgoing);
  }

  const server = createServer(pass);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    set(next) {
      fault = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      agent.destroy();
    },
  };
}
