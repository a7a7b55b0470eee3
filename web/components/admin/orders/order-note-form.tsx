"use client";

import { NoteForm } from "@/components/admin/frame/note-form";
import { noteOrder } from "@/lib/api/staff-orders";

export const OrderNoteForm = ({ orderId }: { orderId: string }) => (
  <NoteForm store={(api, text) => noteOrder(api, orderId, text)} words="adminOrders" />
);
