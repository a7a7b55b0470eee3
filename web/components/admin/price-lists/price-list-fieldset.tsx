"use client";

import { useTranslations } from "next-intl";
import { LabelledField, TextField } from "@/components/form/text-field";
import type { PriceListFields } from "@/lib/admin/price-lists/price-list-fields";
import type { MemberGroup } from "@/lib/api/types";

type Props = {
  stored: PriceListFields;
  groups: readonly MemberGroup[];
  errors: Partial<Record<string, string>>;
};

/** The fields of a price list: its name, whom it is for, and when. */
export function PriceListFieldset({ stored, groups, errors }: Props) {
  const t = useTranslations("priceLists");
  return (
    <>
      <TextField
        autoComplete="off"
        defaultValue={stored.name}
        error={errors.listName}
        label={t("fields.name")}
        maxLength={80}
        name="listName"
      />
      <LabelledField
        error={errors.memberGroup}
        hint={t("groupHint")}
        label={t("fields.memberGroup")}
        name="memberGroup"
      >
        {(field) => (
          <select {...field} defaultValue={stored.memberGroup}>
            <option value="">{t("everybody")}</option>
            {groups.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        )}
      </LabelledField>
      <div className="period-fields">
        {(["startsAt", "endsAt"] as const).map((name) => (
          <TextField
            defaultValue={stored[name]}
            error={errors[name]}
            key={name}
            label={t(`fields.${name}`)}
            name={name}
            type="datetime-local"
          />
        ))}
      </div>
      <label className="flex min-h-11 items-center gap-2.5 text-[0.9375rem]">
        <input className="size-5 accent-ink" defaultChecked={stored.active} name="active" type="checkbox" />
        {t("fields.active")}
      </label>
    </>
  );
}
