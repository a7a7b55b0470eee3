import { Missing } from "@/components/ui/missing";
import { missingMetadata } from "@/lib/page-metadata";

export const generateMetadata = () => missingMetadata();

/** Every address that names no page of the shop. */
export default function UnknownPage() {
  return <Missing />;
}
