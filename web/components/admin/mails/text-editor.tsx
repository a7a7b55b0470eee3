"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useRef, useState } from "react";
import { ChangeForm } from "@/components/form/change-form";
import { useChange } from "@/components/form/use-change";
import { useApi } from "@/lib/api/browser";
import type { Api } from "@/lib/api/client";
import type { ApiResult } from "@/lib/api/problem";

/** Stores texts that the fields do not hold. */
type Send<Text> = (api: Api, etag: string | undefined) => Promise<ApiResult<Text>>;
type Store<Text> = (send: Send<Text>, done: string, stored?: () => void) => Promise<void>;

type Props<Field extends string, Text> = {
  /** The texts of the editor. */
  words: "adminMails" | "adminMessages";
  stored: Text;
  /** Above the form. */
  intro?: ReactNode;
  /** In the order of the form. */
  labels: Readonly<Record<Field, string>>;
  /** What the fields may hold in braces. */
  placeholders: readonly string[];
  preview: (api: Api, values: FormData) => Promise<ApiResult<Text>>;
  save: (api: Api, values: FormData, etag: string | undefined) => Promise<ApiResult<Text>>;
  /** Beside the button that previews. */
  beside?: (store: Store<Text>) => ReactNode;
  fields: (errors: Partial<Record<Field, string>>) => ReactNode;
  /** How it looks with its texts. */
  shown: (text: Text) => ReactNode;
};

/** Fields for the texts of a mail or a message, and how it looks with them. */
export function TextEditor<Field extends string, Text extends { etag?: string }>(props: Props<Field, Text>) {
  const { words, stored, intro, labels, placeholders, preview, save, beside, fields, shown } = props;
  const t = useTranslations(words);
  const api = useApi();
  const router = useRouter();
  const [text, setText] = useState(stored);
  const names = Object.fromEntries(Object.keys(labels).map((name) => [name, name]));
  const state = useChange<Field>({ fields: names as Record<string, Field> });
  // Of the texts that the fields began with: a preview is none, and a stale save is told the newest.
  const base = useRef(stored.etag);
  const after = (saved: Text) => {
    setText(saved);
    base.current = saved.etag;
    router.refresh();
  };
  const nameOf = (pointer: string): string => labels[pointer.slice(1) as Field] ?? t("otherField");
  const wordOf = (value: unknown): string => {
    if (typeof value === "boolean") return t(value ? "isSo" : "isNotSo");
    return String(value ?? t("noText"));
  };
  /** The next press overwrites what the refusal has shown. */
  const call = async (send: Send<Text>): Promise<ApiResult<Text>> => {
    const result = await send(api, base.current);
    if (result.ok) return result;
    const { etag, differences } = result.problem;
    if (etag === undefined || differences === undefined) return result;
    base.current = etag;
    const now = differences.map((each) => `${nameOf(each.pointer)}: ${wordOf(each.now)}`);
    return { ...result, problem: { ...result.problem, title: t("stale", { now: now.join(" / ") }) } };
  };
  const store: Store<Text> = (send, done, then) =>
    state.change({
      call: () => call(send),
      done,
      after: (saved) => {
        then?.();
        after(saved);
      },
    });
  return (
    <>
      <div className="rounded-lg border border-line bg-white p-5">
        {intro}
        <ChangeForm
          beside={
            <>
              <button
                className="button button-line"
                onClick={({ currentTarget: { form } }) => {
                  if (!form) return;
                  const draft = new FormData(form);
                  void state.change({ call: () => preview(api, draft), after: setText });
                }}
                type="button"
              >
                {t("preview")}
              </button>
              {beside?.(store)}
            </>
          }
          check={() => ({})}
          labels={labels}
          send={(values) => store((_, etag) => save(api, values, etag), t("saved"))}
          state={state}
          submit={t("save")}
        >
          <p className="text-[0.9375rem] text-soft">
            {t("placeholders", { names: placeholders.map((name) => `{${name}}`).join(", ") })}
          </p>
          {fields(state.errors.fields)}
        </ChangeForm>
      </div>
      {shown(text)}
    </>
  );
}
