import { useTranslations } from "next-intl";
import { knownPermission } from "@/lib/admin/api-keys/permissions";

/** What a permission lets a key do, in words; of one that this page does not know, its code. */
export function usePermissionName(): (permission: string) => string {
  const t = useTranslations("adminApiKeys.permissions");
  return (permission) => {
    const known = knownPermission(permission);
    return known ? t(known) : permission;
  };
}
