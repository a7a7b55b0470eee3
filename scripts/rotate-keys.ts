/**
 * `npm run keys:rotate`: makes the next signing key of access tokens, and deletes the keys that have no valid
 * token left. The running shop notices the change, and no member is signed out. `KEYS_DIR` names another
 * folder than that of `npm start`.
 */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { rotateKeys } from "../server/modules/members/sessions/keys.ts";
import { readStartSettings } from "./start/settings.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const directory = process.env.KEYS_DIR || join(readStartSettings(root, process.env).dataDir, "keys");
const { made, signsFrom, deleted } = await rotateKeys(directory, new Date());
console.log(`${made} is published from now on, and signs from ${signsFrom.toISOString()}.`);
if (deleted.length > 0) console.log(`Deleted, because they have no valid token left: ${deleted.join(", ")}.`);
