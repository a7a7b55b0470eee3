import type { Config } from "../config.ts";
import { bucketStorage } from "./bucket.ts";
import { localStorage, type Storage } from "./storage.ts";

type StorageSettings = Pick<
  Config,
  | "STORAGE_DIR"
  | "STORAGE_S3_ENDPOINT"
  | "STORAGE_S3_REGION"
  | "STORAGE_S3_BUCKET"
  | "STORAGE_S3_ACCESS_KEY_ID"
  | "STORAGE_S3_SECRET_ACCESS_KEY"
>;

/** The bucket that the settings name, or the folder. */
export function openStorage(settings: StorageSettings): Storage {
  const {
    STORAGE_S3_ENDPOINT: endpoint,
    STORAGE_S3_REGION: region,
    STORAGE_S3_BUCKET: bucket,
    STORAGE_S3_ACCESS_KEY_ID: accessKeyId,
    STORAGE_S3_SECRET_ACCESS_KEY: secretAccessKey,
  } = settings;
  return endpoint && region && bucket && accessKeyId && secretAccessKey
    ? bucketStorage({ endpoint, region, bucket, accessKeyId, secretAccessKey })
    : localStorage(settings.STORAGE_DIR);
}
