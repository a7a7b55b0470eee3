import type { Clock } from "../../platform/clock.ts";
import type { Port } from "../../platform/contract/contract.ts";
import type { Changes } from "../../platform/db/changes.ts";
import type { Db } from "../../platform/db/db.ts";
import type { Log } from "../../platform/log.ts";
import type { Storage } from "../../platform/storage/storage.ts";
import type { catalog } from "../catalog/contract.ts";
import type { orders } from "../orders/contract.ts";
import type { CurrentExperiments } from "./experiments/service/current-experiments.ts";
import type { Measures } from "./metrics.ts";
import type { TrackingServerAddress } from "./mlflow/tracking-server.ts";
import type { nearLists } from "./near.ts";
import type { NoteSample } from "./replay/service/sample-lists.ts";
import type { Assortment } from "./service/assortment.ts";
import type { CurrentModel } from "./service/current-model.ts";
import type { CurrentRules } from "./service/current-rules.ts";
import type { Popularity } from "./service/popularity.ts";
import type { RecordEvents } from "./service/record-events.ts";

/** What the module is given. */
export interface RecommendationsDependencies {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly changes: Changes;
  readonly catalog: Pick<
    Port<typeof catalog>,
    "listAssortment" | "listCategories" | "findAssorted" | "findCards" | "rankSearch"
  >;
  readonly orders: Pick<Port<typeof orders>, "basketOf" | "refundedBasket" | "opensOrder">;
  /** Where models are kept. */
  readonly storage: Storage;
  /** Where a training writes. It may be empty at every start. */
  readonly workFolder: string;
  /** How long events are kept. */
  readonly eventDays: number;
  /** How long a list waits for what its person did before: the rest of it takes about a millisecond. */
  readonly historyMs: number;
  /** Where runs are written to when they have ended; null: nowhere. */
  readonly mlflow: TrackingServerAddress | null;
  /** False: another program trains (`recs train`), and this one's jobs begin no training. */
  readonly trains: boolean;
  /** Megabytes of JavaScript objects that a training may have. */
  readonly trainingMb: number;
}

/** What the use cases of this module need. */
export interface RecommendationsContext extends RecommendationsDependencies {
  readonly measures: Measures;
  /** The shown products, in memory. */
  readonly assortment: Assortment;
  /** What many shoppers look at and buy, in memory. */
  readonly popularity: Popularity;
  /** Lists by what products are, in memory. */
  readonly near: ReturnType<typeof nearLists>;
  readonly rules: CurrentRules;
  /** The model that makes the lists, in memory. */
  readonly model: CurrentModel;
  /** Those that run, in memory. */
  readonly experiments: CurrentExperiments;
  readonly record: RecordEvents;
  readonly noteSample: NoteSample;
}
