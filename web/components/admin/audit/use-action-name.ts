import { useTranslations } from "next-intl";

/** Actions as the API records them. A point would part the keys of the messages, so it is a hyphen there. */
export const actions = [
  ...(["product.create", "product.edit", "category.create", "category.edit", "category.delete"] as const),
  ...(["attribute.create", "attribute.edit", "attribute.delete", "disclosure.rule"] as const),
  ...(["synonyms.change", "stock.adjust", "stock.transfer", "stock.settings", "stock.count"] as const),
  ...(["location.add", "location.change", "settings.change", "agreement.publish"] as const),
  ...(["member.disable", "member.enable", "member.reveal", "member.export", "member.endSessions"] as const),
  ...(["staff.invite", "staff.revokeInvitation", "staff.join", "staff.changeRole", "staff.remove"] as const),
  ...(["priceList.create", "priceList.edit", "priceList.prices", "priceList.delete"] as const),
  ...(["coupon.create", "coupon.edit", "coupon.give", "member.note"] as const),
  ...(["delivery.change", "promotion.create", "promotion.edit"] as const),
  ...(["recommendation.rule", "recommendation.unrule", "recommendation.preview"] as const),
  ...(["recommendation.promote", "recommendation.rollback"] as const),
  ...(["recommendation.experiment", "recommendation.stop"] as const),
  ...(["webhook.create", "webhook.edit", "webhook.rotate", "webhook.delete"] as const),
  ...(["memberGroup.create", "memberGroup.edit", "memberGroup.delete", "member.group"] as const),
  ...(["order.prepare", "order.ship", "order.deliver", "order.note"] as const),
  ...([
    "order.cancel",
    "order.refund",
    "order.hold",
    "order.release",
    "order.print_slip",
    "order.place",
  ] as const),
  ...(["order.claim_approve", "order.claim_reject", "order.claim_collect", "order.claim_inspect"] as const),
  ...(["order.claim_refund", "order.claim_reship", "order.claim_close", "order.claim_turn"] as const),
  ...(["order.claim_fee_received", "order.claim_fee_waived", "order.claim_fee_paid_back"] as const),
  ...(["payment.deposit", "payment.receipt", "payment.refund_paid", "order.refund_account"] as const),
  ...(["refund.approve", "refund.reject", "refund.account_read", "refund.withdraw"] as const),
  "mail.edit",
  ...(["staff.leave", "key.create", "key.revoke"] as const),
];

type Key<Name extends string> = Name extends `${infer Kind}.${infer Verb}` ? `${Kind}-${Verb}` : never;
type ActionKey = Key<(typeof actions)[number]>;

/** The name of an action in words; of one that this page does not know, its code. */
export function useActionName(): (action: string) => string {
  const t = useTranslations("audit.actions");
  return (action) => {
    const known = actions.find((each) => each === action);
    return known ? t(known.replace(".", "-") as ActionKey) : action;
  };
}
