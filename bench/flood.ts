/**
 * Sends 500 sign-ins at a time with a megabyte of password each, and prints the number of responses by
 * status. Attackers have machines of their own. This process has the lowest priority, so that the shop is
 * measured and not the attack.
 */
import { Agent, request } from "node:http";
import { setPriority } from "node:os";

setPriority(19);

const [url = "", seconds = "8"] = process.argv.slice(2);
const target = new URL(url);
const body = Buffer.from(JSON.stringify({ email: "member1@bench.test", password: "x".repeat(1_000_000) }));
const agent = new Agent({ keepAlive: false, maxSockets: 500 });
const responses: Record<string, number> = {};
const until = performance.now() + Number(seconds) * 1000;

/**
 * Returns the status, or `closed` when the server closed the connection before the body was sent, which it
 * may do.
 */
const send = (): Promise<string> =>
  new Promise((resolve) => {
    const headers = { "content-type": "application/json", "content-length": body.length };
    const sent = request(target, { method: "POST", agent, headers }, (response) => {
      response.resume();
      resolve(String(response.statusCode));
    });
    sent.on("error", () => resolve("closed"));
    sent.end(body);
  });

async function sendRepeatedly(): Promise<void> {
  while (performance.now() < until) {
    const status = await send();
    responses[status] = (responses[status] ?? 0) + 1;
  }
}
await Promise.all(Array.from({ length: 500 }, sendRepeatedly));
console.log(JSON.stringify({ responses }));
process.exit(0);
