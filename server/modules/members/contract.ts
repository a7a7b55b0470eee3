import { type Static, Type } from "typebox";
import { call, contract } from "../../platform/contract/contract.ts";
import { Closed, Uuid } from "../../platform/schema.ts";

const Person = Closed({
  memberId: Uuid,
  name: Type.String(),
  permissions: Type.Array(Type.String(), { description: "resource:action, as of this moment" }),
});
export type Person = Static<typeof Person>;

/** What others may ask of the members. */
export const members = contract("members", {
  /** Who holds this access token. Throws UNAUTHENTICATED for a token that is not, or no longer, good. */
  whoIs: call({ input: Closed({ token: Type.String() }), output: Person, retry: "safe" }),
});

export type MemberError = "INVALID_CREDENTIALS" | "TOO_MANY_REQUESTS";
