import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Panel } from "@/components/account/account-page";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { ListPages } from "@/components/admin/frame/list-pages";
import { AdjustForm } from "@/components/admin/stock/adjust-form";
import { LedgerTable } from "@/components/admin/stock/ledger-table";
import { LevelTable } from "@/components/admin/stock/level-table";
import { PartsForm } from "@/components/admin/stock/parts-form";
import { TransferForm } from "@/components/admin/stock/transfer-form";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { ShopLink } from "@/components/ui/shop-link";
import { oneOf, type PageQuery } from "@/lib/admin/list-address";
import { holds } from "@/lib/admin/tasks";
import { unwrap, unwrapOrNull } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { listLocations, readLedger, readParts, readStock, readVariant } from "@/lib/api/stock";
import { missingMetadata } from "@/lib/page-metadata";
import { getMember } from "@/lib/session/member";

type Props = { params: Promise<{ sku: string }>; searchParams: Promise<PageQuery> };

const ROWS = 30;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  if (!holds(await getMember(), "stock:read")) return missingMetadata();
  return { title: decodeURIComponent((await params).sku), robots: { index: false, follow: false } };
}

/** One SKU: what lies where, how it came to be, and the ways to change it. */
export default async function SkuPage({ params, searchParams }: Props) {
  const member = await getMember();
  if (!holds(member, "stock:read")) return <Missing />;
  const [t, given, query, api] = await Promise.all([
    getTranslations("stock"),
    params,
    searchParams,
    visitorApi(),
  ]);
  const sku = decodeURIComponent(given.sku);
  const cursor = oneOf(query, "cursor");
  const mayBundle = holds(member, "product:write");
  const [stock, variant, ledger, locations, parts] = await Promise.all([
    readStock(api, sku),
    readVariant(api, sku),
    readLedger(api, sku, { limit: ROWS, ...(cursor && { cursor }) }),
    listLocations(api),
    mayBundle ? readParts(api, sku) : null,
  ]);
  if (!stock.ok && stock.problem.code === "UNKNOWN_SKU") return <Missing />;
  const levels = unwrap(stock).items;
  const entries = unwrap(ledger);
  const places = unwrap(locations).items;
  // A variant that is not sold any more keeps its stock, and has no name.
  const goods = unwrapOrNull(variant);
  return (
    <AdminPage title={sku} up={{ name: t("title"), path: "/admin/stock" }}>
      <div className="space-y-6">
        {goods && (
          <p className="text-[0.9375rem]" data-goods>
            {holds(member, "product:read") ? (
              <ShopLink className="text-link font-medium" href={`/admin/products/${goods.productId}`}>
                {goods.productName}
              </ShopLink>
            ) : (
              <span className="font-medium">{goods.productName}</span>
            )}
            <span className="ml-2 text-soft">{Object.values(goods.options).join(" / ")}</span>
          </p>
        )}
        <LevelTable levels={levels} locations={places} />
        {holds(member, "stock:adjust") && (
          <ClientWords of={["form", "stock"]}>
            <div className="grid gap-6 md:grid-cols-2">
              <Panel id="adjust" text={t("adjustText")} title={t("adjust")}>
                <AdjustForm locations={places} sku={sku} />
              </Panel>
              {places.length > 1 && (
                <Panel id="transfer" text={t("transferText")} title={t("transfer")}>
                  <TransferForm locations={places} sku={sku} />
                </Panel>
              )}
            </div>
          </ClientWords>
        )}
        {parts?.ok && (
          <ClientWords of={["form", "stock"]}>
            <Panel
              id="parts"
              text={
                parts.data.bundle.parts.length > 0
                  ? t("partsText", { count: parts.data.bundle.available })
                  : t("noParts")
              }
              title={t("bundle")}
            >
              <PartsForm
                bundle={parts.data.bundle}
                etag={parts.data.etag}
                // Not the ETag: it changes with each sale, and what is typed has to stay.
                key={JSON.stringify(parts.data.bundle.parts.map(({ sku, quantity }) => [sku, quantity]))}
              />
            </Panel>
          </ClientWords>
        )}
        <div>
          <h2 className="mb-3 text-lg font-bold">{t("ledger")}</h2>
          <LedgerTable entries={entries.items} locations={places} />
          <ListPages
            cursor={cursor}
            nextCursor={entries.nextCursor}
            path={`/admin/stock/${sku}`}
            search={{}}
          />
        </div>
      </div>
    </AdminPage>
  );
}
