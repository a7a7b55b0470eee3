/** Raw requests, byte for byte, that no correct client would send. */
import { connect } from "node:net";

/** Sends the bytes and returns the answer: all bytes until the server closes or is silent for `quietMs`. */
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
  // A connection reset by the server is an empty answer.
  socket.on("error", done);
  socket.on("close", done);
  return promise;
}

/** The status lines in an exchange: more than one means that the server saw more than one request. */
export const statusesOf = (text: string): number[] =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
