"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { TextField } from "@/components/form/text-field";
import { useApi } from "@/lib/api/browser";
import type { ApiResult } from "@/lib/api/problem";
import { promoteModel, rollBackModel, stopExperiment } from "@/lib/api/recommendations";
import { AskFirst, Question } from "../frame/ask-first";
import { useProblemWords } from "../frame/use-problem-words";

type MoveProps = {
  label: string;
  title: string;
  text: string;
  act: (reason: string) => Promise<ApiResult<unknown>>;
};

/** A change of the model that serves, which is asked about first and has a reason. */
function Move({ label, title, text, act }: MoveProps) {
  const t = useTranslations("adminRecommendations");
  const router = useRouter();
  const wordsOf = useProblemWords(t("unusable"));
  const [reason, setReason] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const run = async (close: () => void) => {
    if (reason.trim() === "") return setFailure(t("reasonMissing"));
    const result = await act(reason);
    if (!result.ok) return setFailure(wordsOf(result.problem));
    close();
    setReason("");
    router.refresh();
  };
  return (
    <AskFirst label={label} title={title}>
      {(close) => (
        <Question
          failure={failure}
          no={{ label: t("cancel"), act: close }}
          text={text}
          title={title}
          yes={{ label, act: () => run(close) }}
        >
          <div className="mt-4">
            <TextField
              label={t("reason")}
              maxLength={200}
              name="reason"
              onChange={(event) => setReason(event.currentTarget.value)}
              value={reason}
            />
          </div>
        </Question>
      )}
    </AskFirst>
  );
}

export function Promote({ version }: { version: number }) {
  const t = useTranslations("adminRecommendations");
  const api = useApi();
  return (
    <Move
      act={(reason) => promoteModel(api, version, reason)}
      label={t("promote")}
      text={t("promoteText")}
      title={t("promoteTitle", { version })}
    />
  );
}

/** `from`: the champion that staff see. */
export function RollBack({ from }: { from: number }) {
  const t = useTranslations("adminRecommendations");
  const api = useApi();
  return (
    <Move
      act={(reason) => rollBackModel(api, from, reason)}
      label={t("rollback")}
      text={t("rollbackText")}
      title={t("rollback")}
    />
  );
}

export function StopExperiment({ id }: { id: string }) {
  const t = useTranslations("adminRecommendations");
  const api = useApi();
  return (
    <Move
      act={(reason) => stopExperiment(api, id, reason)}
      label={t("endExperiment")}
      text={t("endExperimentText")}
      title={t("endExperiment")}
    />
  );
}
