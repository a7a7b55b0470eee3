"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Result } from "@/lib/api/problem";
import { useForm } from "../session/use-form";

type Options<Field extends string> = {
  /** The fields' names in the form, by the API's names for them. */
  fields?: Readonly<Record<string, Field>>;
  /** Words of this form for complaints and problems, by their codes. */
  codes?: Readonly<Record<string, string>>;
  /** Problems that are about one field, by their codes. */
  beside?: Readonly<Record<string, Field>>;
};

type Change<T> = {
  call: () => Promise<Result<T>>;
  /** Said when it is done. */
  done?: string;
  /** After success; busy until it ends. */
  after?: (data: T) => unknown;
};

const noFields = {};

/** One change at a time: busy while under way, then what was done, or what is wrong. */
export function useChange<Field extends string = never>({
  fields,
  codes = {},
  beside = {},
}: Options<Field> = {}) {
  const t = useTranslations("account.form");
  const [notice, setNotice] = useState<string | null>(null);
  const [finishing, setFinishing] = useState(false);
  const words: Record<string, string> = { STEP_UP_REQUIRED: t("unproven"), ...codes };
  const { busy, trouble, send, complain } = useForm<Field>({ fields: fields ?? noFields, codes: words });

  const change = async <T>({ call, done, after }: Change<T>): Promise<void> => {
    if (finishing) return;
    setNotice(null);
    const answer = await send(call, ({ code }) => {
      const field = beside[code];
      if (field) complain({ [field]: words[code] ?? "" } as Partial<Record<Field, string>>);
      return field !== undefined;
    });
    if (!answer) return;
    setFinishing(true);
    await after?.(answer.data);
    setFinishing(false);
    setNotice(done ?? null);
  };

  const find = (errors: Partial<Record<Field, string>>) => {
    setNotice(null);
    complain(errors);
  };

  return { busy: busy || finishing, trouble, notice, change, complain: find };
}
