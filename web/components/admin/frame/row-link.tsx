import { ShopLink } from "@/components/ui/shop-link";

/** The name of a row, which leads to its page. */
export const RowLink = ({ to, name }: { to: string; name: string }) => (
  <ShopLink className="inline-flex min-h-11 items-center text-link tabular-nums" href={to}>
    {name}
  </ShopLink>
);
