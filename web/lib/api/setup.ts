import type { Api } from "./client.ts";
import { resultOf } from "./result.ts";

export const readSetup = (api: Api) => resultOf(api.GET("/api/v1/admin/setup"));
