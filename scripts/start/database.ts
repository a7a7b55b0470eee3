import { Client } from "pg";
import { checkKoreanSearch } from "../../server/platform/embedded-postgres/korean-search.ts";
import { StartProblem } from "./problem.ts";

/** The oldest server that has what the shop uses (`uuidv7()`). */
const oldest = 18;

/** Proves that a database of the person's own can carry the shop, or says in plain words why not. */
export async function requireUsableDatabase(url: string): Promise<void> {
  const place = withoutPassword(url);
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined); // a lost connection also fails the query in flight
  try {
    await client.connect();
  } catch (error) {
    throw new StartProblem(explain(error, place), { cause: error });
  }
  try {
    const { rows } = await client.query<{ version: number; text: string }>(
      "SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS text",
    );
    const [server] = rows;
    if (server === undefined || server.version < oldest * 10_000) {
      throw new StartProblem(
        `The database ${place} is PostgreSQL ${server?.text}. Jangteo needs ${oldest} or newer.`,
      );
    }
    await checkKoreanSearch(client);
  } finally {
    await client.end();
  }
}

function explain(error: unknown, place: string): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const words = error instanceof Error ? error.message : String(error);
  const otherwise = "Correct DATABASE_URL, or leave it out to use the database that comes with Jangteo.";
  if (code === "28P01" || code === "28000") {
    return `The database ${place} does not accept the user or the password. ${otherwise}`;
  }
  if (code === "3D000")
    return `The database ${place} does not exist on that server (${words}). Create it, or: ${otherwise}`;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN")
    return `The host of the database ${place} is not known. ${otherwise}`;
  return `The database ${place} does not answer (${[code, words].filter(Boolean).join(": ")}). ${otherwise}`;
}

function withoutPassword(url: string): string {
  if (!URL.canParse(url))
    throw new StartProblem("DATABASE_URL is not an address like postgres://user:password@host/database.");
  const parsed = new URL(url);
  if (!/^postgres(ql)?:$/.test(parsed.protocol)) {
    throw new StartProblem(`DATABASE_URL must begin with postgres://, not ${parsed.protocol}//`);
  }
  return `${parsed.host}${parsed.pathname}`;
}
