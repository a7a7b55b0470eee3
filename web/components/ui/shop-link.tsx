import { useLocale } from "next-intl";
import type { ComponentProps } from "react";
import { pageMark } from "@/lib/page-turn";
import { localePath } from "@/lib/paths";

type Props = ComponentProps<"a"> & { href: string; scroll?: boolean };

/**
 * A link to a page of the shop in the reader's language. It is plain markup: `PageTurns` takes its clicks.
 * @param scroll false: the next page stays where this one is
 */
export function ShopLink({ href, scroll, ...rest }: Props) {
  return <a {...pageMark(scroll)} href={localePath(useLocale(), href)} {...rest} />;
}
