/**
 * Migrations that build or drop indexes of large tables while the shop goes on writing. Such a file begins
 * with the line `-- no transaction` and has statements of two kinds, which PostgreSQL runs in no transaction:
 * CREATE INDEX CONCURRENTLY and DROP INDEX CONCURRENTLY. A build that fails leaves an index that is not
 * valid; the next run drops it and builds it again. So a file that ended halfway goes on where it ended.
 */
import type pg from "pg";

const HEADER = /^-- no transaction\n/;
const BUILD = /^CREATE (?:UNIQUE )?INDEX CONCURRENTLY ([a-z_]\w*) ON ([a-z_]\w*)\.([a-z_]\w*)\s/;
const DROP = /^DROP INDEX CONCURRENTLY IF EXISTS [a-z_]\w*\.[a-z_]\w*$/;

interface Index {
  readonly schema: string;
  readonly index: string;
  readonly table: string;
}
interface Build {
  readonly statement: string;
  /** Null: the statement drops one. */
  readonly built: Index | null;
}

/** Returns the builds of such a file, null for a migration of another kind. Throws for other statements. */
export function readBuilds(text: string): readonly Build[] | null {
  if (!HEADER.test(text)) return null;
  const statements = text
    .replaceAll(/--.*$/gm, "")
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== "");
  return statements.map((statement) => {
    if (DROP.test(statement)) return { statement, built: null };
    const [, index, schema, table] = BUILD.exec(statement) ?? [];
    if (!index || !schema || !table)
      throw new Error(
        "only CREATE INDEX CONCURRENTLY name ON schema.table and " +
          `DROP INDEX CONCURRENTLY IF EXISTS schema.name can stand here: ${statement}`,
      );
    return { statement, built: { schema, index, table } };
  });
}

export async function runBuilds(client: pg.Client, builds: readonly Build[]): Promise<void> {
  for (const { statement, built } of builds) {
    const isValid = built ? await stateOf(client, built) : undefined;
    if (isValid) continue;
    if (built && isValid === false)
      await client.query(`DROP INDEX CONCURRENTLY ${built.schema}.${built.index}`);
    await client.query(statement);
  }
}

/** Returns whether the index of the table is valid; undefined when there is none. */
async function stateOf(client: pg.Client, { schema, table, index }: Index): Promise<boolean | undefined> {
  const { rows } = await client.query<{ valid: boolean }>(
    `SELECT indisvalid AS valid FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
     WHERE indrelid = to_regclass($1) AND relname = $2`,
    [`${schema}.${table}`, index],
  );
  return rows[0]?.valid;
}
