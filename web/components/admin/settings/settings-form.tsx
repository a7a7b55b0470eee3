"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Panel } from "@/components/account/account-page";
import { ErrorSummary } from "@/components/form/error-summary";
import { Notice } from "@/components/form/notice";
import { useLeavingWarning } from "@/components/form/use-leaving-warning";
import {
  fieldsShown,
  inputsOf,
  MAX_POINTS,
  pointsIn,
  type SettingsField,
  settingsSections,
} from "@/lib/admin/settings-fields";
import type { SettingsVersion } from "@/lib/api/settings";
import { type CategoryChoice, SettingsInputs } from "./settings-inputs";
import { useLabels } from "./use-labels";
import { useSettings } from "./use-settings";

type Props = { stored: SettingsVersion; categories: readonly CategoryChoice[] };

/** All settings in one form. What another person saved meanwhile is taken over beside what was typed. */
export function SettingsForm({ stored, categories }: Props) {
  const t = useTranslations("settings");
  const words = useTranslations("form");
  const { form, state, save } = useSettings(stored);
  const [points, setPoints] = useState(() => pointsIn(stored.settings));
  const { register, handleSubmit, formState } = form;
  const labels = useInputLabels();
  useLeavingWarning(formState.isDirty);
  const inputs = { register, errors: state.errors.fields, categories };

  return (
    <form className="space-y-8" method="post" noValidate onSubmit={handleSubmit(save)}>
      <ErrorSummary errors={state.errors} labels={labels} />
      {settingsSections.map((section) => (
        <Panel
          id={`settings-${section.name}`}
          key={section.name}
          text={t(`texts.${section.name}`)}
          title={t(`sections.${section.name}`)}
        >
          <div className="space-y-5">
            {fieldsShown(section, points).map((field) => (
              <SettingsInputs field={field} key={field.place} {...inputs} />
            ))}
            {section.name === "story" && (
              <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
                {points < MAX_POINTS && (
                  <button className="button button-line" onClick={() => setPoints(points + 1)} type="button">
                    {t("addPoint")}
                  </button>
                )}
                {points > 0 && <p className="text-sm text-soft">{t("pointRemoval")}</p>}
              </div>
            )}
          </div>
        </Panel>
      ))}
      <div className="sticky bottom-0 flex flex-wrap items-center gap-x-4 gap-y-2 bg-paper py-4">
        <button aria-disabled={state.busy} className="button button-ink min-w-32" type="submit">
          {state.busy ? words("sending") : t("save")}
        </button>
        <Notice text={state.notice} />
      </div>
    </form>
  );
}

/** The label of each input by its name, in the order of the form. */
function useInputLabels(): Record<string, string> {
  const labelsOf = useLabels();
  const entriesOf = (field: SettingsField) => {
    const labels = labelsOf(field);
    return inputsOf(field).map((name, at) => [name, labels[at] ?? ""] as const);
  };
  return Object.fromEntries(settingsSections.flatMap(({ fields }) => fields.flatMap(entriesOf)));
}
