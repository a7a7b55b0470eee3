/**
 * The pages of visitors who are not signed in, from memory. All other requests for pages go on to the web.
 *
 * A visitor gets a kept page by its address alone: no header of a request reaches the render, so none can
 * change what others see. A request with proof of a session, or with another method than GET or HEAD, gets an
 * answer of its own from the web.
 */
import type { FastifyReply, FastifyRequest } from "fastify";
import { PRODUCTS_CHANGED } from "../modules/catalog/contract.ts";
import { STOCK_CHANGED } from "../modules/inventory/contract.ts";
import type { Clock } from "../platform/clock.ts";
import type { Changes } from "../platform/db/changes.ts";
import { isDomainError } from "../platform/errors.ts";
import { NoAnswer } from "../platform/http/send.ts";
import type { Metrics } from "../platform/metrics.ts";
import { createFileCache, filePathOf } from "./file-cache.ts";
import { type PageAddress, pageAddressOf } from "./page-address.ts";
import { createPageCache } from "./page-cache.ts";
import { measurePages } from "./page-metrics.ts";
import { sendBusyPage } from "./plain-page.ts";
import { bytesOf, sendReady } from "./ready-answer.ts";
import { LISTS, NoSharedPage, type RenderedPage, renderPage } from "./render-page.ts";

const MEBIBYTE = 1024 * 1024;
/** Room for about 2,000 pages and 500 searches, each as document and as data of a navigation. */
const PAGE_BYTES = { fixed: 64 * MEBIBYTE, chosen: 16 * MEBIBYTE } as const;
const FILE_BYTES = 32 * MEBIBYTE;

export interface SharedPages {
  /** Answers from memory what is shared, and returns the reply; undefined: the web answers this request. */
  serve(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined>;
  close(): void;
}

export interface SharedPagesOptions {
  readonly webUrl: string;
  readonly clock: Clock;
  readonly changes: Changes;
  readonly metrics: Metrics;
}

export function createSharedPages({ webUrl, clock, changes, metrics }: SharedPagesOptions): SharedPages {
  const files = createFileCache(webUrl, FILE_BYTES);
  const measures = measurePages(metrics, () => ({ pages: pages.size, fileBytes: files.bytes }));
  const builds = new Set<string>();
  const pages = createPageCache<RenderedPage>({
    clock,
    maxBytes: PAGE_BYTES,
    bytesOf: ({ answer }) => bytesOf(answer),
    isMissing: ({ answer }) => answer.status === 404,
    onRequest: measures.countRequest,
    async render(address) {
      const page = await measures.timeRender(() => renderPage(webUrl, address));
      files.readAhead(page.files);
      noteBuild(page.build);
      return page;
    },
  });
  changes.subscribe(PRODUCTS_CHANGED, (ids) => pages.changed(ids && [LISTS, ...ids], true));
  changes.subscribe(STOCK_CHANGED, (ids) => pages.changed(ids, ids === null));

  /** The web was replaced: the pages of the former build are rendered anew. */
  function noteBuild(build: string): void {
    if (builds.has(build)) return;
    if (builds.size > 0) pages.changed(null, true);
    builds.add(build);
  }

  async function servePage(address: PageAddress, reply: FastifyReply, request: FastifyRequest) {
    try {
      const { answer } = await pages.get(address);
      return sendReady(request, reply, answer);
    } catch (error) {
      if (error instanceof NoSharedPage) return sendOnce(reply, error);
      if (!(error instanceof NoAnswer || isDomainError(error))) throw error;
      request.log.warn({ err: error, page: address.target }, "the web gave no page");
      measures.countRequest("unavailable");
      return sendBusyPage(reply, address.language);
    }
  }

  async function serveFile(path: string, reply: FastifyReply, request: FastifyRequest) {
    const file = await files.get(path);
    return file ? sendReady(request, reply, file) : undefined;
  }

  return {
    async serve(request, reply) {
      if (request.method !== "GET" && request.method !== "HEAD") return undefined;
      const { url = "/" } = request.raw;
      const file = filePathOf(url);
      if (file !== null) return serveFile(file, reply, request);
      const address = isShared(request) ? pageAddressOf(url, formOf(request)) : null;
      return address ? servePage(address, reply, request) : undefined;
    },
    close: () => pages.close(),
  };
}

/** Proof of a session, by the names that it has over http and https. */
const SESSION_COOKIE = /(?:^|;\s*)(?:__Host-)?(?:access|refresh)=/;

/** A prefetch gets a part of a page only, so its answer is no page that others could see. */
function isShared({ headers }: FastifyRequest): boolean {
  const { authorization, cookie } = headers;
  if (authorization !== undefined || (cookie !== undefined && SESSION_COOKIE.test(cookie))) return false;
  return (
    headers["next-router-prefetch"] === undefined && headers["next-router-segment-prefetch"] === undefined
  );
}

const formOf = ({ headers }: FastifyRequest): PageAddress["form"] =>
  headers.rsc === "1" ? "navigation" : "document";

/** An answer of the web that is not kept, such as a redirect, goes to the visitor as it is. */
function sendOnce(reply: FastifyReply, { answer: { status, headers, body } }: NoSharedPage): FastifyReply {
  for (const name of PASSED_ON) {
    const value = headers[name];
    if (value !== undefined) reply.header(name, value);
  }
  return reply.code(status).header("cache-control", "no-store").send(body);
}

const PASSED_ON = ["content-type", "content-security-policy", "location", "link", "referrer-policy"] as const;
