import type { Client } from "pg";
import { PostgresProblem } from "./problem.ts";

/**
 * Checks that trigram search finds Korean. Throws a `PostgresProblem` otherwise. With the character classes
 * of the C locale pg_trgm drops every Hangul letter without an error, and search finds nothing. The check
 * leaves no trace: it installs the extension in a transaction that is rolled back.
 */
export async function checkKoreanSearch(client: Client): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query("CREATE EXTENSION IF NOT EXISTS pg_trgm");
    const { rows } = await client.query<{ schema: string }>(
      `SELECT quote_ident(n.nspname) AS schema
         FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_trgm'`,
    );
    const found = await client.query<{ count: number }>(
      `SELECT cardinality(${rows[0]?.schema}.show_trgm('사과')) AS count`,
    );
    if (found.rows[0]?.count === 0) {
      throw new PostgresProblem(
        "KOREAN_SEARCH",
        "This database cannot search Korean: show_trgm('사과') is empty. " +
          "Its LC_CTYPE must be a UTF-8 locale such as C.UTF-8 or ko_KR.UTF-8, not C.",
      );
    }
  } finally {
    await client.query("ROLLBACK");
  }
}
