import { useTranslations } from "next-intl";
import { useId } from "react";
import { ShopLink } from "@/components/ui/shop-link";

type Props = {
  title: string;
  items: readonly { kind: string; changed: readonly string[] }[];
  nameOf: (kind: string) => string;
  addressOf: (kind: string) => string;
  /** The one that is open. */
  chosen: string | undefined;
};

/** The kinds of mails or messages, with a mark at those that staff changed. */
export function KindList({ title, items, nameOf, addressOf, chosen }: Props) {
  const t = useTranslations("adminMails");
  const id = useId();
  return (
    <nav aria-labelledby={id} className="rounded-lg border border-line bg-white p-3">
      <h2 className="px-3 py-2 font-bold" id={id}>
        {title}
      </h2>
      {/* Beside the editor all are seen; above it, some of them at a time. */}
      <ul className="max-lg:max-h-52 max-lg:overflow-y-auto">
        {items.map(({ kind, changed }) => (
          <li key={kind}>
            <ShopLink
              aria-current={kind === chosen ? "true" : undefined}
              className="flex min-h-11 items-center rounded-md px-3 hover:bg-sand aria-current:bg-sand"
              href={addressOf(kind)}
            >
              {nameOf(kind)}
              {changed.length > 0 && <span className="ml-auto text-sm text-soft">{t("changed")}</span>}
            </ShopLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
