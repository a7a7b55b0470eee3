/** What may happen on any day: pods that die, a database that is away. */
import { rm, writeFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { pausePath } from "../layout.ts";
import { until } from "../processes.ts";
import { failuresOf, inWords, type RehearsalStage, underTraffic, unpaid } from "../stage.ts";
import { DATA_NAMESPACE } from "../stand-ins/postgres.ts";
import type { TrafficReport } from "../traffic.ts";
import { deleteByForce, isReady, podsOf, restartsOf, SHOP_DEPLOYMENTS, untilSettled } from "../workloads.ts";
import { auditFindings } from "./audit.ts";

const AWAY_MS = 60_000;
/** Until each page is in the memory of both pods of api: one that never was cannot be served from there. */
const BROWSING_MS = 15_000;
const BETWEEN_MS = 8_000;
const INSTANCE = "shop-db-1";
const INSTANCE_PATH = `/api/v1/namespaces/${DATA_NAMESPACE}/pods/${INSTANCE}`;

/** One pod of each kind is deleted with no time to end, one after the other, while shoppers buy. */
export async function killPods(stage: RehearsalStage): Promise<void> {
  const { api } = stage;
  const expected = "each purchase paid once, failed requests counted";
  await stage.expect("a pod of api, worker and web deleted with force", expected, async (detail) => {
    const report = await underTraffic(stage, async () => {
      for (const name of SHOP_DEPLOYMENTS) {
        await wait(BETWEEN_MS);
        const victim = (await podsOf(api, name)).find(isReady);
        if (victim === undefined) throw new Error(`no pod of ${name} is ready`);
        detail(`deleting ${victim.metadata.name}`);
        await deleteByForce(api, `/api/v1/namespaces/shop/pods/${victim.metadata.name}`);
      }
      await wait(BETWEEN_MS);
      await untilSettled(api, SHOP_DEPLOYMENTS, 240);
    });
    return { seen: inWords(report), holds: report.purchases.length > 0 && unpaid(report).length === 0 };
  });
  await stage.expect("the audit after it", "clean", () => auditFindings(stage));
}

/** The database's pod dies, and comes back after a minute. */
export async function loseDatabase(stage: RehearsalStage): Promise<void> {
  const { api } = stage;
  const expected = "no restart, pages from memory, no order lost";
  await stage.expect("the database away for 60 s", expected, async (detail) => {
    const before = await restartsOf(api);
    let pages: TrafficReport | undefined;
    const stay = async () => {
      await wait(BROWSING_MS);
      await writeFile(pausePath(INSTANCE), "");
      try {
        await deleteByForce(api, INSTANCE_PATH);
        detail("the database is away");
        await wait(5_000);
        pages = await underTraffic(stage, () => wait(AWAY_MS - 5_000), { buys: false });
      } finally {
        await rm(pausePath(INSTANCE), { force: true });
      }
      detail("the database comes back");
      await until("the shop is ready again", 120, async () => {
        const pods = await Promise.all(SHOP_DEPLOYMENTS.map((name) => podsOf(api, name)));
        return pods.flat().every(isReady);
      });
    };
    const report = await underTraffic(stage, stay, { databaseDies: true });
    const restarts = (await restartsOf(api)) - before;
    const served = pages === undefined ? "no page" : `${pages.reads} pages, ${pagesIn(pages)}`;
    const purchases = `${report.purchases.length} purchases, ${unpaid(report).length} not paid${why(report)}`;
    return {
      seen: `${restarts} restarts; ${served}; ${purchases}`,
      holds: restarts === 0 && isServed(pages) && unpaid(report).length === 0,
    };
  });
  await stage.expect("the audit after it", "clean", () => auditFindings(stage));
}

/** The most frequent end of purchases that were not paid. */
function why(report: TrafficReport): string {
  const counts = new Map<string, number>();
  for (const end of unpaid(report)) counts.set(end, (counts.get(end) ?? 0) + 1);
  const [first] = [...counts].sort(([, one], [, other]) => other - one);
  return first ? ` (${first[1]} × ${first[0].slice(0, 200)})` : "";
}

const isServed = (pages: TrafficReport | undefined): boolean =>
  pages !== undefined && pages.reads > 0 && failuresOf(pages) === 0;

function pagesIn(report: TrafficReport): string {
  const failed = failuresOf(report);
  return failed === 0
    ? "0 failed"
    : `${failed} failed (${Object.keys(report.failures).join("; ").slice(0, 120)})`;
}
