/**
 * How the page cache asks the web for a page that all guests share.
 *
 * The web's proxy does not run for such a request: the web recognises it by `RENDER_HEADER`, which the
 * gateway takes from all that comes from outside. What the proxy gives a page comes from here: the nonce
 * for its scripts. The web in turn draws it for a guest whatever else the request says, and sends a policy
 * without a nonce. So a client that could reach the web itself would gain nothing.
 */
import { randomBytes } from "node:crypto";
import { type BinaryAnswer, NoAnswer, sendForBytes } from "../platform/http/send.ts";
import type { PageAddress } from "./page-address.ts";

/** Also in web/proxy.ts and web/lib/render-header.ts. Its value is the word of `WebRequest.missing`. */
export const RENDER_HEADER = "x-jangteo-render";

export interface WebRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** The web marks its own scripts by it. A text in the page cannot have it, because it is drawn anew. */
  readonly nonce: string;
  /**
   * A page that has nothing to show contains this word, because Next.js cannot send its status. One that has
   * another address contains the word and that address.
   */
  readonly missing: string;
}

export function webRequest(webUrl: string, { target, form }: PageAddress): WebRequest {
  const url = new URL(target, webUrl);
  // Without a description of the visitor's current page Next.js sends the whole page, which suits all.
  if (form === "navigation") url.search += `${url.search ? "&" : "?"}_rsc=`;
  const [nonce, missing] = [drawWord(), drawWord()];
  const headers = {
    accept: "text/html",
    "accept-encoding": "identity",
    [RENDER_HEADER]: missing,
    // Next.js reads the nonce for its own scripts from here.
    "content-security-policy": `script-src 'nonce-${nonce}'`,
    ...(form === "navigation" ? { rsc: "1" } : {}),
  };
  return { url, headers, nonce, missing };
}

const drawWord = (): string => randomBytes(16).toString("base64url");

/**
 * Asks twice at most: the web may close a connection that it thinks idle just when a request goes out on it.
 * Throws NoAnswer when the web is away.
 */
export async function readFromWeb(
  url: URL,
  { headers = {}, timeoutMs, isAlone = false }: WebRead,
): Promise<BinaryAnswer> {
  const request = { method: "GET", url, headers, body: "", timeoutMs } as const;
  try {
    return await sendForBytes({ ...request, isAlone });
  } catch (error) {
    // A process that ends closes all of its connections.
    if (isBroken(error)) return await sendForBytes({ ...request, isAlone: true });
    throw error;
  }
}

interface WebRead {
  readonly headers?: WebRequest["headers"];
  readonly timeoutMs: number;
  /** Over a connection of its own, which can lead to another process of the web. */
  readonly isAlone?: boolean;
}

/** The connection broke, which is no slow answer. */
const isBroken = (error: unknown): boolean => error instanceof NoAnswer && error.cause !== undefined;

/** What only the gateway and the proxy may say to the web. */
export const NOT_FROM_OUTSIDE = [
  RENDER_HEADER,
  "content-security-policy",
  "content-security-policy-report-only",
] as const;
