/** For the chaos tests: a shop of real programs on one database, and shoppers that repeat each request. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { inject } from "vitest";
import { createSandbox } from "../../sandbox/server.ts";
import { freePorts } from "../../server/platform/processes/free-ports.ts";
import { cloneDatabase } from "../../server/platform/testing/cluster.ts";
import { OWNER } from "../../server/testing.ts";
import { type Backstage, openBackstage } from "../support/backstage.ts";
import { type ChildShop, startChildShop } from "../support/child-shop.ts";
import { type ApprovedPayment, type Client, client, newKey, type PlacedOrder } from "../support/client.ts";

export interface ChaosWorld {
  readonly backstage: Backstage;
  readonly sandboxUrl: string;
  /** One port per program of the shop. A restarted program listens on the port of its predecessor. */
  readonly ports: readonly number[];
  start(at: number, environment?: Readonly<Record<string, string>>): Promise<ChildShop>;
  close(): Promise<void>;
}

export async function openChaosWorld(programs: number): Promise<ChaosWorld> {
  const database = await cloneDatabase(inject("clusterUrl"));
  const folder = await mkdtemp(join(tmpdir(), "jangteo-chaos-"));
  const sandbox = await createSandbox({ webhookRetryBaseMs: 20 });
  const sandboxUrl = await sandbox.listen();
  const ports = await freePorts(programs);
  const settings = {
    NODE_ENV: "production",
    DATABASE_URL: database.url,
    HOST: "127.0.0.1",
    SANDBOX_URL: sandboxUrl,
    STORAGE_DIR: join(folder, "storage"),
    KEYS_DIR: join(folder, "keys"),
    OWNER_EMAIL: OWNER.email,
    OWNER_PASSWORD: OWNER.password,
    PAYMENT_TIMEOUT_MS: "3000",
  };
  const backstage = await openBackstage({ databaseUrl: database.url, sandboxUrl, environment: settings });
  const children: ChildShop[] = [];
  return {
    backstage,
    sandboxUrl,
    ports,
    async start(at, environment = {}) {
      const child = await startChildShop({ ...settings, PORT: String(ports[at]), ...environment });
      children.push(child);
      return child;
    },
    async close() {
      await Promise.all(children.map((child) => child.end("SIGKILL")));
      await backstage.close();
      await sandbox.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Numbers from 0 to 1, determined by a seed (mulberry32), so that a failure can be repeated. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface Purchase {
  readonly orderId: string;
  readonly approved: ApprovedPayment;
  /** The final answer to the confirm: its status, and the code of a refusal. */
  readonly end: string;
}

export interface Hardship {
  readonly isOver: () => boolean;
  /**
   * A crash of the database may lose a cart that was filled just before it, but no order. The shopper then
   * fills another cart. A crash of the shop's own programs loses no cart.
   */
  readonly databaseDies: boolean;
}

/** The pause between attempts grows from the first to the second number. */
const RETRY_MS = [20, 400] as const;

/**
 * One purchase by a shopper's program that repeats each step, with its key, until the answer is definite.
 * `door` selects a process for each attempt. It ends without an answer once `isOver` is true.
 */
export async function buyStubbornly(
  sandboxUrl: () => Promise<string>,
  door: () => Client,
  variantId: string,
  { isOver, databaseDies }: Hardship,
): Promise<Purchase> {
  const placed = await placeStubbornly(door, variantId, { isOver, databaseDies });
  const window = new URL(placed.payment.windowUrl ?? "");
  const approval = `${window.pathname}${window.search}`;
  const approve = () => door().request<ApprovedPayment>("POST", approval, { action: "approve" });
  const answer = await insist(approve, isOver);
  // When the answer to an approval was lost, the repeat is refused: the payment is approved already.
  const known = answer.status === 200 ? undefined : await findPayment(sandboxUrl, placed.payment.orderId);
  const approved: ApprovedPayment = known
    ? { paymentKey: known.paymentKey, orderId: known.orderId, amount: placed.payment.amount.amount }
    : answer.body;
  const confirmKey = newKey();
  const confirmed = await insist(() => door().confirm(approved, confirmKey), isOver);
  return {
    orderId: placed.order.id,
    approved,
    end: `${confirmed.status} ${(confirmed.body as { code?: string }).code ?? "paid"}`,
  };
}

async function placeStubbornly(
  door: () => Client,
  variantId: string,
  { isOver, databaseDies }: Hardship,
): Promise<PlacedOrder> {
  for (;;) {
    const cart = await insist(() => door().request<{ id: string }>("POST", "/api/v1/carts", {}), isOver);
    await insist(() => door().addItem(cart.body.id, variantId), isOver);
    const orderKey = newKey();
    const { body, status } = await insist(() => door().placeOrder(cart.body.id, {}, orderKey), isOver);
    if (status === 201) return body;
    const { code = "" } = body as { code?: string };
    const isLost = databaseDies && ["NOT_FOUND", "CART_EMPTY"].includes(code);
    if (!isLost || isOver()) throw new Error(`the order was refused: ${JSON.stringify(body)}`);
  }
}

async function findPayment(sandboxUrl: () => Promise<string>, orderId: string) {
  const authorization = `Basic ${btoa("test_sk_sandbox:")}`;
  const books = await fetch(`${await sandboxUrl()}/sandbox/payments`, { headers: { authorization } });
  const { payments } = (await books.json()) as { payments: { paymentKey: string; orderId: string }[] };
  return payments.find((payment) => payment.orderId === orderId);
}

/** Repeats a request until its answer is definite: not lost, not 5xx, not "later". */
async function insist<Reply extends { status: number; body: unknown }>(
  request: () => Promise<Reply>,
  isOver: () => boolean,
): Promise<Reply> {
  for (let pauseMs: number = RETRY_MS[0]; ; pauseMs = Math.min(pauseMs * 2, RETRY_MS[1])) {
    const answer = await request().catch((error: unknown) => {
      // fetch throws a TypeError when the connection is refused or breaks: the server is being killed.
      if (error instanceof TypeError) return null;
      throw error;
    });
    if (answer && isDefinite(answer)) return answer;
    if (isOver())
      throw new Error(
        `no definite answer: ${answer ? `${answer.status} ${JSON.stringify(answer.body)}` : "no connection"}`,
      );
    await wait(pauseMs);
  }
}

function isDefinite({ status, body }: { status: number; body: unknown }): boolean {
  if (status >= 500 || status === 202) return false;
  return (body as { code?: string }).code !== "REQUEST_IN_PROGRESS";
}

export const clientsOf = (ports: readonly number[]): Client[] =>
  ports.map((port) => client(`http://127.0.0.1:${port}`));
