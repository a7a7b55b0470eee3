/** The cart, a page of one visitor whose scripts wait, with a stand-in for the web. */
import { get, type IncomingHttpHeaders } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, expect, inject, test } from "vitest";
import { startTestShop } from "../../server/testing.ts";
import { startStandInWeb } from "../support/stand-in-web.ts";

const web = await startStandInWeb();
const shop = await startTestShop({ clusterUrl: inject("clusterUrl"), environment: { WEB_URL: web.url } });
web.apiUrl = shop.url;
afterAll(async () => {
  await shop.stop();
  await web.stop();
});

/** The response as it came over the wire: fetch would unpack it. */
function rawGet(path: string, headers: Record<string, string> = {}): Promise<[IncomingHttpHeaders, Buffer]> {
  return new Promise((resolve, reject) => {
    get(`${shop.url}${path}`, { headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => resolve([response.headers, Buffer.concat(parts)]));
      response.on("error", reject);
    }).on("error", reject);
  });
}

const WAITING = `["${web.script}"],`;

test("the cart's script files wait by the nonce of its view, and each visitor gets their own", async () => {
  const nonces = new Set<string>();
  for (const cookie of ["jangteo_cart=one", "jangteo_cart=two", "access=token; jangteo_cart=three"]) {
    const [headers, body] = await rawGet("/cart", { cookie });
    const page = body.toString();
    expect(page).toContain(`<p>cookie: ${cookie}</p>`);
    const nonce = /'nonce-([\w-]+)' 'strict-dynamic'/.exec(String(headers["content-security-policy"]))?.[1];
    expect(page).toContain(`<script nonce="${nonce}">(function(files,quiet){`);
    expect(page).toContain(WAITING);
    expect(page).not.toContain(`src="${web.script}" nonce=`);
    expect(headers).toMatchObject({ "cache-control": "private, no-store" });
    expect(headers.etag).toBe(undefined);
    nonces.add(String(nonce));
  }
  expect(nonces.size).toBe(3);
});

test("the page is packed as the browser takes it, in each language", async () => {
  for (const [accepted, encoding, unpack] of [
    ["gzip, deflate, br, zstd", "br", brotliDecompressSync],
    ["br;q=0, gzip", "gzip", gunzipSync],
    ["identity", undefined, (bytes: Buffer) => bytes],
  ] as const) {
    for (const path of ["/cart", "/en/cart?from=mail"]) {
      const [headers, body] = await rawGet(path, { "accept-encoding": accepted });
      expect(headers["content-encoding"]).toBe(encoding);
      expect(headers.vary).toContain("Accept-Encoding");
      expect(unpack(body).toString()).toContain(`<p>${path}</p>`);
    }
  }
});

test("what is no such document passes as the web sent it", async () => {
  const [, navigation] = await rawGet("/cart", { rsc: "1" });
  expect(navigation.toString()).toMatch(/^navigation /);
  const [, checkout] = await rawGet("/checkout");
  expect(checkout.toString()).not.toContain("function(files,quiet)");
  const head = await fetch(`${shop.url}/cart`, { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
});

test("without the web the visitor is told to come back", async () => {
  await web.stop();
  const answer = await fetch(`${shop.url}/cart`, { headers: { accept: "text/html" } });
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
  await web.restart();
  expect((await fetch(`${shop.url}/cart`)).status).toBe(200);
});
