"use client";

import type { ComponentProps } from "react";
import { maxLengths } from "@/lib/fields";
import { TextField } from "./text-field";

type FieldProps = ComponentProps<typeof TextField>;

/** The e-mail of a person. Browsers fill it in, and phones show a keyboard with an @. */
export const EmailField = ({ name = "email", ...field }: Omit<FieldProps, "name"> & { name?: string }) => (
  <TextField
    autoComplete="email"
    inputMode="email"
    maxLength={maxLengths.email}
    name={name}
    required
    spellCheck={false}
    type="email"
    {...field}
  />
);

/** The name of a person, as one field: Korean names have no order to ask for. */
export const NameField = (field: Omit<FieldProps, "name">) => (
  <TextField autoComplete="name" maxLength={maxLengths.name} name="name" required {...field} />
);

/** The phone of a person, in any notation. */
export const PhoneField = ({ name = "phone", ...field }: Omit<FieldProps, "name"> & { name?: string }) => (
  <TextField
    autoComplete="tel"
    inputMode="tel"
    maxLength={maxLengths.phone}
    name={name}
    placeholder="010-0000-0000"
    type="tel"
    {...field}
  />
);
