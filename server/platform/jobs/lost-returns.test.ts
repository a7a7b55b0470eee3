import { sql } from "kysely";
import { expect, inject, test, vi } from "vitest";
import { startWire } from "../../../tests/support/wire.ts";
import { connect } from "../db/db.ts";
import { prepared } from "../db/prepared.ts";
import { createLog } from "../log.ts";
import { createMetrics } from "../metrics.ts";
import { cloneDatabase } from "../testing/cluster.ts";
import { subscribe } from "./events.ts";
import { startWorker } from "./worker.ts";

/** More jobs, of 25 events at most each, than run at a time and the next ones. */
const EVENTS = 500;
const publishMany = prepared<object, never>(
  () => sql`
    SELECT platform.publish('a', 1, jsonb_build_object('at', at))
    FROM generate_series(1, ${sql.lit(EVENTS)}) AS at`,
);

test("a process outlives a queue that could not give its jobs back, and they are done", async () => {
  const database = await cloneDatabase(inject("clusterUrl"));
  const wire = await startWire(database.url);
  const near = connect({ url: database.url, size: 4 });
  const db = connect({ url: wire.url, size: 8 });
  const log = createLog("silent", {});
  const logged = vi.spyOn(log, "error");
  const begun = Promise.withResolvers<void>();
  const [first, others] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let isCut = false;
  const delivered = new Set<number>();

  await subscribe(near, "catalog", ["a"]);
  await near.rows(publishMany, {});
  const worker = await startWorker({
    db,
    log,
    metrics: createMetrics(),
    repeating: [],
    async deliver(_consumer, { payload }) {
      begun.resolve();
      await (isCut ? others : first).promise;
      delivered.add((payload as { at: number }).at);
    },
  });
  await begun.promise;
  await wire.cut();
  isCut = true;
  // The results cannot be stored, which ends the queue while it has more jobs.
  first.resolve();
  await vi.waitFor(
    () =>
      expect(logged.mock.calls.map(([, message]) => message)).toContain(
        "the jobs of an ended queue wait for another one to take them",
      ),
    { timeout: 60_000 },
  );
  await wire.mend();
  others.resolve();
  await vi.waitFor(() => expect(delivered.size).toBe(EVENTS), { timeout: 60_000 });

  await worker.stop();
  for (const each of [db, near]) await each.close();
  await wire.close();
  await database.drop();
});
