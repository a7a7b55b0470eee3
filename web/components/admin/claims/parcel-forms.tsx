"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ChangeForm } from "@/components/form/change-form";
import { LabelledField, TextField } from "@/components/form/text-field";
import { useApi } from "@/lib/api/browser";
import { claimCollected, reshipClaim } from "@/lib/api/staff-claims";
import type { StaffClaim } from "@/lib/api/types";
import { useClaimStep } from "./use-claim-step";

const carriers = ["cj", "post", "hanjin", "lotte", "logen"] as const;
const NUMBER = /^[0-9A-Za-z-]{4,40}$/;

type Props = { claim: StaffClaim };

/** The goods are back. Their tracking number need not be known. */
export function CollectForm({ claim }: Props) {
  const t = useTranslations("adminClaims");
  const api = useApi();
  const step = useClaimStep<"trackingNumber">({ fields: { trackingNumber: "trackingNumber" } });
  return (
    <ParcelForm
      optional
      send={({ carrier, trackingNumber }) =>
        step.take(
          () => claimCollected(api, claim.id, trackingNumber === "" ? {} : { carrier, trackingNumber }),
          t("collected"),
        )
      }
      state={step.state}
      submit={t("collect")}
    >
      <p className="text-[0.9375rem] text-soft">{t("collectText")}</p>
    </ParcelForm>
  );
}

/** The goods of an exchange go out once more. */
export function ReshipForm({ claim }: Props) {
  const t = useTranslations("adminClaims");
  const api = useApi();
  const step = useClaimStep<"trackingNumber">({
    fields: { trackingNumber: "trackingNumber" },
    codes: { OUT_OF_STOCK: t("soldOut") },
  });
  return (
    <ParcelForm
      send={(parcel) => step.take(() => reshipClaim(api, claim.id, parcel), t("reshipped"))}
      state={step.state}
      submit={t("reship")}
    />
  );
}

type FormProps = {
  optional?: boolean;
  submit: string;
  send: (parcel: { carrier: string; trackingNumber: string }) => Promise<void>;
  state: ReturnType<typeof useClaimStep<"trackingNumber">>["state"];
  children?: ReactNode;
};

function ParcelForm({ optional = false, submit, send, state, children }: FormProps) {
  const t = useTranslations("adminClaims");
  const names = useTranslations("adminOrders.carriers");
  const textOf = (values: FormData, name: string) => String(values.get(name) ?? "").trim();
  const fits = (number: string) => (optional && number === "") || NUMBER.test(number);
  return (
    <ChangeForm
      check={(values) =>
        fits(textOf(values, "trackingNumber")) ? {} : { trackingNumber: t("trackingError") }
      }
      labels={{ trackingNumber: t("trackingNumber") }}
      send={(values) =>
        send({
          carrier: textOf(values, "carrier"),
          trackingNumber: textOf(values, "trackingNumber"),
        })
      }
      state={state}
      submit={submit}
    >
      {children}
      <LabelledField label={t("carrier")} name="carrier">
        {(control) => (
          <select {...control}>
            {carriers.map((code) => (
              <option key={code} value={code}>
                {names(code)}
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
    </ChangeForm>
  );
}
