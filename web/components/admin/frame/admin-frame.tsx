import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { CommandPalette } from "@/components/admin/palette/command-palette";
import { SignOut } from "@/components/auth/sign-out";
import { ClientWords } from "@/components/client-words";
import { LanguageSwitch } from "@/components/layout/language-switch";
import { SkipLink } from "@/components/layout/skip-link";
import { Wordmark } from "@/components/layout/wordmark";
import { menuOf } from "@/lib/admin/rooms";
import type { Member } from "@/lib/api/types";
import { localePath } from "@/lib/paths";
import { AdminNav } from "./admin-nav";

type Props = { member: Pick<Member, "name" | "permissions">; children: ReactNode };

/** What surrounds every page of the back office: its rooms, and the way out. */
export async function AdminFrame({ member: { name, permissions }, children }: Props) {
  const [t, auth, locale] = await Promise.all([
    getTranslations("adminFrame"),
    getTranslations("auth"),
    getLocale(),
  ]);
  const groups = [...menuOf(permissions)].map(([group, rooms]) => ({
    ...{ group, title: t(`groups.${group}`) },
    rooms: rooms.map(({ name, path }) => ({ name: t(`rooms.${name}`), href: localePath(locale, path) })),
  }));
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="border-b border-line bg-white">
        <div className="flex items-center gap-x-3 px-4 py-1.5 md:px-6">
          <Wordmark />
          <span className="hidden rounded-md bg-sand px-2 py-0.5 text-[0.8125rem] font-semibold sm:inline">
            {t("title")}
          </span>
          <div className="ml-auto flex items-center gap-x-1 whitespace-nowrap md:gap-x-3">
            <ClientWords of={["palette", "adminFrame"]}>
              <CommandPalette permissions={permissions} />
            </ClientWords>
            <span className="hidden truncate text-sm text-soft md:inline">{auth("greeting", { name })}</span>
            <LanguageSwitch />
            <SignOut
              className="inline-flex min-h-11 items-center px-2 text-sm font-medium text-soft hover:text-ink"
              failed={auth("signOutFailed")}
              home={localePath(locale, "/")}
              label={auth("signOut")}
            />
          </div>
        </div>
      </header>
      <div className="flex flex-1 flex-col lg:flex-row">
        <AdminNav groups={groups} home={localePath(locale, "/admin")} label={t("title")} />
        <main className="min-w-0 flex-1 px-4 pb-16 md:px-8" id="content" tabIndex={-1}>
          {children}
        </main>
      </div>
    </div>
  );
}
