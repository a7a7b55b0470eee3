/**
 * The numbers of what is slowed down: failures per e-mail, with or without an account, and per network. One
 * successful sign-in clears the account, so that no member can be locked out for ever.
 */
import {
  type Counter,
  guessing,
  counterOf as platformCounter,
  quota,
  type ThrottleRule,
} from "../../../platform/throttle/rules.ts";

/**
 * Kinds of counters: failed sign-ins per account and network, and requests that cost others something
 * (mails).
 */
export const throttleKinds = [
  "passwordOfAccount",
  "passwordOfNetwork",
  "secondFactor",
  "signUp",
  "resetOfEmail",
  "resetsOfNetwork",
  "mail",
  "challenge",
] as const;
type ThrottleKind = (typeof throttleKinds)[number];
export type ThrottleRules = Readonly<Record<ThrottleKind, ThrottleRule>>;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export const defaultRules: ThrottleRules = {
  passwordOfAccount: guessing,
  passwordOfNetwork: quota(30, MINUTE_MS),
  secondFactor: guessing,
  signUp: quota(10, HOUR_MS),
  resetOfEmail: quota(3, HOUR_MS),
  // Per network, for all e-mails together: each request costs a delivery, also for an e-mail without an
  // account.
  resetsOfNetwork: quota(100, HOUR_MS),
  mail: quota(5, HOUR_MS),
  challenge: quota(60, MINUTE_MS),
};

export const counterOf = (rules: ThrottleRules, kind: ThrottleKind, about: string): Counter =>
  platformCounter(rules[kind], `${kind}:${about}`);
