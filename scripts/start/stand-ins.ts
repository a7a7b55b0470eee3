/**
 * A shop of stand-ins for tests of the supervisor: the same start, real PostgreSQL, small programs instead of the shop's.
 * Run as a program it opens that shop; what it is told stands in its environment.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openShop } from "./open-shop.ts";
import type { Plan } from "./programs.ts";
import { readStartSettings } from "./settings.ts";

/** A program that answers every request with its pid. `/die` ends it; with `deaf` it ignores SIGTERM. */
const server = `
  const http = require("node:http");
  if (process.argv.includes("deaf")) process.on("SIGTERM", () => console.log("no"));
  if (process.argv.includes("broken")) { console.log("cannot read my settings"); process.exit(3); }
  if (process.argv.includes("parent")) require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  http.createServer((request, answer) => {
    if (request.url === "/die") { console.log("I was told to die"); process.exit(7); }
    answer.end(String(process.pid));
  }).listen(Number(process.argv[1]), "127.0.0.1");`;

const program = (name: string, port: number, traits: readonly string[]) => ({
  name,
  args: ["-e", server, String(port), ...traits],
  cwd: "/",
  env: {},
  readyAt: [`http://127.0.0.1:${port}/`],
});

export const standIns: Plan = {
  build: (root) => ({
    name: "web-build",
    title: "building",
    args: ["-e", 'require("node:fs").mkdirSync(".next", { recursive: true }); console.log("built")'],
    cwd: join(root, "web"),
    env: {},
  }),
  prepare: (input) => [
    {
      name: "migrate",
      title: "migrating",
      args: [
        "-e",
        "console.log(process.env.DATABASE_URL); if (process.env.MIGRATE === 'hang') setInterval(() => {}, 1000)",
      ],
      cwd: "/",
      env: { DATABASE_URL: input.databaseUrl },
    },
  ],
  batches: ({ settings, ports }) => [
    [program("sandbox", ports.sandbox, ["parent"]), program("web", ports.web, traitsOf("WEB"))],
    [program("api", settings.port, traitsOf("API"))],
  ],
};

const traitsOf = (name: string): string[] => (process.env[`TRAITS_${name}`] ?? "").split(",");

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const settings = readStartSettings(process.env.ROOT ?? "", process.env);
  process.exit(await openShop(settings, standIns, (line) => console.log(line)));
}
