import { describe, expect, test } from "vitest";
import { formErrorsOf } from "./form-errors.ts";

const words = { offline: "offline", unsure: "unsure", wait: (minutes: number) => `wait ${minutes}` };
const fields = { email: "email", password: "password", "agreements/terms": "terms" } as const;
const codes = { TOO_SHORT: "longer, please", INVALID_CREDENTIALS: "wrong" };
const errorsOf = (problem: Partial<Parameters<typeof formErrorsOf>[0]>) =>
  formErrorsOf(
    { status: 400, code: "INVALID_INPUT", title: "the API's title", ...problem },
    fields,
    codes,
    words,
  );

describe("a problem in the words of a form", () => {
  test("an error stands beside its field, in the form's words where the form has some", () => {
    const errors = [
      { pointer: "/password", code: "TOO_SHORT", message: "short" },
      { pointer: "/body/agreements/terms", code: "REQUIRED", message: "must be true" },
      { pointer: "/somewhere/else", code: "X", message: "not shown" },
    ];
    expect(errorsOf({ errors })).toEqual({
      fields: { password: "longer, please", terms: "must be true" },
      failure: null,
    });
  });

  test("an error about no field of the form is still shown", () => {
    expect(errorsOf({ errors: [{ pointer: "/other", code: "X", message: "m" }] }).failure).toBe(
      "the API's title",
    );
    expect(errorsOf({ status: 401, code: "INVALID_CREDENTIALS" }).failure).toBe("wrong");
  });

  test("the time to wait is given in whole minutes, at least one", () => {
    const tooMany = { status: 429, code: "TOO_MANY_REQUESTS" };
    expect(errorsOf({ ...tooMany, retryAfter: 61 }).failure).toBe("wait 2");
    expect(errorsOf({ ...tooMany, retryAfter: 5 }).failure).toBe("wait 1");
    expect(errorsOf(tooMany).failure).toBe("wait 1");
  });

  test("a limit for which the form has words is told in them", () => {
    expect(errorsOf({ status: 429, code: "INVALID_CREDENTIALS", retryAfter: 61 }).failure).toBe("wrong");
  });

  test("a missing response and a defect of the server have sentences of their own", () => {
    expect(errorsOf({ status: 0, code: "NETWORK" }).failure).toBe("offline");
    expect(errorsOf({ status: 500, code: "INTERNAL" }).failure).toBe("unsure");
  });
});
