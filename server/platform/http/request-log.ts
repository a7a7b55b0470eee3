/**
 * The log of a request, which puts the request's id into each line. It is made when the request first logs:
 * most requests never do, and making it is a thirtieth of the processor time of a response from memory.
 */
import type { FastifyBaseLogger } from "fastify";
import type { Bindings, ChildLoggerOptions, LogFn } from "pino";

interface UnmadeLog {
  readonly parent: FastifyBaseLogger;
  readonly bindings: Bindings;
  readonly options: ChildLoggerOptions | undefined;
  made: FastifyBaseLogger | undefined;
}

function logOf(unmade: UnmadeLog): FastifyBaseLogger {
  unmade.made ??= unmade.parent.child(unmade.bindings, unmade.options);
  return unmade.made;
}

type Level = "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";

const writes = (level: Level) =>
  function (this: UnmadeLog, ...line: Parameters<LogFn>): void {
    logOf(this)[level](...line);
  };

const methods = {
  fatal: writes("fatal"),
  error: writes("error"),
  warn: writes("warn"),
  info: writes("info"),
  debug: writes("debug"),
  trace: writes("trace"),
  silent: writes("silent"),
  child(this: UnmadeLog, ...own: [bindings: Bindings, options?: ChildLoggerOptions]): FastifyBaseLogger {
    return logOf(this).child(...own);
  },
};

/** For Fastify's `childLoggerFactory`. Its `level` is that of the app. */
export function requestLog(
  parent: FastifyBaseLogger,
  bindings: Bindings,
  options?: ChildLoggerOptions,
): FastifyBaseLogger {
  const unmade = { __proto__: methods, level: parent.level, parent, bindings, options, made: undefined };
  return unmade as unknown as FastifyBaseLogger;
}
