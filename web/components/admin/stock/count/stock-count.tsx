"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import { Panel } from "@/components/account/account-page";
import { LabelledField } from "@/components/form/text-field";
import { takeAt } from "@/lib/admin/stock/count-draft";
import { noCount, removeRow, setCounted, withReason } from "@/lib/admin/stock/stock-take";
import type { StockLocation } from "@/lib/api/types";
import { CountActions } from "./count-actions";
import { CountTable } from "./count-table";
import { PasteCounts } from "./paste-counts";
import { SavedCounts } from "./saved-counts";
import { ScanField } from "./scan-field";
import { useCounts } from "./use-counts";
import { useNames } from "./use-names";
import { useSaving } from "./use-saving";
import { useScans } from "./use-scans";

/** A stock-take: goods are scanned or pasted, corrected, and saved. */
export function StockCount({ locations }: { locations: readonly StockLocation[] }) {
  const t = useTranslations("stockTake");
  const field = useRef<HTMLInputElement>(null);
  const { counts, drafts } = useCounts();
  const chosen = locations.find(({ id }) => id === drafts.location) ?? locations[0];
  const location = chosen?.id ?? "main";
  const take = takeAt(drafts, location);
  const locked = take.parts.length > 0;
  const scans = useScans(counts, location);
  const saving = useSaving(counts, location);
  useNames(counts, take, location);
  const toField = () => field.current?.focus();
  const edit = (changed: Parameters<typeof counts.change>[1]) => {
    if (!locked) counts.change(location, changed);
  };

  return (
    <div className="space-y-6">
      <div className="grid items-start gap-6 md:grid-cols-2">
        <Panel id="scan" title={t("scanTitle")}>
          <div className="space-y-5">
            <LocationField
              busy={saving.busy}
              choose={(id) => {
                counts.choose(id);
                toField();
              }}
              location={location}
              locations={locations}
            />
            <ScanField field={field} {...scans} />
          </div>
        </Panel>
        <Panel id="paste" text={t("pasteText")} title={t("pasteTitle")}>
          <PasteCounts key={location} locked={locked} setAll={scans.setAll} />
        </Panel>
      </div>
      {take.outcome && !locked && (
        <Panel id="outcome" title={t("outcomeTitle")}>
          <SavedCounts fresh={saving.done} outcome={take.outcome} />
        </Panel>
      )}
      {take.rows.length === 0 ? (
        <p className="text-soft">{t("empty")}</p>
      ) : (
        <CountTable
          correct={({ sku, onHand }, counted) => edit((now) => setCounted(now, sku, counted, onHand))}
          locked={locked}
          next={toField}
          remove={(sku) => {
            edit((now) => removeRow(now, sku));
            toField();
          }}
          rows={take.rows}
        />
      )}
      <CountActions
        changeReason={(reason) => edit((now) => withReason(now, reason))}
        count={take.rows.length}
        discard={() => {
          counts.change(location, () => noCount);
          toField();
        }}
        locked={locked}
        reason={take.reason}
        saving={saving}
      />
    </div>
  );
}

type LocationProps = {
  locations: readonly StockLocation[];
  location: string;
  busy: boolean;
  choose: (id: string) => void;
};

const LocationField = ({ locations, location, busy, choose }: LocationProps) => (
  <LabelledField label={useTranslations("stockTake")("location")} name="location">
    {(control) => (
      <select
        {...control}
        disabled={busy}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
        value={location}
      >
        {locations.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    )}
  </LabelledField>
);
