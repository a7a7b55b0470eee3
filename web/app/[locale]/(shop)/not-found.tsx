import { NotFound } from "@/components/ui/not-found";

/** For what disappears between the proxy's look and the page's. */
export default NotFound;
