import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { PointBalance } from "@/components/account/point-balance";
import { PointList } from "@/components/account/point-list";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { ListPages } from "@/components/admin/frame/list-pages";
import { RoomCard } from "@/components/admin/frame/room-card";
import { CustomerFacts } from "@/components/admin/members/customer-facts";
import { GrantPoints } from "@/components/admin/members/grant-points";
import { MemberCoupons } from "@/components/admin/members/member-coupons";
import { MemberNotes } from "@/components/admin/members/member-notes";
import { MemberOrders } from "@/components/admin/members/member-orders";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { ShopLink } from "@/components/ui/shop-link";
import { oneOf, type PageQuery } from "@/lib/admin/list-address";
import { holds } from "@/lib/admin/tasks";
import { listCoupons } from "@/lib/api/coupons";
import { listCouponsOf, listNotesOf, listOrdersOf } from "@/lib/api/customers";
import { readMember, readPointsOf } from "@/lib/api/points";
import { unwrap, unwrapOrNull } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { missingMetadata } from "@/lib/page-metadata";
import { getMember } from "@/lib/session/member";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<PageQuery> };

const ROWS = 20;
/** The newest of each: staff read older notes and coupons rarely. */
const NEWEST = 50;

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "member:read")) return missingMetadata();
  const t = await getTranslations("adminMembers");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** One member, masked: what the member bought and has, and what staff wrote. */
export default async function StaffMemberPage({ params, searchParams }: Props) {
  const staff = await getMember();
  if (!holds(staff, "member:read")) return <Missing />;
  const [t, locale, { id }, query, api] = await Promise.all([
    getTranslations("adminMembers"),
    getLocale(),
    params,
    searchParams,
    visitorApi(),
  ]);
  const [cursor, ordersCursor] = [oneOf(query, "cursor"), oneOf(query, "orders")];
  const path = `/admin/members/${id}`;
  const newest = { limit: NEWEST };
  const [found, orders, points, held, notes, coupons] = await Promise.all([
    readMember(api, id),
    holds(staff, "order:read")
      ? listOrdersOf(api, id, { limit: ROWS, ...(ordersCursor && { cursor: ordersCursor }) })
      : null,
    readPointsOf(api, id, { limit: ROWS, ...(cursor && { cursor }) }),
    holds(staff, "coupon:read") ? listCouponsOf(api, id, newest) : null,
    listNotesOf(api, id, newest),
    holds(staff, "coupon:write") ? listCoupons(api, newest) : null,
  ]);
  const member = unwrapOrNull(found);
  if (!member) return <Missing />;
  const [ordered, entries] = [orders && unwrap(orders), unwrap(points)];
  const toGive = coupons && unwrap(coupons).items.filter(({ status }) => status !== "ended");
  return (
    <AdminPage
      actions={
        <>
          {holds(staff, "recommendation:read") && (
            <ShopLink className="button button-line" href={`/admin/recommendations?visitor=${id}`}>
              {t("toRecommendations")}
            </ShopLink>
          )}
          {holds(staff, "order:create") && (
            <ShopLink className="button button-line" href={`/admin/orders/new?member=${id}`}>
              {t("newOrder")}
            </ShopLink>
          )}
        </>
      }
      intro={`${member.name} · ${t(`statuses.${member.status}`)}`}
      title={member.email}
      up={{ name: t("title"), path: "/admin/members" }}
    >
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="min-w-0 space-y-6">
          {ordered && (
            <RoomCard id="orders" title={t("orders")}>
              <MemberOrders orders={ordered.items} />
              <ListPages
                cursor={ordersCursor}
                nameOfCursor="orders"
                nextCursor={ordered.nextCursor}
                path={path}
                search={{}}
              />
            </RoomCard>
          )}
          <RoomCard id="points" title={t("points")}>
            <PointBalance points={entries} />
            <div className="mt-5 border-t border-line pt-5">
              {entries.items.length === 0 ? (
                <p className="text-soft">{t("noPoints")}</p>
              ) : (
                <PointList entries={entries.items} orders={false} />
              )}
            </div>
            <ListPages cursor={cursor} nextCursor={entries.nextCursor} path={path} search={{}} />
          </RoomCard>
          {held && (
            <RoomCard id="coupons" title={t("coupons")}>
              <MemberCoupons coupons={unwrap(held).items} memberId={id} toGive={toGive} />
            </RoomCard>
          )}
        </div>
        <div className="space-y-6">
          <RoomCard id="facts" title={t("facts")}>
            <CustomerFacts locale={locale} member={member} />
          </RoomCard>
          {holds(staff, "points:grant") && (
            <RoomCard id="grant-points" title={t("grantTitle")}>
              <ClientWords of={["form", "adminMembers"]}>
                <GrantPoints memberId={id} />
              </ClientWords>
            </RoomCard>
          )}
          <RoomCard id="notes" title={t("notes")}>
            <MemberNotes
              mayWrite={holds(staff, "member:read_pii")}
              memberId={id}
              notes={unwrap(notes).items}
            />
          </RoomCard>
        </div>
      </div>
    </AdminPage>
  );
}
