import { useLocale, useTranslations } from "next-intl";
import type { FullOrder } from "@/lib/api/types";
import { formatDateTime } from "@/lib/dates";

type Shipment = FullOrder["shipments"][number];

/** The parcels of an order, with the way to the carrier's own page. Of several each names its goods. */
export function Parcels({ shipments, items }: Pick<FullOrder, "shipments" | "items">) {
  const t = useTranslations("order");
  const locale = useLocale();
  if (shipments.length === 0) return null;
  const isPart = ({ lines }: Shipment) => shipments.length > 1 || lines.length < items.length;
  const goodsOf = ({ lines }: Shipment): string | null => {
    const names = lines.flatMap(({ lineId }) => items.find(({ id }) => id === lineId)?.name ?? []);
    const [name] = names;
    if (name === undefined) return null;
    return names.length === 1 ? name : t("parcelGoods", { name, more: names.length - 1 });
  };
  return (
    <section aria-labelledby="parcels">
      <h2 className="text-xl font-bold" id="parcels">
        {t("parcels")}
      </h2>
      <ul className="mt-4 space-y-3">
        {shipments.map((shipment) => (
          <li className="rounded-lg border border-line bg-white p-4 text-[0.9375rem]" key={shipment.id}>
            <p className="font-semibold tabular-nums">
              {t("parcel", { carrier: shipment.carrier, number: shipment.trackingNumber })}
            </p>
            {isPart(shipment) && <p className="mt-1 line-clamp-2">{goodsOf(shipment)}</p>}
            <p className="mt-1 text-soft">
              {shipment.deliveredAt
                ? t("arrived", { at: formatDateTime(shipment.deliveredAt, locale) })
                : t("onWay")}
            </p>
            {shipment.trackingUrl && (
              <a
                className="mt-1 inline-flex min-h-11 items-center text-link"
                href={shipment.trackingUrl}
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
