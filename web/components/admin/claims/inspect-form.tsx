"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ChangeForm } from "@/components/form/change-form";
import { TextField } from "@/components/form/text-field";
import { useApi } from "@/lib/api/browser";
import { claimInspected } from "@/lib/api/staff-claims";
import type { StaffClaim } from "@/lib/api/types";
import { FaultChoice } from "./fault-choice";
import { useClaimStep } from "./use-claim-step";

/** What came back of each line, and what of it can be sold again. */
export function InspectForm({ claim }: { claim: StaffClaim }) {
  const t = useTranslations("adminClaims");
  const api = useApi();
  const [fault, setFault] = useState(claim.fault);
  const { state, take } = useClaimStep<string>({ codes: { NOTHING_RECEIVED: t("nothingReceived") } });
  const names = claim.lines.map(({ lineId, sku, quantity }) => ({
    ...{ lineId, sku, quantity },
    received: `received-${lineId}`,
    resellable: `resellable-${lineId}`,
  }));
  const count = (values: FormData, name: string) => Number(values.get(name));
  const linesOf = (values: FormData) =>
    names.map(({ lineId, received, resellable }) => ({
      lineId,
      received: count(values, received),
      resellable: count(values, resellable),
    }));
  const check = (values: FormData): Record<string, string> =>
    Object.fromEntries(
      names.flatMap(({ quantity, received, resellable }) => {
        const [came, good] = [count(values, received), count(values, resellable)];
        const wrong = (each: number, most: number) => !Number.isInteger(each) || each < 0 || each > most;
        if (wrong(came, quantity)) return [[received, t("inspectError")]];
        return wrong(good, came) ? [[resellable, t("inspectError")]] : [];
      }),
    );
  const labels = Object.fromEntries(
    names.flatMap(({ sku, received, resellable }) => [
      [received, t("receivedOf", { sku })],
      [resellable, t("resellableOf", { sku })],
    ]),
  );
  return (
    <ChangeForm
      check={check}
      labels={labels}
      send={(values) => take(() => claimInspected(api, claim.id, linesOf(values), fault), t("inspected"))}
      state={state}
      submit={t("inspect")}
    >
      <FaultChoice choose={setFault} claim={claim} fault={fault} />
      {names.map(({ lineId, quantity, received, resellable }) => (
        <div className="grid gap-4 sm:grid-cols-2" key={lineId}>
          {[received, resellable].map((name) => (
            <TextField
              defaultValue={quantity}
              error={state.errors.fields[name]}
              key={name}
              label={labels[name] ?? ""}
              max={quantity}
              min={0}
              name={name}
              type="number"
            />
          ))}
        </div>
      ))}
    </ChangeForm>
  );
}
