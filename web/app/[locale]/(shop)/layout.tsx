import type { ReactNode } from "react";
import { Footer } from "@/components/frame/footer";
import { Header } from "@/components/frame/header";
import { SkipLink } from "@/components/frame/skip-link";

export default function ShopLayout({ children }: { children: ReactNode }) {
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
