/** Documents that members agree to, and their answers. */
import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import { publish } from "../../../platform/jobs/publish.ts";
import type { Language } from "../../../platform/language.ts";
import { members } from "../contract.ts";

export const agreementCodes = [
  "terms",
  "privacy",
  "over14",
  "marketing_email",
  "marketing_sms",
  "marketing_push",
] as const;
export type AgreementCode = (typeof agreementCodes)[number];

export interface DocumentRow {
  readonly code: AgreementCode;
  readonly version: number;
  readonly required: boolean;
  readonly title: string;
  readonly body: string;
  readonly effectiveAt: Date;
}

/** The order in which documents are shown. */
const displayOrder = sql.raw(`ORDER BY array_position('{${agreementCodes.join(",")}}'::text[], code)`);

/** The newest version of each document that is in effect. */
export const findCurrentDocuments = prepared<{ language: Language; now: Date }, DocumentRow>(
  (p) => sql`
    SELECT code, version, required, effective_at AS "effectiveAt",
           CASE ${p.language}::text WHEN 'en' THEN title_en ELSE title_ko END AS title,
           CASE ${p.language}::text WHEN 'en' THEN body_en ELSE body_ko END AS body
    FROM (SELECT DISTINCT ON (code) * FROM members.consent_documents WHERE effective_at <= ${p.now}
          ORDER BY code, version DESC) AS current ${displayOrder}`,
);

export interface AgreementRow {
  readonly code: AgreementCode;
  readonly title: string;
  readonly required: boolean;
  readonly agreed: boolean;
  /** The version that was agreed to; null when there is no agreement. */
  readonly version: number | null;
  readonly currentVersion: number;
  /** The time of the last answer. */
  readonly at: Date | null;
}

/** Each document with the account's last answer. */
export const findAgreements = prepared<{ accountId: string; language: Language; now: Date }, AgreementRow>(
  (p) => sql`
    SELECT code, CASE ${p.language}::text WHEN 'en' THEN title_en ELSE title_ko END AS title, required,
           coalesce(newest.agreed, false) AS agreed,
           CASE WHEN newest.agreed THEN newest.version END AS version,
           current.version AS "currentVersion", newest.at
    FROM (SELECT DISTINCT ON (code) * FROM members.consent_documents WHERE effective_at <= ${p.now}
          ORDER BY code, version DESC) AS current
    LEFT JOIN LATERAL (
      SELECT agreed, at, document.version
      FROM members.consents JOIN members.consent_documents AS document ON document.id = document_id
      WHERE account_id = ${p.accountId} AND consents.code = current.code
      ORDER BY at DESC, consents.id DESC LIMIT 1) AS newest ON true
    ${displayOrder}`,
);

/**
 * Stores the account's answers about the documents in `codes` where they differ from the last ones: another
 * answer, or a yes to a newer version. A first answer of no is not stored. Publishes the change. The
 * transaction must hold the account's lock. Returns the codes that changed.
 */
export const insertConsents = prepared<
  {
    accountId: string;
    codes: AgreementCode[];
    agreed: boolean[];
    ip: string;
    userAgent: string | null;
    now: Date;
  },
  { code: AgreementCode }
>(
  (p) => sql`
    WITH current AS (
      SELECT DISTINCT ON (code) id, code FROM members.consent_documents
      WHERE effective_at <= ${p.now} AND code = ANY (${p.codes}::text[]) ORDER BY code, version DESC
    ), inserted AS (
      INSERT INTO members.consents (account_id, document_id, code, agreed, at, ip, user_agent)
      SELECT ${p.accountId}::uuid, current.id, current.code, answer.agreed, ${p.now}::timestamptz,
             ${p.ip}::inet, ${p.userAgent}
      FROM unnest(${p.codes}::text[], ${p.agreed}::boolean[]) AS answer (code, agreed)
      JOIN current ON current.code = answer.code
      LEFT JOIN LATERAL (
        SELECT agreed, document_id FROM members.consents
        WHERE account_id = ${p.accountId} AND consents.code = answer.code
        ORDER BY at DESC, id DESC LIMIT 1) AS previous ON true
      WHERE answer.agreed IS DISTINCT FROM coalesce(previous.agreed, false)
         OR (answer.agreed AND previous.document_id <> current.id)
      RETURNING code
    ), published AS (
      SELECT ${publish(members.events.marketingChanged, { memberId: sql`${p.accountId}::uuid` })}
      WHERE EXISTS (SELECT FROM inserted)
    )
    SELECT code, (SELECT count(*) FROM published) AS published FROM inserted`,
);

/** Serialises transactions that add a version of one document, so that versions are numbered without gaps. */
export const lockDocument = prepared<{ code: AgreementCode }, { id: string }>(
  (p) => sql`SELECT id FROM members.consent_documents WHERE code = ${p.code} AND version = 1 FOR UPDATE`,
);

/** Inserts the next version. It is required when the previous version was. */
export const insertDocument = prepared<
  {
    id: string;
    code: AgreementCode;
    titleKo: string;
    bodyKo: string;
    titleEn: string;
    bodyEn: string;
    effectiveAt: Date;
  },
  { id: string; version: number; required: boolean }
>(
  (p) => sql`
    INSERT INTO members.consent_documents
      (id, code, version, required, title_ko, body_ko, title_en, body_en, effective_at)
    SELECT ${p.id}::uuid, code, version + 1, required, ${p.titleKo}, ${p.bodyKo}, ${p.titleEn}, ${p.bodyEn},
           ${p.effectiveAt}::timestamptz
    FROM members.consent_documents WHERE code = ${p.code} ORDER BY version DESC LIMIT 1
    RETURNING id, version, required`,
);

/** The whole history of an account's answers, the oldest first. */
export const listConsents = prepared<
  { accountId: string; language: Language; limit: number },
  {
    code: AgreementCode;
    title: string;
    version: number;
    agreed: boolean;
    at: Date;
    ip: string | null;
    userAgent: string | null;
  }
>(
  (p) => sql`
    SELECT consents.code, CASE ${p.language}::text WHEN 'en' THEN title_en ELSE title_ko END AS title,
           version, agreed, at, host(ip) AS ip, user_agent AS "userAgent"
    FROM members.consents JOIN members.consent_documents AS document ON document.id = document_id
    WHERE account_id = ${p.accountId} ORDER BY at, consents.id LIMIT ${p.limit}`,
);
