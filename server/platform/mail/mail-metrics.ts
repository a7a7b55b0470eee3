import { mails } from "../metric-names.ts";
import type { Metrics } from "../metrics.ts";
import { type Mailer, NoSuchMailbox } from "./mailer.ts";

/** Returns a mailer that counts what it sends. */
export function countedMailer(mailer: Mailer, metrics: Metrics): Mailer {
  const counter = metrics.counter(mails);
  return {
    async send(mail) {
      try {
        await mailer.send(mail);
        counter.inc({ outcome: "sent" });
      } catch (error) {
        counter.inc({ outcome: error instanceof NoSuchMailbox ? "no_mailbox" : "failed" });
        throw error;
      }
    },
    close: () => mailer.close(),
  };
}
