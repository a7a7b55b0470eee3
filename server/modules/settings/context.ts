import type { Clock } from "../../platform/clock.ts";
import type { Changes } from "../../platform/db/changes.ts";
import type { Db } from "../../platform/db/db.ts";
import type { Storage } from "../../platform/storage/storage.ts";

/** What the use cases of this module need. */
export interface SettingsContext {
  readonly db: Db;
  readonly clock: Clock;
  readonly changes: Changes;
  /** Holds the pictures that the settings name. */
  readonly storage: Storage;
}
