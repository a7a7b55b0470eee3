/**
 * Text messages and Kakao messages (알림톡) to phones: the port to a gateway.
 *
 * Messages go in batches, because a gateway that answers too late may have sent them all. `open` makes a
 * batch, which is stored before anything can leave. `send` fills it and lets it go. When `send` throws, the
 * outcome is unknown: `settle` makes sure that the batch never goes, or learns that it went. Only a batch
 * that never goes may be sent anew, as another one: nothing is sent twice, and nothing is lost.
 */

export type PhoneChannel = "kakao" | "sms";

export interface PhoneMessage {
  /** The shop's id; results have it. */
  readonly id: string;
  /** E.164, of a Korean mobile phone. */
  readonly to: string;
  readonly content:
    | { readonly channel: "sms"; readonly text: string; readonly subject: string }
    | {
        readonly channel: "kakao";
        /** The gateway's code of the approved text. */
        readonly template: string;
        /** By name, without `#{` and `}`. */
        readonly variables: Readonly<Record<string, string>>;
      };
}

export interface PhoneResult {
  readonly id: string;
  readonly state: "pending" | "delivered" | "failed";
  /** The gateway's. */
  readonly code: string;
}

export interface Messenger {
  /** The code of the approved Korean text; null: there is none, so the message goes as SMS. */
  templateOf(kind: string): string | null;
  /** Null: the shop has no number for opt-outs, so it cannot advertise. */
  readonly optOutNumber: string | null;
  open(): Promise<string>;
  send(batch: string, messages: readonly PhoneMessage[]): Promise<void>;
  settle(batch: string): Promise<"sent" | "void">;
  /** Of each message that the gateway knows. */
  results(batch: string): Promise<PhoneResult[]>;
}

/** The gateway refused, or did not answer. The text names no number. */
export class GatewayFailure extends Error {
  override readonly name = "GatewayFailure";
}
