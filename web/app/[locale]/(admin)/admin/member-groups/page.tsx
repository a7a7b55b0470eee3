import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { GroupRoom } from "@/components/admin/member-groups/group-room";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { holds } from "@/lib/admin/tasks";
import { listMemberGroups } from "@/lib/api/price-lists";
import { unwrap } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { missingMetadata } from "@/lib/page-metadata";
import { getMember } from "@/lib/session/member";

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "member:read")) return missingMetadata();
  const t = await getTranslations("memberGroups");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** Groups of members, which price lists name. */
export default async function MemberGroupsPage() {
  const member = await getMember();
  if (!holds(member, "member:read")) return <Missing />;
  const [t, listed] = await Promise.all([
    getTranslations("memberGroups"),
    visitorApi().then(listMemberGroups),
  ]);
  return (
    <AdminPage intro={t("intro")} title={t("title")}>
      <ClientWords of={["form", "memberGroups", "toast"]}>
        <GroupRoom readOnly={!holds(member, "member:write")} stored={unwrap(listed).items} />
      </ClientWords>
    </AdminPage>
  );
}
