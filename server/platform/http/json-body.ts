/** Reads JSON bodies: UTF-8 alone, and nothing that JavaScript would take for more than data (`__proto__`). */
import { isUtf8 } from "node:buffer";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { DomainError } from "../errors.ts";

type Done = (error: Error | null, body?: unknown) => void;

export function parseJsonBody(app: { getDefaultJsonParser: FastifyInstance["getDefaultJsonParser"] }) {
  const parse = app.getDefaultJsonParser("error", "error");
  return (request: FastifyRequest, body: Buffer, done: Done): void => {
    const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(request.headers["content-type"] ?? "")?.[1];
    // Bytes that are no UTF-8 would become other characters than were meant: CP949 sent as UTF-8 is a common slip.
    if (charset !== undefined && charset.toLowerCase() !== "utf-8") done(new DomainError("UNSUPPORTED_MEDIA_TYPE"));
    else if (!isUtf8(body)) done(Object.assign(new Error("the body is not UTF-8"), { statusCode: 400 }));
    else parse(request, body.toString("utf8"), done);
  };
}
