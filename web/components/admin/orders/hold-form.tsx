"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ChangeForm } from "@/components/form/change-form";
import { Refusal } from "@/components/form/notice";
import { TextField } from "@/components/form/text-field";
import { useChange } from "@/components/form/use-change";
import { useApi } from "@/lib/api/browser";
import { holdOrder, releaseOrder } from "@/lib/api/staff-orders";

/** Closed at first: few orders are held. */
export function HoldForm({ orderId }: { orderId: string }) {
  const t = useTranslations("adminOrders");
  const api = useApi();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const state = useChange<"reason">({
    fields: { reason: "reason" },
    codes: { WRONG_ORDER_STATUS: t("changed") },
  });
  const reasonOf = (values: FormData) => String(values.get("reason") ?? "").trim();
  if (!open)
    return (
      <div className="rounded-lg border border-line bg-white p-5">
        <button className="min-h-11 text-[0.9375rem] text-link" onClick={() => setOpen(true)} type="button">
          {t("hold")}
        </button>
      </div>
    );
  return (
    <section aria-labelledby="hold" className="rounded-lg border border-line bg-white p-5">
      <h2 className="text-lg font-bold" id="hold">
        {t("hold")}
      </h2>
      <p className="mt-1 mb-4 text-[0.9375rem] text-soft">{t("holdText")}</p>
      <ChangeForm
        check={(values) => (reasonOf(values) === "" ? { reason: t("reasonMissing") } : {})}
        labels={{ reason: t("holdReason") }}
        send={(values) =>
          state.change({
            call: () => holdOrder(api, orderId, reasonOf(values)),
            done: t("held"),
            after: () => router.refresh(),
          })
        }
        state={state}
        submit={t("holdNow")}
      >
        <TextField error={state.errors.fields.reason} label={t("holdReason")} maxLength={200} name="reason" />
      </ChangeForm>
    </section>
  );
}

export function ReleaseButton({ orderId }: { orderId: string }) {
  const t = useTranslations("adminOrders");
  const api = useApi();
  const router = useRouter();
  const state = useChange({ codes: { WRONG_ORDER_STATUS: t("changed") } });
  return (
    <section className="rounded-lg border border-line bg-accent-wash p-5">
      <p className="text-[0.9375rem]">{t("releaseText")}</p>
      <button
        aria-disabled={state.busy}
        className="button button-ink mt-3"
        onClick={() =>
          void state.change({ call: () => releaseOrder(api, orderId), after: () => router.refresh() })
        }
        type="button"
      >
        {t("release")}
      </button>
      <Refusal text={state.errors.failure} />
    </section>
  );
}
