"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ChangeForm } from "@/components/form/change-form";
import { LabelledField, TextField } from "@/components/form/text-field";
import { useChange } from "@/components/form/use-change";
import { useApi } from "@/lib/api/browser";
import { beginExperiment } from "@/lib/api/recommendations";

const KINDS = ["canary", "comparison"] as const;

/** @param versions the models that are not the champion, the newest first */
export function NewExperiment({ versions }: { versions: readonly number[] }) {
  const t = useTranslations("adminRecommendations");
  const api = useApi();
  const router = useRouter();
  const state = useChange<"name">({
    fields: { name: "name" },
    codes: {
      EXPERIMENT_RUNNING: t("experimentRuns"),
      MODEL_UNUSABLE: t("unusable"),
      NOT_FOUND: t("unusable"),
    },
  });
  const nameOf = (values: FormData) => String(values.get("name")).trim();
  const send = (values: FormData, form: HTMLFormElement) =>
    state.change({
      call: () =>
        beginExperiment(api, {
          name: nameOf(values),
          kind: KINDS.find((each) => each === values.get("kind")) ?? "canary",
          version: Number(values.get("version")),
        }),
      done: t("experimentBegun"),
      after: () => {
        form.reset();
        router.refresh();
      },
    });
  return (
    <ChangeForm
      check={(values) => (nameOf(values) === "" ? { name: t("nameMissing") } : {})}
      labels={{ name: t("name") }}
      send={send}
      state={state}
      submit={t("beginExperiment")}
    >
      <TextField error={state.errors.fields.name} label={t("name")} maxLength={80} name="name" />
      <LabelledField label={t("kindOfExperiment")} name="kind">
        {(control) => (
          <select {...control}>
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(kind)}
              </option>
            ))}
          </select>
        )}
      </LabelledField>
      <LabelledField label={t("version")} name="version">
        {(control) => (
          <select {...control}>
            {versions.map((version) => (
              <option key={version} value={version}>
                {version}
              </option>
            ))}
          </select>
        )}
      </LabelledField>
    </ChangeForm>
  );
}
