import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { sharedRender } from "@/lib/shared-render";
import { ShopLink } from "./shop-link";

type Props = {
  /** What was asked for, if that is known. */
  of?: "category" | "brand" | "endedProduct";
  /** The first place to go on: without one, the home page. */
  next?: { label: string; href: string } | undefined;
  /** Below: what is there instead. */
  children?: ReactNode;
};

/**
 * In place of a page that has nothing to show. Its status is 404, which a page cannot send: the proxy does,
 * and for a page that all guests share the server's page cache, which knows it by the word of its request.
 */
export async function Missing({ of, next, children }: Props) {
  const [word, t] = await Promise.all([sharedRender(), getTranslations("notFound")]);
  const first = next ?? { label: t("home"), href: "/" };
  return (
    <>
      {word && <meta content={word} name="missing" />}
      <div className="mx-auto flex max-w-md flex-col items-center px-5 py-24 text-center md:py-32">
        {of !== "endedProduct" && (
          <p aria-hidden="true" className="mb-5 text-7xl font-extrabold tracking-tighter text-edge">
            404
          </p>
        )}
        <h1 className="text-2xl font-bold">{t(of ? `${of}.title` : "title")}</h1>
        <p className="mt-3 text-balance text-soft">{t(of ? `${of}.text` : "text")}</p>
        <div className="mt-8 flex flex-wrap justify-center gap-3">
          <ShopLink className="button button-ink" href={first.href}>
            {first.label}
          </ShopLink>
          <ShopLink className="button button-line" href="/products">
            {t("products")}
          </ShopLink>
        </div>
      </div>
      {children}
    </>
  );
}
