/** The shape of the export of a member's own data. */

import { type Static, Type } from "typebox";
import { Language } from "../../../platform/language.ts";
import { formatPhone } from "../../../platform/phone.ts";
import { Closed, Nullable, Timestamp, Uuid } from "../../../platform/schema.ts";
import { cart } from "../../cart/contract.ts";
import { ExportedOrder } from "../../orders/contract.ts";
import { promotions } from "../../promotions/contract.ts";
import { ExportedInterest } from "../../recommendations/contract.ts";
import { restock } from "../../restock/contract.ts";
import { reviews } from "../../reviews/contract.ts";
import { Address, presentAddress } from "../addresses/present.ts";
import { agreementCodes } from "../agreements/queries.ts";
import { OrderMessages } from "../contract.ts";
import type { exportPerson } from "./export.ts";

const Profile = Closed({
  id: Uuid,
  email: Type.String(),
  emailVerifiedAt: Nullable(Timestamp),
  pendingEmails: Type.Array(Type.String({ description: "to become the account's, as soon as confirmed" })),
  name: Type.String(),
  phone: Nullable(Type.String()),
  orderMessages: OrderMessages,
  language: Language,
  role: Type.String(),
  group: Nullable(Type.String({ description: "the name of the member's group" })),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  lastSignInAt: Nullable(Timestamp),
  secondFactor: Closed({ totpSince: Nullable(Timestamp), recoveryCodesLeft: Type.Integer() }),
  apiKeys: Type.Array(Type.String({ description: "the name that was given" })),
});
const Agreement = Closed({
  code: Type.Enum([...agreementCodes]),
  title: Type.String(),
  version: Type.Integer(),
  agreed: Type.Boolean({ description: "false: taken back, or not given" }),
  at: Timestamp,
  ip: Nullable(Type.String()),
  userAgent: Nullable(Type.String()),
});
const Session = Closed({
  id: Uuid,
  audience: Type.Enum(["member", "staff"]),
  methods: Type.Array(Type.String({ description: "RFC 8176" })),
  createdAt: Timestamp,
  lastUsedAt: Timestamp,
  expiresAt: Timestamp,
  endedAt: Nullable(Timestamp),
  ip: Nullable(Type.String()),
  userAgents: Type.Array(Type.String()),
});
const Passkey = Closed({
  id: Uuid,
  name: Type.String(),
  createdAt: Timestamp,
  lastUsedAt: Nullable(Timestamp),
  backedUp: Type.Boolean(),
});

const written = reviews.calls.exportOf.output.properties;

export const PersonalData = Closed({
  exportedAt: Timestamp,
  complete: Type.Boolean({ description: "false: there was more than fits, and the oldest was left out" }),
  profile: Profile,
  addresses: Type.Array(Closed({ ...Address.properties, createdAt: Timestamp })),
  agreements: Type.Array(Agreement, { description: "every answer that was given, the oldest first" }),
  sessions: Type.Array(Session, { description: "those that ended too, for 90 days; the newest first" }),
  passkeys: Type.Array(Passkey),
  orders: Type.Array(ExportedOrder),
  cart: cart.calls.exportOf.output,
  reviews: written.reviews,
  questions: written.questions,
  helpfulVotes: written.votes,
  restockNotices: restock.calls.exportOf.output.properties.notices,
  recommendations: ExportedInterest,
  coupons: promotions.calls.exportOf.output.properties.coupons,
  points: promotions.calls.exportOf.output.properties.points,
});
export type PersonalData = Static<typeof PersonalData>;

const orNull = (moment: Date | null): string | null => moment?.toISOString() ?? null;

export function presentPersonalData(data: Awaited<ReturnType<typeof exportPerson>>): PersonalData {
  const { person, addresses, agreements, sessions, passkeys, exportedAt, ...rest } = data;
  return {
    exportedAt: exportedAt.toISOString(),
    ...rest,
    profile: presentPerson(person),
    addresses: addresses.map((row) => ({ ...presentAddress(row), createdAt: row.createdAt.toISOString() })),
    agreements: agreements.map((row) => ({ ...row, at: row.at.toISOString() })),
    sessions: sessions.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      lastUsedAt: row.lastUsedAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      endedAt: orNull(row.endedAt),
    })),
    passkeys: passkeys.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      lastUsedAt: orNull(row.lastUsedAt),
    })),
  };
}

function presentPerson({
  totpSince,
  recoveryCodesLeft,
  ...person
}: Awaited<ReturnType<typeof exportPerson>>["person"]): PersonalData["profile"] {
  return {
    ...person,
    emailVerifiedAt: orNull(person.emailVerifiedAt),
    phone: person.phone === null ? null : formatPhone(person.phone),
    createdAt: person.createdAt.toISOString(),
    updatedAt: person.updatedAt.toISOString(),
    lastSignInAt: orNull(person.lastSignInAt),
    secondFactor: { totpSince: orNull(totpSince), recoveryCodesLeft },
  };
}
