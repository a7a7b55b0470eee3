import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { DeliveryCard, MoneyCard } from "@/components/admin/orders/order-cards";
import { OrderNoteForm } from "@/components/admin/orders/order-note-form";
import { OrderTimeline } from "@/components/admin/orders/order-timeline";
import { OrderWork } from "@/components/admin/orders/order-work";
import { StaffLines } from "@/components/admin/orders/staff-lines";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { holds } from "@/lib/admin/tasks";
import { unwrapOrNull } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { readStaffOrder } from "@/lib/api/staff-orders";
import { missingMetadata } from "@/lib/page-metadata";
import { getMember } from "@/lib/session/member";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "order:read")) return missingMetadata();
  const t = await getTranslations("adminOrders");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** One order: its lines, parcels, money and timeline, and what staff may do with it now. */
export default async function StaffOrderPage({ params }: Props) {
  const member = await getMember();
  if (!holds(member, "order:read")) return <Missing />;
  const [t, orderWords, { id }, api] = await Promise.all([
    getTranslations("adminOrders"),
    getTranslations("order"),
    params,
    visitorApi(),
  ]);
  const order = unwrapOrNull(await readStaffOrder(api, id));
  if (!order) return <Missing />;
  const may = { fulfil: holds(member, "order:fulfil"), refund: holds(member, "order:refund") };
  return (
    <AdminPage
      intro={orderWords(`statuses.${order.status}`)}
      title={order.number}
      up={{ name: t("title"), path: "/admin/orders" }}
    >
      <ClientWords of={["form", "auth", "adminOrders", "order", "banks"]}>
        <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_20rem]">
          <div className="min-w-0 space-y-6">
            <StaffLines order={order} />
            <OrderWork key={order.status} may={may} order={order} />
            <OrderTimeline order={order} />
            {may.fulfil && order.status !== "pending_payment" && (
              <div className="rounded-lg border border-line bg-white p-5">
                <OrderNoteForm key={order.timeline.length} orderId={order.id} />
              </div>
            )}
          </div>
          <div className="space-y-6">
            <MoneyCard may={may.refund} order={order} />
            <DeliveryCard order={order} />
          </div>
        </div>
      </ClientWords>
    </AdminPage>
  );
}
