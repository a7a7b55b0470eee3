"use client";

/** The shop's error page, drawn beside the account's menu. */
export { default } from "../../error";
