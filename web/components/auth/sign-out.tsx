"use client";

import { useState } from "react";

type Props = { label: string; failed: string; home: string; className?: string };

export function SignOut({ label, failed, home, className }: Props) {
  const [state, setState] = useState<"here" | "leaving" | "failed">("here");
  const leave = async () => {
    if (state === "leaving") return;
    setState("leaving");
    // Loaded on the click: the button is on every page.
    const [{ signOut }, { forgetVisitor }] = await Promise.all([
      import("@/lib/auth/sign-out"),
      import("@/lib/forget-visitor"),
    ]);
    if (!(await signOut())) return setState("failed");
    forgetVisitor();
    // A new document, so that nothing drawn for the member stays on the screen.
    window.location.replace(home);
  };
  return (
    <>
      <button
        aria-disabled={state === "leaving"}
        className={className}
        onClick={() => void leave()}
        type="button"
      >
        {label}
      </button>
      <span className="block px-4 text-sm text-accent-deep empty:hidden" role="alert">
        {state === "failed" && failed}
      </span>
    </>
  );
}
