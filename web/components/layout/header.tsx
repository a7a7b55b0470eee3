import { getLocale, getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { categories } from "@/lib/api/server";
import { showRememberedCount } from "@/lib/cart/count";
import { countItems } from "@/lib/cart/server";
import { pageNonce } from "@/lib/page-nonce";
import { localePath } from "@/lib/paths";
import { watchRows } from "@/lib/recommendations/watch-rows";
import { accessToken } from "@/lib/session/access";
import { Icon } from "../ui/icon";
import { AccountMenu } from "./account-menu";
import { CartLink } from "./cart-link";
import { CategoryNav } from "./category-nav";
import { LanguageSwitch } from "./language-switch";
import { SearchForm } from "./search-form";
import { Wordmark } from "./wordmark";

/** The first row stays visible; the categories scroll away. */
export async function Header() {
  const [t, locale, listed, token, nonce] = await Promise.all([
    getTranslations("header"),
    getLocale(),
    categories(),
    accessToken(),
    pageNonce(),
  ]);
  const cartHref = localePath(locale, "/cart");
  const search = {
    action: localePath(locale, "/products"),
    label: t("search"),
    placeholder: t("searchHint"),
    submit: t("searchSubmit"),
    suggestions: {
      recent: t("recentSearches"),
      clear: t("forgetSearches"),
      label: t("suggestions"),
      category: t("suggestedCategory"),
      count: t("suggestionCount"),
    },
  };
  return (
    <header className="contents">
      <div className="top-0 z-30 bg-paper/95 backdrop-blur-sm tall:sticky">
        <div className="shell flex items-center gap-x-1 py-1.5 xs:gap-x-2 md:gap-x-10 md:py-3.5">
          <Wordmark />
          <div className="hidden max-w-md flex-1 md:block">
            <SearchForm {...search} />
          </div>
          <div className="-mr-3 ml-auto flex items-center xs:-mr-2 xs:gap-0.5">
            <button
              aria-label={t("search")}
              className="grid min-h-11 min-w-11 place-items-center md:hidden"
              popoverTarget="search-sheet"
              type="button"
            >
              <Icon name="search" size={24} />
            </button>
            <LanguageSwitch />
            <AccountMenu />
            {/* A script of the page's own; a kept page names it by its hash. */}
            <script nonce={nonce}>{showRememberedCount + watchRows}</script>
            <Suspense fallback={<CartIcon href={cartHref} label={t("cart")} />}>
              <CartLink
                countLabel={t("cartCount")}
                counted={token ? countItems() : null}
                href={cartHref}
                label={t("cart")}
              />
            </Suspense>
          </div>
        </div>
      </div>
      <div
        className="m-0 w-full max-w-none border-b border-line bg-paper px-5 py-4 backdrop:bg-ink/40 md:hidden"
        id="search-sheet"
        popover="auto"
      >
        <SearchForm {...search} focused />
      </div>
      {listed.ok && (
        <CategoryNav
          all={t("all")}
          categories={listed.data.items.map(({ id, slug, name }) => ({ id, slug, name }))}
          label={t("categories")}
        />
      )}
    </header>
  );
}

function CartIcon({ href, label }: { href: string; label: string }) {
  return (
    <a aria-label={label} className="grid min-h-11 min-w-11 place-items-center" href={href}>
      <Icon name="bag" size={25} />
    </a>
  );
}
