import { expect, it } from "vitest";
import { ApiError, isUncertain, noResponse, type Problem, unwrap, unwrapOrNull } from "./problem.ts";

const problem = (status: number, code = "X"): Problem => ({ status, code, title: "" });

it("only a definite answer says that a request did not take effect", () => {
  for (const open of [
    noResponse(new TypeError("lost")),
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

it("unwrapOrNull returns null for a missing thing; every other failure is thrown", () => {
  expect(unwrapOrNull({ ok: false, problem: problem(404) })).toBeNull();
  expect(() => unwrapOrNull({ ok: false, problem: problem(503) })).toThrow(ApiError);
  expect(() => unwrap({ ok: false, problem: problem(404) })).toThrow(ApiError);
  expect(unwrap({ ok: true, data: 1 })).toBe(1);
});
