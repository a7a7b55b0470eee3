"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ChangeForm } from "@/components/form/change-form";
import { TextField } from "@/components/form/text-field";
import { useChange } from "@/components/form/use-change";
import { useEventName, webhookEvents } from "@/lib/admin/webhooks/events";
import { useApi } from "@/lib/api/browser";
import { createWebhook } from "@/lib/api/webhooks";
import { EndpointSecret } from "./endpoint-secret";

type Place = "url" | "events";

/** Registers an address, and shows its secret this once. */
export function NewWebhook() {
  const t = useTranslations("adminWebhooks");
  const nameOf = useEventName();
  const api = useApi();
  const router = useRouter();
  const [secret, setSecret] = useState<string | null>(null);
  const state = useChange<Place>({
    fields: { url: "url", events: "events" },
    codes: { WEBHOOK_LIMIT: t("limit") },
  });
  const chosen = (values: FormData) =>
    webhookEvents.filter((event) => values.getAll("events").includes(event));
  const check = (values: FormData): Partial<Record<Place, string>> => ({
    ...(URL.canParse(String(values.get("url"))) ? {} : { url: t("wrongUrl") }),
    ...(chosen(values).length > 0 ? {} : { events: t("noEvents") }),
  });
  const send = async (values: FormData, form: HTMLFormElement) => {
    setSecret(null);
    await state.change({
      call: () => createWebhook(api, { url: String(values.get("url")).trim(), events: chosen(values) }),
      done: t("created"),
      after: (made) => {
        setSecret(made.secret);
        form.reset();
        router.refresh();
      },
    });
  };
  return (
    <>
      <ChangeForm
        check={check}
        labels={{ url: t("url"), events: t("events") }}
        send={send}
        state={state}
        submit={t("create")}
      >
        <TextField
          autoComplete="off"
          error={state.errors.fields.url}
          hint={t("urlHint")}
          inputMode="url"
          label={t("url")}
          maxLength={2000}
          name="url"
          type="url"
        />
        <fieldset id="field-events" tabIndex={-1}>
          <legend className="mb-1.5 text-[0.9375rem] font-semibold">{t("events")}</legend>
          {webhookEvents.map((event) => (
            <label className="flex min-h-11 items-center gap-2.5 text-[0.9375rem]" key={event}>
              <input className="size-5 accent-ink" name="events" type="checkbox" value={event} />
              {nameOf(event)}
            </label>
          ))}
          {state.errors.fields.events && (
            <p className="mt-1.5 text-sm font-medium text-accent-deep">{state.errors.fields.events}</p>
          )}
        </fieldset>
      </ChangeForm>
      {secret && <EndpointSecret secret={secret} />}
    </>
  );
}
