import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClaimFacts } from "@/components/admin/claims/claim-facts";
import { ClaimWork } from "@/components/admin/claims/claim-work";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { type LineOptions, lineOptions } from "@/lib/admin/claim-options";
import { holds } from "@/lib/admin/tasks";
import type { Api } from "@/lib/api/client";
import { unwrapOrNull } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { listClaimOptions, readStaffClaim } from "@/lib/api/staff-claims";
import type { StaffClaim } from "@/lib/api/types";
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
  const mayDecide = holds(member, "claim:decide");
  const options = mayDecide ? await optionsOf(api, claim) : {};
  return (
    <AdminPage
      intro={`${words(`kinds.${claim.kind}`)} · ${words(`statuses.${claim.status}`)}`}
      title={claim.order.number}
      up={{ name: t("title"), path: "/admin/claims" }}
    >
      <ClientWords of={["form", "auth", "adminClaims", "claims", "adminOrders"]}>
        <div className="space-y-6">
          <ClaimFacts claim={claim} />
          {mayDecide && <ClaimWork claim={claim} key={`${claim.kind} ${claim.status}`} options={options} />}
        </div>
      </ClientWords>
    </AdminPage>
  );
}

/** What an exchange may send, while staff may choose it. Null: it could not be read. */
async function optionsOf(api: Api, claim: StaffClaim): Promise<LineOptions | null> {
  if (claim.kind !== "exchange" || claim.status !== "requested") return {};
  return lineOptions(await listClaimOptions(api, claim.id));
}
