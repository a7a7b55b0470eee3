"use client";

import { ErrorPage, type ErrorPageProps } from "@/components/ui/error-page";

/** Outside the shop's layout, which has a <main> of its own. */
export default function LocaleErrorPage(props: ErrorPageProps) {
  return (
    <main>
      <ErrorPage {...props} />
    </main>
  );
}
