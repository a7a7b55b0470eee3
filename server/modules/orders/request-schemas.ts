/** Parts of requests that several routes of the module take. */
import { Type } from "typebox";
import { Closed, Uuid } from "../../platform/schema.ts";

export const OrderRef = Closed({ id: Uuid });
export const RefundRef = Closed({ id: Uuid, refundId: Uuid });
export const GuestHeaders = Type.Object({ "x-guest-token": Type.Optional(Type.String({ maxLength: 200 })) });
/** Of a request whose repeat is known without a key too. */
export const OptionalKeyHeaders = Type.Object({
  "idempotency-key": Type.Optional(
    Type.String({ description: "8–255 characters, a fresh one per intent: a repeat gets the first answer" }),
  ),
});
export const KeyHeaders = Type.Object({
  "idempotency-key": Type.Optional(
    Type.String({ description: "required: 8–255 characters, a fresh one per intent" }),
  ),
});
