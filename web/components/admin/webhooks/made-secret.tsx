"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { CopyButton } from "@/components/account/copy-button";

/** A secret that was just made. It is on no page again, so it is shown until the page is left. */
export function MadeSecret({ secret }: { secret: string }) {
  const t = useTranslations("adminWebhooks");
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <section
      aria-label={t("secretTitle")}
      className="mt-4 rounded-lg border border-line bg-sand px-5 py-4"
      ref={box}
      tabIndex={-1}
    >
      <p className="font-semibold">{t("secretTitle")}</p>
      <p className="mt-1 text-[0.9375rem]">{t("secretText")}</p>
      <code className="mt-2 block text-[0.9375rem] break-all">{secret}</code>
      <CopyButton text={secret}>{t("copySecret")}</CopyButton>
    </section>
  );
}
