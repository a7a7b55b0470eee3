/**
 * Five hundred sign-ins at a time with a megabyte of password each, for so long; tells how they were answered. Attackers have
 * machines of their own: this one gives way to all else on the machine, so that the shop's work is measured and not theirs.
 */
import { Agent, request } from "node:http";
import { setPriority } from "node:os";

setPriority(19);

const [url = "", seconds = "8"] = process.argv.slice(2);
const target = new URL(url);
const body = Buffer.from(JSON.stringify({ email: "member1@bench.test", password: "x".repeat(1_000_000) }));
const agent = new Agent({ keepAlive: false, maxSockets: 500 });
const answers: Record<string, number> = {};
const until = performance.now() + Number(seconds) * 1000;

/** The status, or `closed` where the server hung up before all was sent, as it may. */
const send = (): Promise<string> =>
  new Promise((resolve) => {
    const headers = { "content-type": "application/json", "content-length": body.length };
    const sent = request(target, { method: "POST", agent, headers }, (answer) => {
      answer.resume();
      resolve(String(answer.statusCode));
    });
    sent.on("error", () => resolve("closed"));
    sent.end(body);
  });

async function lane(): Promise<void> {
  while (performance.now() < until) {
    const status = await send();
    answers[status] = (answers[status] ?? 0) + 1;
  }
}
await Promise.all(Array.from({ length: 500 }, lane));
console.log(JSON.stringify({ answers }));
process.exit(0);
