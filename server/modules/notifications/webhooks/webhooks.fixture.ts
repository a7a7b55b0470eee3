/** An endpoint outside the shop, and staff who register it, for the tests. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "vitest";
import { type ApiResponse, client, type HeaderFields } from "../../../../tests/support/client.ts";
import type { TestShop } from "../../../testing.ts";
import type { WebhookEvent } from "./events.ts";

export interface ReceivedWebhook {
  readonly id: string;
  readonly type: string;
  readonly data: Readonly<Record<string, string>>;
  readonly body: string;
  readonly headers: Record<string, string>;
}

export interface Receiver {
  readonly url: string;
  readonly received: readonly ReceivedWebhook[];
  /** The status of all later answers; null: none comes. */
  answer(status: number | null): void;
  close(): Promise<void>;
}

export async function openReceiver(): Promise<Receiver> {
  const received: ReceivedWebhook[] = [];
  let status: number | null = 204;
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => {
      body += part;
    });
    request.on("end", () => {
      const headers = request.headers as Record<string, string>;
      const { type, data } = JSON.parse(body);
      received.push({ id: headers["webhook-id"] ?? "", type, data, body, headers });
      if (status !== null) response.writeHead(status, { location: "/elsewhere" }).end("\u0000받음");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answer(next) {
      status = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export interface WebhookBody {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly status: string;
  readonly disabledReason: string | null;
  readonly failingSince: string | null;
  readonly oldSecretUntil: string | null;
  readonly etag: string;
  readonly secret?: string;
}

export interface DeliveryBody {
  readonly id: string;
  readonly messageId: string;
  readonly type: string;
  readonly state: string;
  readonly attempts: number;
  readonly dueAt: string | null;
  readonly lastAttempt: {
    readonly status: number | null;
    readonly failure: string | null;
    readonly response: string | null;
  } | null;
}

/** Staff of the shop; `now` is the shop's time, at which a token may be over. */
export function webhookDesk(shop: TestShop, now: () => number = Date.now) {
  let proof: { readonly at: number; readonly headers: Promise<HeaderFields> } | undefined;

  function owner(): Promise<HeaderFields> {
    if (!proof || now() - proof.at > 60_000) proof = { at: now(), headers: client(shop.url).signInOwner() };
    return proof.headers;
  }

  async function call<Body>(
    method: string,
    path: string,
    body?: unknown,
    headers: HeaderFields = {},
  ): Promise<ApiResponse<Body>> {
    const given = { ...(await owner()), ...headers };
    return client(shop.url).request<Body>(method, `/api/v1/admin/webhooks${path}`, body, given);
  }

  async function demand<Body>(status: number, answer: Promise<ApiResponse<Body>>): Promise<Body> {
    const { status: got, body } = await answer;
    expect(got, JSON.stringify(body)).toBe(status);
    return body;
  }

  return {
    owner,
    call,
    demand,
    register: (url: string, events: readonly WebhookEvent[] = ["order.paid"]) =>
      demand(201, call<WebhookBody & { readonly secret: string }>("POST", "", { url, events })),
    read: async (id: string): Promise<WebhookBody> => {
      const { items } = await demand(200, call<{ items: WebhookBody[] }>("GET", ""));
      const found = items.find((each) => each.id === id);
      if (!found) throw new Error("the webhook is not listed");
      return found;
    },
    deliveries: async (id: string): Promise<DeliveryBody[]> =>
      (await demand(200, call<{ items: DeliveryBody[] }>("GET", `/${id}/deliveries?limit=100`))).items,
    sendTest: (id: string) => demand(202, call<DeliveryBody>("POST", `/${id}/test`)),
  };
}
