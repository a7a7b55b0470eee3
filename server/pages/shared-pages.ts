/**
 * The pages of visitors who are not signed in, from memory. All other requests for pages go on to the web.
 *
 * A visitor gets a kept page by its address alone: no header of a request reaches the render, so none can
 * change what others see. A request with proof of a session, or with another method than GET or HEAD, gets an
 * answer of its own from the web.
 */
import type { IncomingHttpHeaders } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";
import { DELIVERY_CHANGED } from "../modules/cart/contract.ts";
import { PRODUCTS_CHANGED } from "../modules/catalog/contract.ts";
import { STOCK_CHANGED } from "../modules/inventory/contract.ts";
import { REVIEWS_CHANGED } from "../modules/reviews/contract.ts";
import { SETTINGS_CHANGED } from "../modules/settings/contract.ts";
import type { Clock } from "../platform/clock.ts";
import type { Changes } from "../platform/db/changes.ts";
import { DomainError, isDomainError } from "../platform/errors.ts";
import type { FindAnswer } from "../platform/http/early-answers.ts";
import { readablePageAddress } from "../platform/http/page-address.ts";
import { NoAnswer } from "../platform/http/send.ts";
import type { Metrics } from "../platform/metrics.ts";
import { createFileCache, filePathOf, isBelowBuild, NO_FILE } from "./file-cache.ts";
import { isForNoPage, type PageAddress, pageAddressOf } from "./page-address.ts";
import { createPageCache } from "./page-cache.ts";
import { measurePages } from "./page-metrics.ts";
import { sendBusyPage } from "./plain-page.ts";
import { bytesOf, earlyAnswerOf, encodingFor, type ReadyAnswer, sendReady } from "./ready-answer.ts";
import { LISTS, NoSharedPage, type RenderedPage, renderPage } from "./render-page.ts";

const MEBIBYTE = 1024 * 1024;
/** Room for about 2,000 pages and 500 searches, each as document and as data of a navigation. */
const PAGE_BYTES = { fixed: 64 * MEBIBYTE, chosen: 16 * MEBIBYTE } as const;
const FILE_BYTES = 32 * MEBIBYTE;

export interface SharedPages {
  /** Answers from memory what is shared. Returns false when the web has to answer this request. */
  serve(request: FastifyRequest, reply: FastifyReply): boolean | Promise<boolean>;
  /** What `serve` has in memory, for addresses that no other route can have. */
  readonly find: FindAnswer;
  close(): void;
}

export interface SharedPagesOptions {
  readonly webUrl: string;
  readonly clock: Clock;
  readonly changes: Changes;
  readonly metrics: Metrics;
}

/** What is kept, and what drops it. */
function keepPages({ webUrl, clock, changes, metrics }: SharedPagesOptions) {
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
  changes.subscribe(PRODUCTS_CHANGED, (ids, at) => pages.changed(ids && [LISTS, ...ids], true, at));
  changes.subscribe(STOCK_CHANGED, (ids, at) => pages.changed(ids, ids === null, at));
  changes.subscribe(REVIEWS_CHANGED, (ids, at) => pages.changed(ids, true, at));
  // Each page shows the name of the shop and its seller.
  changes.subscribe(SETTINGS_CHANGED, (_, at) => pages.changed(null, true, at));
  // Each page of a product shows what delivery costs.
  changes.subscribe(DELIVERY_CHANGED, (_, at) => pages.changed(null, true, at));

  /** The web was replaced: the pages of the former build are rendered anew. */
  function noteBuild(build: string): void {
    if (builds.has(build)) return;
    if (builds.size > 0) pages.changed(null, true);
    builds.add(build);
  }

  return { files, pages, measures };
}

export function createSharedPages(options: SharedPagesOptions): SharedPages {
  const { files, pages, measures } = keepPages(options);

  async function sendRender(
    page: Promise<RenderedPage>,
    { target, language }: PageAddress,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<true> {
    try {
      await sendReady(request, reply, (await page).answer);
    } catch (error) {
      if (error instanceof NoSharedPage) sendOnce(reply, error);
      else if (error instanceof NoAnswer || isDomainError(error)) {
        request.log.warn({ err: error, page: target }, "the web gave no page");
        measures.countRequest("unavailable");
        sendBusyPage(reply, language);
      } else throw error;
    }
    return true;
  }

  async function sendFile(path: string, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    const file = await files.get(path).catch((cause: unknown) => {
      throw cause instanceof NoAnswer ? new DomainError("PEER_UNAVAILABLE", {}, { cause }) : cause;
    });
    if (file) await sendReady(request, reply, file);
    return file !== null;
  }

  function ready(url: string, headers: IncomingHttpHeaders): ReadyAnswer | null {
    const file = filePathOf(url);
    if (file !== null) return files.inMemory(file);
    // Pages are kept packed.
    if (encodingFor(headers["accept-encoding"]) === "identity") return null;
    const address = isShared(headers) ? pageAddressOf(url, formOf(headers)) : null;
    if (!address || isForNoPage(address)) return null;
    return pages.inMemory(address)?.answer ?? null;
  }

  return {
    find({ url: sent = "/", headers }) {
      const url = readablePageAddress(sent);
      const answer = ready(url, headers);
      return (
        answer && earlyAnswerOf(answer, headers["accept-encoding"], /^\/(?:\?|$)/.test(url) ? "/" : "/*")
      );
    },
    serve(request, reply) {
      if (request.method !== "GET" && request.method !== "HEAD") return false;
      const { url = "/" } = request.raw;
      const file = filePathOf(url);
      if (file !== null) return sendFile(file, request, reply);
      if (isBelowBuild(url)) return sendNow(request, reply, NO_FILE);
      const address = isShared(request.headers) ? pageAddressOf(url, formOf(request.headers)) : null;
      if (!address) return false;
      const page = pages.get(address);
      if (page instanceof Promise) return sendRender(page, address, request, reply);
      return sendNow(request, reply, page.answer);
    },
    close: () => pages.close(),
  };
}

/** In the same turn of the event loop, if it can: on a hit the turns are the main cost. */
function sendNow(request: FastifyRequest, reply: FastifyReply, answer: ReadyAnswer): true | Promise<true> {
  const sending = sendReady(request, reply, answer);
  return sending ? sending.then((): true => true) : true;
}

/** Proof of a session, by the names that it has over http and https. */
const SESSION_COOKIE = /(?:^|;\s*)(?:__Host-)?(?:access|refresh)=/;

/** A prefetch gets a part of a page only, so its answer is no page that others could see. */
function isShared(headers: IncomingHttpHeaders): boolean {
  const { authorization, cookie } = headers;
  if (authorization !== undefined || (cookie !== undefined && SESSION_COOKIE.test(cookie))) return false;
  return (
    headers["next-router-prefetch"] === undefined && headers["next-router-segment-prefetch"] === undefined
  );
}

const formOf = (headers: IncomingHttpHeaders): PageAddress["form"] =>
  headers.rsc === "1" ? "navigation" : "document";

/** An answer of the web that is not kept, such as a redirect, goes to the visitor as it is. */
function sendOnce(reply: FastifyReply, { answer: { status, headers, body } }: NoSharedPage): void {
  for (const name of PASSED_ON) {
    const value = headers[name];
    if (value !== undefined) reply.header(name, value);
  }
  reply.code(status).header("cache-control", "no-store").send(body);
}

const PASSED_ON = ["content-type", "content-security-policy", "location", "link", "referrer-policy"] as const;
