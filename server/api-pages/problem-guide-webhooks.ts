/** Outgoing webhooks. */
import { type Guide, guide } from "./guidance.ts";

export const webhooks: Readonly<Record<string, Guide>> = {
  WEBHOOK_LIMIT: guide(
    ["웹훅은 20개까지 만들 수 있어요.", "쓰지 않는 웹훅을 지우거나, 이미 있는 웹훅에 이벤트를 더하세요."],
    [
      "There are 20 webhooks, which is all there can be.",
      "Delete one, or add the events to one that is there.",
    ],
  ),
  WEBHOOK_NOT_ACTIVE: guide(
    [
      "멈춰 두었거나 쇼핑몰이 끈 웹훅이에요. disabledReason에 이유가 있어요.",
      "받는 쪽을 고친 뒤 status를 active로 바꾸고 다시 보내세요.",
    ],
    [
      "The webhook is paused, or the shop disabled it; `disabledReason` says why.",
      "Mend the receiver, set `status` to `active`, then send again.",
    ],
  ),
};
