import type { Api } from "./client.ts";
import { resultOf } from "./result.ts";
import type { StaffInvitationRequest, StaffRole } from "./types.ts";

const of = (id: string) => ({ params: { path: { id } } });

export const listStaff = (api: Api) => resultOf(api.GET("/api/v1/admin/staff"));

/** Those that are open. */
export const listInvitations = (api: Api) => resultOf(api.GET("/api/v1/admin/staff/invitations"));

export const listRoles = (api: Api) => resultOf(api.GET("/api/v1/admin/roles"));

// These demand a step-up.

export const inviteStaff = (api: Api, body: StaffInvitationRequest) =>
  resultOf(api.POST("/api/v1/admin/staff/invitations", { body }));

export const revokeInvitation = (api: Api, id: string) =>
  resultOf(api.DELETE("/api/v1/admin/staff/invitations/{id}", of(id)));

export const changeRole = (api: Api, id: string, role: StaffRole) =>
  resultOf(api.PATCH("/api/v1/admin/staff/{id}", { ...of(id), body: { role } }));

/** A plain member from then on. */
export const removeFromStaff = (api: Api, id: string) =>
  resultOf(api.DELETE("/api/v1/admin/staff/{id}", of(id)));
