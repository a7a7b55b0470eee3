import { useTranslations } from "next-intl";
import type { ReviewSearch, ReviewTab } from "@/lib/admin/review-filters";

type Props = { action: string; tab: ReviewTab; search: ReviewSearch };
type Choice = readonly [value: string, label: string];

/** A plain form: it works before any script is loaded, and its address can be kept. */
export function ReviewFilters({ action, tab, search }: Props) {
  const t = useTranslations("adminReviews");
  const any: Choice = ["", t("any")];
  return (
    <search aria-label={t("filters")}>
      <form action={action} className="flex flex-wrap items-end gap-x-4 gap-y-3" key={tab}>
        <input name="tab" type="hidden" value={tab} />
        {tab === "reviews" && (
          <Choices
            choices={[any, ...[5, 4, 3, 2, 1].map((n): Choice => [`${n}`, t("stars", { rating: n })])]}
            label={t("rating")}
            name="rating"
            value={search.rating}
          />
        )}
        <Choices
          choices={[any, ["false", t("no")], ["true", t("yes")]]}
          label={t("answered")}
          name="answered"
          value={search.answered}
        />
        <Choices
          choices={[any, ["shown", t("shown")], ["hidden", t("hidden")]]}
          label={t("state")}
          name="state"
          value={search.state}
        />
        {tab === "reviews" && (
          <label className="inline-flex min-h-11 items-center gap-2 text-[0.9375rem]">
            <input
              className="size-5 accent-ink"
              defaultChecked={search.reported === "true"}
              name="reported"
              type="checkbox"
              value="true"
            />
            {t("reported")}
          </label>
        )}
        <button className="button button-line" type="submit">
          {t("apply")}
        </button>
      </form>
    </search>
  );
}

type ChoicesProps = { label: string; name: string; value: string; choices: readonly Choice[] };

const Choices = ({ label, name, value, choices }: ChoicesProps) => (
  <label className="text-sm text-soft">
    {label}
    <select className="field mt-1 min-w-28 text-ink" defaultValue={value} name={name}>
      {choices.map(([each, text]) => (
        <option key={each} value={each}>
          {text}
        </option>
      ))}
    </select>
  </label>
);
