"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ErrorSummary } from "@/components/form/error-summary";
import { Notice } from "@/components/form/notice";
import { useChange } from "@/components/form/use-change";
import { useApi } from "@/lib/api/browser";
import type { ApiResult } from "@/lib/api/problem";
import type { Webhook } from "@/lib/api/types";
import { deleteWebhook, editWebhook, rotateSecret, testWebhook } from "@/lib/api/webhooks";
import { AskFirst, Question } from "../frame/ask-first";
import { useProblemWords } from "../frame/use-problem-words";
import { EndpointSecret } from "./endpoint-secret";

const BUTTON = "inline-flex min-h-11 items-center whitespace-nowrap text-link";

/** What staff do with an endpoint: test it, pause it, give it a new secret, delete it. */
export function WebhookActions({ webhook }: { webhook: Webhook }) {
  const t = useTranslations("adminWebhooks");
  const api = useApi();
  const router = useRouter();
  const [secret, setSecret] = useState<string | null>(null);
  const { busy, errors, notice, change } = useChange({ codes: { STALE_EDIT: t("stale") } });
  const { id, status } = webhook;
  const next = status === "active" ? "paused" : "active";
  const refresh = () => router.refresh();
  const send = () => change({ call: () => testWebhook(api, id), done: t("testSent"), after: refresh });
  const toggle = () => change({ call: () => editWebhook(api, webhook, { status: next }), after: refresh });
  return (
    <>
      {status === "active" && (
        <button aria-disabled={busy} className={BUTTON} onClick={() => void send()} type="button">
          {t("test")}
        </button>
      )}
      <button aria-disabled={busy} className={BUTTON} onClick={() => void toggle()} type="button">
        {t(next === "paused" ? "pause" : "resume")}
      </button>
      <Confirmed
        act={() => rotateSecret(api, id)}
        after={(made) => {
          setSecret(made.secret);
          refresh();
        }}
        label={t("rotate")}
        text={t("rotateText")}
      />
      <Confirmed
        act={() => deleteWebhook(api, id)}
        after={refresh}
        label={t("delete")}
        text={t("deleteText")}
      />
      <Notice text={notice} />
      <ErrorSummary errors={errors} labels={{}} />
      {secret && <EndpointSecret secret={secret} />}
    </>
  );
}

type ConfirmedProps<T> = {
  label: string;
  text: string;
  act: () => Promise<ApiResult<T>>;
  after: (data: T) => void;
};

/** A change that is asked about first. */
function Confirmed<T>({ label, text, act, after }: ConfirmedProps<T>) {
  const t = useTranslations("adminWebhooks");
  const wordsOf = useProblemWords(t("stale"));
  const [failure, setFailure] = useState<string | null>(null);
  const run = async (close: () => void) => {
    const result = await act();
    if (!result.ok) return setFailure(wordsOf(result.problem));
    close();
    after(result.data);
  };
  return (
    <AskFirst label={label} title={label}>
      {(close) => (
        <Question
          failure={failure}
          no={{ label: t("cancel"), act: close }}
          text={text}
          title={label}
          yes={{ label, act: () => run(close) }}
        />
      )}
    </AskFirst>
  );
}
