/**
 * `node sql.ts ADDRESS`: one session of a database, in the node's network. Each line of its input is a
 * statement as JSON, and gets a line with its rows, or with its fault.
 */
import { createInterface } from "node:readline";
import pg from "pg";

const client = new pg.Client({ connectionString: process.argv[2] });
await client.connect();
console.log(JSON.stringify({ rows: [] }));
for await (const line of createInterface({ input: process.stdin })) {
  const statement: string = JSON.parse(line);
  const answer = await client.query(statement).then(
    ({ rows }) => ({ rows }),
    (error: unknown) => ({ fault: String(error) }),
  );
  console.log(JSON.stringify(answer));
}
await client.end();
