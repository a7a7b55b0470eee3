/** Guidance for the codes of shopping, of accounts and of the back office: see problem-guide.ts. */
import { type Guide, guide } from "./guidance.ts";

export const shopping: Readonly<Record<string, Guide>> = {
  UNKNOWN_VARIANT: guide(
    ["옵션의 id가 없거나 판매하지 않는 상품이에요.", "상품을 다시 읽고 판매 중인 variants의 id를 쓰세요."],
    [
      "No variant has this id, or its product is not for sale.",
      "Read the product again and use the id of one of its variants.",
    ],
  ),
  TOO_MANY_LINES: guide(
    ["장바구니에 서로 다른 상품이 most개 있어요.", "한 줄을 빼거나 나누어 주문하세요."],
    ["The cart holds `most` different lines already.", "Remove a line, or order in two parts."],
  ),
  QUANTITY_LIMIT: guide(
    ["한 상품의 수량이 most개를 넘어요.", "수량을 줄이세요."],
    ["The quantity of a line would be more than `most`.", "Use a smaller quantity."],
  ),
  MINIMUM_QUANTITY: guide(
    ["한 상품을 least개 이상 주문해야 해요.", "수량을 늘리거나 그 상품을 빼세요."],
    ["A line must have `least` pieces or more.", "Use a larger quantity, or remove the line."],
  ),
  AMOUNT_LIMIT: guide(
    ["주문 금액이 한 주문의 한도를 넘어요.", "나누어 주문하세요."],
    ["The order is worth more than one order may be.", "Order in several parts."],
  ),
  IN_STOCK: guide(
    ["재입고 알림을 신청한 옵션이 품절이 아니에요.", "장바구니에 담아 주문하세요."],
    ["The variant of the restock notice is not sold out.", "Put it into a cart and order it."],
  ),
  NOTICE_LIMIT: guide(
    ["기다리는 재입고 알림이 most개예요.", "GET /api/v1/me/restock-notices에서 알림을 하나 취소하세요."],
    [
      "The member waits for `most` variants already.",
      "Withdraw one of the notices that `GET /api/v1/me/restock-notices` lists.",
    ],
  ),
  ALREADY_REVIEWED: guide(
    ["구매한 상품마다 후기를 한 번만 쓸 수 있어요. 지운 후기도 한 번으로 세요.", "쓴 후기를 고치세요."],
    [
      "What was bought has a review already; a deleted one counts too.",
      "Edit the review that is there: `GET /api/v1/me/reviews` lists it.",
    ],
  ),
  NOT_REVIEWABLE: guide(
    ["주문이 아직 결제되지 않았거나 취소되었어요.", "GET /api/v1/me/reviewable에 있는 상품의 후기를 쓰세요."],
    ["The order is not paid, or was canceled.", "Review what `GET /api/v1/me/reviewable` lists."],
  ),
  OWN_REVIEW: guide(
    ["내가 쓴 후기에 도움이 됐다고 하거나 신고할 수 없어요.", "다른 회원의 후기에만 하세요."],
    ["Members cannot vote for their own reviews, or report them.", "Do it with reviews of others."],
  ),
  CART_EMPTY: guide(
    ["장바구니에 상품이 없어요.", "상품을 담은 뒤에 주문하세요."],
    ["The cart has no lines.", "Add a variant, then place the order."],
  ),
  NOT_FOR_SALE: guide(
    ["장바구니에 판매가 끝난 상품이 있어요. variantIds가 알려줘요.", "그 상품을 빼고 다시 주문하세요."],
    [
      "The cart has something that is no longer for sale; `variantIds` names it.",
      "Remove those lines, then order again.",
    ],
  ),
  PRICE_CHANGED: guide(
    [
      "장바구니를 본 뒤에 가격이나 배송비, 할인이 바뀌었어요. items, deliveryFee, discount에 두 값이 있어요.",
      "새 가격을 보여 주고, 구매자가 동의하면 새 Idempotency-Key로 다시 주문하세요.",
    ],
    [
      "A price, the delivery fee or a promotion changed after the cart was shown; both values are there.",
      "Show the new prices. If the shopper agrees, order again with a fresh Idempotency-Key.",
    ],
  ),
  BELOW_MINIMUM_AMOUNT: guide(
    [
      "결제할 금액이 결제할 수 있는 최소 금액(minimum)보다 적어요.",
      "포인트를 줄이거나, 남은 금액까지 포인트로 내게 하세요. 0원 주문은 결제 없이 끝나요.",
    ],
    [
      "What is left to pay is less than `minimum`, the least that a payment can be.",
      "Spend fewer points, or enough for all of it: an order of nothing needs no payment.",
    ],
  ),
  OUT_OF_STOCK: guide(
    [
      "재고가 부족해요. lines에 원하는 수량과 남은 수량이 있어요.",
      "수량을 줄이거나 상품을 빼고 다시 주문하세요.",
    ],
    [
      "There is not enough in stock; `lines` has what was wanted and what is available.",
      "Use a smaller quantity or remove the line, then order again.",
    ],
  ),
  ORDER_TOO_LARGE: guide(
    ["한 주문이 예약할 수 있는 수량을 넘어요.", "수량을 줄이거나 쇼핑몰에 문의하게 하세요."],
    ["The order would reserve more pieces than one order may.", "Use a smaller quantity, or ask the shop."],
  ),
  CART_BEING_PAID: guide(
    [
      "이 장바구니의 다른 주문을 지금 결제하고 있어요.",
      "그 주문의 결과를 확인한 뒤에, 필요하면 다시 주문하세요.",
    ],
    [
      "Another order of this cart is being paid at the moment.",
      "Look at the result of that order first, then order again if needed.",
    ],
  ),
  UNPAID_LIMIT: guide(
    [
      "결제하지 않은 주문이 너무 많아요.",
      "먼저 결제하거나, Retry-After 헤더의 초만큼 기다린 뒤에 다시 주문하세요.",
    ],
    [
      "The buyer or the network has too many orders that are not paid yet.",
      "Pay them first, or wait for the seconds in Retry-After and order again.",
    ],
  ),
  UNKNOWN_HOLD: guide(
    ["이 주문으로 예약된 재고가 없어요.", "주문을 다시 읽어 상태를 확인하고, 필요하면 새로 주문하세요."],
    ["No stock is reserved for this order.", "Read the order for its status, and place a new one if needed."],
  ),
  ORDER_CLOSED: guide(
    [
      "주문이 이미 결제되었거나, 취소되었거나, 만료되었어요. orderStatus가 알려줘요.",
      "주문을 다시 읽으세요. 받은 돈이 있으면 자동으로 환불돼요.",
    ],
    [
      "The order is paid, cancelled or expired; `orderStatus` says which.",
      "Read the order again. Money that arrived too late is refunded by itself.",
    ],
  ),
  PAYMENT_REFUSED: guide(
    [
      "결제사가 결제를 거절했어요. reason에 이유가 있어요.",
      "POST /api/v1/orders/{id}/payments로 다른 방법으로 다시 결제하게 하세요.",
    ],
    [
      "The payment provider refused the payment; `reason` says why.",
      "Offer to pay again, in another way, with POST /api/v1/orders/{id}/payments.",
    ],
  ),
  PAYMENT_NOT_FOUND: guide(
    ["이 orderId나 paymentKey의 결제가 없어요.", "결제창이 돌려준 값을 그대로 보내세요."],
    [
      "There is no payment with this orderId or paymentKey.",
      "Send the values that the payment window returned, unchanged.",
    ],
  ),
  PAYMENT_METHOD_UNAVAILABLE: guide(
    [
      "이 상점이 받지 않는 결제 수단이에요.",
      "GET /api/v1/payments/methods가 알려 주는 값 가운데 하나를 paymentMethod로 보내세요.",
    ],
    [
      "The shop does not offer this payment method.",
      "Send one of those that GET /api/v1/payments/methods lists as paymentMethod.",
    ],
  ),
  SIGNATURE_INVALID: guide(
    [
      "웹훅의 서명이 없거나 맞지 않거나, 보낸 시각이 5분 넘게 차이 나요.",
      "결제사 콘솔의 웹훅 시크릿이 상점 설정과 같은지, 서버 시계가 맞는지 확인하세요.",
    ],
    [
      "The webhook's signature is missing or wrong, or its time is more than five minutes off.",
      "Check that the shop's settings have the provider's webhook secret, and that the clock is right.",
    ],
  ),
  PAYMENT_MISMATCH: guide(
    ["이 결제는 다른 결제 시도의 것이에요.", "주문의 가장 최근 결제 시도의 값을 보내세요."],
    ["The payment belongs to another attempt.", "Send the values of the order's latest payment attempt."],
  ),
  AMOUNT_MISMATCH: guide(
    [
      "보낸 금액이 주문의 결제 금액과 달라요.",
      "결제창이 돌려준 금액을 그대로 보내세요. 금액을 직접 계산하지 마세요.",
    ],
    [
      "The amount differs from what the order costs.",
      "Send the amount that the payment window returned; never compute it.",
    ],
  ),
};

export const account: Readonly<Record<string, Guide>> = {
  ADDRESS_LIMIT: guide(
    ["배송지가 이미 most개 있어요.", "쓰지 않는 배송지를 지운 뒤에 추가하세요."],
    ["The address book has `most` addresses already.", "Remove one that is not used, then add the new one."],
  ),
  PASSKEY_LIMIT: guide(
    ["패스키를 더 등록할 수 없어요.", "쓰지 않는 패스키를 지운 뒤에 등록하세요."],
    [
      "The account has as many passkeys as it can.",
      "Remove one that is not used, then register the new one.",
    ],
  ),
  OPEN_ORDERS: guide(
    ["끝나지 않은 주문이 있어요. orders가 알려줘요.", "주문이 끝난 뒤에 탈퇴하세요."],
    [
      "There are orders that are not finished; `orders` names them.",
      "Close the account when they are finished.",
    ],
  ),
  LAST_OWNER: guide(
    ["쇼핑몰에는 점주가 한 명은 있어야 해요.", "다른 사람을 점주로 만든 뒤에 바꾸세요."],
    ["A shop needs one owner at least.", "Make another person an owner first."],
  ),
};

export const backOffice: Readonly<Record<string, Guide>> = {
  STALE_TOKEN: guide(
    [
      "이 토큰은 마지막 검사(dry-run)의 것이 아니에요. 다시 검사하면 앞의 토큰은 쓸 수 없어요.",
      "dry-run을 다시 보내고, 그 응답의 token으로 commit하세요.",
    ],
    [
      "The token is not that of the last dry run. Each dry run ends the token of the one before.",
      "Send the dry run again, and commit with the token of its response.",
    ],
  ),
  IMPORT_COMMITTED: guide(
    [
      "이미 가져오기를 시작한 파일이라 다시 검사할 수 없어요.",
      "GET으로 진행 상황을 읽으세요. 고친 파일은 새로 올리세요.",
    ],
    [
      "The import was committed already, so it cannot be checked again.",
      "Read how far it is. Upload a corrected file as a new import.",
    ],
  ),
  STALE_EDIT: guide(
    [
      "읽은 뒤에 다른 사람이 수정했어요. differences에 바뀐 항목의 이전 값(was)과 지금 값(now)이, etag에 지금 버전이 있어요.",
      "다시 읽고 바뀐 내용을 확인한 뒤, 새 ETag를 If-Match에 넣어 다시 보내세요.",
    ],
    [
      "Somebody else changed it after it was read. `differences` has the old value (`was`) and the present " +
        "one (`now`) of each changed field, `etag` the present version.",
      "Read it again, look at what changed, and send the edit with the new ETag in If-Match.",
    ],
  ),
  UNKNOWN_SKU: guide(
    ["이 SKU의 재고가 없어요.", "SKU를 확인하세요. 새 상품은 만든 뒤 잠시 기다려야 해요."],
    ["No stock is kept under this SKU.", "Check the SKU. A new product needs a moment after it was created."],
  ),
  UNKNOWN_LOCATION: guide(
    [
      "이 ID의 재고 위치가 없어요. location에 그 ID가 있어요.",
      "재고 위치 목록을 읽어 ID를 확인하세요. 기본 위치는 main이에요.",
    ],
    [
      "No location has this id, which `location` repeats.",
      "List the locations for their ids. The first is `main`.",
    ],
  ),
  BUNDLE_STOCK: guide(
    [
      "세트 상품의 재고를 바꾸려 했거나(재고 실사에서는 lines에 그런 줄이 하나씩 있어요), " +
        "재고·예약·예약 판매가 있는 옵션을 세트로 만들려 했어요.",
      "구성 상품의 재고를 바꾸거나, 옵션의 재고를 0으로 만든 뒤에 다시 요청하세요.",
    ],
    [
      "A bundle has no stock to change (`lines` names such lines of a stock-take); a variant with stock, " +
        "reservations or back-orders cannot become one.",
      "Change the stock of the parts, or bring the variant's own stock to zero first.",
    ],
  ),
  NESTED_BUNDLE: guide(
    [
      "구성 상품이 세트이거나(skus), 이 옵션이 다른 세트의 구성 상품이에요.",
      "세트가 아닌 옵션만 구성 상품으로 쓰세요.",
    ],
    [
      "A part is a bundle (`skus`), or the variant is a part of another bundle.",
      "Name parts that are no bundles.",
    ],
  ),
  STOCK_BELOW_RESERVED: guide(
    [
      "재고가 주문에 예약된 수량보다 적어져요. 재고 실사에서는 lines에 그런 줄이 하나씩 있어요.",
      "재고를 다시 읽고 예약된 수량(reserved)보다 줄이지 마세요.",
    ],
    [
      "The stock would be less than what orders have reserved; `lines` names such lines of a stock-take.",
      "Read the stock again, and take no more than is available.",
    ],
  ),
  STOCK_LIMIT: guide(
    ["한 SKU의 재고 한도를 넘어요.", "수량을 확인하세요."],
    ["The stock would be more than one SKU can have.", "Check the quantity."],
  ),
  BACK_ORDERS_OPEN: guide(
    [
      "예약 판매로 받은 주문의 상품이 아직 들어오지 않았어요.",
      "상품이 들어온 뒤 재고를 조정하고 다시 보내세요.",
    ],
    ["Goods that were sold on back-order have not come.", "Adjust the stock when they come, then try again."],
  ),
  COUNT_SAVED: guide(
    ["같은 id의 재고 실사를 이미 저장했어요.", "다시 보내지 마세요. 재고를 읽어 결과를 확인하세요."],
    ["A stock-take with this id was saved.", "Do not repeat it. Read the stock to see the result."],
  ),
  LOCATION_TAKEN: guide(
    ["같은 ID의 재고 위치가 이미 있어요.", "다른 ID를 쓰거나, 이미 있는 위치를 쓰세요."],
    ["There is a location with this id.", "Use another id, or the location that there is."],
  ),
  LOCATION_LIMIT: guide(
    ["재고 위치가 이미 가장 많아요. most에 한도가 있어요.", "이미 있는 위치를 쓰거나 이름을 바꿔 쓰세요."],
    [
      "There are as many locations as there can be; `most` says how many.",
      "Use one of them, or give one another name.",
    ],
  ),
  SELECTION_CHANGED: guide(
    [
      "선택한 상품이 expected와 다르게 count개예요.",
      "달라진 수를 보여 주고, 직원이 동의하면 새 expected로 다시 요청하세요.",
    ],
    [
      "The selection has `count` products, which is not `expected`.",
      "Show the new number, and send the request again with it if staff agree.",
    ],
  ),
  BULK_RUNNING: guide(
    ["여러 상품의 수정이 아직 끝나지 않았어요.", "GET …/bulk/{id}가 done이 되면 되돌리세요."],
    ["The edit of many products is still running.", "Undo it when `GET …/bulk/{id}` says `done`."],
  ),
  VIEW_LIMIT: guide(
    ["저장한 보기가 most개예요.", "보기를 하나 지우고 다시 저장하세요."],
    ["There are `most` saved views already.", "Delete one of them, then save again."],
  ),
  PICTURE_LIMIT: guide(
    ["상품에 사진이 most장까지만 들어가요.", "쓰지 않는 사진을 지운 뒤 다시 올리세요."],
    ["The product would have more than `most` pictures.", "Delete a picture, then upload again."],
  ),
  SLUG_TAKEN: guide(
    [
      "다른 상품이나 카테고리가 이 주소(slug)를 쓰고 있거나, 다른 상품이 예전에 썼어요.",
      "다른 slug를 쓰세요.",
    ],
    ["Another product or category has this slug, or another product had it.", "Use another slug."],
  ),
  SKU_TAKEN: guide(
    ["다른 옵션이 이 SKU를 쓰고 있거나 예전에 썼어요.", "다른 SKU를 쓰세요."],
    ["Another variant has this SKU, or had it.", "Use another SKU."],
  ),
  CATEGORY_NOT_EMPTY: guide(
    ["이 카테고리 아래에 다른 카테고리가 있어요.", "하위 카테고리를 먼저 옮기거나 지우세요."],
    ["Other categories lie below this one.", "Move them or delete them first."],
  ),
  ATTRIBUTE_TAKEN: guide(
    ["다른 속성이 이 code를 쓰고 있어요.", "다른 code를 쓰세요."],
    ["Another attribute has this `code`.", "Use another code."],
  ),
  ATTRIBUTE_LIMIT: guide(
    ["속성이 most개 있어요.", "쓰지 않는 속성을 지우세요."],
    ["There are `most` attributes already.", "Delete those that no product needs."],
  ),
  ATTRIBUTE_IN_USE: guide(
    [
      "상품 products개에 이 속성의 값이 있어요. choices가 있으면 그 선택지를 쓰는 상품이에요.",
      "상품의 값을 먼저 바꾸거나, 속성을 지울 때 fromProducts=true를 함께 보내세요.",
    ],
    [
      "`products` products have a value of this attribute; with `choices`, one of these.",
      "Give the products other values first, or delete the attribute with `fromProducts=true`.",
    ],
  ),
  BRAND_TAKEN: guide(
    [
      "brandId인 브랜드가 이 이름이에요. 대소문자나 띄어쓰기만 다른 이름은 같은 이름이에요.",
      "다른 이름을 쓰거나, POST /api/v1/admin/brands/{id}/merge로 그 브랜드에 합치세요.",
    ],
    [
      "The brand `brandId` has this name. Names that differ by capitals and spaces alone are one name.",
      "Use another name, or merge into that brand with `POST /api/v1/admin/brands/{id}/merge`.",
    ],
  ),
  BRAND_IN_USE: guide(
    ["상품 products개가 이 브랜드예요.", "상품의 브랜드를 먼저 바꾸거나, 다른 브랜드에 합치세요."],
    ["`products` products have this brand.", "Give them another brand first, or merge it into another."],
  ),
  LAST_VARIANT: guide(
    [
      "상품의 마지막 옵션은 지울 수 없어요.",
      "상품을 보관(archived) 상태로 바꾸거나, 먼저 다른 옵션을 추가하세요.",
    ],
    [
      "The last variant of a product cannot be removed.",
      "Archive the product, or add another variant first.",
    ],
  ),
};
