import { getTranslations } from "next-intl/server";
import { shopDetails } from "@/lib/api/shop";
import { missingDetails } from "@/lib/seller";

/** For staff: what the law asks for and the shop does not say yet. */
export async function MissingDetails() {
  const [t, labels, { seller }] = await Promise.all([
    getTranslations("soon"),
    getTranslations("footer"),
    shopDetails(),
  ]);
  const missing = missingDetails(seller);
  return (
    <p className="mt-2 text-[0.9375rem] font-medium">
      {missing.length > 0
        ? t("missing", { fields: missing.map((name) => labels(name)).join(", ") })
        : t("complete")}
    </p>
  );
}
