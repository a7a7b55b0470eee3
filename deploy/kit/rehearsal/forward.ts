/**
 * `node forward.ts FROM TO`: passes connections on. An end is a path (a Unix socket, which is reached from
 * each network namespace) or `address:port`. Two of them lead from the machine's loopback into the node's
 * network.
 */
import { rmSync } from "node:fs";
import { connect, createServer, type NetConnectOpts } from "node:net";

const [from, to] = process.argv.slice(2);
if (from === undefined || to === undefined) throw new Error("usage: node forward.ts FROM TO");

function endOf(text: string): NetConnectOpts {
  if (text.startsWith("/")) return { path: text };
  const [host = "127.0.0.1", port] = text.split(":");
  return { host, port: Number(port) };
}

if (from.startsWith("/")) rmSync(from, { force: true });
createServer((incoming) => {
  const outgoing = connect(endOf(to));
  // Either side may end the connection at any time; the other side then ends, too.
  incoming.on("error", () => outgoing.destroy());
  outgoing.on("error", () => incoming.destroy());
  incoming.on("close", () => outgoing.destroy());
  outgoing.on("close", () => incoming.destroy());
  incoming.pipe(outgoing).pipe(incoming);
}).listen(endOf(from));
