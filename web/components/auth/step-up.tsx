"use client";

import { type ReactNode, useState } from "react";
import { type ApiResult, isStepUpDue } from "@/lib/api/problem";
import { StepUpDialog } from "./step-up-dialog";

type PendingStepUp = { resolve: (done: boolean) => void };

/**
 * For calls that demand a sign-in within the last minutes. `guarded` makes the call. On STEP_UP_REQUIRED it
 * asks for a proof and makes the call again; if the member cancels, it returns the first result. The caller
 * must render `dialog`. Needs the words `auth` and `form`.
 */
export function useStepUp(): {
  guarded: <T>(call: () => Promise<ApiResult<T>>) => Promise<ApiResult<T>>;
  dialog: ReactNode;
} {
  const [pending, setPending] = useState<PendingStepUp | null>(null);

  const confirmed = () => new Promise<boolean>((resolve) => setPending({ resolve }));

  const guarded = async <T,>(call: () => Promise<ApiResult<T>>): Promise<ApiResult<T>> => {
    const answer = await call();
    if (answer.ok || !isStepUpDue(answer.problem)) return answer;
    return (await confirmed()) ? call() : answer;
  };

  const close = (done: boolean) => {
    pending?.resolve(done);
    setPending(null);
  };
  return { guarded, dialog: pending && <StepUpDialog close={close} /> };
}
