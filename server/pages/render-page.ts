/** Asks the web for a page as a visitor without cookies sees it, and makes it ready to send many times. */
import type { IncomingHttpHeaders } from "node:http";
import { type BinaryAnswer, NoAnswer, sendForBytes } from "../platform/http/send.ts";
import { nonceOf, withHashes, withoutNonce } from "./content-security.ts";
import type { PageAddress, PageForm } from "./page-address.ts";
import type { TaggedPage } from "./page-renders.ts";
import { makeReady, type ReadyAnswer } from "./ready-answer.ts";

export interface RenderedPage extends TaggedPage {
  readonly answer: ReadyAnswer;
  /** The script, style and font files that the page names. */
  readonly files: readonly string[];
  /** Names the web's build: another build has other files. */
  readonly build: string;
}

/** The web gave an answer that is no page for all visitors, such as a redirect or a failure. */
export class NoSharedPage extends Error {
  override readonly name = "NoSharedPage";
  readonly answer: BinaryAnswer;
  constructor(answer: BinaryAnswer) {
    super(`HTTP ${answer.status} is not kept`);
    this.answer = answer;
  }
}

/** A group of things whose pages change together: what lists products or counts them. */
export const LISTS = "lists";

const RENDER_TIMEOUT_MS = 10_000;

/**
 * Headers of the web's answer that are not kept: those of its connection and of one view, and those that the
 * kept answer has of its own.
 */
const DROPPED = new Set([
  ...["connection", "keep-alive", "transfer-encoding", "date", "content-length", "content-encoding"],
  ...[
    "cache-control",
    "etag",
    "vary",
    "set-cookie",
    "x-powered-by",
    "x-jangteo-build",
    "content-security-policy",
  ],
]);

/** The web's next.config.ts sets it. */
const BUILD_HEADER = "x-jangteo-build";

/** A browser asks again each time, and gets 304 while nothing has changed. */
const SHARED_HEADERS = { "cache-control": "no-cache", vary: "Accept-Encoding, Cookie, RSC" } as const;

/** Throws NoAnswer when the web is away, and NoSharedPage for an answer that is not kept. */
export async function renderPage(webUrl: string, address: PageAddress): Promise<RenderedPage> {
  const { form } = address;
  const answer = await askWeb(webUrl, address);
  const { status, headers, body } = answer;
  const type = headers["content-type"] ?? "";
  const expected = form === "document" ? "text/html" : "text/x-component";
  const kept = (status === 200 || status === 404) && type.startsWith(expected) && !headers["set-cookie"];
  if (!kept) throw new NoSharedPage(answer);
  const { text, own } = secure(body.toString(), headers, form);
  return {
    answer: await makeReady(
      status,
      { ...keptHeaders(headers), ...own, ...SHARED_HEADERS },
      Buffer.from(text),
    ),
    tags: tagsOf(text, address, status),
    files: [...new Set(text.match(/\/_next\/static\/[\w./~-]+/g) ?? [])],
    build: String(headers[BUILD_HEADER] ?? ""),
  };
}

async function askWeb(webUrl: string, { target, form }: PageAddress): Promise<BinaryAnswer> {
  const url = new URL(target, webUrl);
  // Without a description of the visitor's current page Next.js sends the whole page, which suits all.
  if (form === "navigation") url.search += `${url.search ? "&" : "?"}_rsc=`;
  const asked = { accept: "text/html", "accept-encoding": "identity" };
  const headers = form === "navigation" ? { ...asked, rsc: "1" } : asked;
  const request = { method: "GET", url, headers, body: "", timeoutMs: RENDER_TIMEOUT_MS } as const;
  // The web may close a connection that it thinks idle just when a request goes out on it.
  const answer = await sendForBytes(request).catch((error) => {
    if (isBroken(error)) return sendForBytes(request);
    throw error;
  });
  if (answer.status === 502 || answer.status === 503) throw new NoAnswer(`HTTP ${answer.status}`);
  return answer;
}

/** The connection broke, which is no slow answer. */
const isBroken = (error: unknown): boolean => error instanceof NoAnswer && error.cause !== undefined;

function secure(text: string, headers: IncomingHttpHeaders, form: PageForm) {
  const policy = String(headers["content-security-policy"] ?? "");
  if (form === "document") {
    const secured = withHashes(text, policy);
    return { text: secured.html, own: { "content-security-policy": secured.policy } };
  }
  const nonce = nonceOf(policy);
  return { text: nonce ? withoutNonce(text, nonce) : text, own: {} };
}

function keptHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const nonce = nonceOf(String(headers["content-security-policy"] ?? ""));
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || DROPPED.has(name)) continue;
    const text = String(value);
    kept[name] = nonce ? withoutNonce(text, nonce) : text;
  }
  return kept;
}

const UUIDS = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Every id that the page contains. A page that was not found may be there after the next change. */
function tagsOf(text: string, { shows }: PageAddress, status: number): string[] {
  const ids = new Set(text.match(UUIDS));
  return shows === "lists" || status === 404 ? [LISTS, ...ids] : [...ids];
}
