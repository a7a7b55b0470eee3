import { useTranslations } from "next-intl";
import { Mark } from "@/components/admin/frame/mark";
import { productTones } from "@/lib/admin/status-tones";
import type { ProductStatus } from "@/lib/api/types";

export function StatusMark({ status }: { status: ProductStatus }) {
  const t = useTranslations("products.statuses");
  return <Mark tone={productTones[status]}>{t(status)}</Mark>;
}
