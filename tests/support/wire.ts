/** A TCP proxy to the database. After `cut`, its connections break and new ones are refused, until `mend`. */
import { connect, createServer, type Socket } from "node:net";

export interface Wire {
  /** The database's address through the wire. */
  readonly url: string;
  cut(): Promise<void>;
  mend(): Promise<void>;
  /** Keeps what the database answers a connection from the moment that this is sent over it. */
  holdFrom(sent: string): Hold;
  close(): Promise<void>;
}

export interface Hold {
  /** What is held, as text. */
  read(): string;
  /** Lets it through at once. */
  release(): void;
}

export async function startWire(databaseUrl: string): Promise<Wire> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let hold: { readonly sent: string; readonly parts: Buffer[]; near: Socket | null } | null = null;
  const server = createServer((near) => {
    const far = connect(Number(target.port || 5432), target.hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    near.on("data", (data: Buffer) => {
      if (hold && data.includes(hold.sent)) hold.near ??= near;
      far.write(data);
    });
    far.on("data", (data: Buffer) => void (hold?.near === near ? hold.parts.push(data) : near.write(data)));
    near.on("end", () => far.end());
    far.on("end", () => near.end());
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  await listen(0);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the wire has no port");
  const { port } = address;
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String(port);

  async function cut(): Promise<void> {
    if (!server.listening) return;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  }
  function holdFrom(sent: string): Hold {
    const parts: Buffer[] = [];
    hold = { sent, parts, near: null };
    return {
      read: () => Buffer.concat(parts).toString(),
      release() {
        hold?.near?.write(Buffer.concat(parts));
        hold = null;
      },
    };
  }
  return { url: url.toString(), cut, mend: () => listen(port), holdFrom, close: cut };
}
