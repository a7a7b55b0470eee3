"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { Notice, Refusal } from "@/components/form/notice";
import { useChange } from "@/components/form/use-change";
import { useApi } from "@/lib/api/browser";
import { parcelDelivered, prepareOrder } from "@/lib/api/staff-orders";
import type { StaffOrder } from "@/lib/api/types";
import { piecesLeft } from "@/lib/checkout/cancel-choice";
import { formatDateTime } from "@/lib/dates";
import { CancelForm } from "./cancel-form";
import { HoldForm, ReleaseButton } from "./hold-form";
import { ShipForm } from "./ship-form";

type Props = { order: StaffOrder; may: { fulfil: boolean; refund: boolean } };

const cancelable: readonly StaffOrder["status"][] = ["paid", "preparing", "on_hold"];

/** The next step of an order, and its parcels. */
export function OrderWork({ order, may }: Props) {
  const t = useTranslations("adminOrders");
  return (
    <>
      {may.fulfil && order.status === "paid" && <Prepare orderId={order.id} />}
      {may.fulfil && order.status === "preparing" && <ShipForm key={order.shipments.length} order={order} />}
      {may.fulfil && order.status === "on_hold" && <ReleaseButton orderId={order.id} />}
      {may.fulfil && ["paid", "preparing"].includes(order.status) && <HoldForm orderId={order.id} />}
      {may.refund &&
        cancelable.includes(order.status) &&
        order.items.some((item) => piecesLeft(item) > 0) && <CancelForm order={order} />}
      {order.shipments.length > 0 && (
        <section aria-labelledby="parcels" className="rounded-lg border border-line bg-white p-5">
          <h2 className="text-lg font-bold" id="parcels">
            {t("parcels")}
          </h2>
          <ul className="mt-2 divide-y divide-line">
            {order.shipments.map((parcel) => (
              <Parcel items={order.items} key={parcel.id} may={may.fulfil} parcel={parcel} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Prepare({ orderId }: { orderId: string }) {
  const t = useTranslations("adminOrders");
  const api = useApi();
  const router = useRouter();
  const state = useChange({ codes: { WRONG_ORDER_STATUS: t("changed") } });
  return (
    <section className="rounded-lg border border-line bg-white p-5">
      <p className="text-[0.9375rem] text-soft">{t("prepareText")}</p>
      <button
        aria-disabled={state.busy}
        className="button button-ink mt-3"
        onClick={() =>
          void state.change({
            call: () => prepareOrder(api, orderId),
            done: t("prepared"),
            after: () => router.refresh(),
          })
        }
        type="button"
      >
        {t("prepare")}
      </button>
      <Notice text={state.notice} />
      <Refusal text={state.errors.failure} />
    </section>
  );
}

type ParcelProps = Pick<StaffOrder, "items"> & { parcel: StaffOrder["shipments"][number]; may: boolean };

function Parcel({ parcel, items, may }: ParcelProps) {
  const { id, carrier, trackingNumber, trackingUrl, lines, deliveredAt } = parcel;
  const t = useTranslations("adminOrders");
  const locale = useLocale();
  const api = useApi();
  const router = useRouter();
  const state = useChange();
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2.5 text-[0.9375rem]">
      <span className="tabular-nums">
        {carrier}{" "}
        {trackingUrl ? (
          <a className="text-link" href={trackingUrl} rel="noopener noreferrer" target="_blank">
            {trackingNumber}
          </a>
        ) : (
          trackingNumber
        )}
        <span className="block text-sm text-soft">
          {lines
            .flatMap(({ lineId, quantity }) => {
              const sku = items.find((item) => item.id === lineId)?.sku;
              return sku ? `${sku} × ${quantity}` : [];
            })
            .join(", ")}
        </span>
      </span>
      {deliveredAt && (
        <span className="text-soft">{t("deliveredAt", { at: formatDateTime(deliveredAt, locale) })}</span>
      )}
      {!deliveredAt && may && (
        <button
          aria-disabled={state.busy}
          className="button button-line"
          onClick={() =>
            void state.change({ call: () => parcelDelivered(api, id), after: () => router.refresh() })
          }
          type="button"
        >
          {t("delivered")}
        </button>
      )}
      {state.errors.failure && <Refusal text={state.errors.failure} />}
    </li>
  );
}
