/** The shapes of the API that the account pages speak of, by their names; all come from docs/openapi.json. */
import type { paths } from "../api/schema.gen.ts";

type Read<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Shape } } } };
}
  ? Shape
  : never;

type Sent<Operation> = Operation extends { requestBody: { content: { "application/json": infer Shape } } }
  ? Shape
  : never;

export type ProfileChange = Sent<paths["/api/v1/me"]["patch"]>;

export type Address = Read<"/api/v1/me/addresses">["items"][number];
export type AddressInput = Sent<paths["/api/v1/me/addresses"]["post"]>;
export type AddressChange = Sent<paths["/api/v1/me/addresses/{id}"]["patch"]>;

export type Session = Read<"/api/v1/me/sessions">["items"][number];
export type Passkey = Read<"/api/v1/me/passkeys">["items"][number];
export type NewPasskey = Sent<paths["/api/v1/me/passkeys"]["post"]>;

export type Agreement = Read<"/api/v1/me/agreements">["items"][number];
export type AgreementDocument = Read<"/api/v1/agreements">["items"][number];
export type Marketing = Sent<paths["/api/v1/me/agreements"]["put"]>["marketing"];

export type Leaving = Read<"/api/v1/me/leaving">;
export type OrderSummary = Read<"/api/v1/orders">["items"][number];
