import { type Static, Type } from "typebox";
import { call, contract, event } from "../../platform/contract/contract.ts";
import { Closed, Nothing, Timestamp, Uuid } from "../../platform/schema.ts";

const MemberRef = Closed({ memberId: Uuid });

const ExportedNotice = Closed({ productId: Uuid, variantId: Uuid, askedAt: Timestamp });
export type ExportedNotice = Static<typeof ExportedNotice>;

/** A variant in one language: its product's name, and its options in one line, empty without options. */
const VariantWords = Closed({ name: Type.String(), options: Type.String() });
export const RestockedVariant = Closed({
  productSlug: Type.String(),
  ko: VariantWords,
  en: VariantWords,
});
export type RestockedVariant = Static<typeof RestockedVariant>;

/** What other modules may call, and the events they may subscribe to. */
export const restock = contract(
  "restock",
  {
    /** The restock notices that the member waits for. */
    exportOf: call({
      input: MemberRef,
      output: Closed({ notices: Type.Array(ExportedNotice) }),
      retry: "safe",
    }),
    /** The member left: deletes the member's notices. */
    forgetMember: call({ input: MemberRef, output: Nothing, retry: "safe" }),
  },
  {
    routes: ["/api/v1/products/:idOrSlug/restock-notices", "/api/v1/me/restock-notices"],
    events: {
      /** A variant that the member asked for can be bought again: published once for each time of asking. */
      restocked: event({
        version: 1,
        payload: Closed({ noticeId: Uuid, memberId: Uuid, variant: RestockedVariant }),
      }),
      /** A full batch of members was notified of these variants: more members may wait. */
      batchNotified: event({ version: 1, payload: Closed({ variantIds: Type.Array(Uuid) }) }),
    },
  },
);

export type RestockError = "NOT_FOUND" | "UNKNOWN_VARIANT" | "IN_STOCK" | "NOTICE_LIMIT";
