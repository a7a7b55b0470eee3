import type { LetterTemplate } from "../../../platform/mail/send-letter.ts";
import type { OrderLetter } from "../../orders/contract.ts";
import { addressOf, type OrderValues } from "./order-paid.ts";
import type { OrderPages } from "./pages.ts";

interface ParcelValues extends OrderValues {
  readonly parcel: OrderLetter["parcels"][number];
}

export const parcelSent: LetterTemplate<ParcelValues, OrderPages> = {
  ko: (values, pages) => ({
    subject: `상품을 보냈어요: ${values.letter.number}`,
    heading: "상품을 보냈어요",
    blocks: [
      `${values.letter.name}님, 주문하신 상품이 출발했어요.`,
      {
        facts: [
          ["주문번호", values.letter.number],
          ["택배사", values.parcel.carrier],
          ["운송장 번호", values.parcel.trackingNumber],
        ],
      },
      { button: "주문 보기", url: addressOf(values, pages) },
      ...(values.parcel.trackingUrl ? [{ link: "배송 조회", url: values.parcel.trackingUrl }] : []),
    ],
  }),
  en: (values, pages) => ({
    subject: `Your order ${values.letter.number} is on its way`,
    heading: "Your parcel is on its way",
    blocks: [
      `${values.letter.name}, goods of your order have left.`,
      {
        facts: [
          ["Order", values.letter.number],
          ["Carrier", values.parcel.carrier],
          ["Tracking number", values.parcel.trackingNumber],
        ],
      },
      { button: "See the order", url: addressOf(values, pages) },
      ...(values.parcel.trackingUrl ? [{ link: "Track the parcel", url: values.parcel.trackingUrl }] : []),
    ],
  }),
};
