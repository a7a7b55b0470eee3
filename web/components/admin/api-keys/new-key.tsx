"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { useStepUp } from "@/components/auth/step-up";
import { ChangeForm } from "@/components/form/change-form";
import { LabelledField, TextField } from "@/components/form/text-field";
import { useChange } from "@/components/form/use-change";
import { listToTry, permissionsIn } from "@/lib/admin/api-keys/permissions";
import { createApiKey } from "@/lib/api/api-keys";
import { useApi } from "@/lib/api/browser";
import type { MadeApiKey } from "@/lib/api/types";
import { tidy } from "@/lib/fields";
import { MadeSecret } from "../frame/made-secret";
import { CurlLine } from "./curl-line";
import { PermissionChoice } from "./permission-choice";

type Place = "name" | "permissions" | "expiresInDays";

type Props = {
  /** The permissions of the visitor. */
  held: readonly string[];
  shopUrl: string;
  guarded: ReturnType<typeof useStepUp>["guarded"];
  made: () => Promise<void>;
};

const DAYS = [30, 90, 180, 365];
const USUAL_DAYS = 90;

/** Makes a key, and shows its text this once. */
export function NewKey({ held, shopUrl, guarded, made }: Props) {
  const t = useTranslations("adminApiKeys");
  const required = useTranslations("form.inputErrors")("required");
  const api = useApi();
  const [key, setKey] = useState<MadeApiKey | null>(null);
  const state = useChange<Place>({
    fields: { name: "name", permissions: "permissions", expiresInDays: "expiresInDays" },
    codes: { FORBIDDEN: t("mayNot") },
  });
  const { fields } = state.errors;
  const chosen = (values: FormData) => permissionsIn(values.getAll("permissions"));
  const check = (values: FormData): Partial<Record<Place, string>> => ({
    ...(tidy(values.get("name")) === "" && { name: required }),
    ...(chosen(values).length === 0 && { permissions: t("noneAllowed") }),
  });
  const send = async (values: FormData, form: HTMLFormElement) => {
    setKey(null);
    const expiresInDays = Number(values.get("expiresInDays"));
    const wanted = { name: tidy(values.get("name")), permissions: chosen(values), expiresInDays };
    await state.change({
      call: () => guarded(() => createApiKey(api, wanted)),
      done: t("made"),
      after: (created) => {
        setKey(created);
        form.reset();
        return made();
      },
    });
  };
  return (
    <>
      <ChangeForm
        check={check}
        labels={{ name: t("name"), expiresInDays: t("lifetime"), permissions: t("allowed") }}
        send={send}
        state={state}
        submit={t("create")}
      >
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField
            autoComplete="off"
            error={fields.name}
            hint={t("nameHint")}
            label={t("name")}
            maxLength={60}
            name="name"
          />
          <LabelledField
            error={fields.expiresInDays}
            hint={t("lifetimeHint")}
            label={t("lifetime")}
            name="expiresInDays"
          >
            {(field) => (
              <select {...field} defaultValue={USUAL_DAYS}>
                {DAYS.map((days) => (
                  <option key={days} value={days}>
                    {t("days", { days })}
                  </option>
                ))}
              </select>
            )}
          </LabelledField>
        </div>
        <PermissionChoice error={fields.permissions} held={held} name="permissions" />
      </ChangeForm>
      {key && <MadeKey made={key} shopUrl={shopUrl} />}
    </>
  );
}

function MadeKey({ made, shopUrl }: { made: MadeApiKey; shopUrl: string }) {
  const t = useTranslations("adminApiKeys");
  const path = listToTry(made.permissions);
  return (
    <MadeSecret
      copy={t("copyKey")}
      key={made.id}
      secret={made.key}
      text={t("onceText")}
      title={t("onceTitle", { name: made.name })}
    >
      {path && <CurlLine path={path} shopUrl={shopUrl} text={t("tryText")} />}
    </MadeSecret>
  );
}
