import Link from "next/link";
import { useLocale } from "next-intl";
import type { ComponentProps } from "react";
import { localePath } from "@/lib/paths";

type Props = Omit<ComponentProps<typeof Link>, "href"> & { href: string };

/**
 * A link to a page of the shop in the reader's language. It does not prefetch: pages are drawn per request
 * within milliseconds, and fetching every visible link would cost the server more than it gains.
 */
export function ShopLink({ href, prefetch = false, ...rest }: Props) {
  return <Link href={localePath(useLocale(), href)} prefetch={prefetch} {...rest} />;
}
