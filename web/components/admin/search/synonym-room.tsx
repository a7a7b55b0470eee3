"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useLeavingWarning } from "@/components/form/use-leaving-warning";
import { Icon } from "@/components/ui/icon";
import type { SetLine } from "@/lib/admin/search/synonym-sets";
import type { SynonymVersion } from "@/lib/api/synonyms";
import { Toast } from "../frame/toast";
import { type SynonymForm, useSynonyms } from "./use-synonyms";

type Props = { stored: SynonymVersion; readOnly: boolean };

/** All sets of words that mean the same, a line each; they are saved together. */
export function SynonymRoom({ stored, readOnly }: Props) {
  const t = useTranslations("synonyms");
  const words = useTranslations("form");
  const form = useSynonyms(stored);
  const [filter, setFilter] = useState("");
  const wanted = filter.normalize("NFC").trim().toLowerCase();
  const shown = form.lines.filter(
    ({ key, text }) => text.toLowerCase().includes(wanted) || text === "" || key in form.faults,
  );
  useLeavingWarning(form.isChanged && !form.busy);
  return (
    <form
      method="post"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void form.save();
      }}
    >
      <div className="flex flex-wrap items-center gap-3">
        <input
          aria-label={t("filter")}
          autoComplete="off"
          className="field min-w-40 flex-1"
          onChange={({ currentTarget }) => setFilter(currentTarget.value)}
          placeholder={t("filter")}
          type="search"
          value={filter}
        />
        {!readOnly && (
          <button className="button button-line" onClick={form.add} type="button">
            {t("add")}
          </button>
        )}
      </div>
      <p className="mt-3 text-sm text-soft">{t("count", { count: form.lines.length })}</p>
      <fieldset className="mt-2 min-w-0" disabled={readOnly}>
        <legend className="sr-only">{t("title")}</legend>
        <ol className="space-y-2">
          {shown.map((line) => (
            <SetRow form={form} key={line.key} line={line} readOnly={readOnly} />
          ))}
        </ol>
      </fieldset>
      {!readOnly && (
        <div className="tall:sticky bottom-0 z-10 bg-paper py-4">
          <button aria-disabled={form.busy} className="button button-ink min-w-32" type="submit">
            {form.busy ? words("sending") : t("save")}
          </button>
        </div>
      )}
      <Toast dismiss={form.dismiss} outcome={form.outcome} />
    </form>
  );
}

type RowProps = { form: SynonymForm; line: SetLine; readOnly: boolean };

function SetRow({ form, line: { key, text }, readOnly }: RowProps) {
  const t = useTranslations("synonyms");
  const fault = form.faults[key];
  const number = form.lines.findIndex((line) => line.key === key) + 1;
  return (
    <li>
      <div className="flex items-center gap-1">
        <input
          aria-describedby={fault ? `set-${key}-fault` : undefined}
          aria-invalid={fault ? true : undefined}
          aria-label={t("set", { number })}
          autoComplete="off"
          className="field"
          onChange={({ currentTarget }) => form.type(key, currentTarget.value)}
          placeholder={t("example")}
          spellCheck={false}
          value={text}
        />
        {!readOnly && (
          <button
            aria-label={t("remove", { number })}
            className="grid size-11 shrink-0 place-items-center rounded-md text-soft hover:bg-sand"
            onClick={() => form.remove(key)}
            type="button"
          >
            <Icon name="close" size={18} />
          </button>
        )}
      </div>
      {fault && (
        <p className="mt-1 text-sm font-medium text-accent-deep" id={`set-${key}-fault`}>
          {fault}
        </p>
      )}
    </li>
  );
}
