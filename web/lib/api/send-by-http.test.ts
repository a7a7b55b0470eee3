import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { findProduct, listCategories, listProducts } from "./catalog.ts";
import { readingApi } from "./send-by-http.ts";
import { readSettings } from "./settings.ts";

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  return new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
});

async function serve(handle: RequestListener): Promise<string> {
  server = createServer(handle);
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const categoriesAt = (url: string) => listCategories(readingApi(url, "en", "a-token"));

test("a read carries language and token, and returns the document", async () => {
  const url = await serve(({ headers }, response) => {
    response.setHeader("content-type", "application/json");
    const { authorization, "accept-language": language } = headers;
    response.end(JSON.stringify({ items: [{ slug: `${language} ${authorization}`, name: "머그컵" }] }));
  });
  expect(await categoriesAt(url)).toEqual({
    ok: true,
    data: { items: [{ slug: "en Bearer a-token", name: "머그컵" }] },
  });
});

test("an address has its parameters, in any letters", async () => {
  const url = await serve(({ url }, response) => response.end(JSON.stringify({ url })));
  const api = readingApi(url, "ko");
  const asked = "/api/v1/products";
  expect(await listProducts(api, new URLSearchParams({ q: "머그 컵" }))).toMatchObject({
    data: { url: `${asked}?${new URLSearchParams({ q: "머그 컵" })}` },
  });
  expect(await findProduct(api, "a/b 컵")).toMatchObject({ data: { url: `${asked}/a%2Fb%20%EC%BB%B5` } });
});

test("the version of what was read comes with it", async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200, { "content-type": "application/json", etag: '"7"' }).end("{}");
  });
  expect(await readSettings(readingApi(url, "ko", "a-token"))).toEqual({
    ok: true,
    data: { settings: {}, etag: '"7"' },
  });
});

test("a refusal is a problem with its code", async () => {
  const url = await serve((_request, response) => {
    response.statusCode = 404;
    response.setHeader("content-type", "application/problem+json");
    response.end('{"status":404,"code":"NOT_FOUND","title":"Not found"}');
  });
  expect(await categoriesAt(url)).toMatchObject({ ok: false, problem: { code: "NOT_FOUND", status: 404 } });
});

test("an answer that breaks off, and an API that is away, count as no response", async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
    response.write('{"items":[', () => response.destroy());
  });
  expect(await categoriesAt(url)).toMatchObject({ ok: false, problem: { code: "NETWORK" } });
  expect(await categoriesAt("http://127.0.0.1:1")).toMatchObject({ ok: false, problem: { code: "NETWORK" } });
});
