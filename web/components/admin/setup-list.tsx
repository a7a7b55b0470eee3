import clsx from "clsx";
import { getTranslations } from "next-intl/server";
import { Icon } from "@/components/ui/icon";
import { ShopLink } from "@/components/ui/shop-link";
import type { SetupStep } from "@/lib/admin/setup";

/** Greets the owner of a shop that does not sell yet. */
export async function SetupList({ steps }: { steps: readonly SetupStep[] }) {
  const t = await getTranslations("setup");
  const done = steps.filter((step) => step.done).length;
  return (
    <section aria-labelledby="setup" className="rounded-lg border border-line bg-white p-5 md:p-7">
      <h2 className="text-xl font-bold" id="setup">
        {t("title")}
      </h2>
      <p className="mt-1.5 text-soft">{t("progress", { done, count: steps.length })}</p>
      <ol className="mt-4 divide-y divide-line border-t border-line">
        {steps.map((step) => (
          <li className="flex items-center gap-3 py-1.5" key={step.name}>
            <span
              className={clsx(
                "grid size-7 shrink-0 place-items-center rounded-full border",
                step.done ? "border-leaf bg-leaf text-white" : "border-edge",
              )}
            >
              {step.done && <Icon name="check" size={16} />}
            </span>
            <ShopLink
              className={clsx(
                "inline-flex min-h-11 flex-1 items-center",
                step.done ? "text-soft" : "font-medium text-link",
              )}
              href={step.path}
            >
              {t(`steps.${step.name}`)}
            </ShopLink>
            <span className="text-[0.8125rem] text-soft">{t(step.done ? "done" : "open")}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
