/** The rehearsal from the first commit to the last scene. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { lastLines, runProgram } from "../processes.ts";
import type { Toolbox } from "../tools/install.ts";
import { openApi } from "./api.ts";
import { type ClusterPrograms, importImage, startCluster } from "./cluster.ts";
import { dnsObjects } from "./dns.ts";
import { installDefinitions, startFlux } from "./flux.ts";
import { gatewayAuthority, SHOP_URL, startGateway } from "./gateway.ts";
import { type ImportedImage, pinned, postgresImage, programImage } from "./images.ts";
import { keyFile, makeCertificate } from "./keys.ts";
import { FOLDER } from "./layout.ts";
import { asClient, playsOn, startProcess, until } from "./processes.ts";
import { makeRepository, type Secrets } from "./repository.ts";
import { auditFindings } from "./scenes/audit.ts";
import { stopBroken } from "./scenes/broken.ts";
import { deliver, firstVersion, refuseAtTheDoor, untilApplied } from "./scenes/delivery.ts";
import { killPods, loseDatabase } from "./scenes/disturb.ts";
import { examine } from "./scenes/doctor.ts";
import { firstPurchases, migrated, started } from "./scenes/opening.ts";
import { keepPagesWorking } from "./scenes/pages.ts";
import { restore } from "./scenes/restore.ts";
import { split } from "./scenes/split.ts";
import { type ShopImages, shopImages } from "./shop-images.ts";
import type { RehearsalStage } from "./stage.ts";
import { DATA_NAMESPACE, SERVER_SECRET } from "./stand-ins/postgres.ts";
import type { StockedProduct, StockOptions } from "./stock.ts";
import { type SceneRow, tableLines } from "./table.ts";
import { isRolledOut, untilSettled } from "./workloads.ts";

type Step = <Result>(
  title: string,
  work: (detail: (text: string) => void) => Promise<Result>,
) => Promise<Result>;

export interface PlayRequest {
  readonly root: string;
  readonly cache: string;
  readonly facts: string;
  readonly toolbox: Toolbox;
  readonly programs: ClusterPrograms;
  /** None: the cluster and the shop alone. */
  readonly scenes: readonly string[];
  readonly print: (text: string) => void;
  readonly step: Step;
}

const STAND_INS = [
  "helm-controller: HelmReleases are marked ready, the charts' kinds are made from the facts",
  "cert-manager: issuers are marked ready; OpenSSL makes NGINX's certificate",
  "CloudNativePG: a loop runs PostgreSQL with the Cluster's parameters, roles and Services; no barman",
  "F5's controller: NGINX on the node with the routes of deploy/nginx, reloaded when the pods of api change",
  "the registry: images are imported into containerd, named by their digests",
  "notification and image controllers: their objects are stored and nothing acts on them",
  "NetworkPolicies: stored, and not enforced by this network",
] as const;

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Returns true when every expectation held. */
export async function play(request: PlayRequest): Promise<boolean> {
  const { root, cache, facts, toolbox, programs, print, step } = request;
  await nameUncommitted(root, print);
  const images = await shopImages({ root, cache, print, step });
  const postgres = await step("image postgres", (detail) => postgresImage(cache, detail));
  const nginx = await toolbox.tool("nginx");
  await step("cluster", async (detail) => {
    const pause = await programImage("pause", programs.pause, join(FOLDER, "images"));
    await startCluster({ programs, pause, detail });
  });
  await step("images into containerd", () => importAll(programs, [...Object.values(images), postgres]));
  await step("DNS and the kinds of the charts", async () => {
    await startDns(programs);
    await installDefinitions(programs, facts);
  });
  print("Stand-ins:");
  for (const line of STAND_INS) print(`  ${line}`);
  const { secrets, commit } = await step("Flux, NGINX and the stand-ins", () =>
    startAround({ root, programs, images, postgres, nginx }),
  );
  const api = await openApi();
  await step("the shop, by Flux", async () => {
    await untilApplied({ api }, commit, 600);
    await untilSettled(api, ["api", "worker", "web"], 180);
  });
  if (request.scenes.length === 0) return true;
  const product = await step("a product in stock", () => stockProduct(root, secrets));
  const stage = stageOf({ ...request, images, postgres, secrets, product, api });
  return playScenes(stage, request.scenes, print);
}

/** In the order in which they are played: the last one leaves a database with an accident behind. */
const SCENES: Readonly<Record<string, (stage: RehearsalStage) => Promise<unknown>>> = {
  async opening(stage) {
    await migrated(stage);
    await started(stage);
    await firstPurchases(stage);
    await stage.expect("the audit", "clean", () => auditFindings(stage));
  },
  admission: refuseAtTheDoor,
  doctor: examine,
  // Before the next one, which ends with the first version.
  pages: keepPagesWorking,
  delivery: deliver,
  broken: stopBroken,
  pods: killPods,
  database: loseDatabase,
  split,
  restore,
};

/** The scenes that `--only` names, or all. */
export function chosenScenes(only: string | undefined): readonly string[] {
  const all = Object.keys(SCENES);
  if (only === undefined) return all;
  const chosen = only.split(",");
  const unknown = chosen.find((name) => !all.includes(name));
  if (unknown !== undefined)
    throw new Error(`--only: there is no scene ${unknown}; there are ${all.join(", ")}`);
  return all.filter((name) => chosen.includes(name));
}

async function playScenes(
  stage: RehearsalStage,
  names: readonly string[],
  print: (text: string) => void,
): Promise<boolean> {
  const begun = performance.now();
  for (const name of names) await SCENES[name]?.(stage);
  print("");
  for (const line of tableLines(stage.rows)) print(line);
  const failed = stage.rows.filter(({ holds }) => !holds).length;
  const seconds = ((performance.now() - begun) / 1000).toFixed(0);
  print(`\n${stage.rows.length} expectations, ${failed} not met (${seconds} s)`);
  return failed === 0;
}

export function stageOf(parts: {
  readonly root: string;
  readonly programs: ClusterPrograms;
  readonly toolbox: Toolbox;
  readonly images: ShopImages;
  readonly postgres: ImportedImage;
  readonly secrets: Secrets;
  readonly product: StockedProduct;
  readonly api: RehearsalStage["api"];
  readonly print: (text: string) => void;
  readonly step: Step;
}): RehearsalStage {
  const { root, programs, toolbox, images, postgres, secrets, product, api, print, step } = parts;
  const rows: SceneRow[] = [];
  return {
    ...{ root, programs, toolbox, images, postgres, secrets, api, rows },
    variantId: product.variantId,
    pages: product.pages,
    expect: async (what, expected, work) => {
      playsOn();
      const begun = performance.now();
      // A scene that cannot be played to its end is an expectation that was not met.
      const { seen, holds } = await step(what, work).catch((error: unknown) => ({
        seen: String(error).slice(0, 300),
        holds: false,
      }));
      playsOn();
      rows.push({ what, expected, seen, holds, seconds: (performance.now() - begun) / 1000 });
      // At once: a run that is broken off has shown what it has shown.
      print(`  ${holds ? "✓" : "✗"} ${seen}`);
      return holds;
    },
  };
}

async function nameUncommitted(root: string, print: (text: string) => void): Promise<void> {
  const { stdout } = await runProgram("git", ["status", "--porcelain", "--", "deploy"], { cwd: root });
  const changed = stdout.split("\n").filter((line) => line !== "" && !/ deploy\/kit\//.test(line));
  if (changed.length > 0) print(`Not in a commit, and so not rehearsed: ${changed.join(", ")}`);
}

async function importAll(programs: ClusterPrograms, images: readonly ImportedImage[]): Promise<void> {
  for (const image of images) await importImage(programs, image);
}

async function startDns(programs: ClusterPrograms): Promise<void> {
  const image = await programImage("coredns", programs.coredns, join(FOLDER, "images"));
  await importImage(programs, image);
  const api = await openApi();
  for (const [path, object] of dnsObjects(pinned(image))) await api.apply(path, object);
  await until("DNS is ready", 60, () => isRolledOut(api, "coredns", "kube-system"));
}

async function startAround({
  root,
  programs,
  images,
  postgres,
  nginx,
}: {
  readonly root: string;
  readonly programs: ClusterPrograms;
  readonly images: ShopImages;
  readonly postgres: ImportedImage;
  readonly nginx: string;
}): Promise<{ readonly secrets: Secrets; readonly commit: string }> {
  await startGateway(root, nginx);
  await makeServerSecret();
  await startProcess("stand-ins", process.execPath, [here("stand-ins/run.ts"), pinned(postgres)]);
  const { secrets, commit } = await makeRepository({ root, programs, images: firstVersion({ images }) });
  await startFlux(programs, secrets.ageKey);
  return { secrets, commit };
}

/** The operator makes the certificate of its database, and the password of `postgres`. */
export async function makeServerSecret(): Promise<void> {
  await makeCertificate("ca", { name: "shop-db", subject: "/CN=shop-db-rw", names: ["DNS:shop-db-rw"] });
  const api = await openApi();
  const [crt, key] = await Promise.all(
    ["crt", "key"].map((end) => readFile(keyFile(`shop-db.${end}`), "utf8")),
  );
  await api.apply(`/api/v1/namespaces/${DATA_NAMESPACE}`, {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: DATA_NAMESPACE },
  });
  await api.apply(`/api/v1/namespaces/${DATA_NAMESPACE}/secrets/${SERVER_SECRET}`, {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: SERVER_SECRET, namespace: DATA_NAMESPACE },
    stringData: { "tls.crt": crt, "tls.key": key, password: crypto.randomUUID() },
  });
}

export async function stockProduct(root: string, { ownerPassword }: Secrets): Promise<StockedProduct> {
  const options: StockOptions = { shopUrl: SHOP_URL, email: "owner@shop.example", password: ownerPassword };
  const env = { NODE_EXTRA_CA_CERTS: gatewayAuthority() };
  const [program, args] = asClient(process.execPath, [here("stock.ts"), JSON.stringify(options)]);
  const made = await runProgram(program, args, { cwd: root, env });
  if (made.code !== 0) throw new Error(`no product: ${lastLines(made.output, 6)}`);
  return JSON.parse(lastLines(made.stdout, 1));
}
