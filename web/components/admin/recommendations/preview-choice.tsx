import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ShopLink } from "@/components/ui/shop-link";
import type { RecentVisitor } from "@/lib/api/types";
import { localePath } from "@/lib/paths";
import { When } from "../frame/when";

type Props = {
  path: string;
  /** Whose list is shown; empty: a newcomer's. */
  visitor: string;
  /** What was typed; null: the reader may not look for members. */
  email: string | null;
  recent: readonly RecentVisitor[];
};

/** Whose list is shown: a member's, by e-mail, a newcomer's, or one of those who were active last. */
export function PreviewChoice({ path, visitor, email, recent }: Props) {
  const t = useTranslations("adminRecommendations");
  const locale = useLocale();
  return (
    <>
      <p className="mb-4 text-[0.9375rem] text-soft">{t("previewText")}</p>
      {email !== null && (
        <form
          action={localePath(locale, path)}
          className="mb-4 flex flex-wrap items-center gap-2"
          method="get"
        >
          <input
            aria-label={t("memberEmail")}
            autoComplete="off"
            className="field min-w-48 flex-1"
            defaultValue={email}
            maxLength={320}
            name="email"
            placeholder={t("memberEmail")}
            type="email"
          />
          <button className="button button-line" type="submit">
            {t("show")}
          </button>
        </form>
      )}
      <ul
        aria-label={t("recentVisitors")}
        className="grid grid-cols-[repeat(auto-fill,minmax(14rem,1fr))] gap-2"
      >
        <Choice chosen={visitor === "" && !email} href={path}>
          {t("newcomer")}
        </Choice>
        {recent.map(({ id, at, interactions }) => (
          <Choice chosen={id === visitor} href={`${path}?visitor=${id}`} key={id}>
            <When at={at} /> · {t("activeIn", { count: interactions })}
          </Choice>
        ))}
      </ul>
    </>
  );
}

type ChoiceProps = { chosen: boolean; href: string; children: ReactNode };

const Choice = ({ chosen, href, children }: ChoiceProps) => (
  <li>
    <ShopLink
      aria-current={chosen ? "true" : undefined}
      className="flex min-h-11 items-center gap-1 rounded-md border border-line px-3 text-[0.9375rem]
        hover:bg-sand aria-current:border-ink aria-current:bg-sand aria-current:font-semibold"
      href={href}
    >
      {children}
    </ShopLink>
  </li>
);
