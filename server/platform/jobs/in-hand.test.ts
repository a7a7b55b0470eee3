import { EventEmitter } from "node:events";
import type { WorkerEvents } from "graphile-worker";
import { expect, test } from "vitest";
import { watchHand } from "./in-hand.ts";

const emitter = new EventEmitter();
const events: WorkerEvents = emitter;
const fetched = (id: string) => emitter.emit("localQueue:getJobs:complete", { jobs: [{ id }] });
const ended = (id: string) => emitter.emit("job:complete", { job: { id } });

test("a job that has ended stays in hand for three looks, and longer when it is fetched again", () => {
  const hand = watchHand(events);
  for (const id of ["1", "2"]) {
    fetched(id);
    ended(id);
  }
  const looks = () => [1, 2].map(() => [...hand.look()]);
  expect(looks()).toEqual([
    ["1", "2"],
    ["1", "2"],
  ]);
  fetched("2");
  expect(looks()).toEqual([["1", "2"], ["2"]]);
  expect(looks()).toEqual([["2"], ["2"]]);
});
