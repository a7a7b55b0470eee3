import { describe, expect, test } from "vitest";
import { troubleOf } from "./form-trouble.ts";

const words = { offline: "offline", unsure: "unsure", wait: (minutes: number) => `wait ${minutes}` };
const fields = { email: "email", password: "password", "agreements/terms": "terms" } as const;
const codes = { TOO_SHORT: "longer, please", INVALID_CREDENTIALS: "wrong" };
const trouble = (problem: Partial<Parameters<typeof troubleOf>[0]>) =>
  troubleOf(
    { status: 400, code: "INVALID_INPUT", title: "the API's title", ...problem },
    fields,
    codes,
    words,
  );

describe("a problem in the words of a form", () => {
  test("complaints stand beside the fields they are about, in the form's words where it has some", () => {
    const errors = [
      { pointer: "/password", code: "TOO_SHORT", message: "short" },
      { pointer: "/body/agreements/terms", code: "CONST", message: "must be true" },
      { pointer: "/somewhere/else", code: "X", message: "nobody sees this" },
    ];
    expect(trouble({ errors })).toEqual({
      errors: { password: "longer, please", terms: "must be true" },
      failure: null,
    });
  });

  test("a complaint about no field of the form is still said", () => {
    expect(trouble({ errors: [{ pointer: "/other", code: "X", message: "m" }] }).failure).toBe(
      "the API's title",
    );
    expect(trouble({ status: 401, code: "INVALID_CREDENTIALS" }).failure).toBe("wrong");
  });

  test("waiting is said in whole minutes, at least one", () => {
    const tooMany = { status: 429, code: "TOO_MANY_REQUESTS" };
    expect(trouble({ ...tooMany, retryAfter: 61 }).failure).toBe("wait 2");
    expect(trouble({ ...tooMany, retryAfter: 5 }).failure).toBe("wait 1");
    expect(trouble(tooMany).failure).toBe("wait 1");
  });

  test("silence and defects are said to be that", () => {
    expect(trouble({ status: 0, code: "NETWORK" }).failure).toBe("offline");
    expect(trouble({ status: 500, code: "INTERNAL" }).failure).toBe("unsure");
  });
});
