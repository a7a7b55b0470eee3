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

/** Below the range that systems use for outgoing connections, where ports come and go at any moment. */
const LOWEST = 15_000;
const HIGHEST = 30_000;

/** Returns `count` different ports of 127.0.0.1 that are free now. */
export async function freePorts(count: number): Promise<number[]> {
  // All stay open until all are found, so that no port is found twice.
  const servers: Server[] = [];
  while (servers.length < count) {
    const server = await tryToListen(LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST)));
    if (server) servers.push(server);
  }
  const ports = servers.map(portOf);
  await Promise.all(servers.map(close));
  return ports;
}

async function tryToListen(port: number): Promise<Server | null> {
  try {
    return await listen(port, "127.0.0.1");
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "EADDRINUSE" || error.code === "EACCES"))
      return null;
    throw error;
  }
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("a listening server has no port");
  return address.port;
}
