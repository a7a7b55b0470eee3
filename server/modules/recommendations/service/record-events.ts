/** Stores events. Requests that arrive together are stored by one statement; no page waits for it. */
import { atOnce } from "../../../platform/batch-scheduler.ts";
import { batchRequests } from "../../../platform/batching.ts";
import type { Db } from "../../../platform/db/db.ts";
import * as queries from "../event-queries.ts";
import type { EventType, StoredEvent } from "../interactions.ts";
import type { Measures } from "../metrics.ts";

/** Resolves when the events are stored. A repeat of an event changes nothing. */
export type RecordEvents = (events: readonly StoredEvent[]) => Promise<void>;

interface EventBatch {
  readonly keys: readonly string[];
  readonly events: readonly StoredEvent[];
}

const DAY_MS = 86_400_000;

const dayOf = ({ at }: StoredEvent): string => at.slice(0, 10);

export function eventRecorder(
  db: Db,
  measures: Measures,
  { simulated = false }: { readonly simulated?: boolean } = {},
): RecordEvents {
  /** Days whose partition is there. */
  const opened = new Set<string>();

  async function openDays(events: readonly StoredEvent[]): Promise<void> {
    for (const day of new Set(events.map(dayOf))) {
      if (opened.has(day)) continue;
      await db.rows(queries.openDay, { day });
      opened.add(day);
    }
  }

  async function store(batch: readonly EventBatch[]): Promise<boolean[]> {
    const byId = new Map(batch.flatMap(({ events }) => events.map((event) => [event.id, event] as const)));
    const events = [...byId.values()];
    await openDays(events);
    const oldest = Math.min(...events.map(({ at }) => Date.parse(at)));
    const parameters = {
      events: JSON.stringify(events),
      // A client may repeat an event with another time.
      since: new Date(oldest - 8 * DAY_MS),
      simulated,
    };
    const stored = await db.transaction(async (trx) => {
      await trx.rows(queries.lockEvents, {});
      return trx.rows(queries.insertEvents, parameters);
    });
    for (const { type, stored: count } of stored) measures.events.inc({ type: type as EventType }, count);
    return batch.map(() => true);
  }

  // It waits for the disk, and for other processes: a purchase must not wait for it.
  const inBatches = batchRequests(store, { scheduler: atOnce, concurrency: 1 });
  return async (events) => {
    if (events.length > 0) await inBatches({ keys: [], events });
  };
}
