import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { NoAnswer } from "./send.ts";
import { AnswerTimeout, publicLookup, sendOutside, TargetRefused } from "./send-outside.ts";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function receiver(answer: RequestListener): Promise<URL> {
  const server = createServer(answer);
  closers.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`);
}

const post = (url: URL, more: Partial<Parameters<typeof sendOutside>[0]> = {}) =>
  sendOutside({
    ...{ url, headers: { "x-test": "1" }, body: "본문", targets: "any", timeoutMs: 5_000, maxBytes: 10 },
    ...{ signal: new AbortController().signal, ...more },
  });

test("the body arrives as it is, and only the first bytes of the answer are read", async () => {
  let received = "";
  const url = await receiver((request, response) => {
    request.on("data", (part) => {
      received += part;
    });
    request.on("end", () => response.end("0123456789ABCDEF"));
  });
  expect(await post(url)).toEqual({ status: 200, body: "0123456789" });
  expect(received).toBe("본문");
});

test("an answer without end is cut off", async () => {
  const url = await receiver((_, response) => {
    const more = () => {
      if (!response.destroyed) response.write("x".repeat(1_000), more);
    };
    more();
  });
  expect(await post(url)).toEqual({ status: 200, body: "x".repeat(10) });
});

test("a redirect is an answer, and its target is not called", async () => {
  let calls = 0;
  const url = await receiver((_, response) => {
    calls += 1;
    response.writeHead(302, { location: "/elsewhere" }).end();
  });
  expect((await post(url)).status).toBe(302);
  expect(calls).toBe(1);
});

test("a receiver that is silent, or breaks off, or is stopped by us gives no answer", async () => {
  const silent = await receiver(() => {});
  await expect(post(silent, { timeoutMs: 20 })).rejects.toThrow(AnswerTimeout);
  const breaking = await receiver((request) => request.socket.destroy());
  await expect(post(breaking)).rejects.toThrow(NoAnswer);
  await expect(post(silent, { signal: AbortSignal.abort() })).rejects.toThrow(NoAnswer);
});

test("inner addresses and http are refused before anything is sent", async () => {
  const url = await receiver((_, response) => response.end());
  for (const text of [url.href, "https://127.0.0.1/", "https://[::1]:8443/"])
    await expect(post(new URL(text), { targets: "public" })).rejects.toThrow(TargetRefused);
});

test("a name that resolves to an inner address is refused by the socket itself", async () => {
  await expect(post(new URL("https://localhost/"), { targets: "public" })).rejects.toThrow(TargetRefused);
  await expect(post(new URL("https://localhost:8443/"), { targets: "public" })).rejects.toThrow(
    TargetRefused,
  );
});

test.each([{ all: true }, { all: false }])(
  "a look-up with %j hands out no inner address",
  async (options) => {
    const error = await new Promise((resolve) => publicLookup("localhost", options, resolve));
    expect(error).toBeInstanceOf(TargetRefused);
  },
);
