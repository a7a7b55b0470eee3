/** How a change arrives: a new version and the way back. */

import { refusalOf } from "../api.ts";
import { importImage } from "../cluster.ts";
import { areApplied, kustomizations, poke, statesOf } from "../flux.ts";
import { FOLDER } from "../layout.ts";
import { until } from "../processes.ts";
import { deployImages } from "../repository.ts";
import { relabelled, versionOf } from "../shop-images.ts";
import { failuresOf, inWords, type RehearsalStage, underTraffic, unpaid } from "../stage.ts";
import type { ImageVersion } from "../tree-copy.ts";
import { SHOP_DEPLOYMENTS, untilSettled } from "../workloads.ts";
import { auditFindings } from "./audit.ts";

export const CHAIN = ["infra-controllers", "infra-configs", "data", "migrate", "apps"] as const;

/** Waits until Flux has applied a commit from end to end. */
export async function untilApplied(
  stage: Pick<RehearsalStage, "api">,
  commit: string,
  seconds: number,
): Promise<void> {
  try {
    await until("Flux has applied the commit", seconds, () => areApplied(stage.api, CHAIN, commit), 1_000);
  } catch (error) {
    throw new Error(`${String(error)}\n${statesOf(await kustomizations(stage.api))}`);
  }
}

export async function rollOut(
  stage: RehearsalStage,
  images: Readonly<Record<string, ImageVersion>>,
  title: string,
) {
  const begun = performance.now();
  const commit = await deployImages(title, images);
  await poke(stage.api);
  await untilApplied(stage, commit, 600);
  await untilSettled(stage.api, SHOP_DEPLOYMENTS, 300);
  return (performance.now() - begun) / 1000;
}

/** The second version: the same files, another label and so another digest. */
export async function makeVersion(
  stage: RehearsalStage,
  version: string,
): Promise<Record<string, ImageVersion>> {
  const images: Record<string, ImageVersion> = {};
  for (const name of ["server", "web"]) {
    const image = stage.images[name];
    if (image === undefined) throw new Error(`there is no image ${name}`);
    const second = await relabelled(image, version, `${FOLDER}/images`);
    await importImage(stage.programs, second);
    images[name] = versionOf(second, "2222222", Math.floor(Date.now() / 1000));
  }
  return images;
}

/** The versions that the rehearsal began with. */
export const firstVersion = ({ images }: Pick<RehearsalStage, "images">): Record<string, ImageVersion> =>
  Object.fromEntries(
    ["server", "web", "sandbox"].map((name) => {
      const image = images[name];
      if (image === undefined) throw new Error(`there is no image ${name}`);
      return [name, versionOf(image, "1111111", 1)];
    }),
  );

export async function deliver(stage: RehearsalStage): Promise<void> {
  const second = await makeVersion(stage, "second");
  for (const [what, images] of [
    ["a new version of api, worker and web, under load", second],
    ["back to the first version, under load", firstVersion(stage)],
  ] as const) {
    await stage.expect(what, "0 failed requests, each purchase paid", async (detail) => {
      let seconds = 0;
      detail("rolling out");
      const report = await underTraffic(stage, async () => {
        seconds = await rollOut(stage, images, what);
      });
      const holds = failuresOf(report) === 0 && unpaid(report).length === 0;
      return { seen: `${inWords(report)}, rolled out in ${seconds.toFixed(0)} s`, holds };
    });
  }
  await stage.expect("the audit after both", "clean", () => auditFindings(stage));
}

/** What admission refuses, asked of the server without a change. */
export async function refuseAtTheDoor({ api, expect, images }: RehearsalStage): Promise<void> {
  const pod = (image: string, user: number) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "stranger", namespace: "shop" },
    spec: {
      securityContext: {
        runAsNonRoot: user > 0,
        runAsUser: user,
        seccompProfile: { type: "RuntimeDefault" },
      },
      containers: [
        {
          name: "stranger",
          image,
          resources: { requests: { cpu: "10m", memory: "16Mi" }, limits: { memory: "32Mi" } },
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ["ALL"] },
          },
        },
      ],
    },
  });
  const pods = "/api/v1/namespaces/shop/pods?dryRun=All";
  const pinned = `ghcr.io/jangteo/server@${images.server?.digest}`;
  const scale = "/apis/apps/v1/namespaces/shop/deployments/worker/scale?dryRun=All";
  const merge = "application/merge-patch+json";
  for (const [what, method, path, body, words, type] of [
    ["an image without a digest", "POST", pods, pod("ghcr.io/jangteo/server:1", 65532), "without a digest"],
    ["a container of root", "POST", pods, pod(pinned, 0), "restricted"],
    ["a container of a low user", "POST", pods, pod(pinned, 1000), "numbered user"],
    ["kubectl scale --replicas 1", "PATCH", scale, { spec: { replicas: 1 } }, "two replicas", merge],
  ] as const) {
    await expect(what, "refused", async () => {
      const { status, body: answer } = await api.call(method, path, body, type);
      const said = refusalOf(answer);
      return { seen: `${status}: ${said.slice(0, 110)}`, holds: status >= 400 && said.includes(words) };
    });
  }
  await expect("the same pod, as the shop's are", "accepted", async () => {
    const { status, body } = await api.call("POST", pods, pod(pinned, 65532));
    return { seen: status < 300 ? "accepted" : refusalOf(body), holds: status < 300 };
  });
}
