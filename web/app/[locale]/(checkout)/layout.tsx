import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Footer } from "@/components/layout/footer";
import { SkipLink } from "@/components/layout/skip-link";
import { Wordmark } from "@/components/layout/wordmark";
import { Icon } from "@/components/ui/icon";
import { pageNonce } from "@/lib/page-nonce";
import { watchRows } from "@/lib/recommendations/watch-rows";

/** A payment page has the way home and nothing else to click. */
export default async function CheckoutLayout({ children }: { children: ReactNode }) {
  const [t, nonce] = await Promise.all([getTranslations("header"), pageNonce()]);
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="border-b border-line">
        <div className="shell flex items-center justify-between py-2 md:py-4">
          <Wordmark />
          <p className="flex items-center gap-1.5 text-sm text-soft">
            <Icon name="lock" size={17} />
            {t("securePayment")}
          </p>
          {/* The order's page comes without a load of its own, and has a row. */}
          <script nonce={nonce}>{watchRows}</script>
        </div>
      </header>
      <main className="flex-1" id="content" tabIndex={-1}>
        {children}
      </main>
      <Footer />
    </div>
  );
}
