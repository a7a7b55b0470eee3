import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClaimFacts } from "@/components/admin/claims/claim-facts";
import { ClaimWork } from "@/components/admin/claims/claim-work";
import type { LineOptions } from "@/components/admin/claims/options-form";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { holds } from "@/lib/admin/tasks";
import { findProduct } from "@/lib/api/catalog";
import type { Api } from "@/lib/api/client";
import { unwrapOrNull } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { readStaffClaim } from "@/lib/api/staff-claims";
import { readStaffOrder } from "@/lib/api/staff-orders";
import type { StaffClaim } from "@/lib/api/types";
import { exchangeOptions } from "@/lib/checkout/claim-choice";
import { missingMetadata } from "@/lib/page-metadata";
import { getMember } from "@/lib/session/member";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "order:read")) return missingMetadata();
  const t = await getTranslations("adminClaims");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** One return or exchange: what comes back and why, the refund, and what staff may do with it now. */
export default async function StaffClaimPage({ params }: Props) {
  const member = await getMember();
  if (!holds(member, "order:read")) return <Missing />;
  const [t, words, { id }, api] = await Promise.all([
    getTranslations("adminClaims"),
    getTranslations("claims"),
    params,
    visitorApi(),
  ]);
  const claim = unwrapOrNull(await readStaffClaim(api, id));
  if (!claim) return <Missing />;
  const options = await optionsOf(api, claim);
  return (
    <AdminPage
      intro={`${words(`kinds.${claim.kind}`)} · ${words(`statuses.${claim.status}`)}`}
      title={claim.order.number}
      up={{ name: t("title"), path: "/admin/claims" }}
    >
      <ClientWords of={["form", "auth", "adminClaims", "claims", "adminOrders"]}>
        <div className="space-y-6">
          <ClaimFacts claim={claim} />
          {holds(member, "claim:decide") && (
            <ClaimWork claim={claim} key={`${claim.kind} ${claim.status}`} options={options} />
          )}
        </div>
      </ClientWords>
    </AdminPage>
  );
}

/**
 * What an exchange may send, while staff may choose it. Goods that are shown no more, or cannot be
 * read now, have no options.
 */
async function optionsOf(api: Api, claim: StaffClaim): Promise<LineOptions> {
  if (claim.kind !== "exchange" || claim.status !== "requested") return {};
  const order = unwrapOrNull(await readStaffOrder(api, claim.order.id));
  const items = order?.items.filter(({ id }) => claim.lines.some(({ lineId }) => lineId === id)) ?? [];
  const offers = await Promise.all(
    items.map(async (item) => {
      const product = await findProduct(api, item.productSlug);
      return [item.id, product.ok ? exchangeOptions(product.data, item) : []] as const;
    }),
  );
  return Object.fromEntries(offers);
}
