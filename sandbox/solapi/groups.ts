/** Message groups as SOLAPI keeps them, in memory. A message that is sent is put into the mailbox. */
import { randomUUID } from "node:crypto";
import type { Clock } from "../clock.ts";
import type { Mailbox } from "../mailbox/mailbox.ts";

export interface WireMessage {
  readonly to: string;
  readonly from: string;
  readonly type: "SMS" | "LMS" | "ATA";
  readonly text?: string;
  readonly subject?: string;
  readonly kakaoOptions?: {
    readonly pfId: string;
    readonly templateId: string;
    readonly variables?: Readonly<Record<string, string>>;
  };
  readonly customFields?: Readonly<Record<string, string>>;
}

export interface GroupMessage extends WireMessage {
  readonly messageId: string;
  readonly statusCode: string;
}

export interface Group {
  readonly groupId: string;
  status: "PENDING" | "SENDING" | "COMPLETE" | "DELETED";
  dateSent: string | null;
  messages: GroupMessage[];
}

/** Groups that are remembered. */
const MAX_GROUPS = 2_000;

const REGISTERED = "2000";
const DELIVERED = "4000";
/** The wrong form of a number; no such number; not a user of KakaoTalk. */
const BAD_NUMBER = "1022";
const NO_SUCH_NUMBER = "3058";
const NO_KAKAO = "3104";

/** Numbers for tests: `0109999…` has no KakaoTalk, `0108888…` is no number at all. */
const WITHOUT_KAKAO = /^0109999/;
const UNKNOWN = /^0108888/;

export function createGroups(mailbox: Mailbox, clock: Clock) {
  const groups = new Map<string, Group>();

  async function deliver(message: GroupMessage): Promise<GroupMessage> {
    const { to, type } = message;
    if (message.statusCode !== REGISTERED) return message;
    if (UNKNOWN.test(to)) return { ...message, statusCode: NO_SUCH_NUMBER };
    if (type === "ATA" && WITHOUT_KAKAO.test(to)) return { ...message, statusCode: NO_KAKAO };
    await mailbox.add(letterOf(message, clock.now()));
    return { ...message, statusCode: DELIVERED };
  }

  return {
    find: (id: string): Group | undefined => groups.get(id),
    open(): Group {
      const groupId = `G4V${randomUUID().replaceAll("-", "").toUpperCase()}`;
      const group: Group = { groupId, status: "PENDING", dateSent: null, messages: [] };
      groups.set(groupId, group);
      const [oldest] = groups.keys();
      if (groups.size > MAX_GROUPS && oldest !== undefined) groups.delete(oldest);
      return group;
    },
    /** Returns how many were not accepted. */
    add(group: Group, messages: readonly WireMessage[]): number {
      const added = messages.map((message) => ({
        ...message,
        messageId: `M4V${randomUUID().replaceAll("-", "").toUpperCase()}`,
        statusCode: /^01[016789]\d{7,8}$/.test(message.to) ? REGISTERED : BAD_NUMBER,
      }));
      group.messages.push(...added);
      return added.filter(({ statusCode }) => statusCode !== REGISTERED).length;
    },
    /** Throws when the mailbox cannot store a message: the group is pending again, with what is left. */
    async send(group: Group): Promise<void> {
      group.status = "COMPLETE";
      try {
        for (const [at, message] of group.messages.entries()) group.messages[at] = await deliver(message);
      } catch (error) {
        group.status = "PENDING";
        throw error;
      }
      group.dateSent = clock.now().toISOString();
    },
  };
}

function letterOf({ messageId, to, from, type, subject, text, kakaoOptions }: GroupMessage, now: Date) {
  const variables = Object.entries(kakaoOptions?.variables ?? {}).map(([name, value]) => `${name}: ${value}`);
  const written = text ?? variables.join("\n");
  const title = { SMS: "[SMS]", LMS: `[LMS] ${subject ?? ""}`, ATA: `[알림톡] ${kakaoOptions?.templateId}` };
  return {
    id: randomUUID(),
    at: now.toISOString(),
    from,
    to,
    subject: title[type],
    messageId,
    text: written,
    html: "",
    links: written.match(/https?:\/\/\S+/g) ?? [],
  };
}
