/** The shop's own images as `npm run kit -- image` makes them, and second versions of them. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { imageNames } from "../../images/lay-out.ts";
import { buildImages } from "../image/build.ts";
import { lastLines, runProgram } from "../processes.ts";
import type { ImportedImage } from "./images.ts";
import type { ImageVersion } from "./tree-copy.ts";

export type ShopImages = Readonly<Record<string, ImportedImage>>;

export interface ShopImagesRequest {
  readonly root: string;
  readonly cache: string;
  readonly print: (text: string) => void;
  readonly step: <Result>(
    title: string,
    work: (detail: (text: string) => void) => Promise<Result>,
  ) => Promise<Result>;
}

/** What the images are made of. */
const SOURCES = [
  "server",
  "recommender",
  "web",
  "sandbox",
  "scripts",
  "docs",
  "demo",
  "deploy/images",
  "package-lock.json",
];

/** A client component of each page. The change gives the files of the build other names. */
const CHANGED = "web/components/session/visitor-guard.tsx";
const CHANGE = '\nif (typeof document === "object") document.documentElement.dataset.build = "2";\n';

/** Images of the same files are kept for the next rehearsal. */
export async function shopImages(request: ShopImagesRequest): Promise<ShopImages> {
  const { root, cache, print, step } = request;
  const trees = await runProgram("git", ["rev-parse", ...SOURCES.map((path) => `HEAD:${path}`)], {
    cwd: root,
  });
  if (trees.code !== 0) throw new Error(`the tree has no commit: ${lastLines(trees.output, 2)}`);
  const key = createHash("sha256").update(`${trees.stdout}${CHANGE}`).digest("hex").slice(0, 12);
  const out = join(cache, "rehearsal", `shop-${key}`);
  const stamp = join(out, "images.json");
  if (existsSync(stamp)) return JSON.parse(await readFile(stamp, "utf8"));
  const first = await buildImages({ root, cache, out, names: imageNames, print, step });
  const built = { ...first, "second web": await secondWeb(request, out) };
  await writeFile(stamp, JSON.stringify(built));
  return built;
}

/** The web of another commit: built anew from a copy of the tree with a small change. */
async function secondWeb(request: ShopImagesRequest, out: string): Promise<ImportedImage> {
  const { root, print, step } = request;
  const tree = join(out, "tree");
  const archive = join(out, "tree.tar");
  await mkdir(tree, { recursive: true });
  try {
    await step("a copy of the tree with another web", async () => {
      await checked("git", ["-C", root, "archive", "--output", archive, "HEAD"]);
      await checked("tar", ["-C", tree, "-xf", archive]);
      // Next.js takes no link of a folder that leads out of the tree, so each file is linked.
      await checked("cp", ["--archive", "--link", join(root, "node_modules"), tree]);
      await appendFile(join(tree, CHANGED), CHANGE);
    });
    const { cache } = request;
    const second = { root: tree, cache, out: join(out, "second"), names: ["web"], print, step };
    const { web } = await buildImages(second);
    if (web === undefined) throw new Error("there is no second web");
    return web;
  } finally {
    await rm(tree, { recursive: true, force: true });
    await rm(archive, { force: true });
  }
}

async function checked(program: string, args: readonly string[]): Promise<void> {
  const { code, output } = await runProgram(program, args);
  if (code !== 0) throw new Error(`${program} failed: ${lastLines(output, 2)}`);
}

/** The tag that the workflow gives an image: what the image policies of staging take. */
export const versionOf = ({ digest }: ImportedImage, commit: string, seconds: number): ImageVersion => ({
  tag: `main-${commit.slice(0, 7)}-${seconds}`,
  digest,
});

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

/** The same image with another label, and so with another digest: a new version of the same content. */
export async function relabelled(
  image: ImportedImage,
  version: string,
  folder: string,
): Promise<ImportedImage> {
  const work = await mkdtemp(join(tmpdir(), "jangteo-version-"));
  try {
    await mkdir(folder, { recursive: true });
    await tar("-C", work, "-xf", image.archive);
    const read = async (path: string) => JSON.parse(await readFile(join(work, path), "utf8"));
    const index = await read("index.json");
    const [entry] = index.manifests;
    const manifest = await read(blob(entry.digest));
    const config = await read(blob(manifest.config.digest));
    config.config.Labels = { ...config.config.Labels, "org.opencontainers.image.version": version };
    manifest.config = await store(work, manifest.config, config);
    const changed = await store(work, { ...entry, annotations: undefined }, manifest);
    const reference = image.reference.replace(/:[^:]*$/, `:${version}`);
    const annotations = { ...entry.annotations, "io.containerd.image.name": reference };
    index.manifests = [{ ...entry, ...changed, annotations }];
    await writeFile(join(work, "index.json"), JSON.stringify(index));
    const archive = join(folder, `${reference.replace(/\W+/g, "-")}.tar`);
    await tar("-C", work, "-cf", archive, ".");
    return { reference, digest: changed.digest, archive };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

const blob = (digest: string): string => `blobs/sha256/${digest.replace("sha256:", "")}`;

async function store(work: string, { mediaType }: Descriptor, content: unknown): Promise<Descriptor> {
  const bytes = Buffer.from(JSON.stringify(content));
  const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  await writeFile(join(work, blob(digest)), bytes);
  return { mediaType, digest, size: bytes.length };
}

const tar = (...args: readonly string[]): Promise<void> => checked("tar", args);
