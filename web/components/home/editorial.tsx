import { useTranslations } from "next-intl";
import { heroImage } from "@/lib/hero";
import { Picture } from "../ui/picture";

const habits = ["one", "two", "three"] as const;

/** The shop's values, between two shelves. */
export function Editorial() {
  const t = useTranslations("home");
  return (
    <section aria-labelledby="story" className="mt-20 bg-sand md:mt-28">
      <div className="shell grid items-center gap-9 py-14 md:grid-cols-2 md:gap-16 md:py-24">
        <div className="aspect-[4/3] overflow-hidden rounded-lg md:rounded-xl">
          <Picture
            className="size-full"
            decorative
            image={heroImage(2, "", "#dfe5dc")}
            sizes="(min-width: 80rem) 35rem, (min-width: 48rem) 45vw, 92vw"
          />
        </div>
        <div>
          <p className="text-sm font-semibold text-accent">{t("storyEyebrow")}</p>
          <h2 className="mt-3 text-[1.75rem] font-bold whitespace-pre-line md:text-[2.25rem]" id="story">
            {t("storyTitle")}
          </h2>
          <ul className="mt-7 space-y-5">
            {habits.map((habit) => (
              <li className="border-t border-line pt-4" key={habit}>
                <h3 className="font-bold">{t(`habits.${habit}.title`)}</h3>
                <p className="mt-1 text-[0.9375rem] leading-relaxed text-soft">{t(`habits.${habit}.text`)}</p>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </section>
  );
}
