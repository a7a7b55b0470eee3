/**
 * The owner of shops for tests. Not beside what starts such a shop: a test in the browser would load and
 * transform the whole server for this, 15 s of a core for each of its workers.
 */
export const OWNER = { email: "owner@jangteo.test", password: "a-password-for-tests" } as const;
