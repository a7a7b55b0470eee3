import { useTranslations } from "next-intl";
import { useState } from "react";
import type { OfferedMethod } from "@/lib/checkout/cash-receipt";
import { Icon } from "../ui/icon";
import { CashReceiptFields } from "./cash-receipt-fields";

type Props = { methods: readonly OfferedMethod[]; receiptError: string | undefined };

/** A choice only where there is one. Without it the shop's first method is used. */
export function PaymentMethods({ methods, receiptError }: Props) {
  const t = useTranslations("checkout");
  const [chosen, setChosen] = useState(methods[0]?.method);
  const box = "flex items-center gap-3 rounded-md border border-edge/60 bg-white px-4 py-4";
  if (methods.length < 2) {
    return (
      <div className={box}>
        <Icon name="card" size={24} />
        <div>
          <p className="font-semibold">{t("methods.CARD.name")}</p>
          <p className="text-sm text-soft">{t("methods.CARD.text")}</p>
        </div>
      </div>
    );
  }
  return (
    <div className="space-y-3">
      {methods.map(({ method }, at) => (
        <label className={box} key={method}>
          <input
            className="size-5 shrink-0 accent-ink"
            defaultChecked={at === 0}
            name="paymentMethod"
            onChange={() => setChosen(method)}
            type="radio"
            value={method}
          />
          <span>
            <span className="block font-semibold">{t(`methods.${method}.name`)}</span>
            <span className="block text-sm text-soft">{t(`methods.${method}.text`)}</span>
          </span>
        </label>
      ))}
      {methods.some(({ method, cashReceipt }) => method === chosen && cashReceipt) && (
        <CashReceiptFields error={receiptError} />
      )}
    </div>
  );
}
