/** The component `split`: inventory, orders and payments as Deployments of their own. */
import { setTimeout as wait } from "node:timers/promises";
import { poke } from "../flux.ts";
import { changeTree, edit } from "../repository.ts";
import { failuresOf, inWords, type RehearsalStage, underTraffic, unpaid } from "../stage.ts";
import { isReady, podsOf, SHOP_DEPLOYMENTS, untilSettled } from "../workloads.ts";
import { auditFindings } from "./audit.ts";
import { untilApplied } from "./delivery.ts";

const MODULES = ["inventory", "orders", "payments"] as const;
const SHOPPING_MS = 30_000;

/** What the component's own comment asks for. */
async function takeApart(): Promise<void> {
  await edit("deploy/apps/staging/kustomization.yaml", (text) =>
    text.replace("components:\n", "components:\n  - ../components/split\n"),
  );
  await edit("deploy/infrastructure/configs/base/shop/limits.yaml", (text) =>
    text
      .replace(/requests\.cpu: .*/, 'requests.cpu: "2"')
      .replace(/requests\.memory: .*/, "requests.memory: 8Gi")
      .replace(/limits\.memory: .*/, "limits.memory: 14Gi")
      .replace(/pods: .*/, 'pods: "40"'),
  );
}

export async function split(stage: RehearsalStage): Promise<void> {
  // New pods of api may be ready before those of the modules that they call: it says 503 then.
  const expected = "each purchase paid once, failed requests counted";
  await stage.expect("modules taken apart under load", expected, async (detail) => {
    const report = await underTraffic(stage, async () => {
      const commit = await changeTree("inventory, orders and payments by themselves", takeApart);
      await poke(stage.api);
      detail("rolling out");
      await untilApplied(stage, commit, 600);
      await untilSettled(stage.api, [...SHOP_DEPLOYMENTS, ...MODULES], 300);
    });
    return { seen: inWords(report), holds: report.purchases.length > 0 && unpaid(report).length === 0 };
  });
  await stage.expect(
    "purchases with the modules as pods",
    "0 failed requests, each purchase paid",
    async () => {
      const report = await underTraffic(stage, () => wait(SHOPPING_MS));
      const pods = await Promise.all(MODULES.map((name) => podsOf(stage.api, name)));
      const ready = pods.flat().filter(isReady).length;
      const holds = ready === 6 && report.purchases.length > 0 && failuresOf(report) === 0;
      return {
        seen: `${ready} pods of modules; ${inWords(report)}`,
        holds: holds && unpaid(report).length === 0,
      };
    },
  );
  await stage.expect("the audit after it", "clean", () => auditFindings(stage));
}
