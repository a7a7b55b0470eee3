import type { App } from "../../platform/http/app.ts";
import type { Members } from "./members.ts";
import { sessionRoutes } from "./routes/sessions.ts";
import { signInRoutes } from "./routes/sign-in.ts";

export function routes(app: App, members: Members): void {
  signInRoutes(app, members);
  sessionRoutes(app, members);
}
