/**
 * `npm run kit -- image [server web sandbox]`: builds the images as OCI archives without Docker, from the
 * installed packages and npm's Node. The files are laid out by deploy/images/lay-out.ts, as the Dockerfiles
 * do; user, settings and command are read from the Dockerfiles. For the processor of this machine.
 */
import { readFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { arch, tmpdir } from "node:os";
import { join } from "node:path";
import { type ImageName, imageNames, layOut } from "../../images/lay-out.ts";
import { lastLines, runProgram } from "../processes.ts";
import { layOutBase } from "./base.ts";
import { lastStage } from "./dockerfile.ts";
import { writeArchive } from "./oci.ts";

export interface ImageRequest {
  readonly root: string;
  readonly cache: string;
  readonly out: string;
  /** All of them, when none is named. */
  readonly names: readonly string[];
  readonly print: (text: string) => void;
  readonly step: <Result>(
    title: string,
    work: (detail: (text: string) => void) => Promise<Result>,
  ) => Promise<Result>;
}

export interface BuiltImage {
  /** `name:tag`. */
  readonly reference: string;
  readonly digest: string;
  readonly archive: string;
}

export async function buildImages(request: ImageRequest): Promise<Readonly<Record<string, BuiltImage>>> {
  const { names, out, step, print } = request;
  const unknown = names.find((name) => !imageNames.some((known) => known === name));
  if (unknown !== undefined)
    throw new Error(`there is no image ${unknown}; there are ${imageNames.join(", ")}`);
  await mkdir(out, { recursive: true });
  const built: Record<string, BuiltImage> = {};
  for (const name of imageNames.filter((one) => names.length === 0 || names.includes(one))) {
    const file = join(out, `${name}.tar`);
    const image = await step(`image ${name}`, (detail) => buildImage(request, name, file, detail));
    print(`  ${file}  ${image.digest}`);
    built[name] = image;
  }
  return built;
}

async function buildImage(
  { root, cache }: ImageRequest,
  name: ImageName,
  file: string,
  detail: (text: string) => void,
): Promise<BuiltImage> {
  const rootfs = await mkdtemp(join(tmpdir(), "jangteo-rootfs-"));
  try {
    // The account of the image enters it, to compile.
    await chmod(rootfs, 0o755);
    detail("the base, from Debian's packages");
    const problem = await layOutBase(cache, rootfs, detail);
    if (problem !== undefined) throw new Error(`the base of the image cannot be had: ${problem}`);
    if (name === "web") await buildWeb(root, detail);
    detail("laying out the files");
    await layOut(root, name, rootfs);
    if (name === "web") await mkdir(join(rootfs, "app/web/.next/cache"), { recursive: true });
    detail("packing");
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    const text = readFileSync(join(root, `deploy/images/${name}.Dockerfile`), "utf8");
    const settings = lastStage(text, { VERSION: version, REVISION: await revisionOf(root) });
    const reference = `ghcr.io/jangteo/${name}:${version}`;
    const architecture = arch() === "x64" ? "amd64" : arch();
    const digest = await writeArchive({ rootfs, reference, architecture, settings, file });
    return { reference, digest, archive: file };
  } finally {
    await rm(rootfs, { recursive: true, force: true });
  }
}

async function revisionOf(root: string): Promise<string> {
  const { stdout, code } = await runProgram("git", ["rev-parse", "HEAD"], { cwd: root });
  return code === 0 ? stdout.trim() : "unknown";
}

/** As the Dockerfile builds it. It takes the place of the build that `npm start` made. */
async function buildWeb(root: string, detail: (text: string) => void): Promise<void> {
  detail("building the web");
  const next = join(root, "node_modules/next/dist/bin/next");
  const env = { NODE_ENV: "production", WEB_OUTPUT: "standalone", NEXT_TELEMETRY_DISABLED: "1" };
  const onOutput = (text: string) => detail(lastLines(text, 1));
  const { code, output } = await runProgram(process.execPath, [next, "build"], {
    cwd: join(root, "web"),
    env,
    onOutput,
  });
  if (code !== 0) throw new Error(`the web cannot be built: ${lastLines(output, 15)}`);
}
