import { sql } from "kysely";
import { prepared } from "./prepared.ts";

/** The smallest question: does the database answer? */
export const ping = prepared<object, { one: number }>(() => sql`SELECT 1 AS one`);
