/** Mails as staff see and write them. A mail is previewed by the same code that writes it to buyers. */
import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import { inputError, inputProblem } from "../../../platform/errors.ts";
import { refuseStale, writeEtag } from "../../../platform/http/edit-version.ts";
import type { Language } from "../../../platform/language.ts";
import { writeLetterOf } from "../../../platform/mail/send-letter.ts";
import type { NotificationsContext } from "../context.ts";
import {
  type LetterKind,
  type LetterTexts,
  placeholdersOf,
  textFields,
  unknownPlaceholders,
  withTexts,
} from "../mails/letter-texts.ts";
import { pagesOf } from "../mails/pages.ts";
import { sampleOf } from "../mails/samples.ts";
import * as queries from "./queries.ts";

export interface LetterPlace {
  readonly kind: LetterKind;
  readonly language: Language;
}

const PROGRAMS: LetterTexts = { subject: null, heading: null, closing: null };

const textsIn = ({ subject, heading, closing }: LetterTexts): LetterTexts => ({ subject, heading, closing });

/** The texts of staff, or the program's. */
export async function textsOf(
  { db }: Pick<NotificationsContext, "db">,
  { kind, language }: { readonly kind: string; readonly language: Language },
): Promise<LetterTexts> {
  const [stored] = await db.lookUp(queries.findTexts, [queries.idOf({ kind, language })]);
  return textsIn(stored ?? PROGRAMS);
}

export const listChanged = ({ db }: NotificationsContext) => db.rows(queries.listChanged, {});

/** `texts`: those of a draft; undefined: those that are stored. Throws INVALID_INPUT. */
export async function previewLetter(
  context: NotificationsContext,
  place: LetterPlace,
  draft: LetterTexts | undefined,
) {
  if (draft) checkTexts(place.kind, draft);
  const { shopUrl, shopSettings } = context;
  const { kind, language } = place;
  const [texts, shopName] = await Promise.all([draft ?? textsOf(context, place), shopSettings.shopName({})]);
  const { content, values } = sampleOf(kind, language, shopUrl, shopName[language]);
  const { home } = pagesOf(shopUrl, language);
  return {
    ...place,
    ...writeLetterOf(withTexts(content, texts, values), language, { shopName, home }),
    texts,
    // A draft is no version that an edit could begin with.
    ...(!draft && { etag: writeEtag({ ...texts }) }),
    programs: { subject: content.subject, heading: content.heading },
    placeholders: [...placeholdersOf(kind)],
  };
}

/**
 * `ifMatch`: the ETag of the texts that the edit began with; undefined: any. Texts that are stored already
 * are no edit. Throws STALE_EDIT, and INVALID_INPUT for a placeholder that the mail does not have.
 */
export async function storeTexts(
  { db, clock }: NotificationsContext,
  { kind, language }: LetterPlace,
  texts: LetterTexts,
  by: ActingStaff,
  ifMatch: string | undefined,
): Promise<void> {
  checkTexts(kind, texts);
  const now = clock.now();
  await db.transaction(async (trx) => {
    await trx.rows(queries.lockTexts, { kind, language });
    const stored = await trx.first(queries.findTexts, { ids: [queries.idOf({ kind, language })] });
    const before = textsIn(stored ?? PROGRAMS);
    if (textFields.every((field) => before[field] === texts[field])) return;
    if (ifMatch !== undefined) refuseStale(ifMatch, { ...before });
    if (textFields.every((field) => texts[field] === null))
      await trx.rows(queries.deleteTexts, { kind, language });
    else await trx.rows(queries.storeTexts, { kind, language, ...texts, now });
    const subject = `mail:${kind}:${language}`;
    await recordAction(trx, {
      ...by,
      action: "mail.edit",
      subject,
      before: { ...before },
      after: { ...texts },
      now,
    });
  });
}

function checkTexts(kind: LetterKind, texts: LetterTexts): void {
  const problems = textFields.flatMap((field) => {
    const [unknown] = unknownPlaceholders(texts[field] ?? "", placeholdersOf(kind));
    return unknown === undefined ? [] : [inputProblem(`/${field}`, "PLACEHOLDER", { text: unknown })];
  });
  if (problems.length > 0) throw inputError(problems);
}
