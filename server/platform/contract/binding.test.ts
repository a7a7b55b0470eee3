import fastify from "fastify";
import { afterAll, describe, expect, test } from "vitest";
import { DomainError } from "../errors.ts";
import { attendant, type Cloakroom, cloakroom, KEY, untyped } from "./contract.fixture.ts";
import { bindLocal } from "./local.ts";
import { bindRemote } from "./remote.ts";
import { serveContract } from "./serve.ts";

const app = fastify();
serveContract(app, cloakroom, attendant, { keys: [KEY] });
const baseUrl = await app.listen({ port: 0, host: "127.0.0.1" });
afterAll(() => app.close());

const remote = () => bindRemote(cloakroom, { baseUrl, caller: "test", key: KEY });

describe.each([
  ["in this process", () => bindLocal(cloakroom, attendant, { roundTrip: true })],
  ["in another process", remote],
])("a module %s", (_where, bind: () => Cloakroom) => {
  test("answers with its output", async () => {
    await expect(bind().take({ owner: "kim", hooks: 2 })).resolves.toEqual({ hook: 42 });
  });

  test("may answer with nothing", async () => {
    await expect(bind().ring({ times: 1 })).resolves.toBeUndefined();
  });

  test("refuses with a code and details that the caller can act on", async () => {
    const error = await failure(bind().take({ owner: "late", hooks: 2 }));
    expect(error).toBeInstanceOf(DomainError);
    expect(error).toMatchObject({ code: "CLOSED", details: { since: "18:00", hooks: 2 } });
  });

  test("fails plainly, not as a refusal, when something unexpected happens", async () => {
    const error = await failure(bind().take({ owner: "clumsy", hooks: 2 }));
    expect(error).not.toBeInstanceOf(DomainError);
  });

  test.each([
    ["a number as text", { owner: "kim", hooks: "2" }, "/hooks must be integer"],
    ["a number out of range", { owner: "kim", hooks: 0 }, "/hooks must be >= 1"],
    ["a missing field", { owner: "kim" }, "the value must have required properties hooks"],
    ["an unknown field", { owner: "kim", hooks: 2, colour: "red" }, "/colour is not a known field"],
    ["nothing at all", undefined, "the value must be object"],
  ])("does not start on %s and says what is wrong", async (_case, input, words) => {
    const error = await failure(bind().take(untyped(input)));
    expect(error).not.toBeInstanceOf(DomainError);
    expect(error.message).toBe(`input of cloakroom.take does not fit the contract: ${words}`);
  });
});

describe("in this process, outside production", () => {
  class Guest {
    owner = "kim";
    hooks = 2;
  }
  const local = (take: Cloakroom["take"] = attendant.take) =>
    bindLocal(cloakroom, { ...attendant, take }, { roundTrip: true });

  test.each([
    ["a Date", { owner: new Date(0), hooks: 2 }, "/owner is a Date"],
    ["a member that is undefined", { owner: "kim", hooks: 2, note: undefined }, "/note is undefined"],
    ["a class instance", new Guest(), "the value is a Guest"],
    ["a function", { owner: () => "kim", hooks: 2 }, "/owner is a function"],
    ["a number that JSON cannot write", { owner: "kim", hooks: Number.NaN }, "/hooks is NaN"],
  ])("%s is caught on the way in", async (_case, input, words) => {
    const error = await failure(local().take(untyped(input)));
    expect(error.message).toContain(`input of cloakroom.take would not survive the wire: ${words}`);
  });

  test("a value that JSON would lose is found on the way out", async () => {
    const dated = local(async () => untyped({ hook: 1, note: new Date(0) }));
    await expect(dated.take({ owner: "kim", hooks: 1 })).rejects.toThrow(
      "output of cloakroom.take would not survive",
    );
  });

  test("caller and module never share an object", async () => {
    const stored: object[] = [];
    const input = { owner: "kim", hooks: 2 };
    const keeping = local(async (coat) => {
      stored.push(coat);
      return { hook: 1 };
    });
    await keeping.take(input);
    expect(stored[0]).toEqual(input);
    expect(stored[0]).not.toBe(input);
  });

  test("a verb without an implementation is found when binding", () => {
    expect(() => bindLocal(cloakroom, untyped({ take: attendant.take }), { roundTrip: true })).toThrow(
      "cloakroom.ring has no implementation",
    );
  });
});

test("in production a module in this process is called directly", () => {
  expect(bindLocal(cloakroom, attendant, { roundTrip: false })).toBe(attendant);
});

test("nothing of an unexpected error leaves the process", async () => {
  const error = await failure(remote().take({ owner: "clumsy", hooks: 2 }));
  expect(error.message).toBe("cloakroom.take failed in its own process with status 500");
});

async function failure(work: Promise<unknown>): Promise<Error> {
  const error = await work.then(
    () => new Error("it did not fail"),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Error);
  return error as Error;
}
