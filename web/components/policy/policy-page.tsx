import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { AgreementDocument } from "@/lib/api/types";
import { formatDay } from "@/lib/dates";
import { ShopLink } from "../ui/shop-link";
import { PolicyText } from "./policy-text";

type Props = { title: string; document: AgreementDocument; children?: ReactNode };

/** A document that is open to all visitors, with its version and the day from which it applies. */
export async function PolicyPage({ title, document, children }: Props) {
  const [t, locale] = await Promise.all([getTranslations("policies"), getLocale()]);
  const { version, effectiveAt, body } = document;
  return (
    <article className="shell max-w-3xl pt-8 md:pt-12">
      <h1 className="text-[1.75rem] font-bold md:text-4xl">{title}</h1>
      <p className="mt-3 text-[0.9375rem] text-soft tabular-nums">
        {t("version", { version, at: formatDay(effectiveAt, locale) })}
      </p>
      <div className="mt-8 space-y-10">
        <PolicyText body={body} />
        {children}
      </div>
      <p className="mt-12 border-t border-line pt-6">
        <ShopLink className="inline-flex min-h-11 items-center text-[0.9375rem] text-link" href="/policies">
          {t("all")}
        </ShopLink>
      </p>
    </article>
  );
}
