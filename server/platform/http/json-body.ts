/**
 * Reads JSON bodies: only UTF-8, and no key that JavaScript treats specially (`__proto__`). Of a route that
 * says so, the text is kept beside the object, because a signature covers it byte for byte.
 */
import { isUtf8 } from "node:buffer";
import type { FastifyInstance, FastifyRequest } from "fastify";

/**
 * Bytes of a body that staff send whole: more than the limit of all other bodies (`app.ts`). A route whose
 * own schema lets more pass than that limit names it.
 */
export const LARGE_BODY_BYTES = 8 * 1024 * 1024;

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

declare module "fastify" {
  interface FastifyContextConfig {
    /** `rawBodyOf` returns the body as it came. Default: it does not. */
    keepsRawBody?: true;
  }
}

const rawBodies = new WeakMap<object, string>();

/** The text of the body; empty without one, and for a route that does not keep it. */
export const rawBodyOf = (request: FastifyRequest): string => rawBodies.get(request) ?? "";

type Done = (error: Error | null, body?: unknown) => void;

export function parseJsonBody(app: { getDefaultJsonParser: FastifyInstance["getDefaultJsonParser"] }) {
  const parse = app.getDefaultJsonParser("error", "error");
  return (request: FastifyRequest, body: Buffer, done: Done): void => {
    // Many clients name the type of every request, also of one without a body.
    if (body.length === 0) return void done(null);
    const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(request.headers["content-type"] ?? "")?.[1];
    // Other bytes would become wrong characters. A common mistake is CP949 that is sent as UTF-8.
    const readable = (charset === undefined || charset.toLowerCase() === "utf-8") && isUtf8(body);
    // RFC 8259 §8.1: JSON does not begin with a byte order mark.
    if (readable && !body.subarray(0, 3).equals(BYTE_ORDER_MARK)) {
      const text = body.toString("utf8");
      if (request.routeOptions.config.keepsRawBody) rawBodies.set(request, text);
      parse(request, text, done);
    } else done(Object.assign(new Error("the body is not JSON in UTF-8"), { statusCode: 400 }));
  };
}
