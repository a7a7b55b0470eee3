"use client";

import { useTranslations } from "next-intl";
import { choicesWithoutPicture } from "@/lib/pictured-options";
import { NoPicture } from "../ui/picture";
import { useSelection } from "./selection";

/** In place of the pictures when these show other colours than the chosen one. */
export default function ColourInstead() {
  const t = useTranslations("product");
  const { product, swatches, selection } = useSelection();
  const values = choicesWithoutPicture(product, selection);
  if (!values) return null;
  const labels = values.map(
    (value) => product.options.find((option) => option.values.includes(value))?.valueLabels[value] ?? value,
  );
  return (
    <div className="absolute inset-0 overflow-hidden bg-sand md:rounded-xl">
      <NoPicture className="size-full" colour={values.map((value) => swatches[value]).find(Boolean)} />
      <p className="absolute inset-x-0 bottom-0 bg-white/90 px-5 py-3 text-center text-sm" role="status">
        {t("noPictureOf", { choice: labels.join(" · ") })}
      </p>
    </div>
  );
}
