import { useLocale, useTranslations } from "next-intl";
import type { FullOrder } from "@/lib/api/types";
import { formatDateTime } from "@/lib/dates";

/** The parcels of an order, with the way to the carrier's own page. */
export function Parcels({ shipments }: { shipments: FullOrder["shipments"] }) {
  const t = useTranslations("order");
  const locale = useLocale();
  if (shipments.length === 0) return null;
  return (
    <section aria-labelledby="parcels">
      <h2 className="text-xl font-bold" id="parcels">
        {t("parcels")}
      </h2>
      <ul className="mt-4 space-y-3">
        {shipments.map(({ id, carrier, trackingNumber, trackingUrl, deliveredAt }) => (
          <li className="rounded-lg border border-line bg-white p-4 text-[0.9375rem]" key={id}>
            <p className="font-semibold tabular-nums">{t("parcel", { carrier, number: trackingNumber })}</p>
            <p className="mt-1 text-soft">
              {deliveredAt ? t("arrived", { at: formatDateTime(deliveredAt, locale) }) : t("onWay")}
            </p>
            {trackingUrl && (
              <a
                className="mt-1 inline-flex min-h-11 items-center text-link"
                href={trackingUrl}
                rel="noopener noreferrer"
                target="_blank"
              >
                {t("track")}
              </a>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
