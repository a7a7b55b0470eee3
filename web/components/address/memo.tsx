"use client";

import { useTranslations } from "next-intl";
import { fieldId, TextField } from "../form/text-field";

type Props = {
  name: string;
  label: string;
  error: string | undefined;
  defaultValue: string;
  maxLength: number;
};

const presetNames = ["door", "guard", "locker", "hand"] as const;

/** Frequent requests to the delivery company. */
function usePresets(): string[] {
  const t = useTranslations("address.memos");
  return presetNames.map((name) => t(name));
}

export function MemoSelect({ name, label, defaultValue }: Props) {
  const t = useTranslations("address.memos");
  const presets = usePresets();
  return (
    <>
      <label className="mb-1.5 block text-[0.9375rem] font-semibold" htmlFor={fieldId(name)}>
        {label}
      </label>
      <select className="field" defaultValue={defaultValue} id={fieldId(name)} name={name}>
        <option value="">{t("none")}</option>
        {/* A request in the member's own words. */}
        {defaultValue !== "" && !presets.includes(defaultValue) && (
          <option value={defaultValue}>{defaultValue}</option>
        )}
        {presets.map((preset) => (
          <option key={preset} value={preset}>
            {preset}
          </option>
        ))}
      </select>
    </>
  );
}

export function MemoInput(field: Props) {
  const t = useTranslations("address");
  const listId = `${fieldId(field.name)}-presets`;
  return (
    <>
      <TextField {...field} hint={t("optional")} list={listId} placeholder={t("memoExample")} />
      <datalist id={listId}>
        {usePresets().map((preset) => (
          <option key={preset} value={preset} />
        ))}
      </datalist>
    </>
  );
}
