/** The response to a sign-in: the access token in the body, and both tokens in cookies for browsers. */
import type { FastifyReply } from "fastify";
import { Type } from "typebox";
import { clearCookie, setCookie } from "../../../platform/http/cookies.ts";
import { Closed, Uuid } from "../../../platform/schema.ts";
import type { MembersContext } from "../context.ts";
import type { SignInResult } from "./open-session.ts";

export const SignInResponse = Closed({
  accessToken: Type.String({ description: "JWT (at+jwt, EdDSA), for `Authorization: Bearer`" }),
  expiresIn: Type.Integer({ description: "seconds" }),
  member: Closed({
    id: Uuid,
    email: Type.String(),
    name: Type.String(),
    role: Type.String(),
    permissions: Type.Array(Type.String(), { description: "resource:action" }),
    emailVerified: Type.Boolean(),
    secondFactorDue: Type.Boolean({
      description: "staff who must set up a second factor before anything else",
    }),
  }),
});

export function sendSignInResult(
  reply: FastifyReply,
  { settings }: MembersContext,
  { refreshToken, refreshExpiresIn, ...body }: SignInResult,
) {
  const secure = settings.secureCookies;
  // The access cookie lives as long as the refresh cookie, so that an expired token arrives and gets a 401:
  // renew it.
  reply.header("set-cookie", [
    setCookie("access", secure, body.accessToken, refreshExpiresIn),
    setCookie("refresh", secure, refreshToken, refreshExpiresIn),
  ]);
  return body;
}

export function clearSignInCookies(reply: FastifyReply, { settings }: MembersContext): void {
  reply.header("set-cookie", [
    clearCookie("access", settings.secureCookies),
    clearCookie("refresh", settings.secureCookies),
  ]);
}
