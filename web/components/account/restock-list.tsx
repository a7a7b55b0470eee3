"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useApi } from "@/lib/api/browser";
import { withdrawNotice } from "@/lib/api/restock";
import type { RestockNotice } from "@/lib/api/types";
import { formatDay } from "@/lib/dates";
import { ErrorSummary } from "../form/error-summary";
import { useChange } from "../form/use-change";
import { Picture } from "../ui/picture";
import { ShopLink } from "../ui/shop-link";

/** What the member waits for. */
export function RestockList({ notices }: { notices: RestockNotice[] }) {
  return (
    <ul className="divide-y divide-line">
      {notices.map((notice) => (
        <li className="py-4 first:pt-0 last:pb-0" key={notice.id}>
          <AwaitedVariant notice={notice} />
        </li>
      ))}
    </ul>
  );
}

function AwaitedVariant({ notice: { id, variant, askedAt } }: { notice: RestockNotice }) {
  const t = useTranslations("restock");
  const locale = useLocale();
  const api = useApi();
  const router = useRouter();
  const { busy, errors, change } = useChange();
  const name = variant?.name ?? t("gone");
  const withdraw = () => change({ call: () => withdrawNotice(api, id), after: () => router.refresh() });
  return (
    <article aria-label={name} className="flex flex-wrap items-center gap-4">
      {variant?.image && (
        <Picture className="size-16 rounded-sm" decorative image={variant.image} sizes="4rem" />
      )}
      <div className="min-w-0 flex-1">
        {variant ? (
          <ShopLink className="font-semibold text-link" href={`/p/${variant.productSlug}`}>
            {name}
          </ShopLink>
        ) : (
          <p className="font-semibold">{name}</p>
        )}
        {variant && variant.options.length > 0 && (
          <p className="text-[0.9375rem] text-soft">
            {variant.options.map(({ label, value }) => `${label}: ${value}`).join(", ")}
          </p>
        )}
        <p className="text-sm text-soft">
          <time dateTime={askedAt}>{t("askedOn", { day: formatDay(askedAt, locale) })}</time>
        </p>
      </div>
      <button
        aria-disabled={busy}
        aria-label={t("withdrawOf", { name })}
        className="inline-flex min-h-11 items-center px-2 text-[0.9375rem] text-link"
        onClick={() => void withdraw()}
        type="button"
      >
        {t("withdraw")}
      </button>
      <ErrorSummary errors={errors} labels={{}} />
    </article>
  );
}
