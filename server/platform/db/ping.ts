import { sql } from "kysely";
import { prepared } from "./prepared.ts";

/** The smallest statement: it checks that the database responds. */
export const ping = prepared<object, { one: number }>(() => sql`SELECT 1 AS one`);
