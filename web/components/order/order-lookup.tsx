"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useApi } from "@/lib/api/browser";
import { askForOrderCode, openWithCode } from "@/lib/api/order-lookup";
import { storeOrder } from "@/lib/checkout/local-orders";
import { isKnownEmail } from "@/lib/email";
import { tidy } from "@/lib/fields";
import { localePath } from "@/lib/paths";
import { NarrowPage } from "../auth/narrow-page";
import { ChangeForm } from "../form/change-form";
import { TextField } from "../form/text-field";
import { useChange } from "../form/use-change";

const NUMBER = /^\d{6}-?[\da-z]{7}$/i;

/** A guest finds an order by its number, the e-mail of the order, and the code that comes to it. */
export function OrderLookup({ number: given }: { number: string }) {
  const t = useTranslations("lookup");
  const [asked, setAsked] = useState<string | null>(null);
  return (
    <NarrowPage text={asked === null ? t("text") : t("sentText")} title={t("title")}>
      {asked === null ? (
        <AskForm given={given} sent={setAsked} />
      ) : (
        <CodeForm again={() => setAsked(null)} number={asked} />
      )}
    </NarrowPage>
  );
}

function AskForm({ given, sent }: { given: string; sent: (number: string) => void }) {
  const t = useTranslations("lookup");
  const inputErrors = useTranslations("form.inputErrors");
  const api = useApi();
  const state = useChange({ fields: { number: "orderNumber", email: "orderEmail" } });
  const { orderNumber, orderEmail } = state.errors.fields;
  const read = (values: FormData) => ({
    number: tidy(values.get("orderNumber")),
    email: tidy(values.get("orderEmail")),
  });
  return (
    <ChangeForm
      check={(values) => {
        const { number, email } = read(values);
        return {
          ...(!NUMBER.test(number) && { orderNumber: t("numberHint") }),
          ...(!isKnownEmail(email) && { orderEmail: inputErrors(email ? "email" : "required") }),
        };
      }}
      labels={{ orderNumber: t("number"), orderEmail: t("email") }}
      send={(values) => {
        const body = read(values);
        return state.change({ call: () => askForOrderCode(api, body), after: () => sent(body.number) });
      }}
      state={state}
      submit={t("ask")}
    >
      <TextField
        autoCapitalize="characters"
        autoComplete="off"
        defaultValue={given}
        error={orderNumber}
        hint={t("numberHint")}
        label={t("number")}
        maxLength={14}
        name="orderNumber"
        spellCheck={false}
      />
      <TextField
        autoComplete="email"
        error={orderEmail}
        label={t("email")}
        maxLength={254}
        name="orderEmail"
        type="email"
      />
    </ChangeForm>
  );
}

function CodeForm({ number, again }: { number: string; again: () => void }) {
  const t = useTranslations("lookup");
  const api = useApi();
  const router = useRouter();
  const locale = useLocale();
  const state = useChange({
    fields: { code: "orderCode" },
    beside: { LOOKUP_CODE_WRONG: "orderCode" },
    codes: { LOOKUP_CODE_WRONG: t("wrong") },
  });
  const read = (values: FormData) => tidy(values.get("orderCode"));
  return (
    <ChangeForm
      beside={
        <button className="button button-line" onClick={again} type="button">
          {t("again")}
        </button>
      }
      check={(values) => (/^\d{6}$/.test(read(values)) ? {} : { orderCode: t("codeHint") })}
      labels={{ orderCode: t("code") }}
      send={(values) =>
        state.change({
          call: () => openWithCode(api, { number, code: read(values) }),
          after: ({ order, guestToken }) => {
            storeOrder({ orderId: order.id, number: order.number, guestToken, cart: "basket" });
            router.push(localePath(locale, `/orders/${order.id}`));
          },
        })
      }
      state={state}
      submit={t("open")}
    >
      <TextField
        autoComplete="one-time-code"
        error={state.errors.fields.orderCode}
        hint={t("codeHint")}
        inputMode="numeric"
        label={t("code")}
        maxLength={6}
        name="orderCode"
      />
    </ChangeForm>
  );
}
