"use client";

import { useTranslations } from "next-intl";
import { TextField } from "@/components/form/text-field";
import type { StaffPicture, StaffVariant } from "@/lib/api/types";
import { tidy } from "@/lib/fields";
import type { PictureList } from "./use-pictures";

type Props = {
  picture: StaffPicture;
  number: number;
  list: PictureList;
  variants: readonly StaffVariant[];
};

/** What the picture shows, and the variants that show it. Drawn when it is opened: variants may be many. */
export function PictureDetails({ picture: { id, alt, skus }, number, list, variants }: Props) {
  const t = useTranslations("products.pictures");
  const save = (values: FormData) => {
    const [ko, en] = [tidy(values.get(`alt-${id}`)), tidy(values.get(`alt-en-${id}`))];
    const chosen = values.getAll("sku").filter((each) => typeof each === "string");
    return list.edit(id, { alt: { ...(ko && { ko }), ...(en && { en }) }, skus: chosen });
  };
  return (
    <form
      aria-label={t("detailsOf", { number })}
      className="space-y-4 p-2"
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        void save(new FormData(event.currentTarget));
      }}
    >
      <TextField
        autoComplete="off"
        defaultValue={alt.ko}
        hint={t("altHint")}
        label={t("alt")}
        maxLength={200}
        name={`alt-${id}`}
      />
      <TextField
        autoComplete="off"
        defaultValue={alt.en}
        label={t("altEnglish")}
        lang="en"
        maxLength={200}
        name={`alt-en-${id}`}
      />
      <fieldset>
        <legend className="mb-1 text-[0.9375rem] font-semibold">{t("variants")}</legend>
        <div className="max-h-52 overflow-y-auto">
          {variants.map(({ sku, options }) => (
            <label className="flex min-h-11 items-center gap-2.5 text-sm" key={sku}>
              <input
                className="size-5 shrink-0 accent-ink"
                defaultChecked={skus.includes(sku)}
                name="sku"
                type="checkbox"
                value={sku}
              />
              <span>{Object.values(options).join(" / ") || sku}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <button aria-disabled={list.state.busy} className="button button-line w-full" type="submit">
        {t("save")}
      </button>
    </form>
  );
}
