/** Attempts to take over the owner's account through the mailbox, where its reset link lies. */
import { request } from "node:http";
import { afterAll, describe, expect, inject, test } from "vitest";
import { OWNER, startTestShop, type TestShop } from "../../server/testing.ts";
import { client } from "../support/client.ts";
import { exchange, statusesOf } from "./wire-level.ts";

const onThisMachine = await startTestShop({ clusterUrl: inject("clusterUrl") });
/** A proxy on the same machine passes on the requests of the world. The shop's settings do not name it. */
const behindProxy = await startTestShop({
  clusterUrl: inject("clusterUrl"),
  environment: { PUBLIC_URL: "https://shop.example" },
});
afterAll(() => Promise.all([onThisMachine.stop(), behindProxy.stop()]));

const PAGES = [
  "/sandbox/mailbox",
  "/sandbox/mailbox/messages",
  "/sandbox/mailbox/1",
  "/sandbox/mailbox/1/body",
];

/** A GET with exactly these header fields. `fetch` writes a Host of its own. */
async function get(shop: TestShop, path: string, headers: Record<string, string> = {}) {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>();
  request(`${shop.url}${path}`, { headers, agent: false }, (response) => {
    let text = "";
    response.setEncoding("utf8");
    response.on("data", (chunk: string) => {
      text += chunk;
    });
    response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
  })
    .on("error", reject)
    .end();
  return promise;
}

const portOf = (shop: TestShop): string => new URL(shop.url).port;
const refused = { status: 404, text: expect.stringContaining('"code":"NOT_FOUND"') };

async function askForReset(shop: TestShop): Promise<string> {
  const asked = await client(shop.url).request("POST", "/api/v1/auth/password-reset", { email: OWNER.email });
  expect(asked.status).toBe(202);
  const { text } = await shop.mailbox.next({ to: OWNER.email });
  return /#token=([\w-]+)/.exec(text)?.[1] ?? "";
}

describe("the owner's password is reset, and someone else looks for the mail", () => {
  test("through a proxy that sets no header", async () => {
    const token = await askForReset(behindProxy);
    expect(token).toMatch(/^[\w-]{40,}$/);
    for (const host of ["shop.example", new URL(behindProxy.url).host, `localhost:${portOf(behindProxy)}`]) {
      for (const page of PAGES) {
        const answer = await get(behindProxy, page, { host });
        expect(answer).toEqual(refused);
        expect(answer.text).not.toContain(token);
      }
    }
  });

  test.each([
    ["forwarded", "for=203.0.113.9"],
    ["x-forwarded-for", "203.0.113.9"],
    ["x-forwarded-for", "127.0.0.1"],
    ["x-forwarded-host", "localhost"],
    ["x-forwarded-proto", "https"],
    ["x-forwarded-port", "443"],
    ["x-forwarded-server", "proxy"],
    ["x-forwarded", "for=127.0.0.1"],
    ["x-real-ip", "203.0.113.9"],
    ["x-client-ip", "203.0.113.9"],
    ["x-cluster-client-ip", "203.0.113.9"],
    ["x-original-forwarded-for", "203.0.113.9"],
    ["x-original-host", "abc.tunnel.example"],
    ["x-envoy-external-address", "203.0.113.9"],
    ["x-azure-clientip", "203.0.113.9"],
    ["x-amzn-trace-id", "Root=1-67891233-abcdef012345678912345678"],
    ["cf-connecting-ip", "203.0.113.9"],
    ["cf-ray", "230b030023ae2822-SJC"],
    ["cdn-loop", "cloudflare"],
    ["true-client-ip", "203.0.113.9"],
    ["fastly-client-ip", "203.0.113.9"],
    ["fly-client-ip", "203.0.113.9"],
    ["tailscale-user-login", "someone@example.test"],
    ["client-ip", "203.0.113.9"],
    ["via", "1.1 proxy"],
  ])("a shop on localhost, through a proxy that sets %s: %s", async (name, value) => {
    for (const page of PAGES) expect(await get(onThisMachine, page, { [name]: value })).toEqual(refused);
  });

  test("a shop on localhost, through a proxy that speaks HTTP/1.0, as no browser does", async () => {
    const { host } = new URL(onThisMachine.url);
    const bytes = `GET /sandbox/mailbox/messages HTTP/1.0\r\nHost: ${host}\r\n\r\n`;
    expect(statusesOf(await exchange(onThisMachine.url, bytes))).toEqual([404]);
  });

  test.each([
    "evil.test",
    "localhost.evil.test",
    "127.0.0.1.evil.test",
    "0.0.0.0",
    "127.1.2.3",
    "localhost.",
  ])("a page of %s whose name was bound to this machine (DNS rebinding)", async (name) => {
    for (const host of [`${name}:${portOf(onThisMachine)}`, name]) {
      for (const page of [...PAGES, "/sandbox/window", "/sandbox/receipts/1"])
        expect(await get(onThisMachine, page, { host })).toEqual(refused);
    }
  });

  test("a page that names another port of this machine", async () => {
    for (const host of ["localhost:1", "127.0.0.1:1", "localhost", "[::1]:1"])
      expect(await get(onThisMachine, "/sandbox/mailbox", { host })).toEqual(refused);
  });

  test("the sandbox's own port, by a name that was bound to this machine", async () => {
    const { sandbox } = onThisMachine;
    const port = new URL(sandbox.url).port;
    for (const host of [`evil.test:${port}`, "evil.test", `localhost.evil.test:${port}`]) {
      for (const path of ["/mailbox", "/mailbox/messages", "/window", "/receipts/1"]) {
        const answer = await get({ ...onThisMachine, url: sandbox.url }, path, { host });
        expect(answer.status).toBe(404);
        expect(answer.text).not.toContain("token");
      }
    }
  });
});

describe("the developer at this machine", () => {
  test("reads the mailbox under each name that the start prints", async () => {
    const token = await askForReset(onThisMachine);
    const port = portOf(onThisMachine);
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`, `LOCALHOST:${port}`]) {
      const messages = await get(onThisMachine, "/sandbox/mailbox/messages", { host });
      expect([messages.status, messages.text.includes(token)]).toEqual([200, true]);
      expect((await get(onThisMachine, "/sandbox/mailbox", { host })).status).toBe(200);
    }
  });

  test("keeps the window and the receipts of a shop with a public address, as its shoppers do", async () => {
    const headers = { host: "shop.example", "x-forwarded-for": "203.0.113.9" };
    const window = await get(behindProxy, "/sandbox/window", headers);
    expect([window.status, window.text.includes("<html")]).toEqual([401, true]);
    const receipt = await get(behindProxy, "/sandbox/receipts/1", headers);
    expect(receipt.text).toContain("NOT_FOUND_PAYMENT");
    expect(await get(behindProxy, "/sandbox/window", { host: "evil.test" })).toEqual(refused);
  });
});
