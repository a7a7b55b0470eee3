/** Coupons and points. */
import { type Guide, guide } from "./guidance.ts";

export const coupons: Readonly<Record<string, Guide>> = {
  COUPON_REFUSED: guide(
    [
      "쓸 수 없는 쿠폰이 있어요. coupons에 쿠폰 코드와 이유(reason)가 있어요.",
      "그 쿠폰을 빼고 금액을 다시 계산해 보여 준 뒤, 새 Idempotency-Key로 다시 주문하세요.",
    ],
    [
      "A coupon does not apply; `coupons` has its code and the `reason`.",
      "Leave it out, show the new quote, then order again with a fresh Idempotency-Key.",
    ],
  ),
  POINTS_REFUSED: guide(
    [
      "포인트를 쓸 수 없어요. reason에 이유가, most에 이 주문에 쓸 수 있는 포인트가 있어요.",
      "견적(quote)을 다시 받아 보여 주고, 포인트를 줄여 새 Idempotency-Key로 다시 요청하세요.",
    ],
    [
      "The points cannot be spent, for the `reason`; an order can spend `most` of them.",
      "Ask for a new quote and show it, then try again with fewer points and a fresh Idempotency-Key.",
    ],
  ),
  COUPON_CODE_TAKEN: guide(
    ["다른 쿠폰이 이 code를 쓰고 있어요. 대문자와 소문자는 구분하지 않아요.", "다른 code를 쓰세요."],
    ["Another coupon has this `code`; small letters are the same code.", "Use another code."],
  ),
  PROMOTION_ENDED: guide(
    ["끝낸 할인은 바꾸거나 다시 시작할 수 없어요.", "같은 내용으로 새 할인을 만드세요."],
    ["An ended promotion is final: it cannot be started again.", "Create a new one with the same terms."],
  ),
  TOO_MANY_PROMOTIONS: guide(
    ["한 번에 진행할 수 있는 할인은 most개까지예요.", "필요 없는 할인을 멈추거나 끝낸 뒤 다시 만드세요."],
    ["At most `most` promotions can be active at a time.", "Pause or end one, then create this one again."],
  ),
  COUPON_ENDED: guide(
    ["끝낸 쿠폰이에요.", "새 쿠폰을 만드세요. 잠시 멈추려면 끝내지 말고 status를 paused로 바꾸세요."],
    ["The coupon was ended.", "Create a new one. To stop a coupon for a while, pause it instead."],
  ),
};
