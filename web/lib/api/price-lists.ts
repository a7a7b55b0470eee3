import type { Api } from "./client.ts";
import type { ApiResult } from "./problem.ts";
import { resultOf } from "./result.ts";
import type {
  MemberGroup,
  MemberGroupEdit,
  NewMemberGroupRequest,
  NewPriceListRequest,
  PriceChange,
  PriceList,
  PriceListEdit,
} from "./types.ts";

const version = ({ id, etag }: { id: string; etag: string }) => ({
  path: { id },
  header: { "if-match": etag },
});

export const listPriceLists = (api: Api, query: { limit: number; cursor?: string }) =>
  resultOf(api.GET("/api/v1/admin/price-lists", { params: { query } }));

export const readPriceList = (api: Api, id: string) =>
  resultOf(api.GET("/api/v1/admin/price-lists/{id}", { params: { path: { id } } }));

export const createPriceList = (api: Api, body: NewPriceListRequest) =>
  resultOf(api.POST("/api/v1/admin/price-lists", { body }));

export const editPriceList = (api: Api, list: PriceList, body: PriceListEdit) =>
  resultOf(api.PATCH("/api/v1/admin/price-lists/{id}", { params: version(list), body }));

export const deletePriceList = (api: Api, list: PriceList) =>
  resultOf(api.DELETE("/api/v1/admin/price-lists/{id}", { params: version(list) }));

export const listPrices = (api: Api, id: string, query: { limit: number; cursor?: string; sku?: string }) =>
  resultOf(api.GET("/api/v1/admin/price-lists/{id}/prices", { params: { path: { id }, query } }));

export const storePrices = (api: Api, id: string, prices: PriceChange[]) =>
  resultOf(api.PUT("/api/v1/admin/price-lists/{id}/prices", { params: { path: { id } }, body: { prices } }));

export const listMemberGroups = (api: Api) => resultOf(api.GET("/api/v1/admin/member-groups"));

export const createMemberGroup = (api: Api, body: NewMemberGroupRequest) =>
  resultOf(api.POST("/api/v1/admin/member-groups", { body }));

export const editMemberGroup = (api: Api, group: MemberGroup, body: MemberGroupEdit) =>
  resultOf(api.PATCH("/api/v1/admin/member-groups/{id}", { params: version(group), body }));

export const deleteMemberGroup = (api: Api, group: MemberGroup) =>
  resultOf(api.DELETE("/api/v1/admin/member-groups/{id}", { params: version(group) }));

/**
 * Puts the member whose e-mail address this is into a group. Members are found by words too: words that fit
 * several, or no member, are NOT_FOUND.
 */
export async function putMemberIntoGroup(
  api: Api,
  email: string,
  group: string | null,
): Promise<ApiResult<unknown>> {
  const found = await resultOf(
    api.GET("/api/v1/admin/members", { params: { query: { q: email, limit: 2 } } }),
  );
  if (!found.ok) return found;
  const [member, other] = found.data.items;
  if (!member || other) return { ok: false, problem: { status: 404, code: "NOT_FOUND", title: "" } };
  return resultOf(
    api.PUT("/api/v1/admin/members/{id}/group", { params: { path: { id: member.id } }, body: { group } }),
  );
}

/** At most 100 products. Never cached: pages for everybody show none of it. */
export const readOwnPrices = (api: Api, productIds: readonly string[]) =>
  resultOf(api.GET("/api/v1/me/prices", { params: { query: { productIds: productIds.join() } } }));
