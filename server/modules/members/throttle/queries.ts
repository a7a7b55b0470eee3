import { throttleQueries } from "../../../platform/throttle/throttle-queries.ts";

export const queries = throttleQueries("members.throttles");
