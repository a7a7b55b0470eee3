"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ConfirmButton } from "@/components/account/confirm-button";
import { Icon } from "@/components/ui/icon";
import { Picture } from "@/components/ui/picture";
import type { StaffPicture, StaffVariant } from "@/lib/api/types";
import { PictureDetails } from "./picture-details";
import type { PictureList } from "./use-pictures";

const ACTION = "inline-flex min-h-11 items-center gap-1 px-2 text-sm text-link aria-disabled:opacity-40";

type Props = {
  picture: StaffPicture;
  /** Its place, from 0. */
  at: number;
  list: PictureList;
  variants: readonly StaffVariant[];
  readOnly: boolean;
};

export function PictureCard({ picture, at, list, variants, readOnly }: Props) {
  const t = useTranslations("products.pictures");
  const number = at + 1;
  return (
    <article aria-label={t("number", { number })} className="overflow-hidden rounded-md border border-line">
      <div className="relative">
        <Picture
          className="aspect-square w-full"
          image={picture.image}
          sizes="(width >= 80rem) 240px, (width >= 48rem) 33vw, 50vw"
        />
        {at === 0 && (
          <span className="absolute top-2 left-2 rounded-md bg-ink px-2 py-0.5 text-[0.8125rem] text-white">
            {t("first")}
          </span>
        )}
      </div>
      {!readOnly && (
        <div className="px-1.5 pb-1.5">
          <PictureMoves at={at} id={picture.id} list={list} />
          <PictureDialogs at={at} list={list} picture={picture} variants={variants} />
        </div>
      )}
    </article>
  );
}

function PictureMoves({
  id,
  at,
  list: { pictures, move, state },
}: {
  id: string;
  at: number;
  list: PictureList;
}) {
  const t = useTranslations("products.pictures");
  const number = at + 1;
  return (
    <div className="flex justify-between">
      {(["earlier", "later"] as const).map((way) => {
        const to = way === "earlier" ? at - 1 : at + 1;
        const possible = to >= 0 && to < pictures.length;
        return (
          <button
            aria-disabled={!possible || state.busy}
            aria-label={t(`${way}Of`, { number })}
            className={ACTION}
            key={way}
            onClick={({ currentTarget }) => possible && !state.busy && void move(id, to, currentTarget)}
            type="button"
          >
            {way === "earlier" && <Icon name="left" size={16} />}
            {t(way)}
            {way === "later" && <Icon name="right" size={16} />}
          </button>
        );
      })}
    </div>
  );
}

function PictureDialogs({ picture, at, list, variants }: Omit<Props, "readOnly">) {
  const t = useTranslations("products.pictures");
  const [open, setOpen] = useState(false);
  const number = at + 1;
  return (
    <>
      <div className="flex flex-wrap justify-between">
        <button
          aria-expanded={open}
          aria-label={t("detailsOf", { number })}
          className={ACTION}
          onClick={() => setOpen(!open)}
          type="button"
        >
          {t("details")}
        </button>
        <ConfirmButton
          act={() => void list.remove(picture.id)}
          busy={list.state.busy}
          className={ACTION}
          confirm={t("delete")}
          label={t("deleteOf", { number })}
          text={t("deleteText")}
          title={t("deleteTitle", { number })}
        >
          {t("delete")}
        </ConfirmButton>
      </div>
      {open && <PictureDetails list={list} number={number} picture={picture} variants={variants} />}
    </>
  );
}
