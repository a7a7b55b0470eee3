/** What the mail about an order recommends to the member who placed it. */
import { newId } from "../../../platform/ids.ts";
import type { Language } from "../../../platform/language.ts";
import type { ProductCard } from "../../catalog/contract/assortment.ts";
import type { RecommendationsContext } from "../context.ts";
import { wantsPersonal } from "./persons.ts";
import { recommend } from "./recommend.ts";

/** Once the mail was sent: one that was only written has been seen by no member. */
export async function noteMailed(context: RecommendationsContext, memberId: string): Promise<void> {
  await context.experiments.refresh();
  if (await wantsPersonal(context, memberId)) context.experiments.noteExposure(memberId);
}

interface MailAsked {
  readonly orderId: string;
  readonly language: Language;
  readonly limit: number;
}

/** Empty for a guest's order. What was bought with it is not among the goods. */
export async function goodsForMail(
  context: RecommendationsContext,
  { orderId, language, limit }: MailAsked,
): Promise<Pick<ProductCard, "slug" | "name" | "price">[]> {
  const basket = await context.orders.basketOf({ orderId });
  if (!basket || basket.memberId === null) return [];
  // A worker makes no other lists, so its model may be an old one.
  await Promise.all([context.model.refresh(), context.experiments.refresh()]);
  const personal = await wantsPersonal(context, basket.memberId);
  const { items } = await recommend(context, {
    ...{ placement: "mail", kind: "similar", productId: null, category: null, recent: [], limit, language },
    without: basket.lines.map(({ productId }) => productId),
    person: personal ? { kind: "member", id: basket.memberId } : null,
    requestId: newId(context.clock.now()),
    isShownLater: true,
  });
  return items.map(({ card }) => {
    const { slug, name, price } = JSON.parse(`${card}}`) as ProductCard;
    return { slug, name, price };
  });
}
