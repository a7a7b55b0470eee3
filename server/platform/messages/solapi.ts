/**
 * SOLAPI's REST API v4, by its documentation of groups (github.com/solapi/documents,
 * api-reference/messages/groups). A batch is a message group: it is made, filled, and sent once; a group that
 * was deleted cannot be sent any more.
 */
import { createHmac, randomBytes } from "node:crypto";
import type { Clock } from "../clock.ts";
import { NoAnswer, type OutgoingRequest, type Send } from "../http/send.ts";
import { GatewayFailure, type Messenger, type PhoneMessage, type PhoneResult } from "./messenger.ts";
import { cutText, mobileNumber, typeOfText } from "./phone-text.ts";

export interface SolapiSettings {
  readonly url: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** A number that is registered at the gateway. */
  readonly from: string;
  /** The Kakao channel (`pfId`); null: no Kakao messages. */
  readonly kakaoChannel: string | null;
  /** The code of the approved template for a kind of message. */
  readonly templateOf: (kind: string) => string | null;
  readonly optOutNumber: string | null;
}

const TIMEOUT_MS = 15_000;
const SUBJECT_BYTES = 40;
/** More than a batch has. */
const LIST_LIMIT = 500;

/** Accepted by the gateway; accepted by the carrier. Every other code but this one is a failure. */
const PENDING: readonly string[] = ["2000", "3000"];
const DELIVERED = "4000";

export function solapiMessenger(settings: SolapiSettings, send: Send, clock: Clock): Messenger {
  const { url, apiKey, apiSecret, kakaoChannel, templateOf, optOutNumber } = settings;
  const groups = `${url.replace(/\/+$/, "")}/messages/v4/groups`;

  async function call(method: OutgoingRequest["method"], path: string, body?: object) {
    const headers = {
      authorization: authorization(apiKey, apiSecret, clock.now()),
      ...(body && { "content-type": "application/json" }),
    };
    const text = body ? JSON.stringify(body) : "";
    const target = new URL(groups + path);
    try {
      return await send({ method, url: target, headers, body: text, timeoutMs: TIMEOUT_MS });
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      throw new GatewayFailure(`${method} got no answer`, { cause: error });
    }
  }

  async function demand(method: OutgoingRequest["method"], path: string, body?: object): Promise<unknown> {
    const answer = await call(method, path, body);
    if (answer.status < 200 || answer.status > 299)
      throw new GatewayFailure(`${method} got ${answer.status}`);
    return parsed(answer.body);
  }

  /** A sent group that was deleted meanwhile has been sent all the same. */
  async function look(batch: string): Promise<"pending" | "sent" | "void"> {
    const answer = await call("GET", `/${batch}`);
    if (answer.status === 404) return "void";
    if (answer.status !== 200) throw new GatewayFailure(`GET got ${answer.status}`);
    const group = parsed(answer.body);
    const status = field(group, "status");
    if (status === "SENDING" || status === "COMPLETE" || typeof field(group, "dateSent") === "string")
      return "sent";
    return status === "DELETED" || status === "FAILED" ? "void" : "pending";
  }

  return {
    optOutNumber,
    templateOf: (kind) => (kakaoChannel === null ? null : templateOf(kind)),
    async open() {
      const id = field(await demand("POST", "", {}), "groupId");
      if (typeof id !== "string" || !/^[A-Za-z0-9_-]{1,64}$/.test(id))
        throw new GatewayFailure("a group has no id");
      return id;
    },
    async send(batch, messages) {
      const written = messages.map((message) => wireOf(message, settings));
      const answer = await demand("PUT", `/${batch}/messages`, { messages: written });
      // A group in which nothing was accepted cannot be sent. Its results say why.
      if (Number(field(answer, "errorCount")) === messages.length) return;
      await demand("POST", `/${batch}/send`, {});
    },
    async settle(batch) {
      const before = await look(batch);
      if (before !== "pending") return before;
      await call("DELETE", `/${batch}`);
      const after = await look(batch);
      if (after === "pending") throw new GatewayFailure("a group cannot be deleted");
      return after;
    },
    async results(batch) {
      const answer = await demand("GET", `/${batch}/messages?limit=${LIST_LIMIT}`);
      return Object.values(Object(field(answer, "messageList"))).flatMap(resultOf);
    },
  };
}

function authorization(apiKey: string, apiSecret: string, now: Date): string {
  const date = now.toISOString();
  const salt = randomBytes(16).toString("hex");
  const signature = createHmac("sha256", apiSecret)
    .update(date + salt)
    .digest("hex");
  return `HMAC-SHA256 apiKey=${apiKey}, date=${date}, salt=${salt}, signature=${signature}`;
}

function wireOf({ id, to, content }: PhoneMessage, { from, kakaoChannel }: SolapiSettings): object {
  const envelope = { to: mobileNumber(to) ?? to, from, customFields: { id } };
  if (content.channel === "sms") {
    const text = cutText(content.text);
    const type = typeOfText(text);
    const subject = type === "LMS" ? { subject: cutText(content.subject, SUBJECT_BYTES) } : {};
    return { ...envelope, type, text, ...subject, autoTypeDetect: false };
  }
  const variables = Object.fromEntries(
    Object.entries(content.variables).map(([name, value]) => [`#{${name}}`, value]),
  );
  // The shop falls back to SMS itself, with its own text.
  const kakaoOptions = {
    pfId: kakaoChannel,
    templateId: content.template,
    variables,
    disableSms: true,
  };
  return { ...envelope, type: "ATA", kakaoOptions };
}

function resultOf(message: unknown): PhoneResult[] {
  const id = field(field(message, "customFields"), "id");
  const code = String(field(message, "statusCode"));
  if (typeof id !== "string") return [];
  const state = code === DELIVERED ? "delivered" : PENDING.includes(code) ? "pending" : "failed";
  return [{ id, state, code: code.slice(0, 20) }];
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new GatewayFailure("an answer is no JSON", { cause: error });
  }
}

const field = (of: unknown, name: string): unknown =>
  typeof of === "object" && of !== null ? (of as Record<string, unknown>)[name] : undefined;
