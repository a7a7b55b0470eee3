/**
 * Writes that arrive together share one statement: one round trip and one commit instead of many.
 *
 * Always: a write is in one statement at a time, and two writes of one id are never in the same statement.
 * Failure: a statement that breaks a rule of the database has changed nothing, so its writes run again, each
 * on its own, and only those at fault fail. After any other error the outcome may be unknown: all of them
 * fail, and none is repeated.
 */
import type { BatchScheduler } from "../batch-scheduler.ts";
import { batchRequests } from "../batching.ts";
import { isBrokenRule } from "./failures.ts";

export interface RowWithId {
  readonly id: string;
}

/** Statements of one kind that run at a time. Writes that arrive meanwhile go together in the next. */
const CONCURRENCY = 2;

type Written<Row> = { readonly row: Row | null } | { readonly error: unknown };

/**
 * Returns a function that writes one row and returns the row of the same id, or null. `run` writes many, of
 * different ids, and returns at most one row for each, in any order.
 */
export function batchWrites<Input extends RowWithId, Row extends RowWithId>(
  run: (rows: readonly Input[]) => Promise<readonly Row[]>,
  scheduler: BatchScheduler,
): (row: Input) => Promise<Row | null> {
  async function write(rows: readonly Input[]): Promise<Written<Row>[]> {
    try {
      const byId = new Map((await run(rows)).map((row) => [row.id, row]));
      return rows.map(({ id }) => ({ row: byId.get(id) ?? null }));
    } catch (error) {
      if (rows.length === 1 || !isBrokenRule(error)) return rows.map(() => ({ error }));
      return (await Promise.all(rows.map((row) => write([row])))).flat();
    }
  }

  const batch = batchRequests(
    async (requests: readonly Request<Input>[]) => {
      const written = new Map<Input, Written<Row>>();
      let waiting = requests.map(({ row }) => row);
      while (waiting.length > 0) {
        const [now, later] = firstOfEachId(waiting);
        const outcomes = await write(now);
        now.forEach((row, at) => {
          const outcome = outcomes[at];
          if (outcome) written.set(row, outcome);
        });
        waiting = later;
      }
      return requests.map(({ row }) => written.get(row) ?? { error: new Error("a write has no outcome") });
    },
    { scheduler, concurrency: CONCURRENCY },
  );

  return async (row) => {
    const written = await batch({ row, keys: [row.id] });
    if ("error" in written) throw written.error;
    return written.row;
  };
}

interface Request<Input> {
  readonly keys: readonly [string];
  readonly row: Input;
}

function firstOfEachId<Input extends RowWithId>(rows: readonly Input[]): [now: Input[], later: Input[]] {
  const now = [...new Map(rows.toReversed().map((row) => [row.id, row])).values()];
  const chosen = new Set(now);
  return [now, rows.filter((row) => !chosen.has(row))];
}
