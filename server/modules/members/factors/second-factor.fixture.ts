/** Members with an authenticator app, for the tests in this folder. */
import { decodeJwt } from "jose";
import { generate } from "otplib";
import { type MembersShop, problemOf, tokenOf } from "../members.fixture.ts";

export const password = "고양이 세 마리와 산책";

export interface MemberWithFactors {
  readonly id: string;
  readonly email: string;
  /** Of a session opened with the password alone. */
  readonly token: string;
}

let members = 0;

/** A new member, signed in. */
export async function newMember(shop: MembersShop): Promise<MemberWithFactors> {
  members += 1;
  const email = `member${members}@shop.test`;
  await shop.addMember(email, password);
  const token = await tokenOf(await shop.login({ email, password }));
  return { id: decodeJwt(token).sub ?? "", email, token };
}

/** The code that an app with this secret shows, now or some steps of 30 s away. */
export const codeOf = (shop: MembersShop, secret: string, steps = 0): Promise<string> =>
  generate({ secret, epoch: Math.floor(shop.now().getTime() / 1000) + 30 * steps });

/** A code that is wrong at this moment. */
export async function wrongCode(shop: MembersShop, secret: string): Promise<string> {
  const right = await Promise.all([-1, 0, 1].map((steps) => codeOf(shop, secret, steps)));
  return ["000000", "111111", "222222", "333333"].find((code) => !right.includes(code)) ?? "";
}

/** Sets up an app; its next code is valid for a sign-in. */
export async function turnOnTotp(
  shop: MembersShop,
  token: string,
): Promise<{ secret: string; recoveryCodes: string[] }> {
  // To the beginning of a step: no test is long enough to reach the next step.
  shop.advance(30_000 - (shop.now().getTime() % 30_000));
  const { secret } = (await (await shop.send("POST", "/api/v1/me/totp", token)).json()) as { secret: string };
  const code = await codeOf(shop, secret);
  const answer = await shop.send("POST", "/api/v1/me/totp/confirm", token, { code });
  const { recoveryCodes } = (await answer.json()) as { recoveryCodes: string[] };
  // Each code is valid once, and the set-up has used this one.
  shop.advance(30_000);
  return { secret, recoveryCodes };
}

/** The first step of a sign-in: the challenge, or the response without one. */
export async function challengeOf(shop: MembersShop, email: string): Promise<string> {
  const problem = await problemOf(await shop.login({ email, password }));
  if (typeof problem.challenge !== "string")
    throw new Error(`no code was asked for: ${JSON.stringify(problem)}`);
  return problem.challenge;
}

export const answerWith = (shop: MembersShop, challenge: string, code: string): Promise<Response> =>
  shop.send("POST", "/api/v1/auth/login/second-factor", undefined, { challenge, code });

/** Both steps of a sign-in. */
export const signInWith = async (shop: MembersShop, email: string, code: string): Promise<Response> =>
  answerWith(shop, await challengeOf(shop, email), code);
