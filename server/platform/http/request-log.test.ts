import { Writable } from "node:stream";
import type { FastifyBaseLogger } from "fastify";
import { expect, test } from "vitest";
import { createLog } from "../log.ts";
import { requestLog } from "./request-log.ts";

/** A log and the lines that it has written. */
function written(level: string): { readonly log: FastifyBaseLogger; readonly lines: object[] } {
  const lines: object[] = [];
  const output = new Writable({
    write(line: Buffer, _encoding, done) {
      lines.push(JSON.parse(line.toString()));
      done();
    },
  });
  return { log: createLog(level, {}, output) as FastifyBaseLogger, lines };
}

test("each line of a request names its id, and so do the lines of its children", () => {
  const { log, lines } = written("info");
  const own = requestLog(log, { reqId: "one" });
  own.warn({ page: "/" }, "first");
  own.child({ peer: "orders" }).error("second");
  own.debug("not asked for");
  expect(lines).toEqual([
    expect.objectContaining({ reqId: "one", page: "/", msg: "first" }),
    expect.objectContaining({ reqId: "one", peer: "orders", msg: "second" }),
  ]);
});

test("a route's own level counts", () => {
  const { log, lines } = written("info");
  const own = requestLog(log, { reqId: "two" }, { level: "warn" });
  own.info("passed on");
  own.warn({}, "lost");
  expect(lines).toEqual([expect.objectContaining({ reqId: "two", msg: "lost" })]);
});

test("a request that logs nothing makes no log", () => {
  const { log } = written("info");
  let made = 0;
  const parent = Object.assign(Object.create(log), {
    child: () => {
      made += 1;
      return log;
    },
  });
  const own = requestLog(parent, { reqId: "three" });
  expect(made).toBe(0);
  own.info("one line");
  own.info("another");
  expect(made).toBe(1);
});
