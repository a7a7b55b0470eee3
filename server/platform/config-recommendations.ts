/** The settings of recommendations: how long events are kept, where models are trained, where runs go. */
import { Type } from "typebox";

export const recommendationSettings = {
  RECOMMENDATIONS_DIR: Type.String({ default: ".data/recommendations" }),
  RECOMMENDATIONS_DAYS: Type.Integer({
    default: 180,
    minimum: 14,
    maximum: 730,
    description: "14 to 730 days that events of visitors are kept",
  }),
  RECOMMENDATIONS_WAIT_MS: Type.Integer({
    default: 12,
    minimum: 1,
    maximum: 10_000,
    description: "milliseconds that a list waits for what its visitor did before",
  }),
  // `elsewhere`: a CronJob runs `recs train`, with the memory that it takes.
  RECOMMENDATIONS_TRAINING: Type.Enum(["worker", "elsewhere"], {
    default: "worker",
    description: "worker or elsewhere: where models are trained",
  }),
  RECOMMENDATIONS_TRAINING_MB: Type.Integer({
    default: 3_072,
    minimum: 128,
    maximum: 65_536,
    description: "128 to 65,536 megabytes that a training may take",
  }),
  MLFLOW_TRACKING_URI: Type.Optional(
    Type.String({
      pattern: "^https?://[^\\s]+$",
      description: "the http(s) address of an MLflow server",
      isAddress: true,
    }),
  ),
  MLFLOW_TRACKING_TOKEN: Type.Optional(Type.String({ minLength: 1 })),
} as const;
