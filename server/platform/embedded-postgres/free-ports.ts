import { once } from "node:events";
import { createServer, type Server } from "node:net";

export async function listen(port: number, host: string): Promise<Server> {
  const server = createServer();
  const listening = once(server, "listening");
  server.listen(port, host);
  await listening;
  return server;
}

export async function close(server: Server): Promise<void> {
  server.close();
  await once(server, "close");
}

/** `count` different ports of 127.0.0.1 that nobody listens on now. */
export async function freePorts(count: number): Promise<number[]> {
  // All are held until all are found, so that no number comes twice.
  const servers = await Promise.all(Array.from({ length: count }, () => listen(0, "127.0.0.1")));
  const ports = servers.map(portOf);
  await Promise.all(servers.map(close));
  return ports;
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("a listening server has no port");
  return address.port;
}
