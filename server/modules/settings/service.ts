/** Reads and changes the settings. An edit names the version that it began with, so that none is lost. */
import { type ActingStaff, recordAction } from "../../platform/audit-log/audit-log.ts";
import type { Db } from "../../platform/db/db.ts";
import { DomainError, type InputProblem, inputError, inputProblem } from "../../platform/errors.ts";
import type { CacheFill } from "../../platform/http/response-cache.ts";
import { etagOfVersion } from "../../platform/http/versions.ts";
import type { Language } from "../../platform/language.ts";
import type { Storage } from "../../platform/storage/storage.ts";
import type { SettingsContext } from "./context.ts";
import type { SettingsChange, ShopSettings } from "./contract/shop-settings.ts";
import { SETTINGS_CHANGED } from "./contract.ts";
import { nameOf, presentSettings, presentShop, senderOf } from "./present.ts";
import * as queries from "./queries.ts";
import {
  differencesBetween,
  maskedRecordOf,
  noSettings,
  picturesOf,
  problemsOf,
  withChange,
} from "./shop-settings.ts";

/** The tag of every response that shows the settings, and the key of their changes. */
export const SHOP = "shop";
const MAX_AGE_MS = 60_000;
/** Versions that are kept, so that a stale edit can be told what changed. */
const KEPT_VERSIONS = 100;

export interface SettingsVersion {
  /** 0: the shop was never set up. */
  readonly version: number;
  readonly settings: ShopSettings;
}

/** What is stored may lack settings that a later version of the shop added. */
const versionOf = (row: queries.VersionRow | null | undefined): SettingsVersion => ({
  version: row?.version ?? 0,
  settings: row ? withChange(noSettings, row.content) : noSettings,
});

export const readSettings = async ({ db }: { readonly db: Db }): Promise<SettingsVersion> =>
  versionOf((await db.lookUp(queries.findNewestVersion, [SHOP]))[0]);

export async function shopPage(context: SettingsContext, language: Language): Promise<CacheFill> {
  const { settings } = await readSettings(context);
  return { body: presentShop(settings, language), tags: [SHOP], maxAgeMs: MAX_AGE_MS };
}

export async function shopName(context: SettingsContext): Promise<{ ko: string; en: string }> {
  const { settings } = await readSettings(context);
  return { ko: nameOf(settings, "ko"), en: nameOf(settings, "en") };
}

/** The law asks for name, address and phone in each advertisement: without one of them there is no sender. */
export async function advertiser(context: SettingsContext) {
  const { settings } = await readSettings(context);
  const [ko, en] = [senderOf(settings, "ko"), senderOf(settings, "en")];
  return { sender: ko && en && { ko, en } };
}

export async function paymentSettings(context: SettingsContext) {
  const { settings } = await readSettings(context);
  const { bank, accountNumber, holder, approvalAbove } = settings.payment;
  const isComplete = bank !== null && accountNumber !== null && holder !== null;
  return { account: isComplete ? { bank, accountNumber, holder } : null, approvalAbove };
}

/**
 * Changes the settings. `base` is the version that the edit began with. Throws STALE_EDIT, with what changed
 * since, when it is not the newest; INVALID_INPUT.
 */
export async function changeSettings(
  context: SettingsContext,
  base: number,
  change: SettingsChange,
  by: ActingStaff,
): Promise<SettingsVersion> {
  const { db, clock, changes, storage } = context;
  const current = await readSettings(context);
  if (current.version !== base) throw await staleEdit(context, base);
  const settings = withChange(current.settings, change);
  const differences = differencesBetween(current.settings, settings);
  if (differences.length === 0) return current;
  const problems = [...problemsOf(settings), ...(await missingPictures(storage, settings))];
  if (problems.length > 0) throw inputError(problems);
  const now = clock.now();
  const added = await db.transaction(async (trx) => {
    const content = JSON.stringify(settings);
    const row = await trx.first(queries.insertVersion, { base, content, kept: KEPT_VERSIONS, now });
    if (row)
      await recordAction(trx, {
        ...by,
        action: "settings.change",
        subject: "settings:shop",
        ...maskedRecordOf(differences),
        now,
      });
    return row;
  });
  if (!added) throw await staleEdit(context, base);
  await changes.publish(SETTINGS_CHANGED, [SHOP]);
  return { version: added.version, settings };
}

/** For the newest version, what changed since `base`. A version that is not known any more was empty. */
async function staleEdit({ db }: SettingsContext, base: number): Promise<DomainError> {
  const [known, current] = await Promise.all([
    db.first(queries.findVersion, { version: base }),
    readSettings({ db }),
  ]);
  const [was, now] = [presentSettings(versionOf(known).settings), presentSettings(current.settings)];
  const differences = differencesBetween(was, now);
  return new DomainError("STALE_EDIT", { etag: etagOf(current), differences });
}

export const etagOf = ({ version }: Pick<SettingsVersion, "version">): string => etagOfVersion(version);

/** A page would show a gap for a picture without files. */
async function missingPictures(storage: Storage, settings: ShopSettings): Promise<InputProblem[]> {
  const problems = picturesOf(settings).map(async ([pointer, { key, widths }]) => {
    const files = widths.map((width) => storage.find(`${key}/${width}.avif`));
    return (await Promise.all(files)).includes(null) ? [inputProblem(pointer, "UNKNOWN")] : [];
  });
  return (await Promise.all(problems)).flat();
}

/** Stores the settings of a shop that never had any; any other shop keeps its own. */
export async function fillSettings(context: SettingsContext, change: SettingsChange): Promise<void> {
  const { db, clock, changes } = context;
  const settings = withChange(noSettings, change);
  const problems = problemsOf(settings);
  if (problems.length > 0) throw inputError(problems);
  const content = JSON.stringify(settings);
  const version = { base: 0, content, kept: KEPT_VERSIONS, now: clock.now() };
  if (await db.first(queries.insertVersion, version)) await changes.publish(SETTINGS_CHANGED, [SHOP]);
}
