import clsx from "clsx";
import type { ComponentProps } from "react";
import { ShopLink } from "./shop-link";

/** One of several links in a row, each as wide as its words. */
export function PillLink(props: Omit<ComponentProps<typeof ShopLink>, "className">) {
  return (
    <ShopLink
      {...props}
      className={clsx(
        "inline-flex min-h-11 items-center gap-1.5 rounded-full bg-sand px-4 text-sm",
        "hover:bg-line md:min-h-9",
      )}
    />
  );
}
