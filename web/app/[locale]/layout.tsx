import "../../.fonts/rest.css";
import "../globals.css";
import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import { notFound } from "next/navigation";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PageTurns } from "@/components/session/page-turns";
import { VisitorGuard } from "@/components/session/visitor-guard";
import { isLocale } from "@/i18n/routing";
import { shopDetails } from "@/lib/api/shop";
import { publicUrl } from "@/lib/config";

/** One file with the letters that pages use for certain; fonts/build-fonts.ts makes it. */
const firstFont = localFont({
  src: "../../.fonts/first.woff2",
  weight: "400 800",
  display: "swap",
  variable: "--font-first",
  adjustFontFallback: false,
});

type Props = { children: ReactNode; params: Promise<{ locale: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const [t, { name, title, description }] = await Promise.all([getTranslations("meta"), shopDetails()]);
  return {
    metadataBase: publicUrl(),
    title: { default: title ?? name, template: `%s · ${name}` },
    description: description ?? t("description", { name }),
    applicationName: name,
    manifest: "/manifest.webmanifest",
    icons: { icon: "/icon.svg", apple: "/apple-touch-icon.png" },
    formatDetection: { telephone: false, address: false, email: false },
  };
}

export const viewport: Viewport = { themeColor: "#fcfaf6", colorScheme: "light" };

export default async function RootLayout({ children, params }: Props) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  const { error } = await getMessages();
  return (
    // A script of the header marks this element before React takes the page over.
    <html className={firstFont.variable} lang={locale} suppressHydrationWarning>
      <body>
        {/* The error page always needs its words; other client components bring their own. */}
        <NextIntlClientProvider messages={{ error }}>{children}</NextIntlClientProvider>
        <PageTurns />
        <VisitorGuard />
      </body>
    </html>
  );
}
