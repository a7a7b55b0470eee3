"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useChange } from "@/components/form/use-change";
import {
  changeOf,
  inputsByPlace,
  missingInputs,
  type SettingsValues,
  valuesOf,
  withDifferences,
} from "@/lib/admin/settings-fields";
import { useApi } from "@/lib/api/browser";
import type { ApiResult } from "@/lib/api/problem";
import { changeSettings, type SettingsVersion } from "@/lib/api/settings";
import { useChangedNames } from "./use-labels";

/** The form of the settings: what is typed, and how it is saved. */
export function useSettings(stored: SettingsVersion) {
  const t = useTranslations("settings");
  const required = useTranslations("form.inputErrors")("required");
  const api = useApi();
  const [base, setBase] = useState(stored);
  const form = useForm<SettingsValues>({ defaultValues: valuesOf(stored.settings) });
  const namesOf = useChangedNames();
  const state = useChange<string>({ fields: inputsByPlace });

  /** Takes a version over. What was typed and not saved stays. */
  const takeOver = (version: SettingsVersion, keepDirtyValues: boolean) => {
    setBase(version);
    form.reset(valuesOf(version.settings), { keepDirtyValues });
  };

  async function send(values: SettingsValues): Promise<ApiResult<SettingsVersion>> {
    const result = await changeSettings(api, base.etag, changeOf(base.settings, values));
    if (result.ok) return result;
    const { etag, differences } = result.problem;
    if (etag === undefined || differences === undefined) return result;
    takeOver({ settings: withDifferences(base.settings, differences), etag }, true);
    const title = t("stale", { fields: namesOf(differences) });
    return { ok: false, problem: { ...result.problem, title } };
  }

  const save = (values: SettingsValues) => {
    const missing = missingInputs(values);
    if (missing.length > 0)
      return state.setErrors(Object.fromEntries(missing.map((name) => [name, required])));
    return state.change({
      call: () => send(values),
      done: t("saved"),
      after: (saved) => takeOver(saved, false),
    });
  };
  return { form, state, save };
}
