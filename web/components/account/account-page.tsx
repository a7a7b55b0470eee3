import clsx from "clsx";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Icon } from "../ui/icon";
import { ShopLink } from "../ui/shop-link";

type Props = {
  title: string;
  intro?: ReactNode;
  /** The link to the parent page, on phones; the overview by default. */
  up?: { name: string; path: string };
  children: ReactNode;
};

/** A page of the account: its title, and on phones the link back to the menu. */
export function AccountPage({ title, intro, up, children }: Props) {
  const t = useTranslations("account");
  const { name, path } = up ?? { name: t("title"), path: "/account" };
  return (
    <div className="max-w-3xl">
      <ShopLink
        className={clsx(
          "-ml-1.5 mb-1 inline-flex min-h-11 items-center gap-0.5 pr-3 text-[0.9375rem] text-soft",
          "hover:text-ink lg:hidden",
        )}
        href={path}
      >
        <Icon name="left" size={18} />
        {name}
      </ShopLink>
      <h1 className="text-[1.75rem] font-bold md:text-4xl">{title}</h1>
      {intro && <p className="mt-3 text-balance text-soft">{intro}</p>}
      <div className="mt-8 space-y-8">{children}</div>
    </div>
  );
}

type PanelProps = { id: string; title: string; text?: string; children: ReactNode };

export function Card({ children }: { children: ReactNode }) {
  return <div className="rounded-lg border border-line bg-white p-5 md:p-7">{children}</div>;
}

/** One subject of a page that has several. */
export function Panel({ id, title, text, children }: PanelProps) {
  return (
    <section aria-labelledby={id} className="rounded-lg border border-line bg-white p-5 md:p-7">
      <h2 className="text-lg font-bold" id={id}>
        {title}
      </h2>
      {text && <p className="mt-1.5 text-[0.9375rem] text-soft">{text}</p>}
      <div className="mt-5">{children}</div>
    </section>
  );
}
