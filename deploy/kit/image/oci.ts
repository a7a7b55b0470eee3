/**
 * An OCI image archive (image-spec 1.1) of one layer, made of a folder. The same folder gives the same bytes:
 * names are sorted, times are zero, owners are root.
 */
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, mkdtemp, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { lastLines, runProgram } from "../processes.ts";
import type { ImageSettings } from "./dockerfile.ts";

export interface ArchiveRequest {
  readonly rootfs: string;
  /** `ghcr.io/jangteo/server:0.1.0`. */
  readonly reference: string;
  /** As OCI names processors: amd64, arm64. */
  readonly architecture: string;
  readonly settings: ImageSettings;
  /** The archive to write. */
  readonly file: string;
}

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

const TYPE = "application/vnd.oci.image";

/** Returns the digest of the manifest, which is the image's. */
export async function writeArchive(request: ArchiveRequest): Promise<string> {
  const work = await mkdtemp(join(tmpdir(), "jangteo-image-"));
  try {
    await mkdir(join(work, "image", "blobs", "sha256"), { recursive: true });
    const { layer, diffId } = await writeLayer(work, request.rootfs);
    const config = await writeBlob(work, `${TYPE}.config.v1+json`, configOf(request, diffId));
    const manifest = await writeBlob(work, `${TYPE}.manifest.v1+json`, {
      schemaVersion: 2,
      mediaType: `${TYPE}.manifest.v1+json`,
      config,
      layers: [layer],
    });
    await writeFile(join(work, "image", "oci-layout"), '{"imageLayoutVersion":"1.0.0"}');
    await writeFile(join(work, "image", "index.json"), JSON.stringify(indexOf(request, manifest)));
    await tar(join(work, "image"), request.file);
    return manifest.digest;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function writeLayer(work: string, rootfs: string): Promise<{ layer: Descriptor; diffId: string }> {
  const plain = join(work, "layer.tar");
  const packed = join(work, "layer.tar.gz");
  await tar(rootfs, plain);
  await pipeline(createReadStream(plain), createGzip({ level: 6 }), createWriteStream(packed));
  const [diffId, digest] = await Promise.all([hashOf(plain), hashOf(packed)]);
  const { size } = await stat(packed);
  await rename(packed, blobPath(work, digest));
  await rm(plain);
  return { layer: { mediaType: `${TYPE}.layer.v1.tar+gzip`, digest, size }, diffId };
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return `sha256:${hash.digest("hex")}`;
}

const blobPath = (work: string, digest: string): string =>
  join(work, "image", "blobs", "sha256", digest.replace("sha256:", ""));

async function writeBlob(work: string, mediaType: string, content: unknown): Promise<Descriptor> {
  const bytes = Buffer.from(JSON.stringify(content));
  const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  await writeFile(blobPath(work, digest), bytes);
  return { mediaType, digest, size: bytes.length };
}

function configOf({ architecture, settings }: ArchiveRequest, diffId: string) {
  return {
    architecture,
    os: "linux",
    config: {
      User: settings.user,
      ExposedPorts: Object.fromEntries(settings.ports.map((port) => [`${port}/tcp`, {}])),
      Env: settings.env,
      Entrypoint: settings.entrypoint,
      Cmd: settings.cmd,
      WorkingDir: settings.workingDir,
      Labels: settings.labels,
    },
    rootfs: { type: "layers", diff_ids: [diffId] },
    history: [{ created_by: "npm run kit -- image" }],
  };
}

const indexOf = ({ reference, architecture }: ArchiveRequest, manifest: Descriptor) => ({
  schemaVersion: 2,
  mediaType: `${TYPE}.index.v1+json`,
  manifests: [
    {
      ...manifest,
      platform: { os: "linux", architecture },
      annotations: {
        // containerd reads the first, others the second.
        "io.containerd.image.name": reference,
        "org.opencontainers.image.ref.name": basename(reference).split(":")[1] ?? "latest",
      },
    },
  ],
});

async function tar(folder: string, file: string): Promise<void> {
  const same = ["--sort=name", "--mtime=@0", "--owner=0", "--group=0", "--numeric-owner", "--format=pax"];
  const pax = "--pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime";
  // The developer who lays files out may have a strict umask; the user of the image has to read them.
  const readable = "--mode=u+rw,a+rX";
  const { code, stderr } = await runProgram("tar", [...same, pax, readable, "-C", folder, "-cf", file, "."]);
  if (code !== 0) throw new Error(`tar failed: ${lastLines(stderr)}`);
}
