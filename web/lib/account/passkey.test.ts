import { expect, it } from "vitest";
import { deviceRefusalOf } from "./passkey.ts";

const thrown = (name: string, code?: string) => Object.assign(new Error("…"), { name }, code ? { code } : {});

it("distinguishes a canceled request, a device with a passkey, and one that cannot have any", () => {
  expect(deviceRefusalOf(thrown("NotAllowedError", "ERROR_PASSTHROUGH_SEE_CAUSE_PROPERTY"))).toBe(
    "DEVICE_CANCELED",
  );
  expect(deviceRefusalOf(thrown("AbortError", "ERROR_CEREMONY_ABORTED"))).toBe("DEVICE_CANCELED");
  expect(deviceRefusalOf(thrown("InvalidStateError", "ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED"))).toBe(
    "DEVICE_KNOWN",
  );
  expect(deviceRefusalOf(thrown("SecurityError", "ERROR_INVALID_RP_ID"))).toBe("DEVICE_UNABLE");
  expect(deviceRefusalOf(thrown("NotSupportedError"))).toBe("DEVICE_UNABLE");
});

it("does not treat our own defects as refusals of the device", () => {
  expect(deviceRefusalOf(new TypeError("x is not a function"))).toBeNull();
  expect(deviceRefusalOf("no error at all")).toBeNull();
});
