import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PointBalance } from "@/components/account/point-balance";
import { PointList } from "@/components/account/point-list";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { ListPages } from "@/components/admin/frame/list-pages";
import { GrantPoints } from "@/components/admin/members/grant-points";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { ShopLink } from "@/components/ui/shop-link";
import { oneOf, type PageQuery } from "@/lib/admin/list-address";
import { holds } from "@/lib/admin/tasks";
import { readMember, readPointsOf } from "@/lib/api/points";
import { unwrap, unwrapOrNull } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { missingMetadata } from "@/lib/page-metadata";
import { getMember } from "@/lib/session/member";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<PageQuery> };

const ROWS = 20;

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "member:read")) return missingMetadata();
  const t = await getTranslations("adminMembers");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** One member, masked, and the member's points. */
export default async function StaffMemberPage({ params, searchParams }: Props) {
  const staff = await getMember();
  if (!holds(staff, "member:read")) return <Missing />;
  const [t, { id }, query, api] = await Promise.all([
    getTranslations("adminMembers"),
    params,
    searchParams,
    visitorApi(),
  ]);
  const member = unwrapOrNull(await readMember(api, id));
  if (!member) return <Missing />;
  const cursor = oneOf(query, "cursor");
  const points = unwrap(await readPointsOf(api, id, { limit: ROWS, ...(cursor && { cursor }) }));
  return (
    <AdminPage
      actions={
        holds(staff, "order:create") && (
          <ShopLink className="button button-line" href={`/admin/orders/new?member=${id}`}>
            {t("newOrder")}
          </ShopLink>
        )
      }
      intro={`${member.name} · ${t(`statuses.${member.status}`)}`}
      title={member.email}
      up={{ name: t("title"), path: "/admin/members" }}
    >
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <section aria-labelledby="points" className="rounded-lg border border-line bg-white p-5">
          <h2 className="mb-4 text-lg font-bold" id="points">
            {t("points")}
          </h2>
          <PointBalance points={points} />
          <div className="mt-5 border-t border-line pt-5">
            {points.items.length === 0 ? (
              <p className="text-soft">{t("noPoints")}</p>
            ) : (
              <PointList entries={points.items} orders={false} />
            )}
          </div>
          <ListPages
            cursor={cursor}
            nextCursor={points.nextCursor}
            path={`/admin/members/${id}`}
            search={{}}
          />
        </section>
        {holds(staff, "points:grant") && (
          <section aria-labelledby="grant-points" className="rounded-lg border border-line bg-white p-5">
            <h2 className="mb-4 text-lg font-bold" id="grant-points">
              {t("grantTitle")}
            </h2>
            <ClientWords of={["form", "adminMembers"]}>
              <GrantPoints memberId={id} />
            </ClientWords>
          </section>
        )}
      </div>
    </AdminPage>
  );
}
