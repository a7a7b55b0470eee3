import { type Static, Type } from "typebox";
import { call, contract, event } from "../../platform/contract/contract.ts";
import { Language } from "../../platform/language.ts";
import { Closed, Nullable, Timestamp, Uuid } from "../../platform/schema.ts";

const MemberRef = Closed({ memberId: Uuid });

const AuthenticatedActor = Closed({
  kind: Type.Enum(["member", "key"]),
  id: Uuid,
  personId: Uuid,
  sessionId: Nullable(Uuid),
  name: Type.String(),
  permissions: Type.Array(Type.String(), { description: "resource:action, as of this moment" }),
  authenticatedAt: Nullable(Timestamp),
  secondFactorDue: Type.Boolean(),
});
export type AuthenticatedActor = Static<typeof AuthenticatedActor>;

/** For messages about orders: through Kakao or else as SMS, as SMS, or none. */
export const OrderMessages = Type.Enum(["kakao", "sms", "off"]);

const Recipient = Closed({
  name: Type.String(),
  email: Type.String(),
  phone: Nullable(Type.String({ description: "E.164" })),
  language: Language,
  orderMessages: OrderMessages,
  agreedToAdvertising: Type.Boolean({ description: "by SMS" }),
  agreedToMailAdvertising: Type.Boolean(),
});
export type Recipient = Static<typeof Recipient>;

/** The calls and the events that this module offers to others. */
export const members = contract(
  "members",
  {
    /**
     * Returns the holder of an access token or API key. `check: "token"` reads only the list of ended
     * sessions. `admin` demands a staff session. Throws UNAUTHENTICATED for an invalid or expired token.
     */
    authenticate: call({
      input: Closed({ token: Type.String(), check: Type.Enum(["token", "session"]), admin: Type.Boolean() }),
      output: AuthenticatedActor,
      retry: "safe",
    }),
    /** How to reach a member. Null: the account is deleted or disabled. */
    recipientOf: call({ input: MemberRef, output: Nullable(Recipient), retry: "safe" }),
  },
  {
    routes: [
      "/api/v1/auth",
      "/api/v1/me",
      "/api/v1/agreements",
      "/api/v1/admin/members",
      "/api/v1/admin/member-groups",
      "/api/v1/admin/coupons/:id/members",
      "/api/v1/admin/staff",
      "/api/v1/admin/roles",
      "/api/v1/admin/api-keys",
      "/api/v1/admin/agreements",
      "/api/v1/admin/audit-log",
      "/api/v1/admin/exports",
      "/.well-known",
    ],
    events: {
      signedUp: event({ version: 1, payload: MemberRef }),
      /** A sign-up used the e-mail of an existing account. */
      signUpRepeated: event({ version: 1, payload: MemberRef }),
      verificationAsked: event({ version: 1, payload: MemberRef }),
      /** The e-mail may have no account: the client that asks must not learn it. */
      passwordResetAsked: event({
        version: 1,
        payload: Closed({ email: Type.String(), language: Language }),
      }),
      passwordChanged: event({
        version: 1,
        payload: Closed({ memberId: Uuid, how: Type.Enum(["changed", "reset"]) }),
      }),
      /** `email` is the new e-mail, not confirmed yet. */
      emailChangeAsked: event({ version: 1, payload: Closed({ memberId: Uuid, email: Type.String() }) }),
      emailChanged: event({ version: 1, payload: Closed({ memberId: Uuid, previousEmail: Type.String() }) }),
      /**
       * A refresh token was replayed after the grace period, or from another client: its session was ended.
       */
      refreshTokenReplayed: event({ version: 1, payload: MemberRef }),
      secondFactorChanged: event({
        version: 1,
        payload: Closed({
          memberId: Uuid,
          what: Type.Enum(["totpOn", "totpOff", "passkeyAdded", "passkeyRemoved", "recoveryCodesRenewed"]),
        }),
      }),
      marketingChanged: event({ version: 1, payload: MemberRef }),
      /** The member is in another group, or in none any more. */
      groupChanged: event({ version: 1, payload: MemberRef }),
      staffInvited: event({ version: 1, payload: Closed({ invitationId: Uuid }) }),
      /** The account is deleted. The payload carries what the farewell mail needs. */
      left: event({
        version: 1,
        payload: Closed({ memberId: Uuid, email: Type.String(), name: Type.String(), language: Language }),
      }),
    },
  },
);

export type MemberError =
  | "INVALID_CREDENTIALS"
  | "SECOND_FACTOR_REQUIRED"
  | "CHALLENGE_EXPIRED"
  | "STEP_UP_REQUIRED"
  | "LINK_EXPIRED"
  | "ADDRESS_LIMIT"
  | "PASSKEY_LIMIT"
  | "OPEN_ORDERS"
  | "LAST_OWNER"
  | "MEMBER_GROUP_TAKEN"
  | "MEMBER_GROUP_LIMIT"
  | "MEMBER_GROUP_IN_USE"
  | "TOO_MANY_REQUESTS";
