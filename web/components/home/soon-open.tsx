import { getTranslations } from "next-intl/server";
import { isStaff } from "@/lib/admin/tasks";
import { getMember } from "@/lib/session/member";
import { MissingDetails } from "../admin/missing-details";
import { Empty } from "../ui/empty";
import { Icon } from "../ui/icon";
import { ShopLink } from "../ui/shop-link";

/** The home page of a shop without products. Staff see what is left to do before it opens. */
export async function SoonOpen() {
  const [t, member] = await Promise.all([getTranslations("soon"), getMember()]);
  if (member && isStaff(member)) return <SetUp />;
  return (
    <div className="shell">
      <Empty as="h1" text={t("text")} title={t("title")} />
    </div>
  );
}

const steps = ["settings", "product", "stock", "terms"] as const;

async function SetUp() {
  const t = await getTranslations("soon");
  return (
    <div className="shell max-w-3xl pt-8 md:pt-12">
      <h1 className="text-[1.75rem] font-bold md:text-4xl">{t("setUp")}</h1>
      <p className="mt-3 text-soft">{t("setUpText")}</p>
      <ol className="mt-8 divide-y divide-line border-y border-line">
        {steps.map((step) => (
          <li className="flex gap-3.5 py-4" key={step}>
            <Icon className="mt-0.5 shrink-0 text-leaf" name="right" size={18} />
            <div>
              <h2 className="font-semibold">{t(`steps.${step}.title`)}</h2>
              <p className="mt-1 text-[0.9375rem] text-soft">{t(`steps.${step}.text`)}</p>
              {step === "settings" && (
                <>
                  <MissingDetails />
                  <ShopLink className="inline-flex min-h-11 items-center text-link" href="/admin/settings">
                    {t("toSettings")}
                  </ShopLink>
                </>
              )}
            </div>
          </li>
        ))}
      </ol>
      <ShopLink className="mt-8 button button-ink" href="/admin">
        {t("toAdmin")}
      </ShopLink>
    </div>
  );
}
