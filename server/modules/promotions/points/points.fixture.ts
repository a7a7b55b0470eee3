/** Points over HTTP, for the tests. */
import { expect } from "vitest";
import { type ApiResponse, type Client, newKey } from "../../../../tests/support/client.ts";
import type { QuoteBody } from "../coupons.fixture.ts";

export interface PointsBody {
  readonly balance: number;
  readonly available: number;
  readonly held: number;
  readonly expiringSoon: { readonly points: number; readonly first: string | null };
  readonly items: readonly {
    readonly id: string;
    readonly kind: string;
    readonly amount: number;
    readonly orderId: string | null;
    readonly reason: string | null;
  }[];
  readonly nextCursor: string | null;
}

export interface PointQuote extends QuoteBody {
  readonly pointsSpent: number;
  readonly points: { readonly available: number; readonly most: number; readonly refused: string | null };
  readonly minimumPayment: { readonly amount: number } | null;
}

/** `api` signs in as the owner. */
export const grant = async <Body = PointsBody>(
  api: Client,
  memberId: string,
  body: object,
  key = newKey(),
): Promise<ApiResponse<Body>> =>
  api.request<Body>(
    "POST",
    `/api/v1/admin/members/${memberId}/points`,
    { reason: "가입을 축하해요", ...body },
    { ...(await api.signInOwner()), "idempotency-key": key },
  );

export async function pointsOf(member: Client, query = ""): Promise<PointsBody> {
  const { status, body } = await member.request<PointsBody>("GET", `/api/v1/me/points${query}`);
  expect(status).toBe(200);
  return body;
}

/** The ledger as `kind amount`, the newest first. */
export const ledgerOf = async (member: Client): Promise<string[]> =>
  (await pointsOf(member)).items.map(({ kind, amount }) => `${kind} ${amount}`);

export const quotePoints = (shopper: Client, cartId: string, body: object) =>
  shopper.request<PointQuote>("POST", `/api/v1/carts/${cartId}/quote`, body);
