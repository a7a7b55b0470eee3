import { Type } from "typebox";
import { accountOf, signedIn } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { formatPhone } from "../../../platform/phone.ts";
import { Closed, Nullable, OrNull, PhoneInput, Timestamp, Uuid } from "../../../platform/schema.ts";
import type { MembersContext } from "../context.ts";
import { OrderMessages } from "../contract.ts";
import { NameInput } from "../inputs.ts";
import { permissionsOf } from "../roles.ts";
import { getProfile, updateProfile } from "./profile.ts";
import type { ProfileRow } from "./profile-queries.ts";

const Profile = Closed({
  id: Uuid,
  email: Type.String(),
  emailVerified: Type.Boolean(),
  name: Type.String(),
  phone: Nullable(Type.String({ description: "as an order takes it: 010-1234-5678" })),
  role: Type.String(),
  group: Nullable(
    Type.String({ description: "the code of the member's group; its prices are below /me/prices" }),
  ),
  orderMessages: OrderMessages,
  permissions: Type.Array(Type.String(), { description: "resource:action" }),
  createdAt: Timestamp,
  secondFactor: Closed({
    totp: Type.Boolean(),
    passkeys: Type.Integer(),
    recoveryCodesLeft: Type.Integer(),
  }),
});

const ProfileChanges = Closed({
  name: Type.Optional(NameInput),
  phone: Type.Optional(OrNull(PhoneInput)),
  orderMessages: Type.Optional({
    ...OrderMessages,
    description: "messages about orders on the phone: through Kakao or else as SMS, as SMS, or none",
  }),
});

export function profileRoutes(app: App, members: MembersContext): void {
  const tags = ["me"];

  app.get(
    "/api/v1/me",
    {
      config: { access: signedIn({ check: "token" }) },
      schema: { tags, summary: "Read the member's profile", response: { 200: Profile } },
    },
    async (request) => presentProfile(await getProfile(members, accountOf(request).id)),
  );

  app.patch(
    "/api/v1/me",
    {
      config: { access: signedIn() },
      schema: {
        tags,
        summary: "Change the member's profile",
        body: ProfileChanges,
        response: { 200: Profile },
      },
    },
    async (request) => presentProfile(await updateProfile(members, accountOf(request).id, request.body)),
  );
}

function presentProfile({ totp, passkeys, recoveryCodesLeft, phone, createdAt, ...row }: ProfileRow) {
  return {
    ...row,
    phone: phone === null ? null : formatPhone(phone),
    permissions: [...permissionsOf(row.role)],
    createdAt: createdAt.toISOString(),
    secondFactor: { totp, passkeys, recoveryCodesLeft },
  };
}
