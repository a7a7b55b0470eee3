"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ErrorSummary } from "@/components/form/error-summary";
import { Notice } from "@/components/form/notice";
import { useChange } from "@/components/form/use-change";
import { useApi } from "@/lib/api/browser";
import { redeliver } from "@/lib/api/webhooks";

/** Sends a delivery again. */
export function Redeliver({ id, event }: { id: string; event: string }) {
  const t = useTranslations("adminWebhooks");
  const api = useApi();
  const router = useRouter();
  const { busy, errors, notice, change } = useChange({ codes: { WEBHOOK_NOT_ACTIVE: t("notActive") } });
  const run = () =>
    change({ call: () => redeliver(api, id), done: t("queued"), after: () => router.refresh() });
  return (
    <>
      <button
        aria-disabled={busy}
        aria-label={t("redeliverOf", { event })}
        className="inline-flex min-h-11 items-center whitespace-nowrap text-link"
        onClick={() => void run()}
        type="button"
      >
        {t("redeliver")}
      </button>
      <Notice text={notice} />
      <ErrorSummary errors={errors} labels={{}} />
    </>
  );
}
