import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { ListPages } from "@/components/admin/frame/list-pages";
import { NoRows } from "@/components/admin/frame/no-rows";
import { RoomCard } from "@/components/admin/frame/room-card";
import { DeliveryTable } from "@/components/admin/webhooks/delivery-table";
import { NewWebhook } from "@/components/admin/webhooks/new-webhook";
import { WebhookCard } from "@/components/admin/webhooks/webhook-card";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { ShopLink } from "@/components/ui/shop-link";
import { listAddress, oneOf, type PageQuery } from "@/lib/admin/list-address";
import { holds } from "@/lib/admin/tasks";
import { unwrap } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import type { Webhook } from "@/lib/api/types";
import { listDeliveries, listWebhooks } from "@/lib/api/webhooks";
import { missingMetadata } from "@/lib/page-metadata";
import { getMember } from "@/lib/session/member";

const PATH = "/admin/webhooks";
const ROWS = 50;

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "webhook:read")) return missingMetadata();
  const t = await getTranslations("adminWebhooks");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** Other programs that the shop tells what happened. */
export default async function WebhooksPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  const member = await getMember();
  if (!holds(member, "webhook:read")) return <Missing />;
  const [t, query, api] = await Promise.all([getTranslations("adminWebhooks"), searchParams, visitorApi()]);
  const { items } = unwrap(await listWebhooks(api));
  const mayWrite = holds(member, "webhook:write");
  const chosen = items.find(({ id }) => id === oneOf(query, "id")) ?? items[0];
  return (
    <AdminPage intro={t(mayWrite ? "intro" : "readOnly")} title={t("title")}>
      <ClientWords of={["form", "adminWebhooks", "account.form"]}>
        <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_minmax(20rem,26rem)]">
          <div className="min-w-0">
            {items.length === 0 && <NoRows text={t("none")} />}
            <ul className="space-y-4">
              {items.map((webhook) => (
                <WebhookCard
                  chosen={webhook === chosen}
                  key={webhook.id}
                  mayWrite={mayWrite}
                  webhook={webhook}
                />
              ))}
            </ul>
          </div>
          {mayWrite && (
            <RoomCard id="new-webhook" title={t("newTitle")}>
              <NewWebhook />
            </RoomCard>
          )}
        </div>
        {chosen && <Deliveries cursor={oneOf(query, "cursor")} mayWrite={mayWrite} webhook={chosen} />}
      </ClientWords>
    </AdminPage>
  );
}

type DeliveriesProps = { webhook: Webhook; cursor: string; mayWrite: boolean };

async function Deliveries({ webhook: { id, url }, cursor, mayWrite }: DeliveriesProps) {
  const [t, api] = await Promise.all([getTranslations("adminWebhooks"), visitorApi()]);
  const page = unwrap(await listDeliveries(api, id, { limit: ROWS, ...(cursor && { cursor }) }));
  return (
    <section aria-labelledby="deliveries" className="mt-8">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-x-6">
        <h2 className="text-lg font-bold break-all" id="deliveries">
          {t("deliveriesOf", { host: new URL(url).host })}
        </h2>
        <ShopLink className="inline-flex min-h-11 items-center text-link" href={listAddress(PATH, { id })}>
          {t("refresh")}
        </ShopLink>
      </div>
      {page.items.length === 0 ? (
        <p className="rounded-lg border border-line bg-white p-5 text-soft">{t("noDeliveries")}</p>
      ) : (
        <DeliveryTable deliveries={page.items} mayWrite={mayWrite} />
      )}
      <ListPages cursor={cursor} nextCursor={page.nextCursor} path={PATH} search={{ id }} />
    </section>
  );
}
