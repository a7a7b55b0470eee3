import { expect, it } from "vitest";
import { ApiError, found, isUncertain, must, noAnswer, type Problem } from "./problem.ts";

const problem = (status: number, code = "X"): Problem => ({ status, code, title: "" });

it("only a definite answer says that a request did not take effect", () => {
  for (const open of [
    noAnswer(new TypeError("lost")),
    problem(500),
    problem(503),
    problem(429),
    problem(409, "REQUEST_IN_PROGRESS"),
  ])
    expect(isUncertain(open)).toBe(true);
  for (const definite of [
    problem(400),
    problem(402),
    problem(404),
    problem(409, "OUT_OF_STOCK"),
    problem(422),
  ])
    expect(isUncertain(definite)).toBe(false);
});

it("a thing that is not there is null where it may miss, and every other failure is thrown", () => {
  expect(found({ ok: false, problem: problem(404) })).toBeNull();
  expect(() => found({ ok: false, problem: problem(503) })).toThrow(ApiError);
  expect(() => must({ ok: false, problem: problem(404) })).toThrow(ApiError);
  expect(must({ ok: true, data: 1 })).toBe(1);
});
