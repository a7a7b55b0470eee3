"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { type PageTurn, turnOfClick, turnOfForm } from "@/lib/page-turn";

/** Takes the clicks of all marked links, and the marked forms (lib/page-turn). */
export function PageTurns() {
  const router = useRouter();
  useEffect(() => {
    const take = (event: Event, turn: PageTurn | null) => {
      if (!turn) return;
      event.preventDefault();
      router.push(turn.href, { scroll: turn.scroll });
    };
    // React listens on the document too, and was there first: components can prevent a turn.
    const click = (event: MouseEvent) => take(event, turnOfClick(event));
    const submit = (event: SubmitEvent) => take(event, turnOfForm(event));
    document.addEventListener("click", click);
    document.addEventListener("submit", submit);
    return () => {
      document.removeEventListener("click", click);
      document.removeEventListener("submit", submit);
    };
  }, [router]);
  return null;
}
