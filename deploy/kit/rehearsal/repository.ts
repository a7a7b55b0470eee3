/** The copy of the tree that Flux reads: the commit with the changes of tree-copy.ts. */
import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { rotateKeys } from "../../../server/modules/members/sessions/keys.ts";
import { lastLines, runProgram } from "../processes.ts";
import { FOLDER } from "./layout.ts";
import { playsOn } from "./processes.ts";
import {
  fluxSync,
  type ImageVersion,
  type SecretValues,
  withImages,
  withoutDownloads,
  withSecrets,
} from "./tree-copy.ts";

export const GIT_PORT = 13_000;
const BARE = join(FOLDER, "git", "shop.git");
const WORK = join(FOLDER, "tree");
const IMAGES = "deploy/apps/images/staging/kustomization.yaml";
const AGE_KEY = join(FOLDER, "keys", "age.agekey");

export interface RepositoryRequest {
  readonly root: string;
  readonly programs: Readonly<Record<"age-keygen" | "sops", string>>;
  readonly images: Readonly<Record<string, ImageVersion>>;
}

export interface Secrets {
  readonly ownerPassword: string;
  readonly tossSecretKey: string;
  /** The private key that Flux decrypts with. */
  readonly ageKey: string;
}

/** Makes the copy and its first commit. */
export async function makeRepository(
  request: RepositoryRequest,
): Promise<{ readonly secrets: Secrets; readonly commit: string }> {
  const { root, programs, images } = request;
  await mkdir(WORK, { recursive: true });
  const archive = join(FOLDER, "tree.tar");
  await checked("git", ["-C", root, "archive", "--output", archive, "HEAD", "deploy", ".sops.yaml"]);
  await checked("tar", ["-C", WORK, "-xf", archive]);
  await rm(archive);
  await edit("deploy/clusters/staging/infrastructure.yaml", withoutDownloads);
  await edit("deploy/clusters/staging/flux-system/gotk-sync.yaml", () =>
    fluxSync(`http://127.0.0.1:${GIT_PORT}/shop.git`),
  );
  await edit("deploy/clusters/staging/flux-system/gotk-components.yaml", () =>
    ["apiVersion: v1", "kind: Namespace", "metadata:", "  name: flux-system", ""].join("\n"),
  );
  const secrets = await encryptSecrets(programs);
  await checked("git", ["init", "--quiet", "--bare", "--initial-branch=main", BARE]);
  await checked("git", ["init", "--quiet", "--initial-branch=main", WORK]);
  const commit = await deployImages("the tree of the rehearsal", images);
  return { secrets, commit };
}

/** Changes the copy by a commit on main, as every change comes. Returns the commit. */
export async function changeTree(subject: string, change: () => Promise<void>): Promise<string> {
  playsOn();
  await change();
  const who = ["-c", "user.name=Rehearsal", "-c", "user.email=rehearsal@shop.example"];
  await checked("git", ["-C", WORK, "add", "--all"]);
  await checked("git", ["-C", WORK, ...who, "commit", "--quiet", "--message", subject]);
  await checked("git", ["-C", WORK, "push", "--quiet", BARE, "HEAD:main"]);
  return (await checked("git", ["-C", WORK, "rev-parse", "HEAD"])).trim();
}

/** Lets the cluster run other images. Returns the commit. */
export const deployImages = (
  subject: string,
  images: Readonly<Record<string, ImageVersion>>,
): Promise<string> => changeTree(subject, () => edit(IMAGES, (text) => withImages(text, images)));

export const treePath = (path: string): string => join(WORK, path);

export async function edit(path: string, change: (text: string) => string): Promise<void> {
  const file = join(WORK, path);
  await writeFile(file, change(await readFile(file, "utf8")));
}

/** Each example of secrets of staging with values of its own, encrypted for a key of its own. */
async function encryptSecrets(programs: RepositoryRequest["programs"]): Promise<Secrets> {
  await checked(programs["age-keygen"], ["-o", AGE_KEY]);
  const ageKey = await readFile(AGE_KEY, "utf8");
  const [, recipient = ""] = /public key: (\S+)/.exec(ageKey) ?? [];
  const values = await secretValues();
  const files = await readdir(join(WORK, "deploy"), { recursive: true });
  for (const example of files.filter((file) => /\/staging\/secrets\.sops\.example\.yaml$/.test(file))) {
    const target = join(WORK, "deploy", example.replace(".example", ""));
    await writeFile(target, withSecrets(await readFile(join(WORK, "deploy", example), "utf8"), values));
    const how = ["--age", recipient, "--encrypted-regex", "^(data|stringData)$", "--in-place", target];
    await checked(programs.sops, ["--disable-version-check", "encrypt", ...how], WORK);
  }
  return {
    ageKey,
    ownerPassword: values["shop-secrets/OWNER_PASSWORD"] ?? "",
    tossSecretKey: values["shop-secrets/TOSS_SECRET_KEY"] ?? "",
  };
}

async function secretValues(): Promise<SecretValues> {
  const random = () => randomBytes(24).toString("hex");
  const [app, owner, toss, client] = [random(), random(), `test_sk_${random()}`, `test_ck_${random()}`];
  const keys = join(FOLDER, "keys", "shop");
  await mkdir(keys, { recursive: true });
  // A new key signs a few minutes after it was published.
  await rotateKeys(keys, new Date(Date.now() - 3_600_000));
  return {
    "shop-db-owner/password": owner,
    "shop-db-app/password": app,
    "shop-db-reader/password": random(),
    "shop-db-backup/ACCESS_KEY_ID": random(),
    "shop-db-backup/SECRET_ACCESS_KEY": random(),
    "shop-db-backup/REGION": "rehearsal",
    "shop-database-owner/password": owner,
    "shop-database/password": app,
    "shop-secrets/TOSS_SECRET_KEY": toss,
    "shop-secrets/TOSS_CLIENT_KEY": client,
    "sandbox-keys/SECRET_KEY": toss,
    "sandbox-keys/CLIENT_KEY": client,
    "shop-secrets/OWNER_PASSWORD": random(),
    "shop-secrets/INTERNAL_KEY": random(),
    "shop-secrets/STORAGE_S3_ACCESS_KEY_ID": random(),
    "shop-secrets/STORAGE_S3_SECRET_ACCESS_KEY": random(),
    "shop-keys/0001.jwk": await readFile(join(keys, "0001.jwk"), "utf8"),
    "shop-keys/sealing.key": randomBytes(32).toString("base64url"),
    "commit-status/token": random(),
  };
}

async function checked(program: string, args: readonly string[], cwd?: string): Promise<string> {
  const { code, output, stdout } = await runProgram(program, args, cwd === undefined ? {} : { cwd });
  if (code !== 0) throw new Error(`${program} ${args[0]} failed: ${lastLines(output, 3)}`);
  return stdout;
}
