import clsx from "clsx";
import { useLocale, useTranslations } from "next-intl";
import type { Money } from "@/lib/api/types";
import { type PriceText, priceText } from "@/lib/money";

/** What a price is called where it is read aloud. */
export type PriceWords = { discount: string; now: string; before: string };

type Props = { price: Money; compareAt?: Money | undefined };

/** The price on a product's page, drawn by the server or in the browser. */
export function Price({ price, compareAt }: Props) {
  const t = useTranslations("price");
  const words = { discount: t("discount"), now: t("now"), before: t("before") };
  return <PriceLine {...priceText(price, compareAt, useLocale())} size="page" words={words} />;
}

type LineProps = PriceText & { words: PriceWords; size?: "card" | "page" };

/** A price, with the discount and the former price. Screen readers hear which number is which. */
export function PriceLine({ now, before, percent, words, size = "card" }: LineProps) {
  return (
    <p className={clsx("price", size === "page" && "price-page")}>
      {percent !== undefined && (
        <b className="text-accent">
          <span className="sr-only">{words.discount} </span>
          {percent}%
        </b>
      )}
      <b>
        {percent !== undefined && <span className="sr-only">{words.now} </span>}
        {now}
      </b>
      {before !== undefined && (
        <s>
          <span className="sr-only">{words.before} </span>
          {before}
        </s>
      )}
    </p>
  );
}
