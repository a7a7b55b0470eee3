import { useLocale, useTranslations } from "next-intl";
import { percentText } from "@/lib/admin/recommendations/outcomes";
import { verdictOf } from "@/lib/admin/recommendations/replay-search";
import type { Replay } from "@/lib/api/types";
import { type Column, DataTable } from "../frame/data-table";

type Figures = Replay["figures"];
type Clicks = NonNullable<Figures["clicks"]>;

const shares = ["overlapAt4", "overlapAt12", "changedFirst", "coverage", "empty"] as const;
const times = ["p50Ms", "p99Ms"] as const;
type Name = (typeof shares)[number] | (typeof times)[number];

/** What a model would have shown: how far it differs, what would be clicked, and how long it took. */
export function ReplayReport({ replay: { version, figures, champion } }: { replay: Replay }) {
  const t = useTranslations("adminRecommendations.replay");
  const locale = useLocale();
  const figure = (of: Figures, name: Name): string => {
    const time = times.find((each) => each === name);
    return time ? t("ms", { ms: of[time].toFixed(1) }) : percentText(of[name], locale);
  };
  const columns: Column<Name>[] = [
    { name: "figure", label: t("figure"), cell: (name) => t(name) },
    { name: "this", label: t("this", { version }), figures: true, cell: (name) => figure(figures, name) },
  ];
  if (champion)
    columns.push({
      name: "champion",
      label: t("champion", { version: champion.version }),
      figures: true,
      cell: (name) => figure(champion.figures, name),
    });
  return (
    <div className="space-y-6">
      <section aria-labelledby="clicks" className="rounded-lg border border-line bg-white p-5">
        <h2 className="mb-2 text-lg font-bold" id="clicks">
          {t("clicks")}
        </h2>
        {figures.clicks ? (
          <ClicksText clicks={figures.clicks} />
        ) : (
          <p className="text-soft">{t("noClicks")}</p>
        )}
        <p className="mt-2 text-[0.9375rem] text-soft">{t("asked", { lists: figures.lists, version })}</p>
      </section>
      <DataTable caption={t("title")} columns={columns} keyOf={(name) => name} rows={[...shares, ...times]} />
      {champion && <p className="text-[0.9375rem] text-soft">{t("championText")}</p>}
      <PlaceTable figures={figures} />
    </div>
  );
}

function ClicksText({ clicks: { shown, expected, difference, known } }: { clicks: Clicks }) {
  const t = useTranslations("adminRecommendations.replay");
  const locale = useLocale();
  const signed = (value: number) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;
  return (
    <>
      <p className="font-semibold">{t(verdictOf(difference))}</p>
      <p className="mt-1 tabular-nums">
        {t("clicksText", { shown: shown.mean.toFixed(2), expected: expected.mean.toFixed(2) })}{" "}
        {t("difference", { low: signed(difference.low), high: signed(difference.high) })}
      </p>
      <p className="mt-1 text-[0.9375rem] text-soft">{t("known", { percent: percentText(known, locale) })}</p>
    </>
  );
}

const ofPlaces = ["overlapAt4", "overlapAt12", "changedFirst"] as const;
const placements = ["home", "product", "cart", "order", "category", "search", "mail"] as const;

function PlaceTable({ figures: { byPlacement } }: { figures: Figures }) {
  const t = useTranslations("adminRecommendations.replay");
  const room = useTranslations("adminRecommendations");
  const locale = useLocale();
  type Place = Figures["byPlacement"][number];
  const nameOf = ({ placement }: Place): string => {
    const known = placements.find((each) => each === placement);
    return known ? room(known) : placement;
  };
  const columns: Column<Place>[] = [
    { name: "placement", label: t("placement"), cell: nameOf },
    { name: "lists", label: t("lists"), figures: true, cell: ({ lists }) => lists },
    ...ofPlaces.map((name) => ({
      ...{ name, label: t(name), figures: true },
      cell: (place: Place) => percentText(place[name], locale),
    })),
  ];
  return (
    <div>
      <h2 className="mb-3 text-lg font-bold">{t("byPlacement")}</h2>
      <DataTable
        caption={t("byPlacement")}
        columns={columns}
        keyOf={({ placement }) => placement}
        rows={byPlacement}
      />
    </div>
  );
}
