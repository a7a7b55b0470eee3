"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { findMe, stepUp } from "@/lib/api/auth";
import { useApi } from "@/lib/api/browser";
import type { Api } from "@/lib/api/client";
import type { Problem } from "@/lib/api/problem";
import type { Member } from "@/lib/api/types";
import { passkeysPossible, withPasskeyProof } from "@/lib/auth/passkey";
import { useForm } from "../form/use-form";

const fields = { password: "stepUpPassword", code: "stepUpCode" } as const;

/**
 * The state of a step-up: the member proves again to be the account's owner. The API says which proof is
 * missing.
 */
export function useProof(proven: () => void) {
  const t = useTranslations("auth");
  const inputErrors = useTranslations("form.inputErrors");
  const api = useApi();
  const factors = useFactors(api);
  const [due, setDue] = useState<"code" | "passkey" | null>(null);
  const { busy, errors, send, setErrors } = useForm({
    fields,
    codes: { INVALID_CREDENTIALS: t("stepUp.wrong") },
  });
  const codeShown = due === "code" || factors?.totp === true;
  const passkeyShown = (due === "passkey" || (factors?.passkeys ?? 0) > 0) && passkeysPossible();

  const moreDue = ({ code, methods = [] }: Problem): boolean => {
    if (code !== "SECOND_FACTOR_REQUIRED") return false;
    if (methods.includes("passkey")) {
      setDue("passkey");
      setErrors({}, t(passkeysPossible() ? "stepUp.passkeyDue" : "stepUp.noPasskey"));
    } else if (codeShown) setErrors({ stepUpCode: inputErrors("required") });
    else setDue("code");
    return true;
  };
  const withPassword = async (password: string, code: string) => {
    if (password === "") setErrors({ stepUpPassword: inputErrors("required") });
    else if (await send(() => stepUp(api, code ? { password, code } : { password }), moreDue)) proven();
  };
  const withPasskey = async () => {
    const answer = await send(() => withPasskeyProof(api, (passkey) => stepUp(api, { passkey })));
    if (answer?.data) proven();
  };

  return { busy, errors, withPassword, withPasskey, codeShown, codeDue: due === "code", passkeyShown };
}

/** The member's second factors; null until they are known. */
function useFactors(api: Api): Member["secondFactor"] | null {
  const [factors, setFactors] = useState<Member["secondFactor"] | null>(null);
  useEffect(() => {
    let left = false;
    void findMe(api).then((me) => {
      if (!left && me.ok) setFactors(me.data.secondFactor);
    });
    return () => {
      left = true;
    };
  }, [api]);
  return factors;
}
