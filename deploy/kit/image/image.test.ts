import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { imageNames } from "../../images/lay-out.ts";
import { REPOSITORY } from "../testing/trees.ts";
import { type ImageSettings, lastStage } from "./dockerfile.ts";
import { writeArchive } from "./oci.ts";

const dockerfile = (name: string): ImageSettings =>
  lastStage(readFileSync(join(REPOSITORY, `deploy/images/${name}.Dockerfile`), "utf8"), { VERSION: "1.2.3" });

describe.each(imageNames)("the image %s", (name) => {
  test("holds what lay-out.ts laid out and nothing else, so both builds hold the same files", () => {
    expect(dockerfile(name).copies).toEqual(["--from=build /out/ /"]);
    const text = readFileSync(join(REPOSITORY, `deploy/images/${name}.Dockerfile`), "utf8");
    expect(text).toContain(`node deploy/images/lay-out.ts ${name} /out`);
  });

  test("runs Node as its first process, as a user without rights", () => {
    const { entrypoint, user, labels } = dockerfile(name);
    expect(entrypoint).toEqual(["/nodejs/bin/node"]);
    expect(user).toBe("65532:65532");
    expect(labels["org.opencontainers.image.version"]).toBe("1.2.3");
  });
});

describe("an archive", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "jangteo-archive-"));
    // Not readable for others, as a strict umask makes files.
    mkdirSync(join(folder, "rootfs/app"), { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, "rootfs/app/main.ts"), "console.log(1)\n", { mode: 0o600 });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (file: string): Promise<string> =>
    writeArchive({
      rootfs: join(folder, "rootfs"),
      reference: "ghcr.io/jangteo/server:0.1.0",
      architecture: "arm64",
      settings: dockerfile("server"),
      file: join(folder, file),
    });

  test("names each blob by its digest, from the index to the layer", async () => {
    const digest = await write("a.tar");
    const image = join(folder, "image");
    mkdirSync(image);
    execFileSync("tar", ["-xf", join(folder, "a.tar"), "-C", image]);
    const blobs = join(image, "blobs/sha256");
    for (const name of readdirSync(blobs)) {
      expect(
        createHash("sha256")
          .update(readFileSync(join(blobs, name)))
          .digest("hex"),
      ).toBe(name);
    }
    const read = (path: string) => JSON.parse(readFileSync(path, "utf8"));
    const blob = (one: { digest: string }) => join(blobs, one.digest.replace("sha256:", ""));
    const [entry] = read(join(image, "index.json")).manifests;
    expect(entry).toMatchObject({ digest, platform: { os: "linux", architecture: "arm64" } });
    const manifest = read(blob(entry));
    expect(read(blob(manifest.config)).config).toMatchObject({
      User: "65532:65532",
      WorkingDir: "/app",
      Cmd: ["server/main.ts"],
      Env: ["NODE_ENV=production", "NODE_COMPILE_CACHE=/app/.compiled", "NODE_COMPILE_CACHE_PORTABLE=1"],
    });
    const files = execFileSync("tar", ["-tzf", blob(manifest.layers[0])], { encoding: "utf8" });
    expect(files.trim().split("\n")).toEqual(["./", "./app/", "./app/main.ts"]);
    const listed = execFileSync("tar", ["-tvzf", blob(manifest.layers[0])], { encoding: "utf8" });
    expect(listed).toMatch(/^drwxr-xr-x 0\/0/);
    expect(listed).toMatch(/^-rw-r--r-- 0\/0 .*main\.ts$/m);
  });

  test("of the same files has the same digest", async () => {
    expect(await write("a.tar")).toBe(await write("b.tar"));
  });
});
