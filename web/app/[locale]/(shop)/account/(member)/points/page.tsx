import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountPage, Card } from "@/components/account/account-page";
import { PointBalance } from "@/components/account/point-balance";
import { PointList } from "@/components/account/point-list";
import { ListPages } from "@/components/admin/frame/list-pages";
import { accountMetadata } from "@/lib/account/page-title";
import { oneOf, type PageQuery } from "@/lib/admin/list-address";
import { readOwnPoints } from "@/lib/api/points";
import { unwrap } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { requireMember } from "@/lib/session/member";

const PATH = "/account/points";
const ROWS = 20;

export const generateMetadata = (): Promise<Metadata> => accountMetadata("points");

export default async function PointsPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  await requireMember();
  const [t, words, query, api] = await Promise.all([
    getTranslations("account"),
    getTranslations("points"),
    searchParams,
    visitorApi(),
  ]);
  const cursor = oneOf(query, "cursor");
  const points = unwrap(await readOwnPoints(api, { limit: ROWS, ...(cursor && { cursor }) }));
  return (
    <AccountPage intro={words("text")} title={t("pages.points")}>
      <Card>
        <PointBalance points={points} />
      </Card>
      <Card>
        {points.items.length === 0 ? (
          <p className="text-soft">{words("none")}</p>
        ) : (
          <PointList entries={points.items} orders />
        )}
      </Card>
      <ListPages cursor={cursor} nextCursor={points.nextCursor} path={PATH} search={{}} />
    </AccountPage>
  );
}
