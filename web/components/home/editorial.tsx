import clsx from "clsx";
import type { ShopDetails } from "@/lib/api/types";
import { Picture } from "../ui/picture";

/** What the shop stands for, between two shelves. */
export function Editorial({
  story: { eyebrow, title, points, picture },
}: {
  story: NonNullable<ShopDetails["story"]>;
}) {
  return (
    <section aria-labelledby="story" className="drawn-later mt-20 bg-sand md:mt-28">
      <div
        className={clsx(
          "shell grid items-center gap-9 py-14 md:gap-16 md:py-24",
          picture && "md:grid-cols-2",
        )}
      >
        {picture && (
          <div className="aspect-[4/3] overflow-hidden rounded-lg md:rounded-xl">
            <Picture
              className="size-full"
              decorative
              image={picture}
              sizes="(min-width: 80rem) 35rem, (min-width: 48rem) 45vw, 92vw"
            />
          </div>
        )}
        <div>
          {eyebrow && <p className="mb-3 text-sm font-semibold text-accent">{eyebrow}</p>}
          <h2 className="text-[1.75rem] font-bold whitespace-pre-line md:text-[2.25rem]" id="story">
            {title}
          </h2>
          <ul className="mt-7 space-y-5">
            {points.map((point) => (
              <li className="border-t border-line pt-4" key={point.title}>
                <h3 className="font-bold">{point.title}</h3>
                <p className="mt-1 text-[0.9375rem] leading-relaxed whitespace-pre-line text-soft">
                  {point.text}
                </p>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </section>
  );
}
