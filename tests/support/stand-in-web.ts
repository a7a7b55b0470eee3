/**
 * A web that draws its pages by hand from the API, with a nonce per view as ours. It shows what it was
 * asked, so that a test can see what reached it, and whose. The page cache gives it the nonce and the word
 * for a page that is missing, which ours takes in the same way.
 */
import { randomBytes } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { RENDER_HEADER } from "../../server/pages/web-request.ts";

export interface StandInWeb {
  readonly url: string;
  /** Where it reads the catalogue. */
  apiUrl: string;
  /** The name of its build, and the path of its script. */
  build: string;
  script: string;
  /** So many requests for the script are answered as a process of another build does: it has no such file. */
  absent: number;
  /** What it was asked, in order. */
  readonly asked: { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  /** Requests that are not answered until this resolves. */
  pause: Promise<void>;
  stop(): Promise<void>;
  /** At the same address. */
  restart(): Promise<void>;
}

export async function startStandInWeb(): Promise<StandInWeb> {
  let server = createServer();
  let port = 0;
  const web = {
    url: "",
    apiUrl: "",
    build: "first",
    script: "/_next/static/chunks/app-1.js",
    absent: 0,
    asked: [] as StandInWeb["asked"],
    pause: Promise.resolve(),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    restart: listen,
  };

  async function listen(): Promise<void> {
    server = createServer((request, response) => {
      answer(web, request, response).catch((error: Error) => response.writeHead(500).end(error.message));
    });
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    port = (server.address() as AddressInfo).port;
    web.url = `http://127.0.0.1:${port}`;
  }

  await listen();
  return web;
}

async function answer(web: StandInWeb, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? "/";
  web.asked.push({ path, headers: request.headers });
  await web.pause;
  if (path === web.script && web.absent > 0) web.absent -= 1;
  else if (path === web.script) {
    const headers = {
      "content-type": "application/javascript",
      "cache-control": "public, max-age=1, immutable",
    };
    response.writeHead(200, headers).end("document.title;");
    return;
  }
  if (path.startsWith("/_next/")) {
    response.writeHead(404).end();
    return;
  }
  const word = request.headers[RENDER_HEADER];
  const ownScripts = (each: string) => (word ? "" : ` 'nonce-${each}' 'strict-dynamic'`);
  const given = /'nonce-([\w-]+)'/.exec(String(request.headers["content-security-policy"]))?.[1];
  const nonce = word && given ? given : randomBytes(16).toString("base64url");
  const { status, text } = await draw(web, path, request.headers.cookie ?? "");
  const mark = word && status === 404 ? `<meta content="${word}">` : "";
  const navigation = request.headers.rsc === "1";
  response.writeHead(mark ? 200 : status, {
    "content-type": navigation ? "text/x-component" : "text/html; charset=utf-8",
    "content-security-policy": `default-src 'self'; script-src 'self'${ownScripts(nonce)}`,
    "cache-control": "private, no-store",
    "x-jangteo-build": web.build,
    ...(path.startsWith("/account/moved") ? { location: "/products" } : {}),
  });
  const scripts =
    `<script nonce="${nonce}" src="${web.script}"></script>` +
    `<script nonce="${nonce}">1</script><script nonce="${nonce}">2</script>` +
    `<script>alert("not ours")</script>` +
    (path.startsWith("/cart") ? `<script src="${web.script}" nonce="${nonce}" async=""></script>` : "");
  const body = `${mark}${text}`;
  response.end(navigation ? `navigation ${nonce} ${body}` : `<html><body>${scripts}${body}</body></html>`);
}

/**
 * `/p/<slug>` shows a product, `/products` names and prices, and every other page who is looking. Each shows
 * the shop.
 */
async function draw(
  { apiUrl }: StandInWeb,
  path: string,
  cookie: string,
): Promise<{ status: number; text: string }> {
  const [page = "/"] = path.replace(/^\/en(?=[/?]|$)/, "").split("?");
  if (page === "/account/moved") return { status: 307, text: "" };
  const viewer = `<p>cookie: ${cookie}</p>`;
  const source = page.startsWith("/p/") ? `/api/v1/products/${page.slice(3)}` : "/api/v1/products?limit=100";
  const [found, shop] = await Promise.all([fetch(`${apiUrl}${source}`), fetch(`${apiUrl}/api/v1/shop`)]);
  const body = `${await found.text()}${await shop.text()}`;
  return { status: found.status === 200 ? 200 : 404, text: `${viewer}<p>${path}</p>${body}` };
}
