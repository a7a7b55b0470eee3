"use client";

import clsx from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { AgreementCode, AgreementDocument } from "@/lib/api/types";
import { formatDay } from "@/lib/dates";
import { policyPath } from "@/lib/policies";
import { fieldId } from "../../form/text-field";
import { Icon } from "../../ui/icon";
import { ShopLink } from "../../ui/shop-link";

type AgreementCodes = ReadonlySet<AgreementCode>;

type Props = {
  documents: AgreementDocument[];
  agreed: AgreementCodes;
  choose: (agreed: AgreementCodes) => void;
  errors: Partial<Record<AgreementCode, string>>;
};

/**
 * The agreements. Nothing is ticked beforehand. Each document can be read here and has a box of its own;
 * required and optional ones stand apart. One box ticks all of them, and each can be changed after that.
 */
export function Agreements({ documents, agreed, choose, errors }: Props) {
  const t = useTranslations("signUp");
  const toggle = (code: AgreementCode) => {
    const next = new Set(agreed);
    if (!next.delete(code)) next.add(code);
    choose(next);
  };
  const group = (required: boolean) =>
    documents
      .filter((document) => document.required === required)
      .map((document) => (
        <Entry
          agreed={agreed.has(document.code)}
          document={document}
          error={agreed.has(document.code) ? undefined : errors[document.code]}
          key={document.code}
          toggle={() => toggle(document.code)}
        />
      ));
  return (
    <fieldset className="min-w-0 border-t border-line pt-6">
      <legend className="sr-only">{t("agreements")}</legend>
      <p aria-hidden="true" className="mb-3 text-[0.9375rem] font-semibold">
        {t("agreements")}
      </p>
      <div className="rounded-lg border border-line bg-white">
        <AllBox
          agreed={agreed.size}
          choose={(all) => choose(new Set(all ? documents.map(({ code }) => code) : []))}
          of={documents.length}
        />
        <GroupTitle title={t("requiredGroup")} />
        <ul className="pb-1.5">{group(true)}</ul>
        <GroupTitle text={t("optionalText")} title={t("optionalGroup")} />
        <ul className="pb-1.5">{group(false)}</ul>
      </div>
    </fieldset>
  );
}

function GroupTitle({ title, text }: { title: string; text?: string }) {
  return (
    <div className="border-t border-line px-4 pt-3.5 pb-1 text-[0.8125rem] text-soft">
      <p className="font-semibold">{title}</p>
      {text && <p>{text}</p>}
    </div>
  );
}

const BOX = "size-5 shrink-0 accent-ink";

function AllBox({ agreed, of, choose }: { agreed: number; of: number; choose: (all: boolean) => void }) {
  const t = useTranslations("signUp");
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current) input.current.indeterminate = agreed > 0 && agreed < of;
  }, [agreed, of]);
  return (
    <div className="px-4 py-3.5">
      <label className="flex min-h-6 items-center gap-3 font-bold">
        <input
          aria-describedby="agree-all-hint"
          checked={agreed === of}
          className={BOX}
          onChange={(event) => choose(event.target.checked)}
          ref={input}
          type="checkbox"
        />
        {t("all")}
      </label>
      <p className="mt-1 pl-8 text-[0.8125rem] text-soft" id="agree-all-hint">
        {t("allHint")}
      </p>
    </div>
  );
}

type EntryProps = {
  document: AgreementDocument;
  agreed: boolean;
  error: string | undefined;
  toggle: () => void;
};

function Entry({ document, agreed, error, toggle }: EntryProps) {
  const { code, required, title, body } = document;
  const t = useTranslations("signUp");
  const [open, setOpen] = useState(false);
  const id = fieldId(code);
  return (
    <li className="px-4">
      <div className="flex items-center justify-between gap-3">
        <label className="flex min-h-11 flex-1 items-center gap-3 py-1.5 text-[0.9375rem] leading-snug">
          <input
            aria-describedby={error ? `${id}-error` : undefined}
            aria-invalid={error ? true : undefined}
            checked={agreed}
            className={BOX}
            id={id}
            name={code}
            onChange={toggle}
            required={required}
            type="checkbox"
          />
          <span className="text-pretty">
            <span className={required ? "font-semibold text-accent" : "text-soft"}>
              [{required ? t("required") : t("optional")}]
            </span>{" "}
            {title}
          </span>
        </label>
        {body && (
          <button
            aria-controls={`${id}-text`}
            aria-expanded={open}
            aria-label={`${title} ${t("read")}`}
            className="-mr-2 grid min-h-11 min-w-11 shrink-0 place-items-center text-soft hover:text-ink"
            onClick={() => setOpen(!open)}
            type="button"
          >
            <Icon className={clsx("transition-transform", open && "rotate-180")} name="down" size={18} />
          </button>
        )}
      </div>
      {error && (
        <p className="pb-2 pl-8 text-sm font-medium text-accent-deep" id={`${id}-error`}>
          {error}
        </p>
      )}
      <FullText document={document} id={`${id}-text`} open={open} />
    </li>
  );
}

type FullTextProps = { document: AgreementDocument; id: string; open: boolean };

function FullText({ document: { code, title, body, version, effectiveAt }, id, open }: FullTextProps) {
  const t = useTranslations("signUp");
  const locale = useLocale();
  return (
    <div className="pb-3" hidden={!open} id={id}>
      <section
        aria-label={title}
        className={clsx(
          "max-h-52 overflow-y-auto rounded-md bg-sand p-4 text-sm leading-relaxed whitespace-pre-line",
        )}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        tabIndex={0}
      >
        {body}
      </section>
      <p className="flex flex-wrap items-center justify-between gap-x-4 text-[0.8125rem] text-soft">
        {t("version", { version, at: formatDay(effectiveAt, locale) })}
        <ShopLink
          className="inline-flex min-h-11 items-center text-link md:min-h-8"
          href={policyPath(code)}
          target="_blank"
        >
          {t("fullPage")}
        </ShopLink>
      </p>
    </div>
  );
}
