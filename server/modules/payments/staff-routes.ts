/** The payments room: what staff see of payments, and what they decide. */
import { callerOf } from "../../platform/audit-log/audit-log.ts";
import { can } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { pageOf, readIdCursor } from "../../platform/http/cursor.ts";
import { asMoney, Closed } from "../../platform/schema.ts";
import type { PaymentsContext } from "./context.ts";
import { RefundAccount } from "./contract.ts";
import { presentFinding, presentOpenRefund } from "./present-for-staff.ts";
import { listOpenReceipts, presentOpenReceipt, requestReceipt } from "./receipts/staff-receipts.ts";
import { confirmDeposit, payOutRefund } from "./service/by-hand.ts";
import { approveRefund, rejectRefund } from "./service/decide-refund.ts";
import {
  listFindings,
  listForStaff,
  listOpenRefunds,
  revealAccount,
  showPayment,
} from "./service/staff-payments.ts";
import {
  DepositInput,
  FindingList,
  OpenReceiptList,
  OpenRefundList,
  PaymentListQuery,
  PaymentRef,
  ReceiptInput,
  RefundListQuery,
  RejectInput,
  StaffPayment,
  StaffPaymentList,
} from "./staff-schemas.ts";

const tags = ["payments"];
const params = PaymentRef;
const config = { access: can("payment:read") };
const LIST = "staff payments";
const REFUNDS = "open refunds";
const RECEIPTS = "open receipts";

export function staffRoutes(app: App, payments: PaymentsContext): void {
  reading(app, payments);
  readingRefunds(app, payments);
  receipts(app, payments);
  byHand(app, payments);
  deciding(app, payments);
}

function reading(app: App, payments: PaymentsContext): void {
  app.get(
    "/api/v1/admin/payments",
    {
      config,
      schema: {
        tags,
        summary: "List all payments, the newest first",
        querystring: PaymentListQuery,
        response: { 200: StaffPaymentList },
      },
    },
    async (request) => {
      const { limit = 20, cursor, ...filter } = request.query;
      const beforeId = readIdCursor(LIST, cursor);
      const rows = await listForStaff(payments, { ...filter, beforeId, limit: limit + 1 });
      return pageOf(
        LIST,
        rows,
        limit,
        (row) => row,
        ({ id }) => [id],
      );
    },
  );

  app.get(
    "/api/v1/admin/payments/findings",
    {
      config,
      schema: {
        tags,
        summary: "List what our ledger and the providers' lists do not agree on",
        description: "They are compared every night, in both directions.",
        response: { 200: FindingList },
      },
    },
    async () => {
      const rows = await listFindings(payments);
      return { items: rows.map(presentFinding) };
    },
  );
}

function readingRefunds(app: App, payments: PaymentsContext): void {
  app.get(
    "/api/v1/admin/payments/refunds",
    {
      config,
      schema: {
        tags,
        summary: "List refunds that are not carried out, the oldest first",
        querystring: RefundListQuery,
        response: { 200: OpenRefundList },
      },
    },
    async (request) => {
      const { limit = 20, cursor } = request.query;
      const afterId = readIdCursor(REFUNDS, cursor);
      const rows = await listOpenRefunds(payments, afterId, limit + 1);
      const { personId: staffId } = callerOf(request).actor;
      return pageOf(
        REFUNDS,
        rows,
        limit,
        (row) => presentOpenRefund(row, Boolean(payments.providers.get(row.provider)?.isByHand), staffId),
        ({ id }) => [id],
      );
    },
  );

  app.post(
    "/api/v1/admin/payments/refunds/:id/account",
    {
      config: { access: can("payment:confirm", { stepUp: true }) },
      schema: {
        tags,
        summary: "Read the whole account that a refund goes to",
        description: "For one that staff pay. Each reading is in the audit log.",
        params,
        response: { 200: RefundAccount },
      },
    },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      return revealAccount(payments, request.params.id, callerOf(request));
    },
  );
}

function receipts(app: App, payments: PaymentsContext): void {
  app.get(
    "/api/v1/admin/payments/receipts",
    {
      config,
      schema: {
        tags,
        summary: "List cash receipts that failed, the oldest first",
        querystring: RefundListQuery,
        response: { 200: OpenReceiptList },
      },
    },
    async (request) => {
      const { limit = 20, cursor } = request.query;
      const rows = await listOpenReceipts(payments, readIdCursor(RECEIPTS, cursor), limit + 1);
      return pageOf(RECEIPTS, rows, limit, presentOpenReceipt, ({ attemptId }) => [attemptId]);
    },
  );

  app.post(
    "/api/v1/admin/payments/:id/receipt",
    {
      config: { access: can("payment:confirm", { stepUp: true }) },
      schema: {
        tags,
        summary: "Ask for the cash receipt of a transfer",
        description: "Again, or for the first time. It is brought in line with the money within a minute.",
        problems: ["WRONG_PAYMENT_STATE"],
        params,
        body: ReceiptInput,
        response: { 202: Closed({}) },
      },
    },
    async (request, reply) => {
      const { cashReceipt = null } = request.body ?? {};
      await requestReceipt(payments, request.params.id, cashReceipt, callerOf(request));
      return reply.code(202).send({});
    },
  );
}

function byHand(app: App, payments: PaymentsContext): void {
  app.post(
    "/api/v1/admin/payments/:id/deposit",
    {
      config: { access: can("payment:confirm", { stepUp: true }) },
      schema: {
        tags,
        summary: "Confirm that the money of a bank transfer has arrived",
        description: "The whole sum, also after its time: the order takes it, or it is given back.",
        problems: ["AMOUNT_MISMATCH", "WRONG_PAYMENT_STATE"],
        params,
        body: DepositInput,
        response: { 200: StaffPayment },
      },
    },
    async (request) => {
      const amount = asMoney(request.body.amount, payments.currency);
      await confirmDeposit(payments, request.params.id, amount, callerOf(request));
      return showPayment(payments, request.params.id);
    },
  );

  app.post(
    "/api/v1/admin/payments/refunds/:id/paid",
    {
      config: { access: can("payment:confirm", { stepUp: true }) },
      schema: {
        tags,
        summary: "Say that a refund of a bank transfer was paid",
        problems: ["WRONG_PAYMENT_STATE"],
        params,
        response: { 200: StaffPayment },
      },
    },
    async (request) => {
      const { id } = await payOutRefund(payments, request.params.id, callerOf(request));
      return showPayment(payments, id);
    },
  );
}

function deciding(app: App, payments: PaymentsContext): void {
  const access = { access: can("order:refund", { stepUp: true }) };
  const problems = ["OWN_REFUND", "WRONG_PAYMENT_STATE"];

  app.post(
    "/api/v1/admin/payments/refunds/:id/approve",
    {
      config: access,
      schema: {
        tags,
        summary: "Approve a large refund that another member of staff asked for",
        problems,
        params,
        response: { 200: Closed({}) },
      },
    },
    async (request) => {
      await approveRefund(payments, request.params.id, callerOf(request));
      return {};
    },
  );

  app.post(
    "/api/v1/admin/payments/refunds/:id/reject",
    {
      config: access,
      schema: {
        tags,
        summary: "Reject a large refund that another member of staff asked for",
        description: "It has failed then, and can be asked for again.",
        problems,
        params,
        body: RejectInput,
        response: { 200: Closed({}) },
      },
    },
    async (request) => {
      await rejectRefund(payments, request.params.id, request.body.reason, callerOf(request));
      return {};
    },
  );
}
