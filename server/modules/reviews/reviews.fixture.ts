/** Buyers, staff and their reviews, in a shop of server/testing.ts. */
import type { Static } from "typebox";
import {
  type ApiResponse,
  type Client,
  client,
  type Member,
  type Product,
} from "../../../tests/support/client.ts";
import { connect } from "../../platform/db/db.ts";
import type { TestShop } from "../../testing.ts";
import type { OwnReview, Question, QuestionList, ReviewList } from "./schemas.ts";
import type { StaffQuestion, StaffReview } from "./staff-schemas.ts";

export type ReviewOf = Static<typeof OwnReview>;
export type Reviews = Static<typeof ReviewList>;
export type Questions = Static<typeof QuestionList>;
export type AskedQuestion = Static<typeof Question>;
export type ReviewOfStaff = Static<typeof StaffReview>;
export type QuestionOfStaff = Static<typeof StaffQuestion>;

export interface ReviewBuyer {
  readonly member: Member;
  readonly lineId: string;
  readonly orderId: string;
}

export interface ReviewDesk {
  readonly api: Client;
  /** A new member who bought and paid one piece. */
  buyer(product: Product, name?: string): Promise<ReviewBuyer>;
  /** A new account with this role, signed in. */
  staff(role: string): Promise<Member>;
  reviewsOf(product: Product, query?: string, by?: Client): Promise<Reviews>;
  questionsOf(product: Product, by?: Client): Promise<Questions>;
  close(): Promise<void>;
}

/** Writes a review as its buyer. */
export const write = (
  { member, lineId }: ReviewBuyer,
  input: { rating?: number; text?: string; pictures?: string[] } = {},
): Promise<ApiResponse<ReviewOf>> =>
  member.request<ReviewOf>("POST", "/api/v1/reviews", {
    orderLineId: lineId,
    rating: 5,
    text: "잘 쓰고 있어요",
    ...input,
  });

/** Sends a change by staff with the version that it began with. */
export const moderate = <Body = ReviewOfStaff>(
  staff: Client,
  method: string,
  path: string,
  version: number,
  body?: unknown,
): Promise<ApiResponse<Body>> =>
  staff.request<Body>(method, `/api/v1/admin/${path}`, body, { "if-match": `"${version}"` });

export function openDesk(shop: TestShop): ReviewDesk {
  const api = client(shop.url);
  const db = connect({ url: shop.databaseUrl, size: 1 });
  return {
    api,
    async buyer(product, name = "홍길동") {
      const member = await api.signUp({ name });
      const { order } = await member.buy(product.variants[0]?.id ?? "");
      return { member, lineId: order.items[0]?.id ?? "", orderId: order.id };
    },
    async staff(role) {
      const { id, email, password } = await api.signUp();
      await db.script(
        `UPDATE members.accounts SET role = '${role}', email_verified_at = now() WHERE id = '${id}'`,
      );
      return api.signIn(email, password);
    },
    reviewsOf: async (product, query = "", by = api) =>
      (await by.request<Reviews>("GET", `/api/v1/products/${product.slug}/reviews${query}`)).body,
    questionsOf: async (product, by = api) =>
      (await by.request<Questions>("GET", `/api/v1/products/${product.id}/questions`)).body,
    close: () => db.close(),
  };
}
