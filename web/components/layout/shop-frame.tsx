import type { ReactNode } from "react";
import { Footer } from "./footer";
import { Header } from "./header";
import { SkipLink } from "./skip-link";

/** What surrounds every page of the shop. */
export function ShopFrame({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <Header />
      <main className="flex-1" id="content" tabIndex={-1}>
        {children}
      </main>
      <Footer />
    </div>
  );
}
