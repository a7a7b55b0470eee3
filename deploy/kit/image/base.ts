/**
 * What the distroless base image holds of use to Node: the C and C++ libraries of Debian, a user without
 * rights, /tmp. From Debian's packages, so that an image can be made where no registry of images is reached.
 * The base of the real images is newer; no shell and no package manager is in either.
 */
import { chmod, cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { unpackDebian } from "../tools/debian.ts";

const PACKAGES = ["libc6", "libstdc++6", "libgcc-s1"] as const;

/** Lays the base out in a folder. Returns why it could not. */
export async function layOutBase(
  cache: string,
  rootfs: string,
  detail: (text: string) => void,
): Promise<string | undefined> {
  const folder = join(cache, "tools", `image-base-${process.pid}`);
  try {
    const source = { from: "debian", suite: "own", packages: PACKAGES, version: "2.", program: "" } as const;
    const problem = await unpackDebian(source, folder, detail);
    if (problem !== undefined) return problem;
    await cp(join(folder, "root"), rootfs, { recursive: true, verbatimSymlinks: true });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  await rm(join(rootfs, "usr/share/doc"), { recursive: true, force: true });
  await rm(join(rootfs, "usr/share/gdb"), { recursive: true, force: true });
  await mkdir(join(rootfs, "etc"), { recursive: true });
  await mkdir(join(rootfs, "tmp"));
  await chmod(join(rootfs, "tmp"), 0o1777);
  const users = ["root:x:0:0:root:/root:/sbin/nologin", "nonroot:x:65532:65532:nonroot:/tmp:/sbin/nologin"];
  await writeFile(join(rootfs, "etc/passwd"), `${users.join("\n")}\n`);
  await writeFile(join(rootfs, "etc/group"), "root:x:0:\nnonroot:x:65532:\n");
  await writeFile(join(rootfs, "etc/nsswitch.conf"), "hosts: files dns\n");
  return undefined;
}
