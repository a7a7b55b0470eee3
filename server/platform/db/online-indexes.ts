/**
 * Migrations that build indexes of large tables while the shop goes on writing. Such a file begins with the
 * line `-- no transaction` and has statements of one kind: CREATE INDEX CONCURRENTLY, which PostgreSQL runs
 * in no transaction. A build that fails leaves an index that is not valid; the next run drops it and builds
 * it again. So a file that ended halfway goes on where it ended.
 */
import type pg from "pg";

const HEADER = /^-- no transaction\n/;
const BUILD = /^CREATE (?:UNIQUE )?INDEX CONCURRENTLY ([a-z_]\w*) ON ([a-z_]\w*)\.([a-z_]\w*)\s/;

interface Build {
  readonly statement: string;
  readonly schema: string;
  readonly index: string;
  readonly table: string;
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
    const [, index, schema, table] = BUILD.exec(statement) ?? [];
    if (!index || !schema || !table)
      throw new Error(`only CREATE INDEX CONCURRENTLY name ON schema.table can stand here: ${statement}`);
    return { statement, schema, index, table };
  });
}

export async function runBuilds(client: pg.Client, builds: readonly Build[]): Promise<void> {
  for (const build of builds) {
    const isValid = await stateOf(client, build);
    if (isValid) continue;
    if (isValid === false) await client.query(`DROP INDEX CONCURRENTLY ${build.schema}.${build.index}`);
    await client.query(build.statement);
  }
}

/** Returns whether the index of the table is valid; undefined when there is none. */
async function stateOf(client: pg.Client, { schema, table, index }: Build): Promise<boolean | undefined> {
  const { rows } = await client.query<{ valid: boolean }>(
    `SELECT indisvalid AS valid FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
     WHERE indrelid = to_regclass($1) AND relname = $2`,
    [`${schema}.${table}`, index],
  );
  return rows[0]?.valid;
}
