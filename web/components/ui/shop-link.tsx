import Link from "next/link";
import { useLocale } from "next-intl";
import type { ComponentProps } from "react";
import { localePath } from "@/lib/paths";

type Props = Omit<ComponentProps<typeof Link>, "href"> & { href: string };

/**
 * A link to a page of the shop in the reader's language. Pages are drawn per request within milliseconds, so fetching
 * every visible one ahead would cost the server more than it gives the shopper.
 */
export function ShopLink({ href, prefetch = false, ...rest }: Props) {
  return <Link href={localePath(useLocale(), href)} prefetch={prefetch} {...rest} />;
}
