import { getTranslations } from "next-intl/server";
import { shopDetails } from "@/lib/api/shop";
import { ShopLink } from "../ui/shop-link";

const LEAF =
  "M16 9.8c-3 2.2-6.2 2.2-8.6.4 2.3-1.2 4-2.8 5-4.8 1 .6 2.2.9 3.6.9s2.6-.3 3.6-.9" +
  "c1 2 2.7 3.6 5 4.8-2.4 1.8-5.6 1.8-8.6-.4Z";

export async function Wordmark() {
  const [t, { name }] = await Promise.all([getTranslations("header"), shopDetails()]);
  return (
    <ShopLink
      aria-label={t("home", { name })}
      className="inline-flex min-h-11 shrink-0 items-center gap-1.5 xs:gap-2"
      href="/"
    >
      <svg aria-hidden="true" height="26" viewBox="0 0 32 32" width="26">
        <path
          d="M16 8.5c8.5-2 13.2 3 12.6 9.8C28 25 22.8 29.5 16 29.5S4 25 3.4 18.3C2.8 11.5 7.5 6.5 16 8.5Z"
          fill="#bd3d16"
        />
        <path d={LEAF} fill="#3c6748" />
        <path d="M16 7V3" stroke="#3c6748" strokeLinecap="round" strokeWidth="2" />
      </svg>
      <span className="text-xl xs:text-[1.375rem] font-extrabold tracking-[-0.04em]">{name}</span>
    </ShopLink>
  );
}
