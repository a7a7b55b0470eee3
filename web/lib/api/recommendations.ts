import type { Api } from "./client.ts";
import { resultOf } from "./result.ts";
import type { NewExperiment, NewRecommendationRule } from "./types.ts";

const ADMIN = "/api/v1/admin/recommendations";

export const readRegistry = (api: Api) => resultOf(api.GET(`${ADMIN}/models`));

export const promoteModel = (api: Api, version: number, reason: string) =>
  resultOf(
    api.POST(`${ADMIN}/models/{version}/promote`, {
      params: { path: { version } },
      body: { alias: "champion", reason },
    }),
  );

export const rollBackModel = (api: Api, from: number, reason: string) =>
  resultOf(api.POST(`${ADMIN}/rollback`, { body: { reason, from } }));

export const replayModel = (api: Api, version: number, days: number) =>
  resultOf(api.GET(`${ADMIN}/models/{version}/replay`, { params: { path: { version }, query: { days } } }));

export const listExperiments = (api: Api) => resultOf(api.GET(`${ADMIN}/experiments`));

export const beginExperiment = (api: Api, body: NewExperiment) =>
  resultOf(api.POST(`${ADMIN}/experiments`, { body }));

export const stopExperiment = (api: Api, id: string, reason: string) =>
  resultOf(api.POST(`${ADMIN}/experiments/{id}/stop`, { params: { path: { id } }, body: { reason } }));

export const listRecommendationRules = (api: Api) => resultOf(api.GET(`${ADMIN}/rules`));

export const addRecommendationRule = (api: Api, body: NewRecommendationRule) =>
  resultOf(api.POST(`${ADMIN}/rules`, { body }));

export const endRecommendationRule = (api: Api, id: string) =>
  resultOf(api.DELETE(`${ADMIN}/rules/{id}`, { params: { path: { id } } }));

export const previewRecommendations = (api: Api, visitor: string) =>
  resultOf(api.GET(`${ADMIN}/preview`, { params: { query: visitor === "" ? {} : { visitor } } }));

export const listRecentVisitors = (api: Api) => resultOf(api.GET(`${ADMIN}/visitors`));

/** As many as the API orders. */
const RANKED = 24;

export const rankSearch = (api: Api, q: string) =>
  resultOf(
    api.GET("/api/v1/recommendations/{placement}", {
      params: { path: { placement: "search" }, query: { q, limit: RANKED } },
    }),
  );

export const readPersonalChoice = (api: Api) => resultOf(api.GET("/api/v1/visitor"));

/** Days for which events of shoppers are kept; the default of the shop while it does not answer. */
export async function daysOfEvents(api: Api): Promise<number> {
  const read = await resultOf(api.GET("/api/v1/visitor"));
  return read.ok ? read.data.keptDays : 180;
}

/** Tells which order a guest placed. No purchase waits for it, and the page may be left meanwhile. */
export const tellOrder = (api: Api, id: string, guestToken: string) =>
  resultOf(
    api.PUT("/api/v1/visitor/orders/{id}", {
      params: { path: { id }, header: { "x-guest-token": guestToken } },
      keepalive: true,
    }),
  );

export const choosePersonal = (api: Api, personal: boolean) =>
  resultOf(api.PUT("/api/v1/visitor", { body: { personal } }));
