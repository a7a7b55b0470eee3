import type { Product } from "@/lib/api/types";

type Props = { disclosure: Product["disclosure"]; title: string };

/** 상품정보제공고시: what the law asks to tell of goods before they are bought. */
export function DisclosureTable({ disclosure, title }: Props) {
  if (!disclosure || disclosure.rows.length === 0) return null;
  return (
    <section aria-labelledby="disclosure" className="mt-12 border-t border-line pt-10">
      <div className="grid gap-6 md:grid-cols-[14rem_1fr]">
        <h2 className="text-xl font-bold" id="disclosure">
          {title}
        </h2>
        <table className="w-full max-w-[42rem] text-left text-[0.9375rem]">
          <caption className="pb-2 text-left text-soft">{disclosure.name}</caption>
          <tbody className="divide-y divide-line border-y border-line">
            {disclosure.rows.map(({ code, name, text }) => (
              <tr key={code}>
                <th className="w-2/5 py-2.5 pr-4 align-top font-normal text-soft" scope="row">
                  {name}
                </th>
                <td className="py-2.5 align-top whitespace-pre-line">{text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
