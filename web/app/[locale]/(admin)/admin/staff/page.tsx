import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { StaffRoom } from "@/components/admin/staff/staff-room";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { holds } from "@/lib/admin/tasks";
import { unwrap } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { listInvitations, listRoles, listStaff } from "@/lib/api/staff";
import { missingMetadata } from "@/lib/page-metadata";
import { getMember } from "@/lib/session/member";

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "staff:read")) return missingMetadata();
  const t = await getTranslations("adminStaff");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** The staff, and invitations to it. */
export default async function StaffPage() {
  const member = await getMember();
  if (!member || !holds(member, "staff:read")) return <Missing />;
  const api = await visitorApi();
  const [t, staff, invitations, roles] = await Promise.all([
    getTranslations("adminStaff"),
    listStaff(api),
    listInvitations(api),
    listRoles(api),
  ]);
  const { permissions } = member;
  const mayChange = permissions.includes("role:write");
  const grantable = unwrap(roles).items.filter((each) =>
    each.permissions.every((permission) => permissions.includes(permission)),
  );
  return (
    <AdminPage intro={t("intro")} title={t("title")}>
      <ClientWords of={["adminStaff", "auth", "form", "links", "toast"]}>
        <StaffRoom
          grantable={mayChange ? grantable.map(({ role }) => role) : []}
          invitations={unwrap(invitations).items}
          ownId={member.id}
          staff={unwrap(staff).items}
        />
      </ClientWords>
    </AdminPage>
  );
}
