/** Which payment a Stripe event is about. Events arrive in any order, so they only make us read it. Pure. */
import { Type } from "typebox";
import { Compile } from "typebox/compile";
import type { WebhookReading } from "./provider.ts";

/** Of payments the id is theirs; refunds, charges and disputes name their payment. */
const ABOUT = /^(payment_intent|refund|charge)\./;

const isEvent = Compile(
  Type.Object({
    id: Type.String({ minLength: 1, maxLength: 200 }),
    type: Type.String(),
    data: Type.Object({
      object: Type.Object({
        object: Type.String(),
        id: Type.String(),
        payment_intent: Type.Optional(Type.Union([Type.Null(), Type.String()])),
      }),
    }),
  }),
);

export function readStripeEvent(body: unknown): WebhookReading {
  if (!isEvent.Check(body) || !ABOUT.test(body.type)) return { kind: "unused" };
  const { object } = body.data;
  const openedKey = object.object === "payment_intent" ? object.id : object.payment_intent;
  return openedKey && /^pi_\w{4,200}$/.test(openedKey)
    ? { kind: "taken", eventId: body.id, about: { openedKey } }
    : { kind: "unused" };
}
