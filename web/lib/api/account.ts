import type { Api } from "./client.ts";
import { resultOf } from "./result.ts";
import type { AddressChange, AddressInput, MarketingChoice, PasskeyInput, ProfileChange } from "./types.ts";

/** The calls of a member's account: server components read with them, the browser changes with them. */

const byId = (id: string) => ({ params: { path: { id } } });

export const updateProfile = (api: Api, body: ProfileChange) => resultOf(api.PATCH("/api/v1/me", { body }));
export const askVerification = (api: Api) => resultOf(api.POST("/api/v1/me/email/verification"));
export const askEmailChange = (api: Api, body: { email: string; password: string }) =>
  resultOf(api.POST("/api/v1/me/email", { body }));
export const changePassword = (api: Api, body: { currentPassword: string; newPassword: string }) =>
  resultOf(api.POST("/api/v1/me/password", { body }));

export const listMyOrders = (api: Api, query: { limit: number; cursor?: string }) =>
  resultOf(api.GET("/api/v1/orders", { params: { query } }));

export const listAddresses = (api: Api) => resultOf(api.GET("/api/v1/me/addresses"));
export const insertAddress = (api: Api, body: AddressInput) =>
  resultOf(api.POST("/api/v1/me/addresses", { body }));
export const updateAddress = (api: Api, id: string, body: AddressChange) =>
  resultOf(api.PATCH("/api/v1/me/addresses/{id}", { ...byId(id), body }));
export const deleteAddress = (api: Api, id: string) =>
  resultOf(api.DELETE("/api/v1/me/addresses/{id}", byId(id)));

export const listSessions = (api: Api) => resultOf(api.GET("/api/v1/me/sessions"));
export const endSession = (api: Api, id: string) =>
  resultOf(api.DELETE("/api/v1/me/sessions/{id}", byId(id)));
export const endOtherSessions = (api: Api) =>
  resultOf(api.DELETE("/api/v1/me/sessions", { params: { query: { keep: "current" } } }));
/** The current session too. */
export const endAllSessions = (api: Api) => resultOf(api.DELETE("/api/v1/me/sessions"));

export const listMyAgreements = (api: Api) => resultOf(api.GET("/api/v1/me/agreements"));
export const chooseMarketing = (api: Api, marketing: MarketingChoice) =>
  resultOf(api.PUT("/api/v1/me/agreements", { body: { marketing } }));

export const listPasskeys = (api: Api) => resultOf(api.GET("/api/v1/me/passkeys"));
export const newPasskeyOptions = (api: Api) => resultOf(api.POST("/api/v1/me/passkeys/options"));
export const insertPasskey = (api: Api, body: PasskeyInput) =>
  resultOf(api.POST("/api/v1/me/passkeys", { body }));
export const renamePasskey = (api: Api, id: string, name: string) =>
  resultOf(api.PATCH("/api/v1/me/passkeys/{id}", { ...byId(id), body: { name } }));
export const deletePasskey = (api: Api, id: string) =>
  resultOf(api.DELETE("/api/v1/me/passkeys/{id}", byId(id)));

export const startTotp = (api: Api) => resultOf(api.POST("/api/v1/me/totp"));
export const confirmTotp = (api: Api, code: string) =>
  resultOf(api.POST("/api/v1/me/totp/confirm", { body: { code } }));
export const deleteTotp = (api: Api) => resultOf(api.DELETE("/api/v1/me/totp"));
export const renewRecoveryCodes = (api: Api) => resultOf(api.POST("/api/v1/me/recovery-codes"));

export const getLeavingTerms = (api: Api) => resultOf(api.GET("/api/v1/me/leaving"));
export const leave = (api: Api) => resultOf(api.DELETE("/api/v1/me", { body: {} }));
export const exportMyData = (api: Api) => resultOf(api.GET("/api/v1/me/export"));
