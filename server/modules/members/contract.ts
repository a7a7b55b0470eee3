import { type Static, Type } from "typebox";
import { call, contract, event } from "../../platform/contract/contract.ts";
import { Language } from "../../platform/language.ts";
import { Closed, Nullable, Timestamp, Uuid } from "../../platform/schema.ts";

const MemberRef = Closed({ memberId: Uuid });

const AuthenticatedActor = Closed({
  kind: Type.Enum(["member", "key"]),
  id: Uuid,
  sessionId: Nullable(Uuid),
  name: Type.String(),
  permissions: Type.Array(Type.String(), { description: "resource:action, as of this moment" }),
  authenticatedAt: Nullable(Timestamp),
  secondFactorDue: Type.Boolean(),
});
export type AuthenticatedActor = Static<typeof AuthenticatedActor>;

/** What others may ask of the members, and hear of them. */
export const members = contract(
  "members",
  {
    /**
     * Who holds this access token or API key. `check: "token"` reads nothing but the list of ended sessions; `admin` demands a
     * session of the back office. Throws UNAUTHENTICATED for a token that is not, or no longer, good.
     */
    authenticate: call({
      input: Closed({ token: Type.String(), check: Type.Enum(["token", "session"]), admin: Type.Boolean() }),
      output: AuthenticatedActor,
      retry: "safe",
    }),
  },
  {
    events: {
      signedUp: event({ version: 1, payload: MemberRef }),
      /** Somebody signed up with the address of an account that exists. */
      signUpRepeated: event({ version: 1, payload: MemberRef }),
      verificationAsked: event({ version: 1, payload: MemberRef }),
      /** The address may be nobody's: whoever asks must not learn it. */
      passwordResetAsked: event({
        version: 1,
        payload: Closed({ email: Type.String(), language: Language }),
      }),
      passwordChanged: event({
        version: 1,
        payload: Closed({ memberId: Uuid, how: Type.Enum(["changed", "reset"]) }),
      }),
      /** `email` is the new address, not confirmed yet. */
      emailChangeAsked: event({ version: 1, payload: Closed({ memberId: Uuid, email: Type.String() }) }),
      emailChanged: event({ version: 1, payload: Closed({ memberId: Uuid, previousEmail: Type.String() }) }),
      /** A refresh token came a second time, too late to be a lost answer: its session was ended. */
      refreshTokenReplayed: event({ version: 1, payload: MemberRef }),
      secondFactorChanged: event({
        version: 1,
        payload: Closed({
          memberId: Uuid,
          what: Type.Enum(["totpOn", "totpOff", "passkeyAdded", "passkeyRemoved", "recoveryCodesRenewed"]),
        }),
      }),
      marketingChanged: event({ version: 1, payload: MemberRef }),
      staffInvited: event({ version: 1, payload: Closed({ invitationId: Uuid }) }),
      /** The account is gone; what follows belongs to the farewell mail. */
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
  | "TOO_MANY_REQUESTS";
