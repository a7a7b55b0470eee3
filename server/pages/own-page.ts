/**
 * The cart: a page of one visitor whose scripts wait as those of kept pages do (later-scripts.ts). It is read
 * whole on its way to the visitor, and nothing of it is kept.
 */
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";
import { nonceOf } from "./content-security.ts";
import { withLaterScripts } from "./later-scripts.ts";
import { encodingFor } from "./ready-answer.ts";

const PAGES = /^(?:\/en)?\/cart(?:\?|$)/;

/** Whether the request asks for such a page. The web is then asked for plain bytes. */
export const asksForOwnPage = ({ method, url, headers }: Asked): boolean =>
  method === "GET" && headers.rsc === undefined && PAGES.test(url ?? "");

type Asked = Pick<FastifyRequest["raw"], "method" | "url" | "headers">;

const packBrotli = promisify(brotliCompress);
const packGzip = promisify(gzip);
/** A page of one visitor is packed for each view: quicker, and hardly larger than a kept one. */
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

/** @param reply has the status and the headers of the web's response */
export async function sendOwnPage(
  request: FastifyRequest,
  reply: FastifyReply,
  body: Readable,
): Promise<FastifyReply> {
  const nonce = nonceOf(String(reply.getHeader("content-security-policy") ?? ""));
  const isPage = String(reply.getHeader("content-type") ?? "").startsWith("text/html");
  if (!isPage || nonce === null) return reply.send(body);
  const page = Buffer.from(withLaterScripts((await buffer(body)).toString(), nonce));
  reply.removeHeader("content-length").removeHeader("etag").header("vary", "Accept-Encoding, Cookie, RSC");
  const encoding = encodingFor(request.headers["accept-encoding"]);
  if (encoding === "identity") return reply.send(page);
  const packed = encoding === "br" ? await packBrotli(page, QUALITY) : await packGzip(page);
  return reply.header("content-encoding", encoding).send(packed);
}
