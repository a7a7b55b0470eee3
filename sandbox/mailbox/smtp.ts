/** The mail server of the sandbox: it accepts mails for any address and delivers none. */
import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import type { Clock } from "../clock.ts";
import type { Mailbox } from "./mailbox.ts";
import { readMessage } from "./message.ts";

/** A mail of a shop has some 10 kB. */
const MAX_BYTES = 512 * 1024;
/** The time that a client has to finish its mail when the program stops. */
const CLOSE_MS = 300;

export interface MailServer {
  /** Resolves to `smtp://127.0.0.1:41234`. */
  listen(port: number, host: string): Promise<string>;
  close(): Promise<void>;
}

export function createMailServer(mailbox: Mailbox, clock: Clock, log: (line: object) => void): MailServer {
  let listening = false;
  const server = new SMTPServer({
    name: "sandbox",
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    logger: false,
    size: MAX_BYTES,
    closeTimeout: CLOSE_MS,
    onData(stream, session, done) {
      receive(stream, session).then(
        () => done(),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
  // A broken connection concerns only its client. `listen` reports errors that keep the server from
  // listening.
  server.on("error", (error) => {
    if (listening) log({ level: "warn", msg: "mail server", error: error.message });
  });

  async function receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) if (!stream.sizeExceeded) chunks.push(chunk as Buffer);
    if (stream.sizeExceeded) throw refusal(552, "The mail is too large");
    const { mailFrom, rcptTo } = session.envelope;
    const from = mailFrom ? mailFrom.address : "";
    const to = rcptTo.map(({ address }) => address);
    await mailbox.add(
      await readMessage(Buffer.concat(chunks), { id: randomUUID(), at: clock.now(), from, to }),
    );
  }

  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        const socket = server.listen(port, host, () => {
          socket.off("error", reject);
          listening = true;
          resolve(
            `smtp://${host.includes(":") ? `[${host}]` : host}:${(socket.address() as AddressInfo).port}`,
          );
        });
        socket.once("error", reject);
      }),
    close: () => new Promise((resolve) => (listening ? server.close(() => resolve()) : resolve())),
  };
}

const refusal = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });
