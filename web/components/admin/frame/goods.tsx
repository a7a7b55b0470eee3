type Props = {
  /** Of the first goods; undefined where an older API does not tell it. */
  name: string | undefined;
  sku: string;
  /** How many there are, in words. It is never cut. */
  count: string | null;
};

/** What a row of a list is about: the name of its first goods, their SKU, and how many. */
export const Goods = ({ name, sku, count }: Props) => (
  <>
    <span className="block max-w-64 truncate" title={name}>
      {name ?? sku}
    </span>
    <span className="block text-sm whitespace-nowrap text-soft">
      {[name && sku, count].filter(Boolean).join(" · ")}
    </span>
  </>
);
