"use client";

import clsx from "clsx";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import type { Image } from "@/lib/api/types";
import { pictureOf } from "@/lib/options";
import { NoPicture, Picture } from "../ui/picture";
import { useSelection } from "./selection";

const ColourInstead = lazy(() => import("./colour-instead"));

/** The product's pictures, and the variants' pictures that are not among them. */
function allPictures(images: Image[], variants: { image: Image | null }[]): Image[] {
  const pictures = new Map(images.map((image) => [image.url, image]));
  for (const { image } of variants) if (image && !pictures.has(image.url)) pictures.set(image.url, image);
  return [...pictures.values()].slice(0, 10);
}

/** Swiped on phones, chosen by thumbnails elsewhere. It follows the chosen colour. */
export function Gallery() {
  const t = useTranslations("product");
  const { product, selection } = useSelection();
  const pictures = allPictures(product.images, product.variants);
  const strip = useRef<HTMLUListElement>(null);
  const [shown, setShown] = useState(0);

  const turnTo = (index: number) => {
    setShown(index);
    strip.current?.scrollTo({ left: index * strip.current.clientWidth });
  };

  const chosenUrl = pictureOf(product, selection)?.url;
  // biome-ignore lint/correctness/useExhaustiveDependencies: turns for another picture, not on each swipe
  useEffect(() => {
    const index = pictures.findIndex(({ url }) => url === chosenUrl);
    if (index >= 0) turnTo(index);
  }, [chosenUrl]);

  // A merchant may have pictures of some colours only.
  const isPartly =
    product.variants.some(({ image }) => image) && product.variants.some(({ image }) => !image);
  if (pictures.length === 0) return <NoPicture className="aspect-square rounded-xl" />;
  return (
    <div className="md:top-24 md:tall:sticky">
      <div className="relative -mx-5 md:mx-0">
        <ul
          aria-label={t("pictures")}
          className={clsx(
            "scroll-strip flex aspect-square snap-x snap-mandatory scroll-smooth bg-sand",
            "md:rounded-xl",
          )}
          onScroll={({ currentTarget }) =>
            setShown(Math.round(currentTarget.scrollLeft / currentTarget.clientWidth))
          }
          ref={strip}
          tabIndex={pictures.length > 1 ? 0 : undefined}
        >
          {pictures.map((image, index) => (
            <li className="w-full shrink-0 snap-center" key={image.url}>
              <Picture
                className="size-full"
                first={index === 0}
                image={image}
                sizes="(min-width: 80rem) 38rem, (min-width: 48rem) 50vw, 100vw"
              />
            </li>
          ))}
        </ul>
        {isPartly && (
          <Suspense>
            <ColourInstead />
          </Suspense>
        )}
        {pictures.length > 1 && (
          <p
            aria-hidden="true"
            className={clsx(
              "absolute right-4 bottom-4 rounded-full bg-ink/75 px-3 py-1 text-xs font-medium text-white",
              "tabular-nums md:hidden",
            )}
          >
            {shown + 1} / {pictures.length}
          </p>
        )}
      </div>
      {pictures.length > 1 && <Thumbnails pictures={pictures} shown={shown} turnTo={turnTo} />}
    </div>
  );
}

type ThumbnailProps = { pictures: Image[]; shown: number; turnTo: (index: number) => void };

function Thumbnails({ pictures, shown, turnTo }: ThumbnailProps) {
  const t = useTranslations("product");
  return (
    <ul className="mt-4 hidden flex-wrap gap-3 md:flex">
      {pictures.map((image, index) => (
        <li key={image.url}>
          <button
            aria-current={index === shown}
            aria-label={t("showPicture", { number: index + 1 })}
            className={clsx(
              "block size-20 overflow-hidden rounded-md outline-offset-2",
              index === shown ? "ring-2 ring-ink" : "opacity-75 hover:opacity-100",
            )}
            onClick={() => turnTo(index)}
            type="button"
          >
            <Picture className="size-full" decorative image={image} sizes="5rem" />
          </button>
        </li>
      ))}
    </ul>
  );
}
