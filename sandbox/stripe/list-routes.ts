/** Stripe's lists over all payments, the newest first. Faults of reading are those of a payment. */
import type { FastifyInstance } from "fastify";
import type { DirectContext } from "../direct/context.ts";
import { type DirectPayment, DirectRefusal } from "../direct/payment.ts";
import { viewDispute, viewIntent, viewRefund } from "./protocol.ts";

const DEFAULT_PAGE = 10;

type Query = Readonly<Record<string, string | undefined>>;

export function registerStripeLists(app: FastifyInstance, { store }: DirectContext): void {
  app.get<{ Querystring: Query }>("/stripe/v1/payment_intents", ({ query }) => {
    const expand = query["expand[]"] === "data.latest_charge";
    const made = [...store.list()].filter(({ createdAt }) => isWithin(createdAt, query)).toReversed();
    return pageOf(
      made.map((payment) => viewIntent(payment, expand && payment.paidAt !== null)),
      query,
    );
  });

  app.get<{ Querystring: Query }>("/stripe/v1/disputes", ({ query }) => {
    const { payment_intent: id } = query;
    const disputed = [...store.list()].filter(
      (each) => each.disputed && (id === undefined || each.id === id),
    );
    return pageOf(disputed.map(viewDispute), query);
  });
}

/** The refunds of all payments, for `GET /v1/refunds` without a payment. */
export function pageOfRefunds({ store }: DirectContext, query: Query) {
  const expand = query["expand[]"] === "data.payment_intent";
  const made = [...store.list()].flatMap((payment: DirectPayment) =>
    payment.refunds
      .filter(({ at }) => isWithin(at, query))
      .map((each) => ({
        ...viewRefund(payment, each),
        ...(expand && { payment_intent: viewIntent(payment, false) }),
      })),
  );
  return pageOf(made, query);
}

function isWithin(at: number, query: Query): boolean {
  const second = Math.floor(at / 1000);
  return second >= Number(query["created[gte]"] ?? 0) && second < Number(query["created[lt]"] ?? Infinity);
}

function pageOf<Item extends { id: string }>(items: readonly Item[], { limit, starting_after }: Query) {
  const from = starting_after === undefined ? 0 : items.findIndex(({ id }) => id === starting_after) + 1;
  if (starting_after !== undefined && from === 0) throw new DirectRefusal("INVALID_REQUEST");
  const data = items.slice(from, from + Number(limit ?? DEFAULT_PAGE));
  return { object: "list", has_more: from + data.length < items.length, data };
}
