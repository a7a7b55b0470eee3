import type { Api } from "./client.ts";
import { resultOf } from "./result.ts";
import type { InvitationAcceptance, PasskeyProof, SignUpRequest, StepUpRequest } from "./types.ts";

export const findMe = (api: Api) => resultOf(api.GET("/api/v1/me"));

/** The response is the same for known and unknown addresses. */
export const signUp = (api: Api, body: SignUpRequest) => resultOf(api.POST("/api/v1/auth/signup", { body }));

export const signIn = (api: Api, email: string, password: string) =>
  resultOf(api.POST("/api/v1/auth/login", { body: { email, password } }));

/** The second step of a sign-in, after SECOND_FACTOR_REQUIRED. */
export const sendCode = (api: Api, challenge: string, code: string) =>
  resultOf(api.POST("/api/v1/auth/login/second-factor", { body: { challenge, code } }));

export const passkeyOptions = (api: Api) => resultOf(api.POST("/api/v1/auth/passkey/options"));

export const signInWithPasskey = (api: Api, body: PasskeyProof) =>
  resultOf(api.POST("/api/v1/auth/passkey", { body }));

export const stepUp = (api: Api, body: StepUpRequest) => resultOf(api.POST("/api/v1/auth/step-up", { body }));

/** @param password of the account; not needed by its own signed-in member */
export const verifyEmail = (api: Api, token: string, password?: string) =>
  resultOf(
    api.POST("/api/v1/auth/verify-email", { body: password === undefined ? { token } : { token, password } }),
  );

export const confirmEmailChange = (api: Api, token: string) =>
  resultOf(api.POST("/api/v1/auth/email-change/confirm", { body: { token } }));

/** The response is the same for known and unknown addresses. */
export const askPasswordReset = (api: Api, email: string) =>
  resultOf(api.POST("/api/v1/auth/password-reset", { body: { email } }));

export const resetPassword = (api: Api, token: string, password: string) =>
  resultOf(api.POST("/api/v1/auth/password-reset/confirm", { body: { token, password } }));

export const findInvitation = (api: Api, token: string) =>
  resultOf(api.POST("/api/v1/auth/invitations/look", { body: { token } }));

export const acceptInvitation = (api: Api, body: InvitationAcceptance) =>
  resultOf(api.POST("/api/v1/auth/invitations/accept", { body }));

export const listAgreements = (api: Api) => resultOf(api.GET("/api/v1/agreements"));
