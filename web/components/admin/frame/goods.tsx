/** What a row of a list is about: the name of its first goods, and their SKU. */
export function Goods({ text, sku }: { text: string; sku: string }) {
  return (
    <>
      <span className="block max-w-64 truncate" title={text}>
        {text}
      </span>
      <span className="block text-sm whitespace-nowrap text-soft">{sku}</span>
    </>
  );
}
