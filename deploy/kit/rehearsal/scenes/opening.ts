/** The first minutes of a shop: what Flux made of the tree, and a first purchase through NGINX. */
import { setTimeout as wait } from "node:timers/promises";
import type { KubernetesApi } from "../api.ts";
import { failuresOf, inWords, type RehearsalStage, underTraffic, unpaid } from "../stage.ts";
import { isReady, podsOf, SHOP_DEPLOYMENTS } from "../workloads.ts";

const SHOPPING_MS = 10_000;

interface Job {
  readonly status: {
    readonly succeeded?: number;
    readonly startTime?: string;
    readonly completionTime?: string;
  };
}

export async function migrated({ api, expect }: Pick<RehearsalStage, "api" | "expect">): Promise<void> {
  await expect("migrations", "a Job that succeeded", async () => {
    const job = await api.find<Job>("/apis/batch/v1/namespaces/shop/jobs/migrate");
    const { succeeded = 0, startTime = "", completionTime = "" } = job?.status ?? {};
    const seconds = (Date.parse(completionTime) - Date.parse(startTime)) / 1000;
    return { seen: `${succeeded} succeeded, in ${seconds} s`, holds: succeeded === 1 };
  });
}

export async function started({ api, expect }: Pick<RehearsalStage, "api" | "expect">): Promise<void> {
  await expect("api, worker and web", "2 pods ready of each, in a restricted namespace", async () => {
    const counts: string[] = [];
    let holds = await isRestricted(api);
    for (const name of SHOP_DEPLOYMENTS) {
      const ready = (await podsOf(api, name)).filter(isReady).length;
      counts.push(`${ready} ${name}`);
      holds &&= ready >= 2;
    }
    return { seen: counts.join(", "), holds };
  });
}

async function isRestricted(api: KubernetesApi): Promise<boolean> {
  const shop = await api.find<{ metadata: { labels: Record<string, string> } }>("/api/v1/namespaces/shop");
  return shop?.metadata.labels["pod-security.kubernetes.io/enforce"] === "restricted";
}

export async function firstPurchases(stage: RehearsalStage): Promise<void> {
  await stage.expect("purchases through NGINX", "0 failed requests, each purchase paid", async () => {
    const report = await underTraffic(stage, () => wait(SHOPPING_MS));
    const holds = report.purchases.length > 0 && failuresOf(report) === 0 && unpaid(report).length === 0;
    return { seen: inWords(report), holds };
  });
}
