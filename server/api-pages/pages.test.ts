/** The API's document and the pages about errors, as the shop serves them. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { client } from "../../tests/support/client.ts";
import { problemTexts } from "../problems.ts";
import { startTestShop, type TestShop } from "../testing.ts";
import { problemGuide } from "./problem-guide.ts";

let shop: TestShop;
let split: TestShop;
beforeAll(async () => {
  shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
  split = await startTestShop({
    clusterUrl: inject("clusterUrl"),
    apart: [["cart", "orders"]],
    environment: { PUBLIC_URL: "https://shop.example" },
  });
});
afterAll(() => Promise.all([shop.stop(), split.stop()]));

const committed = readFileSync(new URL("../../docs/openapi.json", import.meta.url), "utf8");

test("the served document is the committed one, in every shape of the shop", async () => {
  for (const { url } of [shop, split]) {
    const answer = await fetch(`${url}/api/openapi.json`);
    expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(await answer.text()).toBe(committed);
    const etag = answer.headers.get("etag") ?? "";
    const again = await fetch(`${url}/api/openapi.json`, { headers: { "if-none-match": etag } });
    expect(again.status).toBe(304);
    expect(await (await fetch(`${url}/api/docs/json`)).json()).toEqual(JSON.parse(committed));
  }
});

describe("the page about a code", () => {
  test("has guidance in both languages for every code, and for no other", () => {
    expect(Object.keys(problemGuide).sort()).toEqual(Object.keys(problemTexts).sort());
    for (const [code, { ko, en }] of Object.entries(problemGuide)) {
      for (const text of [ko.when, ko.remedy])
        expect([code, text]).toEqual([code, expect.stringMatching(/요\.$/)]);
      for (const text of [en.when, en.remedy])
        expect([code, text]).toEqual([code, expect.stringMatching(/^[^가-힣]+\.$/)]);
    }
  });

  test("is where the type of a problem leads", async () => {
    const { body } = await client(shop.url).request("GET", "/api/v1/products/none");
    const page = await fetch(body.type);
    expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    const html = await page.text();
    expect(html).toContain("<h1><code>NOT_FOUND</code></h1>");
    expect(html).toContain("찾을 수 없어요");
  });

  test("stands for each code, with its status and the operations that answer it", async () => {
    for (const [code, { status }] of Object.entries(problemTexts)) {
      const address = `${shop.url}/api/docs/errors/${code.toLowerCase().replaceAll("_", "-")}`;
      const html = await (await fetch(address)).text();
      expect([code, html.includes(`HTTP ${status}`)]).toEqual([code, true]);
    }
    const html = await (await fetch(`${shop.url}/api/docs/errors/out-of-stock`)).text();
    expect(html).toContain("<code>POST /api/v1/orders</code>");
    expect(html).not.toContain("<code>GET /api/v1/orders</code>");
  });

  test("is found by the code as it is written, and is in the list of all", async () => {
    const answer = await fetch(`${shop.url}/api/docs/errors/OUT_OF_STOCK`);
    expect(answer.url).toBe(`${shop.url}/api/docs/errors/out-of-stock`);
    const list = await (await fetch(`${shop.url}/api/docs/errors`)).text();
    for (const code of Object.keys(problemTexts)) expect(list).toContain(`<code>${code}</code>`);
  });

  test("lists the codes of input problems where they come", async () => {
    const html = await (await fetch(`${shop.url}/api/docs/errors/invalid-input`)).text();
    expect(html).toContain("<code>UNKNOWN_FIELD</code>");
  });

  test("is not there for a code that the shop does not have", async () => {
    const { status, body } = await client(shop.url).request("GET", "/api/docs/errors/none");
    expect([status, body.code]).toEqual([404, "NOT_FOUND"]);
  });

  test("may run nothing and load nothing", async () => {
    const policy = (await fetch(`${shop.url}/api/docs/errors`)).headers.get("content-security-policy");
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; img-src data:;/);
  });
});

test("browsers are told to upgrade to https only where the shop's address is https", async () => {
  const policyOf = async (url: string) =>
    (await fetch(`${url}/api/docs`)).headers.get("content-security-policy") ?? "";
  expect(await policyOf(shop.url)).not.toContain("upgrade-insecure-requests");
  expect(await policyOf(split.url)).toContain("upgrade-insecure-requests");
});

test("the type of a problem is at the shop's public address", async () => {
  const { body } = await client(split.url).request("GET", "/api/v1/products/none");
  expect(body.type).toBe("https://shop.example/api/docs/errors/not-found");
});
