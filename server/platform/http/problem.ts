/** Problem answers (RFC 9457): `application/problem+json` in Korean or English, with a stable `code`. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { DomainError, type InputProblem } from "../errors.ts";
import type { Language } from "../language.ts";
import { inputMessage } from "./input-texts.ts";

/** The status and texts that a client gets for a code. */
export interface ProblemText {
  readonly status: number;
  readonly ko: string;
  readonly en: string;
}
export type ProblemTexts = Readonly<Record<string, ProblemText>>;

/** Where the pages about codes are: `/api/docs/errors/not-found`. */
export const PROBLEM_PAGES = "/api/docs/errors";
export const problemSlug = (code: string): string => code.toLowerCase().replaceAll("_", "-");

declare module "fastify" {
  interface FastifyInstance {
    /** The absolute address of the pages about codes. */
    problemPages: string;
  }
}

/** Returns the language of the answer: Korean unless the client prefers English. */
export function languageOf({ headers }: Pick<FastifyRequest, "headers">): Language {
  const header = headers["accept-language"];
  if (!header) return "ko";
  const known = knownLanguages.get(header);
  if (known) return known;
  const language = readLanguage(header);
  if (knownLanguages.size < 200 && header.length < 200) knownLanguages.set(header, language);
  return language;
}

/** The header has a few values in practice; their meanings are remembered. */
const knownLanguages = new Map<string, Language>();

function readLanguage(header: string): Language {
  const best = header
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
      const weight = parameters.map((each) => each.trim()).find((each) => each.startsWith("q="));
      return { tag: tag.slice(0, 2), q: weight ? Number(weight.slice(2)) : 1 };
    })
    .filter(({ tag, q }) => (tag === "ko" || tag === "en") && q > 0)
    .sort((a, b) => b.q - a.q)[0];
  return best?.tag === "en" ? "en" : "ko";
}

/** Sends an error. A code without a text is logged and sent as INTERNAL (500). */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  texts: ProblemTexts,
  error: DomainError,
): FastifyReply {
  const text = texts[error.code];
  if (!text) {
    request.log.error({ err: error, code: error.code }, "an error code without a text");
    return sendProblem(request, reply, texts, new DomainError("INTERNAL"));
  }
  const { retryAfter = 1 } = error.details;
  if (text.status === 503 || text.status === 429) reply.header("retry-after", String(retryAfter));
  // RFC 9110 §15.5.2: a 401 says how to prove who one is.
  if (text.status === 401) reply.header("www-authenticate", "Bearer");
  const language = languageOf(request);
  const { problemPages } = request.server;
  return reply
    .code(text.status)
    .type("application/problem+json")
    .header("cache-control", "no-store")
    .header("content-language", language)
    .serializer(JSON.stringify)
    .send(problemBody(error, { texts, problemPages, requestId: request.id, language }));
}

interface ProblemContext {
  readonly texts: ProblemTexts;
  /** The absolute address of the pages about codes. */
  readonly problemPages: string;
  readonly requestId: string;
  readonly language: Language;
}

/** Returns the body of a problem. Throws an Error for a code without a text. */
export function problemBody(
  error: DomainError,
  { texts, problemPages, requestId, language }: ProblemContext,
) {
  const text = texts[error.code];
  if (!text) throw new Error(`the error code ${error.code} has no text`);
  return {
    // Absolute, as RFC 9457 §3.1.1 recommends: it leads to the page from a log or a message too.
    type: `${problemPages}/${problemSlug(error.code)}`,
    title: text[language],
    status: text.status,
    code: error.code,
    requestId,
    ...publicDetails(error, language),
  };
}

/** Returns the details for the client: problems of an input get texts in its language. */
function publicDetails({ code, details }: DomainError, language: Language) {
  if (code !== "INVALID_INPUT") return details;
  const errors = (details.errors ?? []) as readonly InputProblem[];
  const withWords = errors.map((problem) => ({
    pointer: problem.pointer,
    code: problem.code,
    message: inputMessage(problem, language),
  }));
  return { ...details, errors: withWords };
}
