/** Requests that a proxy could read differently, and headers that only proxies may set. */
import { afterAll, describe, expect, inject, test } from "vitest";
import { OWNER, startTestShop } from "../../server/testing.ts";
import { client, contact, newKey, shippingAddress } from "../support/client.ts";
import { exchange, statusesOf } from "./wire-level.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
afterAll(() => shop.stop());

const login = JSON.stringify({ email: "nobody@shop.test", password: "not the password" });
const hidden = "GET /api/v1/categories HTTP/1.1\r\nHost: x\r\n\r\n";
const post = (headers: string, body: string): string =>
  "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" +
  `${headers}\r\n\r\n${body}`;
const chunked = (text: string): string => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n0\r\n\r\n`;

describe("a body of ambiguous length is refused, and nothing after it becomes a request", () => {
  test.each([
    [
      "Content-Length and Transfer-Encoding",
      post("Content-Length: 4\r\nTransfer-Encoding: chunked", `${chunked(login)}${hidden}`),
    ],
    [
      "Transfer-Encoding and Content-Length",
      post("Transfer-Encoding: chunked\r\nContent-Length: 4", `${chunked(login)}${hidden}`),
    ],
    ["two lengths", post(`Content-Length: ${login.length}\r\nContent-Length: 2`, `${login}${hidden}`)],
    ["two lengths in one line", post(`Content-Length: ${login.length}, 2`, `${login}${hidden}`)],
    ["a length with a sign", post(`Content-Length: +${login.length}`, `${login}${hidden}`)],
    [
      "an unknown encoding after chunked",
      post("Transfer-Encoding: chunked, cow", `${chunked(login)}${hidden}`),
    ],
    [
      "an encoding with a blank before the colon",
      post("Transfer-Encoding : chunked", `${chunked(login)}${hidden}`),
    ],
    [
      "a chunk length that is no number",
      post("Transfer-Encoding: chunked", `z\r\n${login}\r\n0\r\n\r\n${hidden}`),
    ],
    [
      "a chunk length beyond all bounds",
      post("Transfer-Encoding: chunked", `fffffffffffffffff\r\n${login}\r\n0\r\n\r\n${hidden}`),
    ],
    ["a line folded into the next", post(`X-Folded: a\r\n b\r\nContent-Length: ${login.length}`, `${login}`)],
    ["bare line feeds", post(`Content-Length: ${login.length}`, login).replaceAll("\r\n", "\n")],
    ["a carriage return within a header", post(`X-Odd: a\rb\r\nContent-Length: ${login.length}`, login)],
    ["a NUL within a header", post(`X-Odd: a\0b\r\nContent-Length: ${login.length}`, login)],
  ])("%s", async (_name, bytes) => {
    const statuses = statusesOf(await exchange(shop.url, bytes));
    expect(statuses).toEqual([400]);
  });

  test("chunk extensions are not part of the body", async () => {
    const extended = `${login.length.toString(16)};a="\r\n0\r\n\r\n"\r\n${login}\r\n0\r\n\r\n`;
    const statuses = statusesOf(await exchange(shop.url, post("Transfer-Encoding: chunked", extended)));
    expect(statuses).toHaveLength(1);
    expect([400, 401]).toContain(statuses[0]);
    const honest = `${login.length.toString(16)};note=1\r\n${login}\r\n0\r\n\r\n`;
    expect(statusesOf(await exchange(shop.url, post("Transfer-Encoding: chunked", honest)))).toEqual([401]);
  });
});

describe("a client cannot claim by headers of proxies", () => {
  const guest = {
    "x-user-id": "1",
    "x-forwarded-user": "owner",
    "x-role": "owner",
    "x-remote-user": OWNER.email,
  };

  test("an identity", async () => {
    const { status } = await client(shop.url).request("GET", "/api/v1/admin/stock/x", undefined, guest);
    expect(status).toBe(401);
  });

  test("another method", async () => {
    const api = client(shop.url);
    const owner = await api.signInOwner();
    const sku = (await api.createProduct()).variants[0]?.sku ?? "";
    for (const name of ["x-http-method-override", "x-method-override", "x-http-method"]) {
      const { status } = await api.request("GET", `/api/v1/admin/stock/${sku}`, undefined, {
        ...owner,
        [name]: "DELETE",
      });
      expect(status).toBe(200);
    }
    const { status } = await api.request("POST", "/api/v1/auth/logout?_method=DELETE", undefined, {});
    expect(status).toBe(204);
  });

  test("the host of its payments and mails", async () => {
    const api = client(shop.url);
    const evil = { host: "evil.example", "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" };
    const variantId = (await api.createProduct()).variants[0]?.id ?? "";
    const cart = await api.createCart();
    await api.addItem(cart.id, variantId);
    const order = { cartId: cart.id, contact, shippingAddress };
    const placed = await api.request("POST", "/api/v1/orders", order, {
      ...evil,
      "idempotency-key": newKey(),
    });
    expect(placed.status).toBe(201);
    expect(JSON.stringify(placed.body)).toContain(`${shop.url}/checkout/return`);
    expect(JSON.stringify(placed.body)).not.toContain("evil.example");
    await api.request("POST", "/api/v1/auth/password-reset", { email: OWNER.email }, evil);
    const { text, html } = await shop.mailbox.next({ to: OWNER.email });
    expect(text).toContain(`${shop.url}/reset-password#token=`);
    expect(text + html).not.toContain("evil.example");
  });

  test("another address: thirty guesses under thirty addresses count as one client's", async () => {
    const api = client(shop.url);
    const guess = (at: number) =>
      api.request(
        "POST",
        "/api/v1/auth/login",
        { email: `guess${at}@shop.test`, password: "wrong" },
        {
          "x-forwarded-for": `203.0.113.${at}`,
          "x-real-ip": `203.0.113.${at}`,
          forwarded: `for=203.0.113.${at}`,
        },
      );
    const statuses: number[] = [];
    for (let at = 0; at < 31; at += 1) statuses.push((await guess(at)).status);
    // Failed sign-ins of the tests above may count too.
    expect(statuses.slice(0, 25)).toEqual(Array(25).fill(401));
    expect(statuses.at(-1)).toBe(429);
  });
});
