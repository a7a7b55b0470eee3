/** What the machine does at most: verifying one argon2id hash of our parameters, over and over, two at a time. */
import { hashPassword, passwordComparer } from "../server/modules/members/passwords/hashing.ts";

const seconds = Number(process.argv[2] ?? 8);
const verify = await passwordComparer();
const hash = await hashPassword("a long enough passphrase");
const began = performance.now();
let done = 0;
async function lane(): Promise<void> {
  while (performance.now() - began < seconds * 1000) {
    await verify(hash, "a long enough passphrase");
    done += 1;
  }
}
await Promise.all([lane(), lane()]);
console.log(JSON.stringify({ perSecond: done / ((performance.now() - began) / 1000) }));
