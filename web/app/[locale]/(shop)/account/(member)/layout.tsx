import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AccountNav } from "@/components/account/account-nav";
import { accountPath, menu } from "@/lib/account/menu";
import { localePath } from "@/lib/paths";
import { requireMember } from "@/lib/session/member";

/** For members only: other visitors are sent to the sign-in page, which leads back here. */
export default async function AccountLayout({ children }: { children: ReactNode }) {
  const [t, locale] = await Promise.all([getTranslations("account"), getLocale(), requireMember()]);
  const groups = menu.map(({ group, pages }) => ({
    name: t(`groups.${group}`),
    pages: pages.map((page) => ({ name: t(`pages.${page}`), href: localePath(locale, accountPath(page)) })),
  }));
  return (
    <div className="shell gap-14 pt-6 md:pt-12 lg:grid lg:grid-cols-[13rem_1fr]">
      <div className="hidden lg:block">
        <AccountNav
          groups={groups}
          label={t("title")}
          overview={{ name: t("title"), href: localePath(locale, "/account") }}
        />
      </div>
      <div className="min-w-0">{children}</div>
    </div>
  );
}
