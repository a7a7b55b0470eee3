/** The public form of a payment, as in the API: every key is present, unused ones are null. */
import { kst } from "../clock.ts";
import { messageOf } from "./errors.ts";
import {
  balanceOf,
  type Cancel,
  type Movement,
  type Payment,
  taxFreeBalanceOf,
  type VirtualAccount,
} from "./payments.ts";
import { splitVat } from "./vat.ts";

const MERCHANT_ID = "jangteosandbox";
const API_VERSION = "2022-11-16";

/** Equal payments have equal views: idempotent replays are equal byte for byte. */
export function viewPayment(payment: Payment, publicUrl: string) {
  const balanceAmount = balanceOf(payment);
  const taxFreeAmount = taxFreeBalanceOf(payment);
  const approved = payment.approvedAt !== null;
  return {
    version: API_VERSION,
    mId: MERCHANT_ID,
    paymentKey: payment.paymentKey,
    type: "NORMAL",
    orderId: payment.orderId,
    orderName: payment.orderName,
    currency: payment.currency,
    country: "KR",
    method: payment.method,
    status: payment.status,
    requestedAt: kst(payment.requestedAt),
    approvedAt: payment.approvedAt === null ? null : kst(payment.approvedAt),
    lastTransactionKey: payment.lastTransactionKey,
    useEscrow: false,
    cultureExpense: false,
    isPartialCancelable: payment.status !== "WAITING_FOR_DEPOSIT",
    totalAmount: payment.amount,
    balanceAmount,
    ...splitVat(balanceAmount - taxFreeAmount),
    taxFreeAmount,
    taxExemptionAmount: 0,
    card: payment.method === "카드" && approved ? viewCard(payment) : null,
    virtualAccount:
      payment.virtualAccount === null ? null : viewVirtualAccount(payment, payment.virtualAccount),
    transfer:
      payment.method === "계좌이체" && approved ? { bankCode: "92", settlementStatus: "INCOMPLETED" } : null,
    mobilePhone: null,
    giftCertificate: null,
    easyPay:
      payment.method === "간편결제" && approved
        ? { provider: "토스페이", amount: payment.amount, discountAmount: 0 }
        : null,
    discount: null,
    cashReceipt: null,
    cashReceipts: null,
    cancels: payment.cancels.length === 0 ? null : payment.cancels.map(viewCancel),
    secret: payment.secret,
    receipt: approved ? { url: `${publicUrl}/receipts/${payment.paymentKey}` } : null,
    checkout: { url: `${publicUrl}/receipts/${payment.paymentKey}` },
    failure:
      payment.failure === null ? null : { code: payment.failure, message: messageOf(payment.failure, "ko") },
    metadata: null,
  };
}

export type PaymentView = ReturnType<typeof viewPayment>;

const viewCard = (payment: Payment) => ({
  amount: payment.amount,
  issuerCode: "4V",
  acquirerCode: "21",
  number: "40000000****000*",
  installmentPlanMonths: 0,
  // Eight digits that differ between payments without being stored.
  approveNo: String(Number.parseInt(payment.ledger[0]?.transactionKey.slice(0, 7) ?? "0", 16) % 1e8).padStart(
    8,
    "0",
  ),
  useCardPoint: false,
  cardType: "신용",
  ownerType: "개인",
  acquireStatus: payment.status === "CANCELED" ? "CANCELED" : "READY",
  isInterestFree: false,
  interestPayer: null,
});

const viewVirtualAccount = (payment: Payment, account: VirtualAccount) => ({
  accountType: "일반",
  accountNumber: account.accountNumber,
  bankCode: "20",
  customerName: payment.customerName,
  depositorName: payment.customerName,
  dueDate: kst(account.dueAt),
  expired: account.expired,
  settlementStatus: "INCOMPLETED",
  refundStatus: account.deposited && payment.cancels.length > 0 ? "COMPLETED" : "NONE",
  refundReceiveAccount:
    account.refundAccount === null
      ? null
      : {
          bankCode: account.refundAccount.bank,
          accountNumber: account.refundAccount.accountNumber,
          holderName: account.refundAccount.holderName,
        },
});

const viewCancel = (cancel: Cancel) => ({
  transactionKey: cancel.transactionKey,
  cancelAmount: cancel.amount,
  cancelReason: cancel.reason,
  canceledAt: kst(cancel.at),
  taxFreeAmount: cancel.taxFreeAmount,
  taxExemptionAmount: 0,
  refundableAmount: cancel.refundableAmount,
  easyPayDiscountAmount: 0,
  transferDiscountAmount: 0,
  receiptKey: null,
  cancelStatus: "DONE",
  cancelRequestId: null,
});

/** A row of `GET /v1/transactions`: the amount has no sign; the status shows the direction of the money. */
export const viewTransaction = (payment: Payment, movement: Movement, publicUrl: string) => ({
  mId: MERCHANT_ID,
  transactionKey: movement.transactionKey,
  paymentKey: payment.paymentKey,
  orderId: payment.orderId,
  method: payment.method,
  customerKey: null,
  useEscrow: false,
  receiptUrl: `${publicUrl}/receipts/${payment.paymentKey}`,
  status: movement.status,
  transactionAt: kst(movement.at),
  currency: payment.currency,
  amount: Math.abs(movement.amount),
});
