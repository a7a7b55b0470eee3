import { useTranslations } from "next-intl";
import { sharedRender } from "@/lib/shared-render";
import { ShopLink } from "./shop-link";

/**
 * In place of a page that has nothing to show. Its status is 404, which a page cannot send: the proxy does,
 * and for a page that all guests share the server's page cache, which knows it by the word of its request.
 */
export async function Missing() {
  const word = await sharedRender();
  return (
    <>
      {word && <meta content={word} name="missing" />}
      <NotFound />
    </>
  );
}

function NotFound() {
  const t = useTranslations("notFound");
  return (
    <div className="mx-auto flex max-w-md flex-col items-center px-5 py-24 text-center md:py-32">
      <p aria-hidden="true" className="text-7xl font-extrabold tracking-tighter text-edge">
        404
      </p>
      <h1 className="mt-5 text-2xl font-bold">{t("title")}</h1>
      <p className="mt-3 text-soft">{t("text")}</p>
      <div className="mt-8 flex flex-wrap justify-center gap-3">
        <ShopLink className="button button-ink" href="/">
          {t("home")}
        </ShopLink>
        <ShopLink className="button button-line" href="/products">
          {t("products")}
        </ShopLink>
      </div>
    </div>
  );
}
