/** A small load balancer: round robin over the programs that are ready by `/readyz`, with keep-alive. */
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

export interface Backend {
  readonly url: string;
  readonly opsUrl: string;
}

export interface Balancer {
  readonly url: string;
  add(backend: Backend): Promise<void>;
  remove(backend: Backend): void;
  close(): Promise<void>;
}

/** Much shorter than the time for which a stopping program still accepts requests. */
const PROBE_EVERY_MS = 50;

export async function startBalancer(): Promise<Balancer> {
  const agent = new Agent({ keepAlive: true });
  const backends = new Map<Backend, boolean>();
  let turn = 0;

  function next(): Backend | undefined {
    const ready = [...backends].filter(([, isReady]) => isReady).map(([backend]) => backend);
    turn += 1;
    return ready[turn % ready.length];
  }

  function forward(incoming: IncomingMessage, answer: ServerResponse): void {
    const backend = next();
    if (!backend) {
      answer.writeHead(502).end("no program is ready");
      return;
    }
    const { method = "GET", headers } = incoming;
    const { connection: _own, ...forwarded } = headers;
    const outgoing = request(
      new URL(incoming.url ?? "/", backend.url),
      { method, headers: forwarded, agent },
      (response) => {
        const { connection: _theirs, "keep-alive": _time, ...fields } = response.headers;
        answer.writeHead(response.statusCode ?? 502, fields);
        response.pipe(answer);
      },
    );
    outgoing.on("error", (error) => {
      if (!answer.headersSent) answer.writeHead(502);
      answer.end(`the program did not answer: ${error.message}`);
    });
    incoming.pipe(outgoing);
  }

  const probe = async (backend: Backend): Promise<boolean> =>
    fetch(`${backend.opsUrl}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );

  let closed = false;
  const watching = (async () => {
    while (!closed) {
      await Promise.all(
        [...backends.keys()].map(async (backend) => {
          const isReady = await probe(backend);
          if (backends.has(backend)) backends.set(backend, isReady);
        }),
      );
      await wait(PROBE_EVERY_MS);
    }
  })();
  const server = createServer(forward);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async add(backend) {
      backends.set(backend, await probe(backend));
    },
    remove(backend) {
      backends.delete(backend);
    },
    async close() {
      closed = true;
      await watching;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      agent.destroy();
    },
  };
}
