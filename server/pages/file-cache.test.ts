import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { NoAnswer } from "../platform/http/send.ts";
import { createFileCache } from "./file-cache.ts";

const FILE = "/_next/static/chunks/app.js";
/** So many requests lose their connection instead of an answer. */
let broken = 0;
const asked: string[] = [];
const web = createServer((request, response) => {
  asked.push(request.url ?? "");
  if (broken > 0) {
    broken -= 1;
    request.socket.destroy();
    return;
  }
  const headers = { "content-type": "application/javascript", "cache-control": "public, immutable" };
  response.writeHead(200, headers).end("document.title;");
});
let connections = 0;
web.on("connection", () => {
  connections += 1;
});
let url: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
});
afterAll(() => {
  web.closeAllConnections();
  web.close();
});

test("a file whose connection breaks is asked for once more over a new one, and then kept", async () => {
  // Connections that are left open.
  await Promise.all([1, 2, 3].map((each) => createFileCache(url, 1_000_000).get(`${FILE}.${each}`)));
  expect([asked.splice(0).length, connections]).toEqual([3, 3]);
  broken = 1;
  const files = createFileCache(url, 1_000_000);
  expect((await files.get(FILE))?.status).toBe(200);
  expect(asked.splice(0)).toEqual([FILE, FILE]);
  expect(connections).toBe(4);
  expect(files.inMemory(FILE)?.packed?.br.length).toBeGreaterThan(0);
});

test("a web that is away is no missing file, and is asked again later", async () => {
  broken = 2;
  const files = createFileCache(url, 1_000_000);
  await expect(files.get(FILE)).rejects.toThrow(NoAnswer);
  expect((await files.get(FILE))?.status).toBe(200);
});
