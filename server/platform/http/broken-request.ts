/** Answers requests that never become one: headers that are too large, too slow, or no HTTP. */
import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { DomainError, inputError, inputProblem } from "../errors.ts";
import { type ProblemTexts, problemBody } from "./problem.ts";

interface ConnectionError extends Error {
  readonly code?: string;
}

/**
 * Writes a problem to the socket and closes it. No header was read, so the language is Korean. The body is
 * short, so that the client gets it whole before the connection ends.
 */
export function answerBrokenRequest(
  error: ConnectionError,
  socket: Socket,
  texts: ProblemTexts,
  problemPages: string,
): void {
  // The client has gone, or an answer is on its way already.
  if (error.code === "ECONNRESET" || socket.destroyed || !socket.writable) return void socket.destroy();
  const requestId = randomUUID();
  const body = problemBody(problemOf(error), { texts, problemPages, requestId, language: "ko" });
  const json = JSON.stringify(body);
  socket.end(
    [
      `HTTP/1.1 ${body.status} ${STATUS_CODES[body.status]}`,
      "content-type: application/problem+json",
      `content-length: ${Buffer.byteLength(json)}`,
      "content-language: ko",
      "cache-control: no-store",
      `x-request-id: ${requestId}`,
      "x-content-type-options: nosniff",
      "connection: close",
      "",
      json,
    ].join("\r\n"),
  );
}

function problemOf({ code }: ConnectionError): DomainError {
  if (code === "HPE_HEADER_OVERFLOW") return new DomainError("HEADERS_TOO_LARGE");
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return new DomainError("REQUEST_TIMEOUT");
  return inputError([inputProblem("", "HTTP")]);
}
