import { expect, test } from "vitest";
import { currentTrace, isRequestId, readTrace, traceHeaders, withTrace } from "./trace.ts";

const IDS = "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

test.each([`00-${IDS}`, `01-${IDS}`, `cc-${IDS}-what-a-later-version-adds`])(
  "the trace %s is passed on as it came",
  (traceparent) => {
    const trace = readTrace("a-request", { traceparent, tracestate: "shop=1" });
    expect(traceHeaders(trace)).toEqual({ "x-request-id": "a-request", traceparent, tracestate: "shop=1" });
  },
);

test.each([
  undefined,
  "",
  `ff-${IDS}`,
  `00-${IDS}-more`,
  `00-${IDS.toUpperCase()}`,
  `00-${IDS.replace("4bf92f3577b34da6a3ce929d0e0e4736", "0".repeat(32))}`,
  `00-${IDS.replace("00f067aa0ba902b7", "0".repeat(16))}`,
  `01-${IDS}-\r\nx: y`,
])("the header %j is no trace, and its state is dropped with it", (traceparent) => {
  const trace = readTrace("a-request", { traceparent, tracestate: "shop=1" });
  expect(traceHeaders(trace)).toEqual({ "x-request-id": "a-request" });
});

test("a state that is longer than others have to take is dropped alone", () => {
  const trace = readTrace("a-request", { traceparent: `00-${IDS}`, tracestate: "x".repeat(513) });
  expect(traceHeaders(trace)).toEqual({ "x-request-id": "a-request", traceparent: `00-${IDS}` });
});

test("the trace of a request is its own, also while others are worked on", async () => {
  expect([currentTrace(), traceHeaders()]).toEqual([undefined, {}]);
  const ids = ["first", "second"].map((requestId) =>
    withTrace({ requestId }, async () => {
      await null;
      return currentTrace()?.requestId;
    }),
  );
  expect(await Promise.all(ids)).toEqual(["first", "second"]);
});

test.each([
  ["0198c5b2-7c5e-7d7a-9a39-b4a3d1c2e5f6", true],
  ["4bf92f3577b34da6a3ce929d0e0e4736", true],
  ["short", false],
  ["x".repeat(65), false],
  ['id" level="error', false],
  [undefined, false],
])("%j as a request id: %s", (value, expected) => {
  expect(isRequestId(value)).toBe(expected);
});
