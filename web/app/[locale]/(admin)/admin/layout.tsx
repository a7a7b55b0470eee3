import type { ReactNode } from "react";
import { AdminFrame } from "@/components/admin/frame/admin-frame";
import { ShopFrame } from "@/components/layout/shop-frame";
import { isStaff } from "@/lib/admin/tasks";
import { getMember } from "@/lib/session/member";

/** All others see the shop around the words that there is no such page. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const member = await getMember();
  return member && isStaff(member) ? (
    <AdminFrame member={member}>{children}</AdminFrame>
  ) : (
    <ShopFrame>{children}</ShopFrame>
  );
}
