"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import type { ClaimChoice } from "@/lib/api/types";
import {
  type ClaimGroup,
  type ClaimOption,
  type ClaimPieces,
  type ClaimReason,
  choosePieces,
  chosenGroups,
  claimReasons,
  takenByOthers,
} from "@/lib/checkout/claim-choice";
import { Refusal } from "../form/notice";
import { OptionChoice } from "./option-choice";
import { PieceChoice } from "./piece-choice";

/** What the buyer has chosen so far. */
export type Wish = ClaimPieces & { kind: ClaimChoice["kind"]; reason: ClaimReason | "" };

type Props = {
  orderId: string;
  guestToken: string | undefined;
  groups: ClaimGroup[];
  wish: Wish;
  set: (wish: Wish) => void;
  next: () => void;
  close: () => void;
  /** What it would give back. */
  children: ReactNode;
};

/** The first step: which pieces, a return or an exchange, and why. Nothing is chosen before. */
export function ClaimGoods({ orderId, guestToken, groups, wish, set: change, next, close, children }: Props) {
  const t = useTranslations("claims");
  const [missing, setMissing] = useState<string | null>(null);
  const set = (changed: Wish) => {
    setMissing(null);
    change(changed);
  };
  const none = Object.values(wish.pieces).every((count) => count === 0);
  const goOn = () => {
    if (none) return setMissing(t("nothing"));
    if (wish.reason === "") return setMissing(t("faultChoice"));
    next();
  };
  return (
    <div className="space-y-5">
      <fieldset>
        <legend className="mb-2 text-[0.9375rem] font-semibold">{t("choose")}</legend>
        <PieceChoice
          choose={(key, count) => set({ ...wish, ...choosePieces(groups, wish, key, count) })}
          chosen={wish.pieces}
          lines={groups.map(({ key, name, most }) => ({ id: key, label: t("pieces", { name }), most }))}
        />
      </fieldset>
      <label className="block text-[0.9375rem]">
        <span className="mb-1.5 block font-semibold">{t("kind")}</span>
        <select
          className="field"
          onChange={({ target }) => set({ ...wish, kind: target.value as Wish["kind"] })}
          value={wish.kind}
        >
          {(["return", "exchange"] as const).map((kind) => (
            <option key={kind} value={kind}>
              {t(`kinds.${kind}`)}
            </option>
          ))}
        </select>
      </label>
      {wish.kind === "exchange" &&
        chosenGroups(groups, wish).map((group) => (
          <OptionChoice
            choose={(option) => set({ ...wish, wanted: withOption(wish.wanted, group.key, option) })}
            group={group}
            guestToken={guestToken}
            key={group.key}
            orderId={orderId}
            pieces={wish.pieces[group.key] ?? 0}
            taken={takenByOthers(groups, wish, group.key)}
            wanted={wish.wanted[group.key]}
          />
        ))}
      <label className="block text-[0.9375rem]">
        <span className="mb-1.5 block font-semibold">{t("fault")}</span>
        <select
          className="field"
          onChange={({ target }) => set({ ...wish, reason: target.value as Wish["reason"] })}
          value={wish.reason}
        >
          <option value="">{t("faultChoice")}</option>
          {claimReasons.map((reason) => (
            <option key={reason} value={reason}>
              {t(`reasons.${reason}`)}
            </option>
          ))}
        </select>
      </label>
      {children}
      <Refusal text={missing} />
      <div className="flex flex-wrap gap-3">
        <button className="button button-ink min-w-32" onClick={goOn} type="button">
          {t("next")}
        </button>
        <button className="button button-line" onClick={close} type="button">
          {t("close")}
        </button>
      </div>
    </div>
  );
}

function withOption(wanted: Wish["wanted"], key: string, option: ClaimOption | undefined): Wish["wanted"] {
  const { [key]: _, ...others } = wanted;
  return option ? { ...others, [key]: option } : others;
}
