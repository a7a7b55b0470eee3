/** Pieces of input that several routes take. */
import { Type } from "typebox";
import { emailPattern } from "../email.ts";

export const EmailInput = Type.String({ maxLength: 320, pattern: emailPattern });

/** No NUL and no lone surrogate. The bound in bytes is judged after normalisation, which makes most text shorter. */
export const PasswordInput = Type.String({ minLength: 1, maxLength: 1_024, pattern: "^[^\\u0000\\ud800-\\udfff]*$" });

/** What a mail carried: 256 bits, base64url. Anything else is no token, not a slip of the pen. */
export const MailTokenInput = Type.String({ maxLength: 200 });
