import type { Dashboard } from "@grafana/grafana-foundation-sdk/dashboard";
import { api } from "./api.ts";
import { cluster } from "./cluster.ts";
import { database } from "./database.ts";
import { logs } from "./logs.ts";
import { recommendations } from "./recommendations.ts";
import { shop } from "./shop.ts";

/** Our dashboards, by the name of their file. */
export const dashboards: ReadonlyMap<string, Dashboard> = new Map(
  Object.entries({ shop, recommendations, api, database, cluster, logs }),
);
