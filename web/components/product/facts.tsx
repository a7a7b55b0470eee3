import type { Product } from "@/lib/api/types";

type Props = { attributes: Product["attributes"]; title: string };

/** What the merchant tells of a product. Ids let a kept page follow a change of the words. */
export function Facts({ attributes, title }: Props) {
  const facts = Object.values(attributes);
  if (facts.length === 0) return null;
  return (
    <section aria-labelledby="facts" className="mt-12 border-t border-line pt-10">
      <div className="grid gap-6 md:grid-cols-[14rem_1fr]">
        <h2 className="text-xl font-bold" id="facts">
          {title}
        </h2>
        <dl className="max-w-[38rem] divide-y divide-line">
          {facts.map(({ id, name, text }) => (
            <div className="grid grid-cols-[8rem_1fr] gap-4 py-2.5" data-attribute={id} key={id}>
              <dt className="text-soft">{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
}
