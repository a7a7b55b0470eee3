/** Stripe's lists: disputes of a payment, and what moved in a time. Pages are read one after the other. */
import { type TSchema, Type } from "typebox";
import { Compile } from "typebox/compile";
import type { ListedMovement, MovementList } from "./provider.ts";
import type { ProviderResponse } from "./provider-http.ts";

/** One GET of Stripe's API. */
type Get = (path: string) => Promise<ProviderResponse | null>;

const pageOf = <Item extends TSchema>(item: Item) =>
  Compile(Type.Object({ has_more: Type.Boolean(), data: Type.Array(item) }));
const isDisputePage = pageOf(Type.Object({ id: Type.String(), status: Type.String() }));
const Named = Type.Object({ metadata: Type.Object({ order_id: Type.Optional(Type.String()) }) });
const isIntentPage = pageOf(
  Type.Object({
    id: Type.String(),
    amount_received: Type.Integer(),
    ...Named.properties,
    latest_charge: Type.Union([Type.Null(), Type.Object({ created: Type.Integer() })]),
  }),
);
const isRefundPage = pageOf(
  Type.Object({
    id: Type.String(),
    amount: Type.Integer(),
    status: Type.Union([Type.String(), Type.Null()]),
    created: Type.Integer(),
    payment_intent: Type.Union([Type.Null(), Type.Object({ id: Type.String(), ...Named.properties })]),
  }),
);

/** A hundred items are on a page. */
const MAX_PAGES = 500;
/** A payment is paid in minutes after it was made; one that lasts longer is still found. */
const MADE_BEFORE_S = 2 * 24 * 3_600;
/** The bank has decided for the shop, or only asked. */
const OVER = ["won", "warning_closed", "prevented"];

interface ItemPage<Item> {
  readonly has_more: boolean;
  readonly data: readonly Item[];
}

/** Null: the list cannot be read now. */
async function readAll<Item extends { id: string }>(
  get: Get,
  path: string,
  query: Readonly<Record<string, string>>,
  isPage: { Check(json: unknown): json is ItemPage<Item> },
): Promise<Item[] | null> {
  const items: Item[] = [];
  for (let page = 0, after = ""; page < MAX_PAGES; page += 1) {
    const search = new URLSearchParams({ ...query, limit: "100", ...(after && { starting_after: after }) });
    const response = await get(`${path}?${search}`);
    if (response?.status !== 200 || !isPage.Check(response.json)) return null;
    const { data, has_more } = response.json;
    items.push(...data);
    after = data.at(-1)?.id ?? "";
    if (!has_more || after === "") return items;
  }
  return null;
}

/** Whether the bank may still decide against the shop, or has; null: it cannot be read now. */
export async function isInDispute(get: Get, intentId: string): Promise<boolean | null> {
  const disputes = await readAll(get, "/v1/disputes", { payment_intent: intentId }, isDisputePage);
  return disputes === null ? null : disputes.some(({ status }) => !OVER.includes(status));
}

export async function listStripeMovements(get: Get, from: Date, to: Date): Promise<MovementList> {
  const [begin, end] = [Math.floor(from.getTime() / 1000), Math.floor(to.getTime() / 1000)];
  const intents = await readAll(
    get,
    "/v1/payment_intents",
    {
      "created[gte]": String(begin - MADE_BEFORE_S),
      "created[lt]": String(end),
      "expand[]": "data.latest_charge",
    },
    isIntentPage,
  );
  const refunds = await readAll(
    get,
    "/v1/refunds",
    { "created[gte]": String(begin), "created[lt]": String(end), "expand[]": "data.payment_intent" },
    isRefundPage,
  );
  if (intents === null || refunds === null) return { kind: "unclear", code: "LIST_UNREADABLE" };
  const isWithin = (at: number): boolean => at >= begin && at < end;
  const captures = intents.flatMap(({ id, amount_received: amount, metadata, latest_charge: charge }) =>
    amount > 0 && charge && isWithin(charge.created)
      ? [movementOf("capture", metadata.order_id ?? id, amount, charge.created)]
      : [],
  );
  const given = refunds.flatMap(({ id, status, amount, created, payment_intent: intent }) =>
    status === "succeeded"
      ? [movementOf("refund", intent?.metadata.order_id ?? intent?.id ?? id, amount, created)]
      : [],
  );
  return { kind: "listed", movements: [...captures, ...given] };
}

const movementOf = (
  kind: ListedMovement["kind"],
  providerOrderId: string,
  amount: number,
  seconds: number,
): ListedMovement => ({ kind, providerOrderId, amount, at: new Date(seconds * 1000).toISOString() });
