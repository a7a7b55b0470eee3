"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ChangeForm } from "@/components/form/change-form";
import { LabelledField, TextField } from "@/components/form/text-field";
import { useChange } from "@/components/form/use-change";
import { useApi } from "@/lib/api/browser";
import { sendParcel } from "@/lib/api/staff-orders";
import type { StaffOrder } from "@/lib/api/types";
import { linesOf, piecesLeft } from "@/lib/checkout/cancel-choice";

const carriers = ["cj", "post", "hanjin", "lotte", "logen"] as const;
const NUMBER = /^[0-9A-Za-z-]{4,40}$/;

/** A parcel with all that is left, or a part of it. */
export function ShipForm({ order }: { order: StaffOrder }) {
  const t = useTranslations("adminOrders");
  const api = useApi();
  const router = useRouter();
  const state = useChange<"carrier" | "trackingNumber">({
    fields: { trackingNumber: "trackingNumber" },
    codes: { WRONG_ORDER_STATUS: t("changed"), TOO_MANY_PIECES: t("tooMany") },
  });
  const unsent = order.items.filter((item) => piecesLeft(item) > 0);
  const textOf = (values: FormData, name: string) => String(values.get(name) ?? "").trim();
  const linesFrom = (values: FormData) =>
    linesOf(Object.fromEntries(unsent.map(({ id }) => [id, Number(values.get(`pieces-${id}`))])));
  return (
    <section aria-labelledby="ship" className="rounded-lg border border-line bg-white p-5">
      <h2 className="mb-4 text-lg font-bold" id="ship">
        {t("ship")}
      </h2>
      <ChangeForm
        check={(values) => ({
          ...(!NUMBER.test(textOf(values, "trackingNumber")) && { trackingNumber: t("trackingError") }),
          ...(linesFrom(values).length === 0 && { carrier: t("nothing") }),
        })}
        labels={{ carrier: t("carrier"), trackingNumber: t("trackingNumber") }}
        send={(values) =>
          state.change({
            call: () =>
              sendParcel(api, order.id, {
                carrier: textOf(values, "carrier"),
                trackingNumber: textOf(values, "trackingNumber"),
                lines: linesFrom(values),
              }),
            done: t("shipped"),
            after: () => router.refresh(),
          })
        }
        state={state}
        submit={t("shipNow")}
      >
        <LabelledField error={state.errors.fields.carrier} label={t("carrier")} name="carrier">
          {(control) => (
            <select {...control}>
              {carriers.map((code) => (
                <option key={code} value={code}>
                  {t(`carriers.${code}`)}
                </option>
              ))}
            </select>
          )}
        </LabelledField>
        <TextField
          error={state.errors.fields.trackingNumber}
          label={t("trackingNumber")}
          maxLength={40}
          name="trackingNumber"
        />
        {unsent.map((item) => (
          <TextField
            defaultValue={piecesLeft(item)}
            key={item.id}
            label={t("piecesOf", { sku: item.sku })}
            max={piecesLeft(item)}
            min={0}
            name={`pieces-${item.id}`}
            type="number"
          />
        ))}
      </ChangeForm>
    </section>
  );
}
