"use client";

import { useTranslations } from "next-intl";
import type { Control, UseFormRegister } from "react-hook-form";
import { TextField } from "@/components/form/text-field";
import type { ProductFields } from "@/lib/admin/products/product-fields";
import { RichTextField } from "../rich-text/rich-text-field";

export type FieldErrors = Readonly<Partial<Record<string, string>>>;
type Props = {
  register: UseFormRegister<ProductFields>;
  control: Control<ProductFields>;
  errors: FieldErrors;
  isNew: boolean;
  readOnly: boolean;
};

export function BasicFields({ register, control, errors, isNew, readOnly }: Props) {
  const t = useTranslations("products");
  const common = (name: "name" | "englishName" | "slug" | "brand") => ({
    autoComplete: "off",
    error: errors[name],
    label: t(`fields.${name}`),
    ...register(name),
  });
  const rich = (name: "description" | "englishDescription") => ({
    control,
    error: errors[name],
    label: t(`fields.${name}`),
    name,
    readOnly,
  });
  return (
    <div className="space-y-5">
      <div className="grid gap-5 md:grid-cols-2">
        <TextField maxLength={200} {...common("name")} />
        <TextField hint={t("hints.englishName")} lang="en" maxLength={200} {...common("englishName")} />
        <TextField
          autoCapitalize="none"
          hint={t(isNew ? "hints.newSlug" : "hints.slug")}
          maxLength={120}
          spellCheck={false}
          {...common("slug")}
        />
        <TextField maxLength={80} {...common("brand")} />
      </div>
      <RichTextField {...rich("description")} />
      <RichTextField hint={t("hints.englishDescription")} lang="en" {...rich("englishDescription")} />
    </div>
  );
}
