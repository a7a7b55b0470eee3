/** Price lists and groups of members over HTTP, for the tests. */
import { expect } from "vitest";
import type { ApiResponse, Client, HeaderFields } from "../../../../tests/support/client.ts";

export interface PriceListBody {
  readonly id: string;
  readonly name: string;
  readonly memberGroup: string | null;
  readonly active: boolean;
  readonly applies: boolean;
  readonly priceCount: number;
  readonly etag: string;
}

export interface PriceInput {
  readonly sku: string;
  readonly minQuantity?: number;
  readonly price: number | null;
}

let made = 0;

/** `api` signs in as the owner; `proof` is another member of the staff. */
export function priceMaker(api: Client, proof?: HeaderFields) {
  const staff = async () => proof ?? (await api.signInOwner());
  const call = async <Body = PriceListBody>(
    method: string,
    path: string,
    body?: unknown,
    headers?: HeaderFields,
  ): Promise<ApiResponse<Body>> =>
    api.request<Body>(method, `/api/v1/admin/${path}`, body, { ...(await staff()), ...headers });

  async function makeList(prices: readonly PriceInput[], input: object = {}): Promise<PriceListBody> {
    const { status, body } = await call("POST", "price-lists", { name: "가격표", prices, ...input });
    expect(status, JSON.stringify(body)).toBe(201);
    return body;
  }

  /** Returns the code of a new group. */
  async function makeGroup(): Promise<string> {
    made += 1;
    const code = `group-${process.pid}-${made}`;
    const { status, body } = await call("POST", "member-groups", { code, name: "도매" });
    expect(status, JSON.stringify(body)).toBe(201);
    return code;
  }

  async function putInto(memberId: string, group: string | null): Promise<void> {
    const { status, body } = await call("PUT", `members/${memberId}/group`, { group });
    expect([status, body]).toMatchObject([200, { group }]);
  }

  /** An edit of the version that is stored now. */
  async function edit(id: string, change: object): Promise<void> {
    const { etag } = (await call("GET", `price-lists/${id}`)).body;
    const { status, body } = await call("PATCH", `price-lists/${id}`, change, { "if-match": etag });
    expect(status, JSON.stringify(body)).toBe(200);
  }

  const put = (id: string, prices: readonly PriceInput[]) =>
    call<{ added: number; changed: number; removed: number; unchanged: number }>(
      "PUT",
      `price-lists/${id}/prices`,
      { prices },
    );
  return { call, makeList, makeGroup, putInto, edit, put };
}
