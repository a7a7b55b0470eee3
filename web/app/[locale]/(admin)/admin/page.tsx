import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { SetupList } from "@/components/admin/setup-list";
import { TodayPanel } from "@/components/admin/today-panel";
import { Missing } from "@/components/ui/missing";
import { ShopLink } from "@/components/ui/shop-link";
import { type SetupStep, setupStepsOf } from "@/lib/admin/setup";
import { isStaff, tasksOf } from "@/lib/admin/tasks";
import { readToday } from "@/lib/api/reports";
import { visitorApi } from "@/lib/api/server";
import { readSetup } from "@/lib/api/setup";
import { shopDetails } from "@/lib/api/shop";
import type { Member, Today } from "@/lib/api/types";
import { missingMetadata } from "@/lib/page-metadata";
import { getMember } from "@/lib/session/member";

export async function generateMetadata(): Promise<Metadata> {
  const member = await getMember();
  if (!member || !isStaff(member)) return missingMetadata();
  const t = await getTranslations("admin");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** Where staff find out what they can do. For all others there is no such page. */
export default async function AdminHome() {
  const member = await getMember();
  return member && isStaff(member) ? <StaffPage member={member} /> : <Missing />;
}

type Role = "owner" | "manager" | "catalogue" | "orders" | "support" | "analyst";

/** None when the API cannot tell: the page shows what can be done all the same. */
async function stepsOf({ permissions, secondFactor }: Member): Promise<SetupStep[]> {
  if (!permissions.includes("product:read")) return [];
  const [setup, { seller }] = await Promise.all([visitorApi().then(readSetup), shopDetails()]);
  const hasSecondFactor = secondFactor.totp || secondFactor.passkeys > 0;
  return setup.ok ? setupStepsOf({ permissions, setup: setup.data, seller, hasSecondFactor }) : [];
}

/** None for those who may not read it, and when the API cannot tell. */
async function todayOf({ permissions }: Member): Promise<Today | null> {
  if (!permissions.includes("report:read")) return null;
  const today = await readToday(await visitorApi());
  return today.ok ? today.data : null;
}

async function StaffPage({ member }: { member: Member }) {
  const { name, role, permissions, secondFactor } = member;
  const [t, roles, steps, today] = await Promise.all([
    getTranslations("admin"),
    getTranslations("links.roles"),
    stepsOf(member),
    todayOf(member),
  ]);
  const roleName = roles.has(role as Role) ? roles(role as Role) : role;
  return (
    <AdminPage intro={t("intro", { name, role: roleName })} title={t("title")}>
      {steps.length > 0 && <SetupList steps={steps} />}
      {today && <TodayPanel permissions={permissions} today={today} />}
      {steps.length === 0 && !secondFactor.totp && secondFactor.passkeys === 0 && (
        <p className="mt-5 rounded-lg bg-sand px-5 py-3">
          {t("secondFactor")}{" "}
          <ShopLink className="inline-flex min-h-11 items-center text-link" href="/account/security">
            {t("toSecurity")}
          </ShopLink>
        </p>
      )}
      <Tasks permissions={permissions} />
    </AdminPage>
  );
}

/** What can be done on pages, and folded away what only programs can do. */
async function Tasks({ permissions }: Pick<Member, "permissions">) {
  const t = await getTranslations("admin");
  const tasks = tasksOf(permissions);
  const onPages = tasks.filter((task) => "page" in task);
  const byCalls = tasks.filter((task) => "call" in task);
  return (
    <section aria-labelledby="tasks" className="mt-10">
      <h2 className="text-xl font-bold" id="tasks">
        {t("tasks")}
      </h2>
      {tasks.length === 0 && <p className="mt-3 text-soft">{t("noTasks")}</p>}
      <ul className="mt-3 grid gap-x-8 sm:grid-cols-2 xl:grid-cols-3">
        {onPages.map(({ name, page }) => (
          <li key={name}>
            <ShopLink className="inline-flex min-h-11 items-center font-medium text-link" href={page}>
              {t(`names.${name}`)}
            </ShopLink>
          </li>
        ))}
      </ul>
      {byCalls.length > 0 && (
        <details className="mt-6 rounded-lg border border-line bg-white px-5 py-2">
          <summary className="flex min-h-11 items-center font-semibold">{t("byCalls")}</summary>
          <ul className="mt-1 divide-y divide-line">
            {byCalls.map(({ name, call }) => (
              <li className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 py-2.5" key={name}>
                <span className="font-medium">{t(`names.${name}`)}</span>
                <code className="text-[0.8125rem] text-soft">{call}</code>
              </li>
            ))}
          </ul>
          {/* A plain link: the document is the API's, not a page of the web. */}
          <a className="button button-line my-4" href="/api/docs">
            {t("apiDocs")}
          </a>
          <p className="mb-3 text-[0.9375rem] text-soft">
            {t("howTo")} <code className="text-ink">docs/how-to/README.md</code>
          </p>
        </details>
      )}
    </section>
  );
}
