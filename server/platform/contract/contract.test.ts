import { describe, expect, expectTypeOf, test } from "vitest";
import { type EventOf, eventMessage } from "../testing/event-message.ts";
import { cloakroom, untyped } from "./contract.fixture.ts";
import { type Consumers, type EventMessage, on, type Port } from "./contract.ts";

const now = new Date("2026-03-01T09:00:00.000Z");

describe("a contract", () => {
  test("names its events after the module, in values and in types", () => {
    expect(cloakroom.events.full.type).toBe("cloakroom.full");
    expectTypeOf(cloakroom.events.full.type).toEqualTypeOf<"cloakroom.full">();
    expectTypeOf(cloakroom.name).toEqualTypeOf<"cloakroom">();
  });

  test("gives callers functions typed by its schemas", () => {
    type Ask = Port<typeof cloakroom>;
    expectTypeOf<Parameters<Ask["take"]>>().toEqualTypeOf<[input: { owner: string; hooks: number }]>();
    expectTypeOf<ReturnType<Ask["take"]>>().toEqualTypeOf<Promise<{ hook: number; note?: string }>>();
    expectTypeOf<ReturnType<Ask["ring"]>>().toEqualTypeOf<Promise<void>>();
    expectTypeOf<keyof Ask>().toEqualTypeOf<"take" | "ring">();
  });

  test("waits three seconds for a verb that names no deadline", () => {
    expect(cloakroom.calls.ring.deadlineMs).toBe(3000);
    expect(cloakroom.calls.take.deadlineMs).toBe(4000);
  });
});

describe("an event", () => {
  test("is written with its name, version, time and an id that sorts by time", () => {
    const message = eventMessage(cloakroom.events.full, { hooks: 40 }, now);
    expectTypeOf(message).toEqualTypeOf<EventOf<typeof cloakroom.events.full>>();
    expect(message).toMatchObject({
      type: "cloakroom.full",
      version: 2,
      occurredAt: "2026-03-01T09:00:00.000Z",
    });
    expect(Number.parseInt(message.id.replace("-", "").slice(0, 12), 16)).toBe(now.getTime());
  });

  test("with a payload that does not fit fails its producer", () => {
    expect(() => eventMessage(cloakroom.events.full, untyped({ hooks: "all" }), now)).toThrow(
      "payload of cloakroom.full does not fit the contract: /hooks must be integer",
    );
  });

  test("reaches its consumer typed, without fields that only a newer producer knows", async () => {
    const seen: unknown[] = [];
    const consumers: Consumers = {
      ...on(cloakroom.events.full, async (payload, message) => {
        expectTypeOf(payload).toEqualTypeOf<{ hooks: number }>();
        seen.push(payload, message.payload, message.id);
      }),
    };
    const message = eventMessage(cloakroom.events.full, { hooks: 40 }, now);
    await consumers["cloakroom.full"]?.({ ...message, payload: { hooks: 40, colour: "red" } });
    expect(seen).toEqual([{ hooks: 40 }, { hooks: 40 }, message.id]);
  });

  test.each([
    ["of another version", { version: 3 }, "was given cloakroom.full version 3"],
    ["of another type", { type: "orders.paid" }, "was given orders.paid version 2"],
    ["with a payload that does not fit", { payload: {} }, "must have required properties hooks"],
  ])(
    "%s is an error, so that its delivery is tried again",
    async (_case, change: Partial<EventMessage>, words) => {
      const consume = on(cloakroom.events.full, async () => {})["cloakroom.full"];
      const message = eventMessage(cloakroom.events.full, { hooks: 40 }, now);
      await expect(consume({ ...message, ...change })).rejects.toThrow(words);
    },
  );
});
