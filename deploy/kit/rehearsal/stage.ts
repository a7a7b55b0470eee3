/** What a scene has to work with. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { lastLines } from "../processes.ts";
import type { Toolbox } from "../tools/install.ts";
import type { KubernetesApi } from "./api.ts";
import type { ClusterPrograms } from "./cluster.ts";
import { gatewayAuthority, SHOP_URL } from "./gateway.ts";
import type { ImportedImage } from "./images.ts";
import { asClient, machinePath } from "./processes.ts";
import type { Secrets } from "./repository.ts";
import type { ShopImages } from "./shop-images.ts";
import type { SceneRow } from "./table.ts";
import type { TrafficOptions, TrafficReport } from "./traffic.ts";

export interface RehearsalStage {
  readonly root: string;
  readonly api: KubernetesApi;
  readonly programs: ClusterPrograms;
  readonly toolbox: Toolbox;
  readonly secrets: Secrets;
  readonly images: ShopImages;
  readonly postgres: ImportedImage;
  /** A product's variant with plenty in stock. */
  readonly variantId: string;
  readonly pages: readonly string[];
  /** Plays one expectation and writes its row. `work` returns what was seen, and whether it holds. */
  expect(
    what: string,
    expected: string,
    work: (detail: (text: string) => void) => Promise<{ readonly seen: string; readonly holds: boolean }>,
  ): Promise<boolean>;
  readonly rows: readonly SceneRow[];
}

interface Traffic {
  /** Ends the arrivals. Resolves when the last shopper is done. */
  close(): Promise<TrafficReport>;
}

const TRAFFIC = fileURLToPath(new URL("traffic.ts", import.meta.url));

/** Starts shoppers and readers in the node's network, where the gateway is. */
async function startTraffic(
  { api, secrets, variantId, pages }: Pick<RehearsalStage, "api" | "secrets" | "variantId" | "pages">,
  more: Pick<TrafficOptions, "databaseDies" | "buys"> = {},
): Promise<Traffic> {
  const options: TrafficOptions = {
    shopUrl: SHOP_URL,
    sandboxUrl: await sandboxUrl(api),
    providerKey: secrets.tossSecretKey,
    variantId,
    pages,
    ...more,
  };
  const [program, args] = asClient(process.execPath, [TRAFFIC, JSON.stringify(options)]);
  const child = spawn(program, args, {
    env: { PATH: machinePath(), NODE_EXTRA_CA_CERTS: gatewayAuthority(), NODE_NO_WARNINGS: "1" },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let printed = "";
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const ended = once(child, "close");
  return {
    async close() {
      child.stdin.end();
      await ended;
      if (printed === "") throw new Error(`the shoppers failed: ${lastLines(said, 5)}`);
      return JSON.parse(printed);
    },
  };
}

/** Does something while shoppers buy and readers read. Resolves when the last shopper is done. */
export async function underTraffic(
  stage: Parameters<typeof startTraffic>[0],
  work: () => Promise<unknown>,
  more?: Parameters<typeof startTraffic>[1],
): Promise<TrafficReport> {
  const traffic = await startTraffic(stage, more);
  const failed = await work().then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  const report = await traffic.close();
  if (failed) throw failed.error;
  return report;
}

/** The provider's books, for a shopper whose answer to an approval was lost. */
export async function sandboxUrl(api: KubernetesApi): Promise<string> {
  const path = "/api/v1/namespaces/sandbox/services/sandbox";
  const service = await api.find<{ spec: { clusterIP: string } }>(path);
  if (service === undefined) throw new Error("there is no sandbox");
  return `http://${service.spec.clusterIP}:3000`;
}

export const failuresOf = ({ failures }: TrafficReport): number =>
  Object.values(failures).reduce((sum, count) => sum + count, 0);

/** Purchases that did not end paid. */
export const unpaid = ({ purchases, unfinished }: TrafficReport): readonly string[] => [
  ...purchases.filter(({ end }) => end !== "200 paid").map(({ end }) => end),
  ...unfinished,
];

export function inWords(report: TrafficReport): string {
  const failures = Object.entries(report.failures).map(([what, count]) => `${count} × ${what}`);
  const parts = [
    `${report.requests} requests, ${report.purchases.length} purchases`,
    failures.length === 0
      ? "0 failed"
      : `${failuresOf(report)} failed (${failures.join("; ").slice(0, 160)})`,
  ];
  const lost = unpaid(report);
  if (lost.length > 0) parts.push(`${lost.length} purchases not paid: ${lost[0]?.slice(0, 160)}`);
  return parts.join(", ");
}
