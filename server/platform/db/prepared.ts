/**
 * SQL statements, compiled once. `prepared` runs Kysely's compiler at first use and keeps text and parameter order, so
 * that a call on a hot path costs no query building; PostgreSQL keeps the plan under the statement's name.
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

/** Stands in a compiled statement where the value of `params[name]` goes at each call. */
class Placeholder {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

export type PlaceholdersOf<Params> = { readonly [Name in keyof Params]-?: RawBuilder<Params[Name]> };

/** What the driver needs to run a statement: a name that stands for the text, the text, and the values in order. */
export interface BoundStatement {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

/** A statement whose rows are `Row` and whose parameters are `Params`. */
export interface PreparedStatement<Params, Row> {
  bind(params: Params): BoundStatement;
  /** Never set: it carries the row type. */
  readonly row?: Row;
}

const placeholders = new Proxy({} as Record<string, RawBuilder<unknown>>, {
  get: (_target, name) => sql.val(new Placeholder(String(name))),
});

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
