/** Documents that members agree to, and their answers. An answer is a new row; rows are never changed. */

import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import { DomainError, inputError, inputProblem } from "../../../platform/errors.ts";
import type { Origin } from "../../../platform/http/access.ts";
import { newId } from "../../../platform/ids.ts";
import type { Language } from "../../../platform/language.ts";
import { inAccount } from "../accounts/in-account.ts";
import type { MembersContext } from "../context.ts";
import * as queries from "./queries.ts";

export const listDocuments = (
  { db, clock }: MembersContext,
  language: Language,
): Promise<queries.DocumentRow[]> => db.rows(queries.findCurrentDocuments, { language, now: clock.now() });

export const listAgreements = (
  { db, clock }: MembersContext,
  accountId: string,
  language: Language,
): Promise<queries.AgreementRow[]> =>
  db.rows(queries.findAgreements, { accountId, language, now: clock.now() });

/** An answer per channel; an omitted channel stays as it is. */
export interface MarketingChoice {
  readonly email?: boolean;
  readonly sms?: boolean;
  readonly push?: boolean;
}

/** A repeated answer is not stored again. */
export async function chooseMarketing(
  members: MembersContext,
  accountId: string,
  choice: MarketingChoice,
  { ip, userAgent }: Origin,
): Promise<void> {
  const answers = [
    { code: "marketing_email", agreed: choice.email } as const,
    { code: "marketing_sms", agreed: choice.sms } as const,
    { code: "marketing_push", agreed: choice.push } as const,
  ].flatMap(({ code, agreed }) => (agreed === undefined ? [] : [{ code, agreed }]));
  await inAccount(members, accountId, (trx) =>
    trx.rows(queries.insertConsents, {
      accountId,
      codes: answers.map(({ code }) => code),
      agreed: answers.map(({ agreed }) => agreed),
      ip,
      userAgent,
      now: members.clock.now(),
    }),
  );
}

export interface NewDocument {
  readonly code: queries.AgreementCode;
  readonly ko: { readonly title: string; readonly body: string };
  readonly en: { readonly title: string; readonly body: string };
  /** Null: from now on. */
  readonly effectiveAt: Date | null;
}

export interface PublishedDocument {
  readonly code: queries.AgreementCode;
  readonly version: number;
  readonly required: boolean;
  readonly effectiveAt: Date;
}

/** Publishes a new version of a document. Throws INVALID_INPUT when it would take effect in the past. */
export async function publishDocument(
  { db, clock }: MembersContext,
  document: NewDocument,
  by: ActingStaff,
): Promise<PublishedDocument> {
  const now = clock.now();
  const { code, ko, en, effectiveAt } = document;
  if (effectiveAt && !(effectiveAt >= now)) {
    throw inputError([inputProblem("/effectiveAt", "PAST")]);
  }
  const from = effectiveAt ?? now;
  return db.transaction(async (trx) => {
    if (!(await trx.first(queries.lockDocument, { code }))) throw new DomainError("NOT_FOUND");
    const texts = { titleKo: ko.title, bodyKo: ko.body, titleEn: en.title, bodyEn: en.body };
    const added = await trx.first(queries.insertDocument, {
      id: newId(now),
      code,
      ...texts,
      effectiveAt: from,
    });
    if (!added) throw new Error(`there is no version of ${code} to follow`);
    const { version, required } = added;
    const after = { code, version, effectiveAt: from.toISOString() };
    await recordAction(trx, { ...by, action: "agreement.publish", subject: `agreement:${code}`, after, now });
    return { code, version, required, effectiveAt: from };
  });
}
