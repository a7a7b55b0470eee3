"use client";

import { useLocale, useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Picture } from "@/components/ui/picture";
import { removeBrandLogo, uploadBrandLogo } from "@/lib/api/brands";
import { useApi } from "@/lib/api/browser";
import type { ApiResult } from "@/lib/api/problem";
import type { StaffBrand } from "@/lib/api/types";

type Props = { row: StaffBrand; done: (text: string) => void };

/** The mark on the brand's page: chosen, replaced, removed at once. */
export function BrandLogo({ row, done }: Props) {
  const t = useTranslations("brands");
  const [api, locale, id] = [useApi(), useLocale(), useId()];
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);

  async function change(call: () => Promise<ApiResult<StaffBrand>>, text: string) {
    setBusy(true);
    setFailed(null);
    const result = await call();
    setBusy(false);
    if (result.ok) done(text);
    else setFailed(result.problem.errors?.[0]?.message ?? t("logoFailed"));
  }
  return (
    <div className="space-y-2">
      <label className="text-sm text-soft" htmlFor={id}>
        {t("logo")}
      </label>
      {row.image && (
        <Picture
          className="size-24 rounded-lg border border-line object-contain"
          image={row.image}
          sizes="6rem"
        />
      )}
      <input
        accept="image/jpeg,image/png,image/webp,image/gif,image/avif"
        aria-describedby={failed ? `${id}-error` : undefined}
        className="block min-h-11 w-full text-sm"
        disabled={busy}
        id={id}
        onChange={({ target }) => {
          const file = target.files?.[0];
          target.value = "";
          if (file) void change(() => uploadBrandLogo(row, file, locale), t("logoSaved"));
        }}
        type="file"
      />
      {failed && (
        <p className="text-sm text-alert" id={`${id}-error`} role="alert">
          {failed}
        </p>
      )}
      {row.image && (
        <button
          className="button"
          disabled={busy}
          onClick={() => void change(() => removeBrandLogo(api, row), t("logoRemoved"))}
          type="button"
        >
          {t("logoRemove")}
        </button>
      )}
    </div>
  );
}
