/**
 * The live drill: the real shop, watched by a real Prometheus and Alertmanager with our rules and routes, is
 * broken in four ways. Each time the page has to come with its labels, and recovery has to resolve it.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type AlertInbox, openAlertInbox, type ReceivedAlert } from "./alert-inbox.ts";
import { type DrillShop, startDrillShop } from "./drill-shop.ts";
import { startWatchers, type Watchers } from "./watchers.ts";

export interface DrillTools {
  readonly root: string;
  readonly prometheus: string;
  readonly alertmanager: string;
}

export interface DrillResult {
  readonly fault: string;
  /** Seconds from the fault to the page, and from recovery to its end; null: none came. */
  readonly pagedAfter: number | null;
  readonly resolvedAfter: number | null;
  /** What was wrong with it. */
  readonly problems: readonly string[];
}

interface Fault {
  readonly name: string;
  readonly alert: string;
  readonly labels: Readonly<Record<string, string>>;
  break(shop: DrillShop): Promise<void>;
  mend(shop: DrillShop): Promise<void>;
  /** What shoppers do meanwhile. */
  readonly shopping?: boolean;
}

const PATIENCE_MS = 90_000;
const STOCK_OF_ONE = "WHERE ctid = (SELECT ctid FROM inventory.stock LIMIT 1)";

const faults: readonly Fault[] = [
  {
    name: "payment provider down",
    alert: "PaymentProviderFailing",
    labels: { severity: "page", provider: "sandbox" },
    break: (shop) => shop.breakProvider(),
    mend: (shop) => shop.mendProvider(),
    shopping: true,
  },
  {
    name: "worker stopped",
    alert: "WorkerDown",
    labels: { severity: "page", job: "worker" },
    break: (shop) => shop.killWorker(),
    mend: (shop) => shop.startWorker(),
  },
  {
    name: "database away",
    alert: "DatabaseUnreachable",
    labels: { severity: "page", database: "127.0.0.1/jangteo" },
    break: (shop) => shop.stopDatabase(),
    mend: (shop) => shop.startDatabase(),
  },
  {
    name: "stock drifted",
    alert: "StockDrift",
    labels: { severity: "page", module: "inventory" },
    break: (shop) => shop.sql(`UPDATE inventory.stock SET on_hand = on_hand + 3 ${STOCK_OF_ONE}`),
    mend: (shop) => shop.sql(`UPDATE inventory.stock SET on_hand = on_hand - 3 ${STOCK_OF_ONE}`),
  },
];

export async function runDrill(tools: DrillTools, say: (line: string) => void): Promise<DrillResult[]> {
  const folder = await mkdtemp(join(tmpdir(), "jangteo-monitoring-"));
  const pages = await openAlertInbox();
  const heartbeat = await openAlertInbox();
  const shop = await startDrillShop();
  let watchers: Watchers | undefined;
  try {
    const addresses = { webhookUrl: pages.url, deadMansSwitchUrl: heartbeat.url, smtpHost: shop.smtpHost };
    watchers = await startWatchers({ ...tools, folder, targets: shop.targets(), addresses });
    await watchers.whenCalm();
    const results = [await seeHealthyShop(shop, pages, heartbeat)];
    for (const fault of faults) {
      const result = await drillOne(fault, shop, pages, watchers);
      say(inWords(result));
      results.push(result);
    }
    return results;
  } finally {
    await watchers?.stop();
    await shop.stop();
    await pages.close();
    await heartbeat.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Without a fault the dead-man's switch hears of us, purchases work, and no page comes. */
async function seeHealthyShop(
  shop: DrillShop,
  pages: AlertInbox,
  heartbeat: AlertInbox,
): Promise<DrillResult> {
  const began = performance.now();
  // Before it has reached the shop for the first time, Prometheus tells that it is down.
  const before = pages.received.length;
  const status = await shop.buy();
  const heard = await heartbeat.next("Watchdog", "firing", PATIENCE_MS);
  const problems = [
    ...(status === 200 ? [] : [`a purchase ended with ${status}`]),
    ...(heard ? [] : ["the dead-man's switch hears nothing"]),
    ...pages.received
      .slice(before)
      .filter(({ status: state }) => state === "firing")
      .map(({ labels }) => `a page came without a fault: ${labels.alertname}`),
  ];
  return { fault: "none", pagedAfter: secondsSince(began), resolvedAfter: null, problems };
}

async function drillOne(
  fault: Fault,
  shop: DrillShop,
  pages: AlertInbox,
  watchers: Watchers,
): Promise<DrillResult> {
  const broken = performance.now();
  const firing = pages.next(fault.alert, "firing", PATIENCE_MS);
  await fault.break(shop);
  const page = await (fault.shopping ? whileShopping(shop, firing) : firing);
  const pagedAfter = page ? secondsSince(broken) : null;
  const problems = page ? problemsOf(page, fault) : ["no page came"];
  if (page) problems.push(...(await problemsOfMail(shop, page)));

  const mended = performance.now();
  const resolved = pages.next(fault.alert, "resolved", PATIENCE_MS);
  await fault.mend(shop);
  await watchers.moveTargets(shop.targets());
  const end = await resolved;
  if (!end) problems.push("recovery did not resolve it");
  return { fault: fault.name, pagedAfter, resolvedAfter: end ? secondsSince(mended) : null, problems };
}

/** Three shoppers buy one thing after the other until the alert comes. */
async function whileShopping(
  shop: DrillShop,
  firing: Promise<ReceivedAlert | undefined>,
): Promise<ReceivedAlert | undefined> {
  let over = false;
  void firing.then(() => {
    over = true;
  });
  const shopper = async (): Promise<void> => {
    while (!over) {
      await shop.buy();
      await wait(100);
    }
  };
  await Promise.all([firing, shopper(), shopper(), shopper()]);
  return firing;
}

function problemsOf({ labels, annotations }: ReceivedAlert, fault: Fault): string[] {
  const wrong = Object.entries(fault.labels)
    .filter(([label, value]) => labels[label] !== value)
    .map(([label, value]) => `its ${label} is "${labels[label]}" and not "${value}"`);
  const runbook = annotations.runbook_url?.endsWith(`/docs/runbooks/${fault.alert}.md`);
  return runbook ? wrong : [...wrong, `its runbook is "${annotations.runbook_url}"`];
}

/** The page comes by mail, too, in both languages. */
async function problemsOfMail(shop: DrillShop, { annotations }: ReceivedAlert): Promise<string[]> {
  const { summary = "", summary_ko: korean = "" } = annotations;
  const isOurs = { to: "staff@jangteo.test", subject: /\[PAGE\]/ };
  const [mail] = await Promise.allSettled([findMail(shop, isOurs, korean)]);
  if (mail.status === "rejected") return [`no mail told it: ${mail.reason}`];
  const { subject, text } = mail.value;
  return [summary, korean]
    .filter((part) => !`${subject}\n${text}`.includes(part))
    .map((part) => `its mail lacks "${part}"`);
}

async function findMail(shop: DrillShop, filter: { to: string; subject: RegExp }, part: string) {
  for (let afterId: string | undefined; ; ) {
    const mail = await shop.mailbox.next({ ...filter, afterId }, PATIENCE_MS / 3);
    if (mail.text.includes(part)) return mail;
    afterId = mail.id;
  }
}

const secondsSince = (began: number): number => Math.round((performance.now() - began) / 100) / 10;

export function inWords({ fault, pagedAfter, resolvedAfter, problems }: DrillResult): string {
  if (problems.length > 0) return `${fault}: ${problems.join("; ")}`;
  return `${fault}: paged after ${pagedAfter} s, resolved ${resolvedAfter} s after recovery`;
}
