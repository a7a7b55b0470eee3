/**
 * The handle to a PostgreSQL database. Functions that read or change one row set take `Queryable`; a function that
 * holds a lock or must be part of something larger takes a `Transaction`, so that the compiler sees to it.
 */
import pg from "pg";
import { batchLookups } from "../batching.ts";
import { retryConflicts, translateError } from "./failures.ts";
import type { PreparedStatement } from "./prepared.ts";

// bigint: money and counters stay below 2^53, so a number is exact.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

export interface Queryable {
  /** Runs the statement and answers its rows. */
  rows<Params, Row>(statement: PreparedStatement<Params, Row>, params: Params): Promise<Row[]>;
  /** The first row, or null. */
  first<Params, Row>(statement: PreparedStatement<Params, Row>, params: Params): Promise<Row | null>;
}

declare const inTransaction: unique symbol;
export interface Transaction extends Queryable {
  readonly [inTransaction]: true;
}

export interface Db extends Queryable {
  /** Runs `work` in one transaction (read committed); retries it as a whole, at most 3 times, on a deadlock. */
  transaction<Result>(work: (trx: Transaction) => Promise<Result>): Promise<Result>;
  /**
   * The same database, without waiting until the commit is on disk: for writes whose loss in a crash of the database
   * server is harmless, because they are repeated, or because a later write that is waited for carries them along (the
   * log of one server is written in order). A crash of our own process loses nothing.
   */
  readonly relaxed: Queryable;
  /**
   * The rows of these ids. Look-ups that arrive while one runs are folded into the next (platform/folding.ts), so that
   * under load one round trip serves many; each begins after it was asked for, so it sees what was written before.
   */
  lookUp<Row extends { readonly id: string }>(
    statement: PreparedStatement<{ ids: string[] }, Row>,
    ids: readonly string[],
  ): Promise<Row[]>;
  /** Runs SQL text as it is: migrations and set-up only. */
  script(text: string): Promise<void>;
  /** For libraries that need the driver's pool (graphile-worker). */
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

export interface DbOptions {
  readonly url: string;
  /** Connections at most. */
  readonly size?: number;
  /** Seen in pg_stat_activity. */
  readonly name?: string;
  /** Milliseconds a statement may wait for a row lock before the caller is told to try later. */
  readonly lockTimeoutMs?: number;
  readonly onIdleError?: (error: Error) => void;
}

export function connect(options: DbOptions): Db {
  const size = options.size ?? 12;
  const pool = openPool(options, size, "");
  const relaxedPool = openPool(options, Math.max(2, Math.ceil(size / 2)), " -c synchronous_commit=off");
  const direct = queryable(pool);
  return {
    ...direct,
    lookUp: foldedLookUps(direct),
    relaxed: queryable(relaxedPool),
    pool,
    transaction: (work) => retryConflicts(() => inOneTransaction(pool, work)),
    async script(text) {
      await pool.query(text).catch(translateError);
    },
    async close() {
      await Promise.all([pool.end(), relaxedPool.end()]);
    },
  };
}

/** One folding for each statement. */
function foldedLookUps({ rows }: Queryable): Db["lookUp"] {
  const folds = new Map<unknown, (ids: readonly string[]) => Promise<{ readonly id: string }[]>>();
  return <Row extends { readonly id: string }>(
    statement: PreparedStatement<{ ids: string[] }, Row>,
    ids: readonly string[],
  ) => {
    const fold = folds.get(statement) ?? batchLookups((all) => rows(statement, { ids: all }));
    folds.set(statement, fold);
    // The map holds, for each statement, the folding of its own rows. Some clients write ids in capitals; rows never do.
    return fold(ids.map((id) => id.toLowerCase())) as Promise<Row[]>;
  };
}

function openPool(
  { url, name = "jangteo", lockTimeoutMs = 5_000, onIdleError = () => {} }: DbOptions,
  size: number,
  more: string,
): pg.Pool {
  // Statements find their rows by key, so one plan fits all values; planning the larger ones anew takes longer than running.
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    application_name: name,
    connectionTimeoutMillis: 5_000,
    // A connection whose other end has vanished must not keep a statement, and all that is folded behind it, for minutes.
    query_timeout: 35_000,
    keepAlive: true,
    idleTimeoutMillis: 60_000,
    options: `-c lock_timeout=${lockTimeoutMs} -c statement_timeout=30000 -c TimeZone=UTC -c plan_cache_mode=force_generic_plan${more}`,
  });
  pool.on("error", onIdleError);
  // A connection that breaks while it is checked out rejects its statement; the event itself says nothing more.
  pool.on("connect", (client) => client.on("error", onIdleError));
  return pool;
}

function queryable(executor: pg.Pool | pg.PoolClient): Queryable {
  async function rows<Params, Row>(statement: PreparedStatement<Params, Row>, params: Params): Promise<Row[]> {
    const result = await executor.query(statement.bind(params)).catch(translateError);
    return result.rows;
  }
  return {
    rows,
    async first(statement, params) {
      return (await rows(statement, params))[0] ?? null;
    },
  };
}

async function inOneTransaction<Result>(
  pool: pg.Pool,
  work: (trx: Transaction) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect().catch(translateError);
  let broken: Error | undefined;
  try {
    await client.query("BEGIN").catch(translateError);
    const result = await work(queryable(client) as Transaction);
    await client.query("COMMIT").catch(translateError);
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
