"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import { useForm } from "@/components/form/use-form";
import { useInputMessages } from "@/components/form/use-input-messages";
import { readLines } from "@/lib/admin/phone-order";
import { useApi } from "@/lib/api/browser";
import type { Problem } from "@/lib/api/problem";
import { placePhoneOrder } from "@/lib/api/staff-orders";
import {
  type CheckoutField,
  checkoutErrors,
  orderFields,
  orderRequest,
  readCheckout,
} from "@/lib/checkout/form";

export type PhoneOrderField = CheckoutField | "lines";

const reasons = [
  ...(["UNKNOWN_SKU", "NOT_FOR_SALE", "SOLD_OUT", "NOT_ENOUGH_STOCK"] as const),
  ...(["QUANTITY_LIMIT", "MINIMUM_QUANTITY", "TOO_MANY_LINES"] as const),
] as const;

/** Reads and sends a phone order, once for a key; a refusal is shown beside the goods. */
export function usePhoneOrder(memberId: string | null, placed: (orderId: string) => void) {
  const t = useTranslations("phoneOrder");
  const api = useApi();
  const key = useRef<string | null>(null);
  const inputMessages = useInputMessages();
  const form = useForm<PhoneOrderField>({ fields: { ...orderFields, lines: "lines" }, leaves: true });

  const showRefused = (problem: Problem): boolean => {
    // A definite refusal: the next click is a new request.
    if (problem.status > 0 && problem.status < 500) key.current = null;
    if (problem.errors?.some(({ pointer }) => pointer === "/memberId")) {
      form.setErrors({}, t("memberGone"));
      return true;
    }
    if (problem.code !== "LINES_REFUSED") return false;
    const texts = (problem.refused ?? []).map(({ sku, added, problem: code }) => {
      const reason = reasons.find((each) => each === code);
      return t("refused", { sku, reason: reason ? t(`reasons.${reason}`, { added }) : code });
    });
    form.setErrors({ lines: texts.join(" / ") });
    return true;
  };

  const place = async (values: FormData): Promise<void> => {
    const read = readLines(String(values.get("lines") ?? ""));
    const person = readCheckout(values);
    const wrong: Partial<Record<PhoneOrderField, string>> = inputMessages(checkoutErrors(person));
    if ("wrong" in read) wrong.lines = t("linesWrong", { line: read.wrong });
    else if (read.lines.length === 0) wrong.lines = t("linesMissing");
    if ("wrong" in read || Object.keys(wrong).length > 0) return form.setErrors(wrong);
    const { contact, shippingAddress } = orderRequest("", person);
    key.current ??= crypto.randomUUID();
    const used = key.current;
    const body = {
      lines: read.lines,
      contact,
      shippingAddress,
      language: values.get("language") === "en" ? ("en" as const) : ("ko" as const),
      payWithinHours: Number(values.get("hours")),
      ...(memberId !== null && { memberId }),
    };
    const sent = await form.send(() => placePhoneOrder(api, used, body), showRefused);
    if (sent) placed(sent.data.order.id);
  };

  return { busy: form.busy, errors: form.errors, place };
}
