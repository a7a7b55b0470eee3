/** One training of the models of recommendations, in a process of its own: a CronJob's, or a person's. */
import { setTimeout as wait } from "node:timers/promises";
import { compose } from "./compose.ts";
import { systemClock } from "./platform/clock.ts";
import type { Runtime } from "./runtime.ts";

/** A training that was killed counts as under way until it has been silent for a minute. */
const ATTEMPTS = 10;
const PAUSE_MS = 15_000;

/** A model that its gate rejects is a result too. Throws when no training could be done. */
export async function trainOnce({ config, log }: Pick<Runtime, "config" | "log">): Promise<void> {
  const shop = await compose({ config: { ...config, roles: new Set() }, clock: systemClock, log });
  try {
    if (!shop.recommendations) throw new Error("the module recommendations does not run here");
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      if ((await shop.recommendations.train({ cause: "nightly" })) !== null) return;
      log.info({ attempt }, "another training is under way");
      await wait(PAUSE_MS);
    }
    throw new Error("another training did not end");
  } finally {
    await shop.close();
  }
}
