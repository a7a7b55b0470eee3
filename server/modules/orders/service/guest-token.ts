import { createHash } from "node:crypto";

/** What is kept of a guest's token. The token has 256 random bits, so a plain hash is enough. */
export const hashToken = (token: string): Buffer => createHash("sha256").update(token).digest();
