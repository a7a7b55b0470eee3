"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import type { Problem, Result } from "@/lib/api/problem";
import { noTrouble, type Trouble, troubleOf } from "@/lib/form-trouble";

type Options<Field extends string> = {
  /** The form's fields by the API's names for them. */
  fields: Readonly<Record<string, Field>>;
  /** The form's own words for complaints and problems, by their codes. */
  codes?: Readonly<Record<string, string>>;
};

/**
 * A form that asks the API one thing at a time: busy while it does, then what is wrong. Needs the words `session`.
 * `send` answers the data, or null after a problem has been shown; `handled` takes problems the form answers otherwise.
 */
export function useForm<Field extends string>({ fields, codes = {} }: Options<Field>) {
  const t = useTranslations("session");
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble<Field>>(noTrouble);
  // State is a render behind; two clicks within one frame must still be one request.
  const running = useRef(false);

  const run = (started: boolean) => {
    running.current = started;
    setBusy(started);
  };
  const words = {
    offline: t("trouble.offline"),
    unsure: t("trouble.unsure"),
    wait: (minutes: number) => t("trouble.wait", { minutes }),
  };
  const show = (problem: Problem) => setTrouble(troubleOf(problem, fields, codes, words));

  async function send<T>(
    work: () => Promise<Result<T>>,
    handled: (problem: Problem) => boolean = () => false,
  ): Promise<{ data: T } | null> {
    if (running.current) return null;
    run(true);
    setTrouble(noTrouble);
    try {
      const answer = await work();
      if (answer.ok) return { data: answer.data };
      if (!handled(answer.problem)) show(answer.problem);
      return null;
    } catch (cause) {
      setTrouble({ errors: {}, failure: words.unsure });
      throw cause;
    } finally {
      run(false);
    }
  }

  /** What the form itself finds wrong. */
  const complain = (errors: Trouble<Field>["errors"], failure: string | null = null) =>
    setTrouble({ errors, failure });

  return { busy, trouble, send, complain };
}
