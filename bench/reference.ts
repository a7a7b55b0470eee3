/**
 * Bare Fastify routes to measure against, in the same run on the same machine: the limit of this stack.
 * GET /bytes sends the same bytes, compressed if they were. GET /select runs one select and POST /insert one
 * durable insert, by named statements. POST /limited accepts 16 KiB at most.
 */
import Fastify from "fastify";
import pg from "pg";
import { getBytes } from "./get-bytes.ts";

const [bytesFrom = "", databaseUrl = ""] = process.argv.slice(2);
const { headers, body: bytes } = await getBytes(bytesFrom);
const bytesHeaders = {
  "content-type": headers["content-type"] ?? "application/json; charset=utf-8",
  ...(headers["content-encoding"] ? { "content-encoding": headers["content-encoding"] } : {}),
};
const pool = new pg.Pool({ connectionString: databaseUrl, max: 12 });
await pool.query("CREATE SCHEMA IF NOT EXISTS bench");
await pool.query(
  `CREATE TABLE IF NOT EXISTS bench.rows (
     id uuid PRIMARY KEY DEFAULT uuidv7(),
     body text NOT NULL,
     at timestamptz NOT NULL DEFAULT now()
   )`,
);
const { rows } = await pool.query("INSERT INTO bench.rows (body) VALUES ('one') RETURNING id");
const id = rows[0].id;

const app = Fastify({ logger: false });
app.get("/bytes", (_request, reply) => reply.headers(bytesHeaders).send(bytes));
app.get("/select", async () => {
  const result = await pool.query({
    name: "select",
    text: "SELECT id, body, at FROM bench.rows WHERE id = $1",
    values: [id],
  });
  return result.rows[0];
});
app.post("/insert", async () => {
  const result = await pool.query({
    name: "insert",
    text: "INSERT INTO bench.rows (body) VALUES ($1) RETURNING id",
    values: ["a row of about forty characters, as it is"],
  });
  return result.rows[0];
});
app.post("/limited", { bodyLimit: 16 * 1024 }, async () => ({}));
await app.listen({ port: 0, host: "127.0.0.1" });
const address = app.server.address();
console.log(JSON.stringify({ msg: "ready", port: typeof address === "object" ? address?.port : 0 }));
process.once("SIGTERM", () => process.exit(0));
