/** Asks the web for a page as a visitor without cookies sees it, and makes it ready to send many times. */
import type { IncomingHttpHeaders } from "node:http";
import { type BinaryAnswer, NoAnswer } from "../platform/http/send.ts";
import { nonceOf, withHashes, withoutNonce } from "./content-security.ts";
import { withLaterScripts } from "./later-scripts.ts";
import type { PageAddress } from "./page-address.ts";
import type { TaggedPage } from "./page-renders.ts";
import { makeReady, type ReadyAnswer } from "./ready-answer.ts";
import { readFromWeb, type WebRequest, webRequest } from "./web-request.ts";

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
  const asked = webRequest(webUrl, address);
  const answer = await askWeb(asked);
  const { headers } = answer;
  const type = headers["content-type"] ?? "";
  const expected = address.form === "document" ? "text/html" : "text/x-component";
  const isKept = (answer.status === 200 || answer.status === 404) && type.startsWith(expected);
  if (!isKept || headers["set-cookie"]) throw new NoSharedPage(withOwnPolicy(answer, asked));
  const drawn = answer.body.toString();
  const build = String(headers[BUILD_HEADER] ?? "");
  const movedTo = movedToIn(drawn, asked);
  if (movedTo !== null && address.form === "document")
    return { answer: await makeMoved(movedTo, address), tags: tagsOf(drawn, address, 308), files: [], build };
  // A web whose proxy ran, such as one of a former version, sends the status itself.
  const status = movedTo === null && drawn.includes(asked.missing) ? 404 : answer.status;
  const nonce = nonceUsed(headers, asked);
  const unmarked = drawn.replaceAll(asked.missing, "0".repeat(asked.missing.length));
  const { html: text, policy } =
    address.form === "document"
      ? withHashes(withLaterScripts(unmarked, nonce), policyOf(headers), nonce)
      : { html: withoutNonce(unmarked, nonce), policy: null };
  const own = policy === null ? {} : { "content-security-policy": policy };
  return {
    answer: await makeReady(
      status,
      { ...keptHeaders(headers, nonce), ...own, ...SHARED_HEADERS },
      Buffer.from(text),
    ),
    tags: tagsOf(text, address, status),
    files: [...new Set(text.match(/\/_next\/static\/[\w./~-]+/g) ?? [])],
    build,
  };
}

/** Where a page says that it has gone. A script of an open page goes there by itself. */
const movedToIn = (drawn: string, { missing }: WebRequest): string | null =>
  new RegExp(`${missing} (/[a-z0-9/-]{1,200})`).exec(drawn)?.[1] ?? null;

/** With what else the address says: the filters of a list. */
function makeMoved(path: string, { target }: PageAddress): Promise<ReadyAnswer> {
  const query = target.indexOf("?");
  const location = query < 0 ? path : `${path}${target.slice(query)}`;
  return makeReady(
    308,
    { ...SHARED_HEADERS, location, "content-type": "text/plain; charset=utf-8" },
    Buffer.from(`${location}\n`),
  );
}

async function askWeb({ url, headers }: WebRequest): Promise<BinaryAnswer> {
  const answer = await readFromWeb(url, { headers, timeoutMs: RENDER_TIMEOUT_MS });
  if (answer.status === 502 || answer.status === 503) throw new NoAnswer(`HTTP ${answer.status}`);
  return answer;
}

const policyOf = (headers: IncomingHttpHeaders): string => String(headers["content-security-policy"] ?? "");

/** A web whose proxy ran draws a nonce itself. */
const nonceUsed = (headers: IncomingHttpHeaders, asked: WebRequest): string =>
  nonceOf(policyOf(headers)) ?? asked.nonce;

function keptHeaders(headers: IncomingHttpHeaders, nonce: string): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !DROPPED.has(name)) kept[name] = withoutNonce(String(value), nonce);
  }
  return kept;
}

/** An answer that one visitor gets as it is keeps the nonce, so its policy has to name it. */
function withOwnPolicy(answer: BinaryAnswer, { nonce }: WebRequest): BinaryAnswer {
  const policy = policyOf(answer.headers);
  if (policy === "" || nonceOf(policy)) return answer;
  const own = policy.replace(/\b(script|style)-src 'self'/g, `$& 'nonce-${nonce}'`);
  return { ...answer, headers: { ...answer.headers, "content-security-policy": own } };
}

const UUIDS = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Every id that the page contains. A page that was not found may be there after the next change. */
function tagsOf(text: string, { shows }: PageAddress, status: number): string[] {
  const ids = new Set(text.match(UUIDS));
  return shows === "lists" || status === 404 ? [LISTS, ...ids] : [...ids];
}
