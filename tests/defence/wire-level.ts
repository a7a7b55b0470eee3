/** Requests written by hand, byte for byte, as no well-behaved client would. */
import { connect } from "node:net";

/** Sends the bytes and answers all that comes back until the server hangs up, or `quietMs` after the last byte came. */
export function exchange(url: string, bytes: string | Buffer, quietMs = 300): Promise<string> {
  const { hostname, port } = new URL(url);
  const { promise, resolve } = Promise.withResolvers<string>();
  let text = "";
  let quiet: NodeJS.Timeout | undefined;
  const socket = connect(Number(port), hostname, () => socket.write(bytes));
  const done = (): void => {
    clearTimeout(quiet);
    socket.destroy();
    resolve(text);
  };
  socket.on("data", (chunk) => {
    text += chunk;
    clearTimeout(quiet);
    quiet = setTimeout(done, quietMs);
  });
  // A connection that the server breaks is an answer too: an empty one.
  socket.on("error", done);
  socket.on("close", done);
  return promise;
}

/** The status lines in an exchange: more than one means that the server saw more than one request. */
export const statusesOf = (text: string): number[] =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
