import { NotFound } from "@/components/ui/not-found";
import { missingMetadata } from "@/lib/page-metadata";

export const generateMetadata = missingMetadata;

/** Every address that names no page of the shop. */
export default NotFound;
