import { type Diagnosis, type Examination, fault, warning } from "../diagnosis.ts";
import { type ClusterPicture, durationText } from "../picture.ts";

/** Flux 2.9 refuses older ones. */
const OLDEST_MINOR = 33;
const CLOCK_TOLERANCE_MS = 10_000;
/** From here on tokens count as not yet valid, and ACME refuses its nonces. */
const CLOCK_LIMIT_MS = 300_000;

export const version: Examination = {
  name: "version",
  examine: ({ version: found }) => {
    const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(found) ?? [];
    if (Number(major) > 1 || Number(minor) >= OLDEST_MINOR) return [];
    const says = `is ${found || "of no known version"}, and Flux needs v1.${OLDEST_MINOR} or newer.`;
    const next = "raise k0s_version in deploy/ansible/group_vars/all.yml, and run site.yml again";
    return [fault("access", "API server", says, next)];
  },
};

export const clock: Examination = { name: "clock", examine: examineClock };

function examineClock({ clockAheadMs }: ClusterPicture): readonly Diagnosis[] {
  if (clockAheadMs === undefined || Math.abs(clockAheadMs) <= CLOCK_TOLERANCE_MS) return [];
  const side = clockAheadMs > 0 ? "ahead of" : "behind";
  const says = `has a clock that is ${durationText(Math.abs(clockAheadMs))} ${side} this machine's.`;
  const next = "on the node and here: timedatectl; one of both does not ask a time server";
  const say = Math.abs(clockAheadMs) > CLOCK_LIMIT_MS ? fault : warning;
  return [say("access", "API server", says, next)];
}
