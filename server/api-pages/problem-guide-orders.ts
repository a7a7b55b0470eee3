/** What happens to an order after its payment. */
import { type Guide, guide } from "./guidance.ts";

export const fulfilment: Readonly<Record<string, Guide>> = {
  NOT_CANCELABLE: guide(
    [
      "상품 준비를 시작했거나, 끝난 주문이거나, 결제 전 주문의 일부라서 취소할 수 없어요. 상태는 orderStatus예요.",
      "주문을 다시 읽으세요. 결제 전 주문은 lines 없이 전체를 취소하고, 준비가 시작되었으면 쇼핑몰에 문의하게 하세요.",
    ],
    [
      "The order is prepared or over, or it is not paid and a part was named; see `orderStatus`.",
      "Read the order again. Cancel an unpaid one without `lines`; once goods are prepared, ask the shop.",
    ],
  ),
  WRONG_PAYMENT_STATE: guide(
    [
      "입금이나 환불이 이미 처리되었거나, 그 일을 기다리는 상태가 아니에요.",
      "GET /api/v1/admin/payments와 GET /api/v1/admin/payments/refunds로 지금 상태를 확인하세요.",
    ],
    [
      "The deposit or refund was dealt with before, or does not wait for that.",
      "Read GET /api/v1/admin/payments and GET /api/v1/admin/payments/refunds for its state now.",
    ],
  ),
  OWN_REFUND: guide(
    [
      "설정한 금액보다 큰 환불은 요청한 직원이 아닌 다른 직원이 승인하거나 거절해요.",
      "order:refund 권한이 있는 다른 직원에게 결정을 부탁하세요.",
    ],
    [
      "A refund above the limit in the settings is decided by someone other than who asked for it.",
      "Ask another member of staff with `order:refund` to approve or reject it.",
    ],
  ),
  LINES_REFUSED: guide(
    [
      "없는 SKU이거나, 팔지 않거나, 재고나 주문 한도보다 많은 줄이 있어요. 이유는 refused에 줄마다 있어요.",
      "refused의 problem을 보고 SKU나 수량을 고쳐서, 새 Idempotency-Key로 다시 보내세요.",
    ],
    [
      "A line has an unknown SKU, is not for sale, or is above the stock or a limit; see `refused`.",
      "Correct the SKU or the quantity by `problem` of each line, and send it with a new Idempotency-Key.",
    ],
  ),
  LOOKUP_CODE_WRONG: guide(
    [
      "인증번호가 맞지 않거나, 10분이 지났거나, 이미 썼거나, 다섯 번 틀렸어요.",
      "POST /api/v1/orders/lookup으로 새 인증번호를 받으세요. 가장 나중에 보낸 것만 쓸 수 있어요.",
    ],
    [
      "The code is wrong, older than ten minutes, used, or was guessed at five times.",
      "Ask for a new one by POST /api/v1/orders/lookup; only the newest works.",
    ],
  ),
  CLAIM_TOO_LATE: guide(
    [
      "배송된 지 오래되어 신청 기간이 끝났어요. until이 마지막 시각이에요. 상품에 문제가 있으면 기간이 더 길어요.",
      "상품에 문제가 있으면 fault를 seller로 보내고, 아니면 쇼핑몰에 문의하게 하세요.",
    ],
    [
      "The time to claim ended at `until`. It is longer for goods with a fault.",
      "Send `fault: seller` if the goods have a fault; otherwise the shop has to be asked.",
    ],
  ),
  CLAIM_OPEN: guide(
    [
      "끝나지 않은 반품이나 교환이 있어서 구매를 확정할 수 없어요.",
      "GET /api/v1/orders/{id}/claims로 확인하고, 끝났거나 철회한 뒤에 다시 하세요.",
    ],
    [
      "A return or an exchange of the order is open, so the purchase cannot be confirmed.",
      "Read GET /api/v1/orders/{id}/claims; confirm when it is finished, or withdraw it.",
    ],
  ),
  WRONG_CLAIM_STATUS: guide(
    [
      "반품·교환이 다른 단계에 있어요. claimStatus가 지금 단계예요.",
      "다시 읽고, 지금 단계에서 할 수 있는 일을 하세요.",
    ],
    ["The claim is at another step, `claimStatus`.", "Read the claim again and do what its step allows."],
  ),
  ORDER_REFUNDED: guide(
    [
      "주문의 금액을 모두 환불했거나 환불하고 있어서 상품을 준비하거나 보낼 수 없어요.",
      "POST /api/v1/admin/orders/{id}/cancel로 남은 상품을 취소해서 재고로 돌려놓으세요.",
    ],
    [
      "All that was paid for the order is given back, or about to be, so its goods are not prepared or sent.",
      "Cancel what is left by POST /api/v1/admin/orders/{id}/cancel, which returns it to the stock.",
    ],
  ),
  CLAIM_FEE_DUE: guide(
    [
      "구매자가 낼 교환 배송비(fee)를 아직 받지 않아서 새 상품을 보낼 수 없어요.",
      "받았으면 POST /api/v1/admin/claims/{id}/fee-received, 받지 않기로 했으면 fee-waived를 먼저 부르세요.",
    ],
    [
      "The buyer has not paid the fee of the exchange, `fee`, so the new goods are not sent.",
      "Call POST /api/v1/admin/claims/{id}/fee-received when it was paid, or fee-waived to do without it.",
    ],
  ),
  EXCHANGE_VARIANT_REFUSED: guide(
    [
      "교환해서 받을 옵션(variantId)이 같은 상품의 옵션이 아니거나 지금 판매하지 않아요.",
      "GET /api/v1/products/{productSlug}의 variants에서 고르거나, variantId 없이 같은 옵션으로 신청하세요.",
    ],
    [
      "The wanted variant, `variantId`, is not one of the same product, or it is not for sale now.",
      "Choose one of `variants` of GET /api/v1/products/{productSlug}, or leave it out for the same one.",
    ],
  ),
  EXCHANGE_PRICE_DIFFERS: guide(
    [
      "받을 옵션의 값(price)이 산 옵션의 지금 값과도, 산 값과도 달라요. 교환에서는 돈이 오가지 않아요.",
      "값이 같은 옵션을 고르거나, 반품하고 새로 주문하게 하세요.",
    ],
    [
      "The wanted variant's `price` is neither that of the bought one today nor what was paid for it.",
      "Choose a variant of the same price, or have the goods returned and order anew.",
    ],
  ),
  NO_CLAIM_FEE: guide(
    [
      "이 신청에는 받거나 돌려줄 교환 배송비가 없거나, 이미 받았거나 면제했거나 돌려줬어요.",
      "GET /api/v1/admin/claims/{id}의 fee를 확인하세요.",
    ],
    [
      "The claim has no fee of an exchange to pay or to pay back, or it was settled before.",
      "Read `fee` of GET /api/v1/admin/claims/{id}.",
    ],
  ),
  NOTHING_RECEIVED: guide(
    [
      "검수 결과에 받은 수량이 하나도 없어요.",
      "상품이 오지 않았으면 POST /api/v1/admin/claims/{id}/reject로 반려하세요.",
    ],
    [
      "The inspection names no piece that came back.",
      "If nothing came, reject the claim by POST /api/v1/admin/claims/{id}/reject.",
    ],
  ),
  WRONG_ORDER_STATUS: guide(
    [
      "주문의 상태에서는 할 수 없는 일이에요. orderStatus가 지금 상태예요.",
      "주문을 다시 읽고, 지금 상태에서 할 수 있는 일을 하세요.",
    ],
    [
      "The order's status, `orderStatus`, does not allow this.",
      "Read the order again and do what its status allows.",
    ],
  ),
  TOO_MANY_PIECES: guide(
    [
      "취소하거나 보내거나 반품하려는 수량이 남은 수량보다 많아요. lines에 요청한 수량과 남은 수량이 있어요.",
      "주문을 다시 읽고 수량을 줄이세요.",
    ],
    [
      "More pieces than are left would be canceled, sent or claimed; `lines` has the requested and the left.",
      "Read the order again and use smaller quantities.",
    ],
  ),
  REFUND_NOT_WITHDRAWABLE: guide(
    [
      "직원이 요청했고 결제사가 거절했거나 승인을 기다리는 환불만 철회할 수 있어요. 취소·반품 환불은 철회할 수 없어요.",
      "GET /api/v1/admin/orders/{id}에서 refunds의 kind와 status를 확인하세요.",
    ],
    [
      "Only a refund of staff that was refused, or waits for an approval, can be withdrawn; none for pieces.",
      "Read `kind` and `status` of `refunds` in GET /api/v1/admin/orders/{id}.",
    ],
  ),
  REFUND_TOO_LARGE: guide(
    [
      "환불 금액이 남은 결제 금액이나 한 줄의 금액보다 커요. left가 남은 금액이에요.",
      "금액을 줄여서 다시 보내세요.",
    ],
    [
      "The refund is larger than what is left of the payment, or of a line; `left` is what is left.",
      "Send a smaller amount.",
    ],
  ),
};
