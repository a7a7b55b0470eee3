import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";
import { throttleQueries } from "../../platform/throttle/throttle-queries.ts";

export const queries = throttleQueries("promotions.throttles");

export const deleteOldFailures = prepared<{ before: Date }, never>(
  (p) => sql`DELETE FROM promotions.throttles WHERE last_failed_at < ${p.before}`,
);
