import { NotFound } from "@/components/ui/not-found";
import { missingMetadata } from "@/lib/page-metadata";

/** Next.js takes the title of every page with the status 404 from here. */
export const generateMetadata = missingMetadata;

/** For what disappears between the proxy's look and the page's. */
export default NotFound;
