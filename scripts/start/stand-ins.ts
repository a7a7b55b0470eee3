/**
 * A shop of stand-ins for tests of the start: the real start and PostgreSQL, with small programs instead of
 * the shop's. Run as a program, this file opens that shop with the settings of its environment.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createLineWriter } from "./line-writer.ts";
import { openShop } from "./open-shop.ts";
import { inWords } from "./problem.ts";
import { checkSettings, type Plan } from "./programs.ts";
import { readStartSettings } from "./settings.ts";

/** A program that returns its pid for every request. `/die` ends it; with `deaf` it ignores SIGTERM. */
const SERVER = `
  const http = require("node:http");
  if (process.argv.includes("deaf")) process.on("SIGTERM", () => console.log("no"));
  if (process.argv.includes("broken")) { console.log("cannot read my settings"); process.exit(3); }
  if (process.argv.includes("parent")) {
    require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  }
  http.createServer((request, answer) => {
    if (request.url === "/die") { console.log("I was told to die"); process.exit(7); }
    answer.end(String(process.pid));
  }).listen(Number(process.argv[1]), "127.0.0.1");`;

const MIGRATION = `
  console.log(process.env.DATABASE_URL);
  if (process.env.MIGRATE === "hang") setInterval(() => {}, 1000);`;

const BUNDLING = `
  require("node:fs").mkdirSync(process.argv[1], { recursive: true });
  require("node:fs").writeFileSync(process.argv[1] + "/main.js", "");`;

const program = (name: string, port: number, traits: readonly string[]) => ({
  name,
  args: ["-e", SERVER, String(port), ...traits],
  cwd: "/",
  env: {},
  readyAt: [`http://127.0.0.1:${port}/`],
});

export const standIns: Plan = {
  build: (root) => ({
    name: "web-build",
    title: { ko: "빌드", en: "building" },
    args: ["-e", `require("node:fs").mkdirSync(".next", { recursive: true }); console.log("built")`],
    cwd: join(root, "web"),
    env: {},
  }),
  bundle: (root, place) => ({
    name: "server-bundle",
    title: { ko: "묶음", en: "bundling" },
    args: ["-e", BUNDLING, place],
    cwd: root,
    env: {},
  }),
  prepare: (input) => [
    {
      name: "migrate",
      title: { ko: "준비", en: "migrating" },
      args: ["-e", MIGRATION],
      cwd: "/",
      env: { DATABASE_URL: input.database.url },
    },
  ],
  batches: ({ settings, ports }) => [
    [program("sandbox", ports.sandbox, ["parent"]), program("web", ports.web, traitsOf("WEB"))],
    [program("api", settings.port, traitsOf("API"))],
  ],
};

const traitsOf = (name: string): string[] => (process.env[`TRAITS_${name}`] ?? "").split(",");

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const settings = readStartSettings(process.env.ROOT ?? "", process.env);
    checkSettings(settings, process.env);
    process.exit(await openShop(settings, standIns, createLineWriter(process.stdout, process.env)));
  } catch (error) {
    console.error(inWords(error));
    process.exit(1);
  }
}
