import { createResponseCache } from "../../platform/http/response-cache.ts";
import type { Module } from "../../platform/module.ts";
import { remembered } from "../../platform/remembered.ts";
import { nothing } from "../../platform/schema.ts";
import type { SettingsContext } from "./context.ts";
import { settings as contract, SETTINGS_CHANGED } from "./contract.ts";
import { routes } from "./routes.ts";
import { advertiser, fillSettings, paymentSettings, shopName } from "./service.ts";

/** Room for one response in each language. */
const CACHE_BYTES = 256 * 1024;
/** A process that missed a change goes by the former settings for so long. */
const MAX_AGE_MS = 10_000;

export function settingsModule(settings: SettingsContext): Module<typeof contract> {
  const cache = createResponseCache(CACHE_BYTES);
  const name = remembered(settings.clock, MAX_AGE_MS, () => shopName(settings));
  settings.changes.subscribe(SETTINGS_CHANGED, (keys) => {
    cache.drop(keys);
    name.drop();
  });
  return {
    contract,
    port: {
      shopName: () => name.get(),
      advertiser: () => advertiser(settings),
      payment: () => paymentSettings(settings),
      fill: async (change) => {
        await fillSettings(settings, change);
        return nothing;
      },
    },
    consumers: {},
    jobs: [],
    routes: (app) => routes(app, settings, cache),
    audit: async () => [],
  };
}
