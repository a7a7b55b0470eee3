"use client";

import { NoteForm } from "@/components/admin/frame/note-form";
import { noteMember } from "@/lib/api/customers";

export const MemberNoteForm = ({ memberId }: { memberId: string }) => (
  <NoteForm store={(api, text) => noteMember(api, memberId, text)} words="adminMembers" />
);
