/**
 * Ends the session.
 * @returns false when the API could not be reached or refused: the member is then still signed in
 */
export async function signOut(): Promise<boolean> {
  try {
    return (await fetch("/api/v1/auth/logout", { method: "POST", cache: "no-store" })).ok;
  } catch (cause) {
    console.warn(`sign-out: ${String(cause)}`);
    return false;
  }
}
