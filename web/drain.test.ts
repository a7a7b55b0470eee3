import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, get } from "node:http";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, expect, test } from "vitest";

/** Stands for Next.js. `/slow` is answered when a line comes on standard input. */
const SERVER = `
  import { createServer } from "node:http";
  let slow;
  const server = createServer((request, response) => {
    if (request.url === "/slow") { slow = response; console.log("waiting"); return; }
    response.end("page");
  });
  process.stdin.once("data", () => { slow.end("late"); process.stdin.unref(); });
  server.keepAliveTimeout = 65_000;
  server.listen(0, "127.0.0.1", () => console.log(server.address().port));
`;

let child: ChildProcess | undefined;
afterEach(() => child?.kill("SIGKILL"));

async function start(delayMs: number) {
  const drain = pathToFileURL(fileURLToPath(new URL("./drain.ts", import.meta.url))).href;
  const running = spawn(process.execPath, ["--import", drain, "--input-type=module", "--eval", SERVER], {
    env: { ...process.env, SHUTDOWN_DELAY_MS: String(delayMs) },
    stdio: ["pipe", "pipe", "inherit"],
  });
  child = running;
  const lines = createInterface({ input: running.stdout })[Symbol.asyncIterator]();
  const line = async (): Promise<string> => (await lines.next()).value ?? "";
  const url = `http://127.0.0.1:${await line()}`;
  return { url, line, running, ended: once(running, "exit").then(([code]) => code as number | null) };
}

function ask(url: string, agent: Agent): Promise<{ text: string; connection: string | undefined }> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part: string) => {
        text += part;
      });
      answer.on("end", () => resolve({ text, connection: answer.headers.connection }));
      answer.on("error", reject);
    }).on("error", reject);
  });
}

test("after SIGTERM kept connections are answered and closed by word, until the pause is over", async () => {
  const { url, running, ended } = await start(2_000);
  const agent = new Agent({ keepAlive: true });
  expect((await ask(url, agent)).connection).toBe("keep-alive");
  running.kill("SIGTERM");
  await expect.poll(async () => (await ask(url, agent)).connection, { interval: 5 }).toBe("close");
  expect(await ask(url, agent)).toEqual({ text: "page", connection: "close" });
  expect(await ended).toBe(0);
  agent.destroy();
});

test("a request in flight is finished after the close, and idle connections do not hold it up", async () => {
  const { url, line, running, ended } = await start(0);
  const busy = new Agent({ keepAlive: true });
  const idle = new Agent({ keepAlive: true });
  const late = ask(`${url}/slow`, busy);
  expect(await line()).toBe("waiting");
  await ask(url, idle);
  running.kill("SIGTERM");
  const refusal = () =>
    ask(url, new Agent()).then(
      () => "answered",
      ({ code }) => code,
    );
  await expect.poll(refusal, { interval: 5 }).toBe("ECONNREFUSED");
  running.stdin.write("\n");
  expect((await late).text).toBe("late");
  expect(await ended).toBe(0);
  for (const agent of [busy, idle]) agent.destroy();
});
