import { throttling } from "../../../platform/throttle/throttling.ts";
import { queries } from "./queries.ts";

export const { refuseWhileThrottled, countFailure, consume, consumeAttempt } = throttling(queries);
