/**
 * The handle to a PostgreSQL database. A function that runs one statement takes a `Queryable`. A function
 * that holds a lock, or must be part of a larger change, takes a `Transaction`: the compiler enforces it.
 */
import pg from "pg";
import { atOnce, type BatchScheduler, createBatchScheduler } from "../batch-scheduler.ts";
import { batchLookups } from "../batching.ts";
import { inSpan, isTracing } from "../tracing.ts";
import { batchWrites, type RowWithId } from "./batched-writes.ts";
import { retryConflicts, translateError } from "./failures.ts";
import { DEFAULT_POOL_SIZE, relaxedSizeOf } from "./pool-sizes.ts";
import type { BoundStatement, PreparedStatement, RowsStatement } from "./prepared.ts";

// bigint: money and counters stay below 2^53, so a number is exact.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

export interface Queryable {
  /**
   * Runs the statement and returns its rows. Throws DATABASE_UNAVAILABLE if the database is away or busy,
   * STORAGE_FULL if its disk is full. Outside a transaction the victim of a deadlock runs again.
   */
  rows<Params, Row>(statement: PreparedStatement<Params, Row>, params: Params): Promise<Row[]>;
  /** Runs the statement and returns its first row, or null. */
  first<Params, Row>(statement: PreparedStatement<Params, Row>, params: Params): Promise<Row | null>;
}

declare const inTransaction: unique symbol;
export interface Transaction extends Queryable {
  readonly [inTransaction]: true;
}

export interface Writer extends Queryable {
  /**
   * Writes a row and returns what the statement returns for its id, or null. Rows that arrive while a
   * statement runs are written together (`batched-writes.ts`), so that under load one commit serves many.
   */
  write<Input extends RowWithId, Row extends RowWithId>(
    statement: RowsStatement<Input, Row>,
    row: Input,
  ): Promise<Row | null>;
}

export interface Db extends Writer {
  /**
   * Runs `work` in one transaction (read committed) and returns its result. After a deadlock the whole of
   * `work` runs again, at most 3 times in all.
   */
  transaction<Result>(work: (trx: Transaction) => Promise<Result>): Promise<Result>;
  /**
   * The same database, without waiting until a commit is on disk. For writes that a crash of the database
   * server may lose: they are repeated, or a later write waits for the disk and carries them along, because
   * one server writes its log in order. A crash of our own process loses nothing.
   */
  readonly relaxed: Writer;
  /**
   * Returns the rows of these ids. Look-ups that arrive while one runs are batched (`batching.ts`), so that
   * under load one round trip serves many. The statement starts after the call, so it sees earlier writes.
   */
  lookUp<Row extends { readonly id: string }>(
    statement: PreparedStatement<{ ids: string[] }, Row>,
    ids: readonly string[],
  ): Promise<Row[]>;
  /**
   * As `lookUp`, but waits for no other kind of batch: for a page that gives the answer up after some
   * milliseconds.
   */
  lookUpAtOnce: Db["lookUp"];
  /** Of all batches that use this database: those of `lookUp` and `write`, and those that modules make. */
  readonly batches: BatchScheduler;
  /** Runs SQL text as it is: migrations and set-up only. */
  script(text: string): Promise<void>;
  /** The driver's own pool: for sessions that are kept, and for tests. */
  readonly pool: pg.Pool;
  /** That of `relaxed`: for the bookkeeping of the job queue (`jobs/queue.ts`). */
  readonly relaxedPool: pg.Pool;
  /** `host/database`: for logs and metrics. */
  readonly name: string;
  /** Returns how the connections of both pools are used now. */
  usage(): readonly PoolUsage[];
  close(): Promise<void>;
}

export interface PoolUsage {
  readonly pool: "main" | "relaxed";
  readonly inUse: number;
  readonly max: number;
  /** Statements that wait for a connection. */
  readonly waiting: number;
}

export interface DbOptions {
  readonly url: string;
  /** Connections at most. Default 12. The pool of `relaxed` has half as many on top, and at least five. */
  readonly size?: number;
  /** Seen in pg_stat_activity. */
  readonly name?: string;
  /** Milliseconds a statement waits for a row lock before it throws DATABASE_UNAVAILABLE. Default 5,000. */
  readonly lockTimeoutMs?: number;
  readonly onIdleError?: (error: Error) => void;
}

/** Opens a database. It connects at the first statement. */
export function connect(options: DbOptions): Db {
  const size = options.size ?? DEFAULT_POOL_SIZE;
  const pool = openPool(options, size, "");
  const relaxedPool = openPool(options, relaxedSizeOf(size), " -c synchronous_commit=off");
  const batches = createBatchScheduler();
  const direct = withWrites(withRetries(queryable(pool)), batches);
  return {
    ...direct,
    lookUp: batchedLookUps(direct, batches),
    lookUpAtOnce: batchedLookUps(direct, atOnce),
    relaxed: withWrites(withRetries(queryable(relaxedPool)), batches),
    batches,
    pool,
    relaxedPool,
    name: nameOf(options.url),
    usage: () => [usageOf("main", pool), usageOf("relaxed", relaxedPool)],
    transaction: (work) => retryConflicts(() => inOneTransaction(pool, work)),
    async script(text) {
      await pool.query(text).catch(translateError);
    },
    async close() {
      await Promise.all([pool.end(), relaxedPool.end()]);
    },
  };
}

function nameOf(url: string): string {
  const { hostname, pathname } = new URL(url);
  return `${hostname}${decodeURIComponent(pathname)}`;
}

const usageOf = (name: PoolUsage["pool"], { totalCount, idleCount, waitingCount, options }: pg.Pool) => ({
  pool: name,
  inUse: totalCount - idleCount,
  max: options.max,
  waiting: waitingCount,
});

/** Makes one batcher for each statement. */
function batchedLookUps({ rows }: Queryable, batches: BatchScheduler): Db["lookUp"] {
  const batchers = new Map<unknown, (ids: readonly string[]) => Promise<{ readonly id: string }[]>>();
  return <Row extends { readonly id: string }>(
    statement: PreparedStatement<{ ids: string[] }, Row>,
    ids: readonly string[],
  ) => {
    const lookUp = batchers.get(statement) ?? batchLookups((all) => rows(statement, { ids: all }), batches);
    batchers.set(statement, lookUp);
    // The batcher of a statement returns rows of its type. Some clients write ids in capitals; rows never do.
    return lookUp(ids.map((id) => id.toLowerCase())) as Promise<Row[]>;
  };
}

/** Adds `write`, with one batcher for each statement. */
function withWrites(queryable: Queryable, batches: BatchScheduler): Writer {
  const batchers = new Map<unknown, (row: RowWithId) => Promise<RowWithId | null>>();
  return {
    ...queryable,
    write: <Input extends RowWithId, Row extends RowWithId>(
      statement: RowsStatement<Input, Row>,
      row: Input,
    ) => {
      const known = batchers.get(statement) as ((row: Input) => Promise<Row | null>) | undefined;
      const write =
        known ?? batchWrites((rows: readonly Input[]) => queryable.rows(statement, { rows }), batches);
      // The batcher of a statement takes and returns rows of its types.
      if (!known) batchers.set(statement, write as (row: RowWithId) => Promise<RowWithId | null>);
      return write(row);
    },
  };
}

function openPool(
  { url, name = "jangteo", lockTimeoutMs = 5_000, onIdleError = () => {} }: DbOptions,
  size: number,
  moreOptions: string,
): pg.Pool {
  const timeouts = `-c lock_timeout=${lockTimeoutMs} -c statement_timeout=30000`;
  // Statements find rows by key, so one plan fits all values. Planning can take longer than running.
  const plans = "-c plan_cache_mode=force_generic_plan";
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    application_name: name,
    connectionTimeoutMillis: 5_000,
    // A connection that lost its other end must not block a statement and its next batch for minutes.
    query_timeout: 35_000,
    keepAlive: true,
    idleTimeoutMillis: 60_000,
    options: `${timeouts} -c TimeZone=UTC ${plans}${moreOptions}`,
  });
  const report = (error: Error): void => {
    // The driver adds the connection, with the text of its statements: too much for a log.
    if ("client" in error) Object.defineProperty(error, "client", { enumerable: false });
    onIdleError(error);
  };
  pool.on("error", report);
  // A connection that breaks while in use rejects its statement with the same error.
  pool.on("connect", (client) => client.on("error", report));
  return pool;
}

/** For statements on their own: one that met a conflict has changed nothing. */
function withRetries({ rows, first }: Queryable): Queryable {
  return {
    rows: (statement, params) => retryConflicts(() => rows(statement, params)),
    first: (statement, params) => retryConflicts(() => first(statement, params)),
  };
}

function queryable(executor: pg.Pool | pg.PoolClient): Queryable {
  async function rows<Params, Row>(
    statement: PreparedStatement<Params, Row>,
    params: Params,
  ): Promise<Row[]> {
    const bound = statement.bind(params);
    const query = () => executor.query(bound);
    const result = await (isTracing() ? inStatementSpan(bound, query) : query()).catch(translateError);
    return result.rows;
  }
  return {
    rows,
    async first(statement, params) {
      return (await rows(statement, params))[0] ?? null;
    },
  };
}

/** The text holds no values: they are bound. */
const inStatementSpan = <T>({ text }: BoundStatement, work: () => Promise<T>): Promise<T> => {
  const operation = /\w+/.exec(text)?.[0] ?? "statement";
  const attributes = { "db.system.name": "postgresql", "db.query.text": text };
  return inSpan(operation, "CLIENT", attributes, work);
};

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
