import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { memoryStorage } from "../memory-storage.fixture.ts";

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
  const browserFetch = fetch;
  vi.stubGlobal("fetch", (path: string, init: RequestInit) =>
    browserFetch(`http://127.0.0.1:${port}${path}`, init),
  );
  vi.stubGlobal("localStorage", memoryStorage());
  vi.stubGlobal("sessionStorage", memoryStorage());
  vi.stubGlobal("document", { cookie: "" });
  vi.stubGlobal("window", { location: new URL("http://shop.test/") });
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

test("a refused refresh removes the cookies and what the browser keeps: the page is a guest's", async () => {
  refreshStatus = 401;
  sessionStorage.setItem("jangteo.checkout", "typed values");
  localStorage.setItem("jangteo.order.1", JSON.stringify({ orderId: "1" }));
  expect(await (await openTab())()).toBe("guest");
  expect(asked).toEqual(["POST /api/v1/auth/refresh", "POST /api/v1/auth/logout"]);
  expect([sessionStorage.length, localStorage.getItem("jangteo.order.1")]).toEqual([0, null]);
});

test.each([429, 500, 503])("after %i the member stays signed in", async (status) => {
  refreshStatus = status;
  expect(await (await openTab())()).toBe("unchanged");
  expect(asked).toEqual(["POST /api/v1/auth/refresh"]);
});
