import { useLocale, useTranslations } from "next-intl";
import { barsOf } from "@/lib/admin/reports/bars";
import type { SalesReport } from "@/lib/api/types";
import { formatDay } from "@/lib/dates";
import { formatMoney } from "@/lib/money";

const WIDTH = 900;
const HEIGHT = 200;

/** The net sales of each day as bars, drawn by the server. The table beside it says the same in figures. */
export function SalesChart({ report: { days, total } }: { report: SalesReport }) {
  const t = useTranslations("adminReports");
  const locale = useLocale();
  const { bars, zero } = barsOf(
    days.map(({ net }) => net.amount),
    WIDTH,
    HEIGHT,
  );
  const [best] = days.toSorted((one, other) => other.net.amount - one.net.amount);
  const summary = best
    ? t("chartText", {
        total: formatMoney(total.net, locale),
        day: formatDay(best.day, locale),
        most: formatMoney(best.net, locale),
      })
    : "";
  return (
    <figure className="rounded-lg border border-line bg-white p-5">
      <figcaption className="mb-3 font-semibold">{t("chart")}</figcaption>
      <svg
        aria-label={summary}
        className="h-52 w-full"
        preserveAspectRatio="none"
        role="img"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      >
        {days.map((day, at) => (
          <rect className="fill-leaf" key={day.day} {...bars[at]}>
            <title>{`${formatDay(day.day, locale)} · ${formatMoney(day.net, locale)}`}</title>
          </rect>
        ))}
        <line className="stroke-edge" x1={0} x2={WIDTH} y1={zero} y2={zero} />
      </svg>
      <p className="mt-2 flex justify-between text-[0.8125rem] text-soft tabular-nums">
        {[days[0], days.at(-1)].map((day) => day && <span key={day.day}>{formatDay(day.day, locale)}</span>)}
      </p>
    </figure>
  );
}
