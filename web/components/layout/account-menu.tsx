import { getLocale, getTranslations } from "next-intl/server";
import { isStaff } from "@/lib/admin/tasks";
import { localePath } from "@/lib/paths";
import { getVisitor } from "@/lib/session/member";
import { RenewSession } from "../auth/renew-session";
import { SignInLink } from "../auth/sign-in-link";
import { SignOut } from "../auth/sign-out";
import { Icon } from "../ui/icon";
import { ShopLink } from "../ui/shop-link";
import { MenuPanel } from "./menu-panel";

const ROUND = "grid min-h-11 min-w-11 place-items-center";
const WORD = "hidden min-h-11 items-center px-2 text-sm font-medium text-soft hover:text-ink md:inline-flex";
const ENTRY = "flex min-h-11 w-full items-center rounded-md px-4 text-[0.9375rem] hover:bg-sand";

/**
 * The member's menu, or the links to sign in and up. The server draws it with the page, so that it does not
 * change later.
 */
export async function AccountMenu() {
  const [t, visitor] = await Promise.all([getTranslations("auth"), getVisitor()]);
  if (visitor.state === "member")
    return <MemberMenu name={visitor.member.name} staff={isStaff(visitor.member)} />;
  return (
    <>
      {visitor.state === "stale" && <RenewSession />}
      <SignInLink className={`${ROUND} md:hidden`} label={t("signIn")} to="/sign-in">
        <Icon name="person" size={24} />
      </SignInLink>
      <SignInLink className={WORD} to="/sign-in">
        {t("signIn")}
      </SignInLink>
      <SignInLink className={WORD} to="/sign-up">
        {t("signUp")}
      </SignInLink>
    </>
  );
}

/** A native popover: it closes by Escape and by a click elsewhere, and works before any script is loaded. */
async function MemberMenu({ name, staff }: { name: string; staff: boolean }) {
  const [t, locale] = await Promise.all([getTranslations("auth"), getLocale()]);
  return (
    <>
      <button
        aria-label={t("menu", { name })}
        className={`${ROUND} md:inline-flex md:max-w-40 md:gap-1 md:px-2 md:text-sm md:font-medium`}
        popoverTarget="account-menu"
        type="button"
      >
        <Icon className="shrink-0 md:hidden" name="person" size={24} />
        <span className="hidden truncate md:inline">{t("greeting", { name })}</span>
        <Icon className="hidden shrink-0 md:inline" name="down" size={16} />
      </button>
      <MenuPanel id="account-menu">
        <p className="truncate px-4 pt-2 pb-1.5 text-sm text-soft md:hidden">{t("greeting", { name })}</p>
        {staff && (
          <ShopLink className={`${ENTRY} font-semibold`} href="/admin">
            {t("admin")}
          </ShopLink>
        )}
        <ShopLink className={ENTRY} href="/account">
          {t("account")}
        </ShopLink>
        <ShopLink className={ENTRY} href="/account/orders">
          {t("orders")}
        </ShopLink>
        <SignOut
          className={`${ENTRY} text-soft`}
          failed={t("signOutFailed")}
          home={localePath(locale, "/")}
          label={t("signOut")}
        />
      </MenuPanel>
    </>
  );
}
