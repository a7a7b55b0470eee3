/** A version that never gets ready: the old pods serve on, Flux says so, and a commit mends it. */
import { kustomizations, poke } from "../flux.ts";
import { until } from "../processes.ts";
import { changeTree, deployImages, edit } from "../repository.ts";
import { failuresOf, inWords, type RehearsalStage, underTraffic, unpaid } from "../stage.ts";
import { isReady, podsOf } from "../workloads.ts";
import { firstVersion, rollOut } from "./delivery.ts";

const DIGEST = `sha256:${"3".repeat(64)}`;
const APPS = "deploy/clusters/staging/apps.yaml";

/** A version whose image no registry has. */
export async function stopBroken(stage: RehearsalStage): Promise<void> {
  const expected = "the old pods serve on, Flux names the Deployment, 0 failed requests";
  // Flux waits for ten minutes in the tree, and for one here.
  await stage.expect("a version that never gets ready", expected, async (detail) => {
    const before = await readyPods(stage);
    let after = 0;
    let said = "";
    const report = await underTraffic(stage, async () => {
      await changeTree("a minute of patience", () =>
        edit(APPS, (text) => text.replace("timeout: 10m", "timeout: 1m")),
      );
      await release(stage);
      detail("waiting for Flux to give it up");
      await until("Flux says that apps failed", 240, async () => {
        said = await failureOfApps(stage);
        return said !== "";
      });
      after = await readyPods(stage);
    });
    const holds = after >= before && said.includes("Deployment/shop/web") && isFlawless(report);
    return {
      seen: `${after} of ${before} web pods ready; "${said.slice(0, 110)}"; ${inWords(report)}`,
      holds,
    };
  });
  const mended = "at once: no wait for the broken version's pods, 0 failed requests";
  await stage.expect("a commit that mends it while Flux still waits", mended, async (detail) => {
    let seconds = 0;
    const report = await underTraffic(stage, async () => {
      await edit(APPS, (text) => text.replace("timeout: 1m", "timeout: 10m"));
      await release(stage);
      detail("rolling back");
      seconds = await rollOut(stage, firstVersion(stage), "back to the first version");
    });
    const holds = seconds < AT_ONCE_S && isFlawless(report);
    return { seen: `applied and ready in ${seconds.toFixed(0)} s; ${inWords(report)}`, holds };
  });
}

/** The way back costs no roll-out: the pods of the first version never went. */
const AT_ONCE_S = 60;

/** Resolves when Flux waits for the pods of a version that no registry has. */
async function release(stage: RehearsalStage): Promise<void> {
  const missing = { tag: "main-3333333-3", digest: DIGEST };
  const commit = await deployImages("a version that no registry has", {
    ...firstVersion(stage),
    web: missing,
  });
  await poke(stage.api);
  await until("Flux waits for the new pods", 120, async () => {
    const conditions = (await readApps(stage))?.status?.conditions ?? [];
    const waits = `health checks for revision main@sha1:${commit}`;
    return conditions.some(({ message }) => message.includes(waits));
  });
}

const isFlawless = (report: Parameters<typeof failuresOf>[0]): boolean =>
  report.purchases.length > 0 && failuresOf(report) === 0 && unpaid(report).length === 0;

const readyPods = async ({ api }: RehearsalStage): Promise<number> =>
  (await podsOf(api, "web")).filter(isReady).length;

const readApps = async ({ api }: RehearsalStage) =>
  (await kustomizations(api)).find(({ metadata }) => metadata.name === "apps");

/** What Flux says of `apps` when it has given it up, or nothing. */
async function failureOfApps(stage: RehearsalStage): Promise<string> {
  const ready = (await readApps(stage))?.status?.conditions?.find(({ type }) => type === "Ready");
  return ready?.status === "False" && ready.reason === "HealthCheckFailed" ? ready.message : "";
}
