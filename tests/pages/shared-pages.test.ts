/** Pages from memory, in processes of the shop with a stand-in for the web. */
import { createHash } from "node:crypto";
import { get, type IncomingHttpHeaders } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeEach, describe, expect, inject, test } from "vitest";
import { RENDER_HEADER } from "../../server/pages/web-request.ts";
import { SETTLE_MS } from "../../server/platform/db/changes.ts";
import { startTestShop } from "../../server/testing.ts";
import { RENDER_HEADER as WEB_RENDER_HEADER } from "../../web/lib/render-header.ts";
import { openBackstage } from "../support/backstage.ts";
import { client, type Product } from "../support/client.ts";
import { startReplica } from "../support/replica.ts";
import { startStandInWeb } from "../support/stand-in-web.ts";

const web = await startStandInWeb();
const shop = await startTestShop({ clusterUrl: inject("clusterUrl"), environment: { WEB_URL: web.url } });
web.apiUrl = shop.url;
const api = client(shop.url);
const replica = await startReplica(shop, { ROLES: "api" });
const backstage = await openBackstage({ ...shop, sandboxUrl: shop.sandbox.url });
afterAll(async () => {
  await Promise.all([replica.stop(), backstage.close()]);
  await shop.stop();
  await web.stop();
});

/** For a machine that is busy with other tests. */
const SOON = { timeout: 60_000 };
let product: Product;
beforeEach(async () => {
  product = await api.createProduct({ variants: [{ price: 10_000 }] });
  // Its event would change its pages once more.
  await backstage.delivered();
  web.asked.length = 0;
});

const open = (path: string, headers: Record<string, string> = {}, url = shop.url) =>
  fetch(`${url}${path}`, { headers, redirect: "manual" });
const textOf = async (path: string, headers: Record<string, string> = {}, url = shop.url) =>
  (await open(path, headers, url)).text();
const pagesAsked = () => web.asked.filter(({ path }) => !path.startsWith("/_next"));
// Pages of earlier tests may be rendered anew meanwhile.
const rendersOf = (page: string) => pagesAsked().filter(({ path }) => path.startsWith(page));

/**
 * Opens a page until it comes from memory: a change of a moment ago makes it be rendered once more, as soon
 * as the change is in all processes.
 */
async function keep(path: string, headers: Record<string, string> = {}): Promise<string> {
  let text = "";
  const began = performance.now();
  await expect
    .poll(async () => {
      const [before, isSettled] = [pagesAsked().length, performance.now() - began > SETTLE_MS];
      text = await textOf(path, headers);
      await new Promise((resolve) => setImmediate(resolve));
      return isSettled && pagesAsked().length === before;
    }, SOON)
    .toBe(true);
  web.asked.length = 0;
  return text;
}

/** The answer as it came over the wire: fetch would unpack it. */
function rawGet(path: string, accepted: string): Promise<[IncomingHttpHeaders, Buffer]> {
  return new Promise((resolve, reject) => {
    get(`${shop.url}${path}`, { headers: { "accept-encoding": accepted } }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => resolve([response.headers, Buffer.concat(parts)]));
    }).on("error", reject);
  });
}

async function setPrice(amount: number): Promise<void> {
  const [variant] = product.variants;
  const answer = await api.request(
    "PATCH",
    `/api/v1/admin/variants/${variant?.id}`,
    { price: amount },
    await api.signInOwner(),
  );
  expect(answer.status).toBe(204);
}

describe("a page", () => {
  test("is rendered once, and is then the same for all visitors", async () => {
    const path = `/p/${product.slug}`;
    await open(path);
    const [render] = rendersOf(path);
    const text = await keep(path);
    expect(text).toContain(product.name);
    expect((await open(path)).headers.get("cache-control")).toBe("no-cache");
    const others = await Promise.all(
      [
        { cookie: "jangteo_cart=secret-cart; theme=dark" },
        { "accept-language": "en", accept: "text/plain", "user-agent": "Bot" },
        { range: "bytes=0-9" },
        { "x-forwarded-host": "evil.test", "x-forwarded-proto": "https", forwarded: "host=evil.test" },
        { "x-middleware-rewrite": "/admin", "x-jangteo-page": "/account", "next-url": "/admin" },
        { [RENDER_HEADER]: "a-word-of-mine", "content-security-policy": "script-src 'nonce-mine'" },
      ].map((headers) => open(path, headers as Record<string, string>)),
    );
    for (const each of others) expect([each.status, await each.text()]).toEqual([200, text]);
    expect(await textOf(`${path}?utm_source=mail&x=${"y".repeat(2_000)}`)).toBe(text);
    expect(rendersOf(path)).toEqual([]);
    // No header of a visitor reaches the render.
    const own = ["content-security-policy", RENDER_HEADER];
    expect(Object.keys(render?.headers ?? {}).sort()).toEqual(
      ["accept", "accept-encoding", "connection", "content-length", "host", ...own].sort(),
    );
    expect(render?.headers.host).toBe(new URL(web.url).host);
  });

  test("comes in Brotli, gzip and plain, each with its own ETag, and not twice to one browser", async () => {
    const path = `/p/${product.slug}`;
    const plain = await textOf(path, { "accept-encoding": "identity" });
    const etags = new Set<string>();
    for (const [accepted, encoding, unpack] of [
      ["gzip, deflate, br, zstd", "br", brotliDecompressSync],
      ["br;q=0, gzip", "gzip", gunzipSync],
      ["identity", null, (bytes: Buffer) => bytes],
      ["gzip;q=0, *;q=0", null, (bytes: Buffer) => bytes],
    ] as const) {
      const [head, body] = await rawGet(path, accepted);
      expect([accepted, head["content-encoding"] ?? null]).toEqual([accepted, encoding]);
      expect(unpack(body).toString()).toBe(plain);
      expect(head.vary).toContain("Accept-Encoding");
      etags.add(String(head.etag));
      const again = await open(path, { "if-none-match": `W/"x", ${head.etag}`, "accept-encoding": accepted });
      expect([again.status, await again.text()]).toEqual([304, ""]);
    }
    expect(etags.size).toBe(3);
  });

  test("answers HEAD without a body, asks the web for a form, and takes no other method", async () => {
    const path = `/p/${product.slug}`;
    const text = await keep(path);
    const gzip = { "accept-encoding": "gzip" };
    const length = (await open(path, gzip)).headers.get("content-length");
    const head = await fetch(`${shop.url}${path}`, { method: "HEAD", headers: gzip });
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, length, ""]);
    expect(rendersOf(path)).toEqual([]);
    const refused = await fetch(`${shop.url}${path}`, { method: "DELETE" });
    expect([refused.status, refused.headers.get("allow")]).toEqual([405, "GET, HEAD, POST"]);
    expect(rendersOf(path)).toEqual([]);
    const posted = await fetch(`${shop.url}${path}`, { method: "POST", body: "x" });
    expect([posted.status, rendersOf(path).length]).toEqual([200, 1]);
    expect(await textOf(path)).toBe(text);
  });

  test("runs its own scripts by their hashes, and no script that came in with a text", async () => {
    const answer = await open(`/p/${product.slug}`);
    const [text, policy = ""] = [await answer.text(), answer.headers.get("content-security-policy") ?? ""];
    expect(text).not.toContain("nonce");
    expect(policy).not.toMatch(/nonce|unsafe|strict-dynamic/);
    const hash = (script: string) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
    // Scripts that follow one another are one.
    expect(text).toContain("<script>1;2</script>");
    expect(policy).toBe(`default-src 'self'; script-src 'self' ${hash("1;2")}`);
    expect(policy).not.toContain(hash('alert("not ours")'));
  });

  test("has words of its own for each render, which are in no kept page", async () => {
    const path = `/p/none-${product.id.slice(-12)}`;
    const texts = [await textOf(path), await textOf(path, { rsc: "1" }), await textOf(`/en${path}`)];
    const own = pagesAsked().filter((asked) => asked.path.includes(path));
    const words = own.flatMap(({ headers }) => [
      String(headers[RENDER_HEADER]),
      String(headers["content-security-policy"]).replace(/^script-src 'nonce-([\w-]{22})'$/, "$1"),
    ]);
    expect([own.length > 2, new Set(words).size]).toEqual([true, words.length]);
    for (const word of words) {
      expect(word).toMatch(/^[\w-]{22}$/);
      for (const text of texts) expect(text).not.toContain(word);
    }
    expect(texts[0]).toContain(`<meta content="${"0".repeat(22)}">`);
  });

  test("that does not exist is 404 for all, until it exists", async () => {
    const slug = `later-${product.id.slice(-12)}`;
    const path = `/p/${slug}`;
    await keep(path);
    expect((await open(path)).status).toBe(404);
    expect(rendersOf(path)).toEqual([]);
    await api.createProduct({ slug });
    await expect.poll(async () => (await open(path)).status, SOON).toBe(200);
  });

  test("has a form of its own for the scripts of open pages, which never mixes with the other", async () => {
    const path = `/p/${product.slug}`;
    const data = await open(`${path}?_rsc=abc`, { rsc: "1", "next-router-state-tree": "x" });
    expect(data.headers.get("content-type")).toBe("text/x-component");
    expect(rendersOf(path).map((each) => each.path)).toEqual([`${path}?_rsc=`]);
    const text = await keep(path, { rsc: "1" });
    expect(text).toMatch(/^navigation 0+ /);
    expect(await keep(path)).toMatch(/^<html>/);
    expect(await textOf(`${path}?_rsc=other`, { rsc: "1" })).toBe(text);
    expect(rendersOf(path)).toEqual([]);
  });
});

describe("who proves a session gets a page of their own", () => {
  test.each([
    { cookie: "access=token" },
    { cookie: "jangteo_cart=1; refresh=token" },
    { cookie: "a=1;__Host-access=token" },
    { authorization: "Bearer token" },
  ])("%j", async (headers) => {
    const path = `/p/${product.slug}`;
    const shared = await keep(path);
    const own = await open(path, headers);
    expect(own.headers.get("cache-control")).toContain("no-store");
    const text = await own.text();
    expect(text).toContain(`cookie: ${headers.cookie ?? ""}`);
    expect(text).toContain("nonce");
    expect(await textOf(path)).toBe(shared);
  });

  test("pages of one's own are never kept", async () => {
    for (const path of ["/cart", "/checkout", "/orders/1", "/account", "/sign-in"]) {
      const [one, other] = [
        await textOf(path, { cookie: "who=kim" }),
        await textOf(path, { cookie: "who=lee" }),
      ];
      expect(one).toContain("who=kim");
      expect(other).toContain("who=lee");
    }
  });
});

test("the web and the page cache know one header", () => {
  expect(RENDER_HEADER).toBe(WEB_RENDER_HEADER);
});

test("no request from outside says that it is for the page cache, or names a nonce", async () => {
  const forged = {
    [RENDER_HEADER]: "a-word-of-mine",
    "content-security-policy": "script-src 'nonce-AAAAAAAAAAAAAAAAAAAAAA'",
    "content-security-policy-report-only": "script-src 'nonce-AAAAAAAAAAAAAAAAAAAAAA'",
  };
  const path = `/p/${product.slug}`;
  const texts = await Promise.all([
    textOf("/cart", forged),
    textOf("/robots.txt", forged),
    textOf(path, { ...forged, cookie: "access=token" }),
    textOf(path, { ...forged, "next-router-prefetch": "1", rsc: "1" }),
    textOf("/en/account", { ...forged, cookie: "access=token" }),
  ]);
  const withheld: readonly string[] = Object.keys(forged).map((name) => name.toLowerCase());
  const asked = pagesAsked();
  expect(asked.length).toBeGreaterThanOrEqual(4);
  const passedOn = asked.filter(({ headers }) => !/^[\w-]{22}$/.test(String(headers[RENDER_HEADER])));
  for (const { path: at, headers } of passedOn)
    expect([at, withheld.filter((name) => name in headers)]).toEqual([at, []]);
  for (const text of texts) expect(text).not.toMatch(/of-mine|AAAAAAAA/);
});

test("addresses without a page share one, so that a scanner does not make the web draw", async () => {
  await keep("/wp-login");
  for (const path of ["/wp-login", "/xmlrpc", "/cgi-bin/test?a=1", "/%ED%95%9C"]) await open(path);
  expect(pagesAsked().filter(({ path }) => !path.startsWith("/p/"))).toEqual([]);
});

test("a redirect of the web goes to the visitor, and is not kept", async () => {
  for (const at of [1, 2]) {
    const answer = await open("/account/moved");
    // The change before the test may have other pages rendered anew meanwhile.
    const asked = pagesAsked().filter(({ path }) => path === "/account/moved");
    expect([answer.status, answer.headers.get("location"), asked.length]).toEqual([307, "/products", at]);
  }
});

interface ProcessPage {
  readonly url: string;
  readonly path: string;
}
const onBoth = (paths: readonly string[]): ProcessPage[] =>
  [shop.url, replica.url].flatMap((url) => paths.map((path) => ({ url, path })));
const read = ({ url, path }: ProcessPage) => textOf(path, {}, url);

/** Reads the pages for a second and a half after a change, as visitors do: after one second all show it. */
async function expectShownInTime(pages: readonly ProcessPage[], shown: string): Promise<void> {
  const changedAt = Date.now();
  const late: string[] = [];
  for (let at = changedAt; at < changedAt + 1_500; at = Date.now()) {
    const texts = await Promise.all(pages.map(read));
    if (at >= changedAt + 1_000) late.push(...texts);
  }
  for (const text of [...late, ...(await Promise.all(pages.map(read)))]) expect(text).toContain(shown);
}

test("a change of a price is on every page of every process a second later", async () => {
  const pages = onBoth([`/p/${product.slug}`, `/en/p/${product.slug}`, "/products"]);
  for (const page of pages) expect(await read(page)).toContain('"amount":10000');
  await setPrice(77_700);
  await expectShownInTime(pages, '"amount":77700');
});

test("the shop's new name is on every page a second later, also where there is no product", async () => {
  const pages = onBoth([`/p/${product.slug}`, "/products", "/terms", "/en/privacy", "/wp-login"]);
  const name = `상점 ${product.slug}`;
  for (const page of pages) expect(await read(page)).not.toContain(name);
  const owner = await api.signInOwner();
  const settings = await api.request("GET", "/api/v1/admin/settings", undefined, owner);
  const version = { "if-match": settings.headers.get("etag") ?? "" };
  const edit = { name: { ko: name } };
  const edited = await api.request("PATCH", "/api/v1/admin/settings", edit, { ...owner, ...version });
  expect(edited.status).toBe(200);
  await expectShownInTime(pages, `"name":"${name}"`);
});

describe("while the web is away", () => {
  test("pages in memory stay with their files, others are the shop's own 503, until it is back", async () => {
    const [kept, missing] = [`/p/${product.slug}`, `/en/products?q=${product.slug}`];
    const file = "/_next/static/chunks/app-1.js";
    const text = await textOf(kept);
    await open(file);
    await web.stop();
    try {
      expect(await textOf(kept)).toBe(text);
      const script = await open(file);
      expect([script.status, await script.text()]).toEqual([200, "document.title;"]);
      for (const [path, words, headers] of [
        [missing, "We will be back", {}],
        ["/cart", "잠시 후 다시 열려요", { accept: "text/html" }],
        ["/en/account", "We will be back", { accept: "text/html", cookie: "access=token" }],
      ] as const) {
        const closed = await open(path, headers);
        expect([closed.status, closed.headers.get("retry-after")]).toEqual([503, "5"]);
        expect(closed.headers.get("cache-control")).toBe("no-store");
        expect(await closed.text()).toContain(words);
      }
      const data = [await open("/cart", { rsc: "1", accept: "*/*" }), await open("/_next/static/unread.js")];
      for (const { status, headers } of data)
        expect([status, headers.get("content-type")]).toEqual([503, "application/problem+json"]);
      await setPrice(88_800);
      const { body } = await api.request("GET", `/api/v1/products/${product.slug}`);
      expect(body).toMatchObject({ price: { amount: 88_800 } });
    } finally {
      await web.restart();
    }
    await expect.poll(() => textOf(kept), SOON).toContain('"amount":88800');
    await expect.poll(async () => (await open(missing)).status, SOON).toBe(200);
    expect((await open("/cart")).status).toBe(200);
  });

  test("another build of the web is noticed, and no page of the former stays", async () => {
    const [one, other] = [`/p/${product.slug}`, `/en/p/${product.slug}`];
    await textOf(one);
    web.build = `build of ${product.id}`;
    await textOf(other);
    web.asked.length = 0;
    await expect
      .poll(async () => (await textOf(one)) && pagesAsked().some(({ path }) => path === one), {
        timeout: 60_000,
      })
      .toBe(true);
  });
});

test("the files that a page names are read with it, once; for others the web answers", async () => {
  // Another process that renders a page reads them too, so this web serves one process alone.
  const alone = await startStandInWeb();
  alone.apiUrl = shop.url;
  const { url, stop } = await startReplica(shop, { ROLES: "api", WEB_URL: alone.url });
  try {
    const asked = () => alone.asked.filter(({ path }) => path === alone.script);
    await textOf(`/p/${product.slug}`, {}, url);
    await expect.poll(() => asked().length, SOON).toBe(1);
    for (const query of ["", "?dpl=1", "?dpl=2"])
      expect((await open(`${alone.script}${query}`, {}, url)).status).toBe(200);
    expect(asked()).toHaveLength(1);
    expect((await open("/_next/static/chunks/missing.js", {}, url)).status).toBe(404);
  } finally {
    await stop();
    await alone.stop();
  }
});

test("a file that one process of the web does not have is read from another", async () => {
  web.script = `/_next/static/chunks/${product.slug}.js`;
  web.absent = 10;
  await textOf(`/p/${product.slug}`);
  expect((await open(web.script)).status).toBe(200);
  expect(web.absent).toBe(0);
});

test("what pages cost and save is in the metrics", async () => {
  for (const _ of [1, 2]) await textOf(`/p/${product.slug}`, {}, replica.url);
  const metrics = await (await fetch(`${replica.opsUrl}/metrics`)).text();
  for (const name of [
    'page_requests_total{outcome="hit"}',
    'page_requests_total{outcome="miss"}',
    'page_render_duration_seconds_count{outcome="rendered"}',
    "page_cache_pages",
    "page_cache_bytes",
    "page_cache_file_bytes",
  ])
    expect(
      Number(new RegExp(`^${name.replaceAll(/[{}]/g, "\\$&")} (\\d+)`, "m").exec(metrics)?.[1]),
    ).toBeGreaterThan(0);
});
