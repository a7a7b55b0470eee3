/**
 * Lets a page that is kept run exactly the scripts that the web wrote into it.
 *
 * The web marks its own inline scripts by a nonce, which is good for one view. A kept page has many views, so
 * the nonce is taken out and the policy names each of these scripts by its hash. A script that came into the
 * page in another way, as part of a product's text say, has no nonce and gets no hash.
 */
import { createHash } from "node:crypto";

export interface SecuredPage {
  readonly html: string;
  readonly policy: string;
}

const NONCE = /'nonce-([A-Za-z0-9_-]{16,})'/;

/** Throws when the nonce is not in the page: then nothing tells the web's own scripts from others. */
export function withHashes(html: string, policy: string, nonce: string): SecuredPage {
  if (!html.includes(` nonce="${nonce}"`)) throw new Error("the page's scripts have no nonce");
  const merged = mergeScripts(html, nonce);
  const hashes = ownScripts(merged, nonce)
    .map((script) => withoutNonce(script, nonce))
    .map(hashSource);
  return { html: withoutNonce(merged, nonce), policy: hashPolicy(policy, nonce, [...new Set(hashes)]) };
}

/**
 * Takes the nonce out of HTML, of headers and of the data for React. That data counts the bytes of its long
 * texts, so in it another value of the same length takes the nonce's place.
 */
export const withoutNonce = (text: string, nonce: string): string =>
  text
    .replaceAll(`; nonce="${nonce}"`, "")
    .replaceAll(` nonce="${nonce}"`, "")
    .replaceAll(nonce, "0".repeat(nonce.length));

export const nonceOf = (policy: string): string | null => NONCE.exec(policy)?.[1] ?? null;

/**
 * Inline scripts that follow one another directly become one: a page streams its data in a hundred of them.
 */
function mergeScripts(html: string, nonce: string): string {
  const start = `<script nonce="${nonce}">`;
  const end = "</script>";
  const parts: string[] = [];
  const endFrom = (at: number): number => {
    const found = html.indexOf(end, at);
    if (found < 0) throw new Error("a script of the page has no end");
    return found;
  };
  let copied = 0;
  for (let at = html.indexOf(start); at >= 0; at = html.indexOf(start, copied)) {
    let close = endFrom(at);
    parts.push(html.slice(copied, close));
    while (html.startsWith(start, close + end.length)) {
      const next = close + end.length + start.length;
      close = endFrom(next);
      parts.push(";", html.slice(next, close));
    }
    copied = close;
  }
  return parts.join("") + html.slice(copied);
}

/** The contents of the inline scripts with the nonce. An attribute's value cannot hold a raw `>`. */
function ownScripts(html: string, nonce: string): string[] {
  const scripts: string[] = [];
  for (const [, attributes = "", content = ""] of html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)) {
    const isOwn = attributes.includes(` nonce="${nonce}"`);
    if (isOwn && content !== "" && !/\ssrc=/.test(attributes)) scripts.push(content);
  }
  return scripts;
}

const hashSource = (script: string): string =>
  `'sha256-${createHash("sha256").update(script).digest("base64")}'`;

/**
 * 'strict-dynamic' goes with the nonce: it would also refuse the page's script files, which 'self' allows.
 * Nothing else of this origin is served as a script (tests/defence).
 */
const hashPolicy = (policy: string, nonce: string, hashes: readonly string[]): string =>
  policy
    .split("; ")
    .map((directive) => {
      const plain = directive.replace(` 'nonce-${nonce}'`, "").replace(" 'strict-dynamic'", "");
      return plain.startsWith("script-src ") ? [plain, ...hashes].join(" ") : plain;
    })
    .join("; ");
