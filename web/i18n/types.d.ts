import type ko from "../messages/ko.json";
import type { Locale } from "./routing";

declare module "use-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: typeof ko;
  }
}
