/**
 * Answers from memory that are given before Fastify sees the request: its router, its hooks and its reply
 * took about a third of the processor time of such an answer.
 *
 * Always: an early answer is the one that its route would give, with the same headers. What a rule could
 * judge is left to the routes: any method but GET, a body, a condition, a range, fields that two programs
 * could read differently. Who asks, and in what form, is judged by those who keep the answers (`FindAnswer`).
 */
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { REQUEST_ID_HEADER } from "../trace.ts";
import { ambiguityOf } from "./ambiguity.ts";

export interface EarlyAnswer {
  /** The route that would have answered, as the metrics name it. */
  readonly route: string;
  readonly status: number;
  /** The answer's own. The same object comes with the same bytes: what is sent of it is made once. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

/** Returns the answer if it is in memory. After null the routes answer, as if it had not been asked. */
export type FindAnswer = (request: IncomingMessage) => EarlyAnswer | null;

/** Is told of each early answer, as an `onResponse` hook is told of the others. */
export type ObserveAnswer = (route: string, status: number, seconds: number) => void;

export interface EarlyAnswers {
  add(find: FindAnswer): void;
  observe(observe: ObserveAnswer): void;
  /** From now on the routes answer each request. */
  stop(): void;
}

export interface EarlyAnswerOptions {
  readonly requestIdOf: (request: IncomingMessage) => string;
  /** The headers that all answers of the route have, besides the request's id. */
  readonly headersFor: (route: string) => Readonly<Record<string, string>>;
}

export function createEarlyAnswers({ requestIdOf, headersFor }: EarlyAnswerOptions) {
  let finders: readonly FindAnswer[] = [];
  let isStopped = false;
  let observe: ObserveAnswer = () => undefined;
  /** By the headers of the answer: names and values in turn. */
  const fields = new WeakMap<EarlyAnswer["headers"], readonly string[]>();

  const early: EarlyAnswers = {
    add(finder) {
      finders = [...finders, finder];
    },
    observe(observer) {
      observe = observer;
    },
    stop() {
      isStopped = true;
    },
  };

  function find(request: IncomingMessage): EarlyAnswer | null {
    if (isStopped || !isPlain(request)) return null;
    for (const each of finders) {
      const answer = each(request);
      if (answer) return answer;
    }
    return null;
  }

  function fieldsOf({ route, headers, bytes }: EarlyAnswer): readonly string[] {
    const known = fields.get(headers);
    if (known) return known;
    const all = { ...headersFor(route), ...headers, "content-length": String(bytes.length) };
    const made = Object.entries(all).flat();
    fields.set(headers, made);
    return made;
  }

  /** Makes the server of an app whose routes are behind `routes`. */
  function serve(routes: RequestListener): Server {
    return createServer((request, response) => {
      const begun = performance.now();
      const answer = find(request);
      if (!answer) return routes(request, response);
      const { route, status, bytes } = answer;
      response.writeHead(status, [REQUEST_ID_HEADER, requestIdOf(request), ...fieldsOf(answer)]);
      response.end(bytes);
      observe(route, status, (performance.now() - begun) / 1000);
    });
  }

  return { early, serve };
}

/** Fields with which the routes answer otherwise, or read a body. */
const CONDITIONS = [
  ...["if-none-match", "if-match", "if-modified-since", "if-unmodified-since", "if-range", "range"],
  ...["content-length", "transfer-encoding", "content-type", "expect", "upgrade"],
] as const;

function isPlain(request: IncomingMessage): boolean {
  if (request.method !== "GET") return false;
  const { headers } = request;
  for (const name of CONDITIONS) if (headers[name] !== undefined) return false;
  return ambiguityOf(request) === null;
}
