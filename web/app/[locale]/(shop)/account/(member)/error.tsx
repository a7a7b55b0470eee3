"use client";

/** The shop's, drawn beside the account's menu. */
export { default } from "../../error";
