"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Picture } from "@/components/ui/picture";
import { removeBrandLogo, uploadBrandLogo } from "@/lib/api/brands";
import { useApi } from "@/lib/api/browser";
import type { ApiResult } from "@/lib/api/problem";
import type { StaffBrand } from "@/lib/api/types";

type Props = { row: StaffBrand; done: (text: string) => void };

/** The mark on the brand's page: chosen, replaced, removed at once. */
export function BrandLogo({ row, done }: Props) {
  const t = useTranslations("brands");
  const [api, locale] = [useApi(), useLocale()];
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
      {row.image && (
        <Picture
          className="size-24 rounded-lg border border-line object-contain"
          image={row.image}
          sizes="6rem"
        />
      )}
      <div className="flex flex-wrap gap-3">
        <label className="button button-line focus-within:outline-2 focus-within:outline-offset-2">
          {t(row.image ? "logoReplace" : "logoChoose")}
          <input
            accept="image/jpeg,image/png,image/webp,image/gif,image/avif"
            className="sr-only"
            disabled={busy}
            onChange={({ target }) => {
              const file = target.files?.[0];
              target.value = "";
              if (file) void change(() => uploadBrandLogo(row, file, locale), t("logoSaved"));
            }}
            type="file"
          />
        </label>
        {row.image && (
          <button
            className="button button-line"
            disabled={busy}
            onClick={() => void change(() => removeBrandLogo(api, row), t("logoRemoved"))}
            type="button"
          >
            {t("logoRemove")}
          </button>
        )}
      </div>
      {failed && (
        <p className="text-sm font-medium text-accent-deep" role="alert">
          {failed}
        </p>
      )}
    </div>
  );
}
