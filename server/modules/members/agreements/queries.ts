/** Documents that people agree to, and what each has agreed to. */
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

/** The order in which they are shown. */
const inOrder = sql.raw(`ORDER BY array_position('{${agreementCodes.join(",")}}'::text[], code)`);

/** The newest version of each that is in effect. */
export const findCurrentDocuments = prepared<{ language: Language; now: Date }, DocumentRow>(
  (p) => sql`
    SELECT code, version, required, effective_at AS "effectiveAt",
           CASE ${p.language}::text WHEN 'en' THEN title_en ELSE title_ko END AS title,
           CASE ${p.language}::text WHEN 'en' THEN body_en ELSE body_ko END AS body
    FROM (SELECT DISTINCT ON (code) * FROM members.consent_documents WHERE effective_at <= ${p.now}
          ORDER BY code, version DESC) AS current ${inOrder}`,
);

export interface AgreementRow {
  readonly code: AgreementCode;
  readonly title: string;
  readonly required: boolean;
  readonly agreed: boolean;
  /** The version that was agreed to; null when there is no agreement. */
  readonly version: number | null;
  readonly currentVersion: number;
  /** When it was agreed to or taken back last. */
  readonly at: Date | null;
}

/** Each document with what the account said about it last. */
export const findAgreements = prepared<{ accountId: string; language: Language; now: Date }, AgreementRow>(
  (p) => sql`
    SELECT code, CASE ${p.language}::text WHEN 'en' THEN title_en ELSE title_ko END AS title, required,
           coalesce(newest.agreed, false) AS agreed, CASE WHEN newest.agreed THEN newest.version END AS version,
           current.version AS "currentVersion", newest.at
    FROM (SELECT DISTINCT ON (code) * FROM members.consent_documents WHERE effective_at <= ${p.now}
          ORDER BY code, version DESC) AS current
    LEFT JOIN LATERAL (
      SELECT agreed, at, document.version
      FROM members.consents JOIN members.consent_documents AS document ON document.id = document_id
      WHERE account_id = ${p.accountId} AND consents.code = current.code ORDER BY at DESC, consents.id DESC LIMIT 1) AS newest ON true
    ${inOrder}`,
);

/**
 * Notes what the account says now about the documents in `codes`, where that is something else than before: another
 * answer, or a yes to a newer version. A no of who never said yes changes nothing. Announces it. To be run under the account's
 * lock. Answers the codes that changed.
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
    ), said AS (
      INSERT INTO members.consents (account_id, document_id, code, agreed, at, ip, user_agent)
      SELECT ${p.accountId}::uuid, current.id, current.code, wanted.agreed, ${p.now}::timestamptz, ${p.ip}::inet, ${p.userAgent}
      FROM unnest(${p.codes}::text[], ${p.agreed}::boolean[]) AS wanted (code, agreed)
      JOIN current ON current.code = wanted.code
      LEFT JOIN LATERAL (
        SELECT agreed, document_id FROM members.consents
        WHERE account_id = ${p.accountId} AND consents.code = wanted.code ORDER BY at DESC, id DESC LIMIT 1) AS before ON true
      WHERE wanted.agreed IS DISTINCT FROM coalesce(before.agreed, false)
         OR (wanted.agreed AND before.document_id <> current.id)
      RETURNING code
    ), published AS (
      SELECT ${publish(members.events.marketingChanged, { memberId: sql`${p.accountId}::uuid` })}
      WHERE EXISTS (SELECT FROM said)
    )
    SELECT code, (SELECT count(*) FROM published) AS published FROM said`,
);

/** For a transaction: versions of one document are numbered one after the other. */
export const lockDocument = prepared<{ code: AgreementCode }, { id: string }>(
  (p) => sql`SELECT id FROM members.consent_documents WHERE code = ${p.code} AND version = 1 FOR UPDATE`,
);

/** The next version. Whether it is required is not for a new version to say. */
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
    INSERT INTO members.consent_documents (id, code, version, required, title_ko, body_ko, title_en, body_en, effective_at)
    SELECT ${p.id}::uuid, code, version + 1, required, ${p.titleKo}, ${p.bodyKo}, ${p.titleEn}, ${p.bodyEn},
           ${p.effectiveAt}::timestamptz
    FROM members.consent_documents WHERE code = ${p.code} ORDER BY version DESC LIMIT 1
    RETURNING id, version, required`,
);

/** The whole history of what an account said, the oldest first. */
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
    SELECT consents.code, CASE ${p.language}::text WHEN 'en' THEN title_en ELSE title_ko END AS title, version, agreed, at,
           host(ip) AS ip, user_agent AS "userAgent"
    FROM members.consents JOIN members.consent_documents AS document ON document.id = document_id
    WHERE account_id = ${p.accountId} ORDER BY at, consents.id LIMIT ${p.limit}`,
);
