"use client";

import { useTranslations } from "next-intl";
import { Panel } from "@/components/account/account-page";
import { Notice, Refusal } from "@/components/form/notice";
import type { StaffPicture, StaffVariant } from "@/lib/api/types";
import { PictureCard } from "./picture-card";
import { PictureUpload } from "./picture-upload";
import { usePictures } from "./use-pictures";

type Props = {
  productId: string;
  pictures: readonly StaffPicture[];
  variants: readonly StaffVariant[];
  readOnly: boolean;
};

/** The pictures of a product in their order, and the way to add some. */
export function PicturePanel({ productId, pictures: stored, variants, readOnly }: Props) {
  const t = useTranslations("products");
  const list = usePictures(productId, stored);
  const { pictures, state, add } = list;
  return (
    <Panel id="product-pictures" text={t("pictures.text")} title={t("sections.pictures")}>
      <div className="space-y-4">
        {pictures.length === 0 && readOnly && <p className="text-soft">{t("pictures.none")}</p>}
        <ol className="grid grid-cols-2 items-start gap-3 md:grid-cols-3 md:gap-4 xl:grid-cols-4">
          {pictures.map((picture, at) => (
            <li key={picture.id}>
              <PictureCard at={at} list={list} picture={picture} readOnly={readOnly} variants={variants} />
            </li>
          ))}
        </ol>
        <Refusal text={state.errors.failure} />
        <Notice text={state.notice} />
        {!readOnly && <PictureUpload add={add} productId={productId} />}
      </div>
    </Panel>
  );
}
