/** Which address a path belongs to, as a rule and through HTTP on the whole shop. */
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { client } from "../../../tests/support/client.ts";
import { startTestShop, type TestShop } from "../../testing.ts";
import { createAddresses, MAX_PARAMETER_LENGTH } from "./addresses.ts";

describe("a path belongs to the most specific address:", () => {
  const addresses = createAddresses();
  addresses.add("/staff/:id", ["PATCH", "DELETE"]);
  addresses.add("/staff/invitations", ["GET"]);
  addresses.add("/staff/invitations", ["POST"]);
  addresses.add("/staff/:id/keys", ["GET"]);
  addresses.add("/files/*", ["GET"]);
  addresses.add("/files/list", ["GET"]);

  test.each([
    ["/staff/1", "/staff/:id"],
    ["/staff/invitations", "/staff/invitations"],
    ["/staff/%69nvitations", "/staff/invitations"],
    ["/staff/invitations/keys", "/staff/:id/keys"],
    ["/staff/%E0%A4", "/staff/:id"],
    ["/files/list", "/files/list"],
    ["/files/list/2", "/files/*"],
    ["/files/a%2Fb", "/files/*"],
    [`/staff/${"x".repeat(MAX_PARAMETER_LENGTH)}`, "/staff/:id"],
    [`/staff/${"x".repeat(MAX_PARAMETER_LENGTH + 1)}`, undefined],
    ["/staff/", undefined],
    ["/staff", undefined],
    ["/staff/1/2", undefined],
    ["/", undefined],
    ["", undefined],
  ])("%s → %s", (path, pattern) => {
    expect(addresses.find(path)?.pattern).toBe(pattern);
  });

  test("its methods are those of all its declarations", () => {
    expect(addresses.find("/staff/invitations")?.methods).toEqual(["GET", "POST"]);
  });

  test("an address with a parameter is overlapped by one with fixed text in its place", () => {
    const overlapped = ["/staff/:id", "/staff/invitations", "/staff/:id/keys", "/files/*", "/files/list"];
    expect(overlapped.filter((pattern) => addresses.isOverlapped(pattern))).toEqual([
      "/staff/:id",
      "/files/*",
    ]);
  });
});

describe("in the shop", () => {
  const long = "가".repeat(101);
  const veryLong = "x".repeat(301);
  let shop: TestShop;
  let split: TestShop;
  beforeAll(async () => {
    shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
    split = await startTestShop({ clusterUrl: inject("clusterUrl"), apart: [["cart", "orders"]] });
  });
  afterAll(() => Promise.all([shop.stop(), split.stop()]));

  async function ask(method: string, path: string, of: TestShop = shop) {
    const { status, headers, body } = await client(of.url).request(method, path);
    return [status, body.code, headers.get("allow")?.split(", ").sort().join(", ") ?? null];
  }

  test.each([
    ["GET", `/api/v1/products/${veryLong}`],
    ["GET", `/api/v1/products/${long}`],
    ["OPTIONS", `/api/v1/products/${veryLong}`],
    ["GET", `/api/v1/orders/${veryLong}`],
    ["POST", `/api/v1/orders/${veryLong}/payments`],
    ["GET", `/api/v1/carts/${veryLong}`],
    ["PATCH", `/api/v1/carts/${veryLong}/items/${veryLong}`],
    ["GET", `/api/v1/admin/stock/${veryLong}`],
    ["DELETE", `/api/v1/admin/staff/${veryLong}`],
    ["GET", "/api/v1/products/"],
    ["GET", "/api/v1/orders/"],
    ["POST", "/api/v1/nothing"],
    ["QUERY", "/api/v1/nothing"],
    ["GET", "/api/v1"],
  ])("an id that no object can have is 404, not 405: %s %s", async (method, path) => {
    expect(await ask(method, path)).toEqual([404, "NOT_FOUND", null]);
    expect(await ask(method, path, split)).toEqual([404, "NOT_FOUND", null]);
  });

  test.each([
    ["OPTIONS", "/api/v1/admin/staff/invitations", "GET, HEAD, POST"],
    ["DELETE", "/api/v1/admin/staff/invitations", "GET, HEAD, POST"],
    ["PATCH", "/api/v1/admin/staff/invitations", "GET, HEAD, POST"],
    ["OPTIONS", "/api/v1/admin/staff/01900000-0000-7000-8000-00000000dead", "DELETE, PATCH"],
    ["OPTIONS", "/api/v1/orders", "GET, HEAD, POST"],
    ["QUERY", "/api/v1/products", "GET, HEAD"],
    ["QUERY", "/api/v1/orders", "GET, HEAD, POST"],
    ["PROPFIND", "/api/v1/products", "GET, HEAD"],
    ["POST", "/api/v1/media/a.webp", "GET, HEAD"],
    ["POST", "/api/openapi.json", "GET, HEAD"],
  ])("a refused method is told the address's own methods: %s %s", async (method, path, allow) => {
    expect(await ask(method, path)).toEqual([405, "METHOD_NOT_ALLOWED", allow]);
    expect(await ask(method, path, split)).toEqual([405, "METHOD_NOT_ALLOWED", allow]);
  });

  test("a body does not hide that an address or a method is not there", async () => {
    const send = (method: string, path: string) =>
      fetch(`${shop.url}${path}`, { method, body: "<a/>", headers: { "content-type": "application/xml" } });
    expect((await send("POST", "/api/v1/nothing")).status).toBe(404);
    expect((await send("PUT", "/api/v1/orders")).status).toBe(405);
  });
});
