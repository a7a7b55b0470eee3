"use client";

import { useTranslations } from "next-intl";
import type { UseFormRegister } from "react-hook-form";
import { TextArea, TextField } from "@/components/form/text-field";
import type { ProductFields } from "@/lib/admin/products/product-fields";

export type FieldErrors = Readonly<Partial<Record<string, string>>>;
type Props = { register: UseFormRegister<ProductFields>; errors: FieldErrors; isNew: boolean };

export function BasicFields({ register, errors, isNew }: Props) {
  const t = useTranslations("products");
  const common = (name: "name" | "englishName" | "slug" | "brand" | "description") => ({
    autoComplete: "off",
    error: errors[name],
    label: t(`fields.${name}`),
    ...register(name),
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
      <TextArea maxLength={20_000} rows={8} {...common("description")} />
    </div>
  );
}
