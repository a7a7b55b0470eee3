import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

/** Speaks HTTP as the API does; the browser's globals (fetch of a path, localStorage) lead here. */
let api: ReturnType<typeof createServer>;
let asked: string[];
let refreshStatus: number;

beforeEach(async () => {
  asked = [];
  refreshStatus = 200;
  api = createServer((request, reply) => {
    asked.push(`${request.method} ${request.url}`);
    const refreshed = request.url === "/api/v1/auth/refresh";
    reply.writeHead(refreshed ? refreshStatus : 204).end();
  }).listen(0, "127.0.0.1");
  await once(api, "listening");
  const { port } = api.address() as AddressInfo;
  const kept = new Map<string, string>();
  const browserFetch = fetch;
  vi.stubGlobal("fetch", (path: string, init: RequestInit) =>
    browserFetch(`http://127.0.0.1:${port}${path}`, init),
  );
  vi.stubGlobal("localStorage", {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  api.closeAllConnections();
  api.close();
});

/** Each tab has a module instance of its own; locks and storage are shared. */
async function openTab(): Promise<() => Promise<string>> {
  vi.resetModules();
  return (await import("./browser-renewal.ts")).renew;
}

test("calls of one page that fail together renew once", async () => {
  const renew = await openTab();
  expect(await Promise.all(Array.from({ length: 10 }, renew))).toEqual(Array(10).fill("member"));
  expect(asked).toEqual(["POST /api/v1/auth/refresh"]);
});

test("of several tabs one renews, and the others find it done", async () => {
  const tabs = await Promise.all([openTab(), openTab(), openTab()]);
  expect(await Promise.all(tabs.map((renew) => renew()))).toEqual(["member", "member", "member"]);
  expect(asked).toEqual(["POST /api/v1/auth/refresh"]);
});

test("a later refusal renews again", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const renew = await openTab();
  await renew();
  vi.advanceTimersByTime(600_000);
  await renew();
  vi.useRealTimers();
  expect(asked).toHaveLength(2);
});

test("a refused refresh removes the cookies, and the page continues as a guest's", async () => {
  refreshStatus = 401;
  expect(await (await openTab())()).toBe("guest");
  expect(asked).toEqual(["POST /api/v1/auth/refresh", "POST /api/v1/auth/logout"]);
});

test.each([429, 500, 503])("after %i the member stays signed in", async (status) => {
  refreshStatus = status;
  expect(await (await openTab())()).toBe("unchanged");
  expect(asked).toEqual(["POST /api/v1/auth/refresh"]);
});
