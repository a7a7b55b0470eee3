"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { ChangeForm } from "@/components/form/change-form";
import { TextField } from "@/components/form/text-field";
import { useChange } from "@/components/form/use-change";
import { useApi } from "@/lib/api/browser";
import { grantPoints } from "@/lib/api/points";
import { tidy } from "@/lib/fields";

/** Gives a member points, or takes them. The same request sent twice grants once. */
export function GrantPoints({ memberId }: { memberId: string }) {
  const t = useTranslations("adminMembers");
  const api = useApi();
  const router = useRouter();
  const sent = useRef({ intent: "", key: "" });
  const state = useChange({
    fields: { amount: "points", reason: "reason" },
    beside: { POINTS_REFUSED: "points" },
    codes: { POINTS_REFUSED: t("tooMany") },
  });
  const amountOf = (values: FormData) => Number(tidy(values.get("points")).replaceAll(/[\s,]/g, ""));
  const check = (values: FormData) => {
    const amount = amountOf(values);
    return {
      ...(Number.isSafeInteger(amount) && amount !== 0 ? {} : { points: t("pointsWrong") }),
      ...(tidy(values.get("reason")) === "" && { reason: t("reasonMissing") }),
    };
  };
  const send = (values: FormData, form: HTMLFormElement) => {
    const body = { amount: amountOf(values), reason: tidy(values.get("reason")) };
    const intent = JSON.stringify(body);
    if (sent.current.intent !== intent) sent.current = { intent, key: crypto.randomUUID() };
    return state.change({
      call: () => grantPoints(api, sent.current.key, memberId, body),
      done: t("granted"),
      after: () => {
        sent.current = { intent: "", key: "" };
        form.reset();
        router.refresh();
      },
    });
  };
  const { points, reason } = state.errors.fields;
  return (
    <ChangeForm
      check={check}
      labels={{ points: t("grantAmount"), reason: t("reason") }}
      send={send}
      state={state}
      submit={t("grant")}
    >
      <TextField
        autoComplete="off"
        error={points}
        hint={t("grantHint")}
        inputMode="text"
        label={t("grantAmount")}
        maxLength={15}
        name="points"
      />
      <TextField
        autoComplete="off"
        error={reason}
        hint={t("reasonHint")}
        label={t("reason")}
        maxLength={200}
        name="reason"
      />
    </ChangeForm>
  );
}
