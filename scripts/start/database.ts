import { Client } from "pg";
import { checkKoreanSearch } from "../../server/platform/embedded-postgres/korean-search.ts";
import { StartProblem } from "./problem.ts";
import { type Bilingual, text } from "./texts.ts";

/** The oldest version that has `uuidv7()`. */
const OLDEST = 18;

/** Throws a problem in plain words when the shop cannot run on the database at this address. */
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
    const { rows } = await client.query<{ number: number; version: string }>(
      `SELECT current_setting('server_version_num')::int AS number,
              current_setting('server_version') AS version`,
    );
    const [server] = rows;
    if (server === undefined || server.number < OLDEST * 10_000) {
      throw new StartProblem(
        text("databaseTooOld", { place, version: server?.version ?? "?", oldest: OLDEST }),
      );
    }
    await checkKoreanSearch(client);
  } finally {
    await client.end();
  }
}

function explain(error: unknown, place: string): Bilingual {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const message = error instanceof Error ? error.message : String(error);
  const remedy = text("databaseRemedy");
  if (code === "28P01" || code === "28000") return text("databaseRefusesUser", { place, remedy });
  if (code === "3D000") return text("databaseAbsent", { place, reason: message, remedy });
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return text("databaseHostUnknown", { place, remedy });
  const reason = code === "" ? message : `${code}: ${message}`;
  return text("databaseSilent", { place, reason, remedy });
}

/** Host and database of an address, for messages. */
function withoutPassword(url: string): string {
  if (!URL.canParse(url)) throw new StartProblem(text("databaseUrlMalformed"));
  const { protocol, host, pathname } = new URL(url);
  if (!/^postgres(ql)?:$/.test(protocol)) throw new StartProblem(text("databaseUrlProtocol", { protocol }));
  return `${host}${pathname}`;
}
