/** Measures the machine's limit: it verifies one argon2id hash with the shop's parameters, two at a time. */
import { hashPassword, passwordComparer } from "../server/modules/members/passwords/hashing.ts";

const seconds = Number(process.argv[2] ?? 8);
const verify = await passwordComparer();
const hash = await hashPassword("a long enough passphrase");
const began = performance.now();
let done = 0;
async function verifyRepeatedly(): Promise<void> {
  while (performance.now() - began < seconds * 1000) {
    await verify(hash, "a long enough passphrase");
    done += 1;
  }
}
await Promise.all([verifyRepeatedly(), verifyRepeatedly()]);
console.log(JSON.stringify({ perSecond: done / ((performance.now() - began) / 1000) }));
