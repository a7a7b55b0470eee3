/** Messages as staff see and write them. A preview is written by the code that writes the message. */
import { type ActingStaff, recordAction } from "../../../../platform/audit-log/audit-log.ts";
import type { Queryable } from "../../../../platform/db/db.ts";
import { inputError, inputProblem } from "../../../../platform/errors.ts";
import { refuseStale, writeEtag } from "../../../../platform/http/edit-version.ts";
import type { Language } from "../../../../platform/language.ts";
import { textBytes, typeOfText } from "../../../../platform/messages/phone-text.ts";
import type { NotificationsContext } from "../../context.ts";
import { unknownPlaceholders } from "../../mails/letter-texts.ts";
import { sampleValues } from "../../mails/phone-samples.ts";
import { inKakao, type MessageKind, messageTexts } from "../../mails/phone-texts.ts";
import * as queries from "../queries.ts";
import { writeMessage } from "./queue-message.ts";

export interface MessagePlace {
  readonly kind: MessageKind;
  readonly language: Language;
}

/** Null: no lines. */
type Closing = queries.ClosingLines | null;

export const listClosings = ({ db }: NotificationsContext) => db.rows(queries.listClosings, {});

/** Goods that are back belong to no order. */
const placeholdersOf = (kind: MessageKind): readonly string[] =>
  kind === "restocked" ? ["name", "shop"] : ["number", "name", "shop"];

/** Of a shop without a number for opt-outs, in a preview: the message could not be sent. */
const NO_NUMBER = "080-000-0000";

/** `draft`: undefined: the lines that are stored. Throws INVALID_INPUT. */
export async function previewMessage(
  { db, messenger, shopSettings, shopUrl }: NotificationsContext,
  { kind, language }: MessagePlace,
  draft: Closing | undefined,
) {
  if (draft) checkClosing(kind, draft);
  const [stored, shopName] = await Promise.all([
    draft === undefined ? findClosing(db, { kind, language }) : draft,
    shopSettings.shopName({}),
  ]);
  const closing = stored ?? null;
  const values = { ...sampleValues(kind, language, shopUrl), shop: shopName[language] };
  const optOutNumber = messenger?.optOutNumber ?? null;
  const written = writeMessage({ kind, language }, values, closing, {
    optOutNumber: optOutNumber ?? NO_NUMBER,
  });
  const text = written.advertising ?? written.text;
  return {
    ...{ kind, language, text, lines: closing },
    // A draft is no version that an edit could begin with.
    ...(draft === undefined && { etag: writeEtag(contentOf(closing)) }),
    type: typeOfText(text),
    bytes: textBytes(text),
    template: messageTexts[kind][language],
    kakaoCode: inKakao[language] ? (messenger?.templateOf(kind) ?? null) : null,
    canAdvertise: optOutNumber !== null,
    isOn: messenger !== null,
    placeholders: [...placeholdersOf(kind)],
  };
}

async function findClosing(db: Queryable, place: MessagePlace): Promise<queries.ClosingLines | null> {
  const found = await db.first(queries.findClosings, { ids: [queries.idOf(place)] });
  return found && { closing: found.closing, advertises: found.advertises };
}

/** As the ETag has them. */
const contentOf = (closing: Closing) => ({
  closing: closing?.closing ?? null,
  advertises: closing?.advertises ?? null,
});

/**
 * `ifMatch`: the ETag of the lines that the edit began with; undefined: any. Lines that are stored already
 * are no edit. Throws STALE_EDIT, and INVALID_INPUT for a placeholder that the message does not have.
 */
export async function storeClosing(
  { db, clock }: NotificationsContext,
  { kind, language }: MessagePlace,
  closing: Closing,
  by: ActingStaff,
  ifMatch: string | undefined,
): Promise<void> {
  if (closing) checkClosing(kind, closing);
  const now = clock.now();
  await db.transaction(async (trx) => {
    await trx.rows(queries.lockClosing, { kind, language });
    const before = await findClosing(trx, { kind, language });
    if (before?.closing === closing?.closing && before?.advertises === closing?.advertises) return;
    if (ifMatch !== undefined) refuseStale(ifMatch, contentOf(before ?? null));
    if (closing) await trx.rows(queries.storeClosing, { kind, language, ...closing, now });
    else await trx.rows(queries.deleteClosing, { kind, language });
    const subject = `message:${kind}:${language}`;
    const change = { before: { ...before }, after: { ...closing } };
    await recordAction(trx, { ...by, action: "message.edit", subject, ...change, now });
  });
}

function checkClosing(kind: MessageKind, { closing }: queries.ClosingLines): void {
  const [unknown] = unknownPlaceholders(closing, placeholdersOf(kind));
  if (unknown !== undefined) throw inputError([inputProblem("/closing", "PLACEHOLDER", { text: unknown })]);
}
