"use client";

import { useState } from "react";

type Props = { label: string; failed: string; home: string; className?: string };

export function SignOut({ label, failed, home, className }: Props) {
  const [state, setState] = useState<"here" | "leaving" | "failed">("here");
  const leave = async () => {
    if (state === "leaving") return;
    setState("leaving");
    const { signOut } = await import("@/lib/auth/sign-out");
    if (!(await signOut(home))) setState("failed");
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
