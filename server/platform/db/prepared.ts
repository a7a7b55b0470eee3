/**
 * SQL statements, compiled once. `prepared` runs Kysely's compiler at first use and keeps the text and the
 * order of the parameters, so that a call on a hot path builds no query. PostgreSQL keeps the plan under the
 * statement's name.
 */
import { createHash } from "node:crypto";
import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
  sql,
} from "kysely";

/** A Kysely without a database: it only compiles. */
const compiler = new Kysely<Record<string, never>>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** The place in a compiled statement for the value of `params[name]`. */
class Placeholder {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

export type PlaceholdersOf<Params> = { readonly [Name in keyof Params]-?: RawBuilder<Params[Name]> };

/** A statement for the driver: the name under which PostgreSQL keeps its plan, the text, the values. */
export interface BoundStatement {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

/** A statement with parameters of type `Params` and rows of type `Row`. */
export interface PreparedStatement<Params, Row> {
  bind(params: Params): BoundStatement;
  /** Never set: it carries the row type. */
  readonly row?: Row;
}

const placeholders = new Proxy({} as Record<string, RawBuilder<unknown>>, {
  get: (_target, name) => sql.val(new Placeholder(String(name))),
});

/**
 * Declares a statement: `prepared<{ id: string }, OrderRow>((p) => sql`… ${p.id}`)`. `build` runs once, so it
 * must not depend on values.
 */
export function prepared<Params extends object, Row>(
  build: (p: PlaceholdersOf<Params>) => RawBuilder<Row>,
): PreparedStatement<Params, Row> {
  let compiled: { name: string; text: string; slots: readonly unknown[] } | undefined;

  function compile() {
    const { sql: text, parameters }: CompiledQuery = build(placeholders as PlaceholdersOf<Params>).compile(
      compiler,
    );
    const name = createHash("sha256").update(text).digest("base64url").slice(0, 16);
    return { name, text, slots: parameters };
  }

  return {
    bind(params) {
      compiled ??= compile();
      const values = compiled.slots.map((slot) =>
        slot instanceof Placeholder ? params[slot.name as keyof Params] : slot,
      );
      return { name: compiled.name, text: compiled.text, values };
    },
  };
}

/** A statement that writes many rows of `Input`, and returns at most one `Row` for each of their ids. */
export type RowsStatement<Input, Row> = PreparedStatement<{ rows: readonly Input[] }, Row>;

/**
 * Declares a statement over the rows of `Db.write`. `build` gets them as the body of a CTE, with the columns:
 * `preparedForRows<Move, Moved>('id uuid, "to" text', (rows) => sql`WITH input AS (${rows}) UPDATE …`)`. They
 * travel as JSON: a Date becomes its ISO text, and bytes must be text already.
 */
export function preparedForRows<Input extends object, Row>(
  columns: string,
  build: (rows: RawBuilder<unknown>) => RawBuilder<Row>,
): RowsStatement<Input, Row> {
  const statement = prepared<{ rows: string }, Row>((p) =>
    build(sql`SELECT * FROM jsonb_to_recordset(${p.rows}::jsonb) AS each (${sql.raw(columns)})`),
  );
  return { bind: ({ rows }) => statement.bind({ rows: JSON.stringify(rows) }) };
}
