import { model } from "@medusajs/framework/utils"
import { PAYABLE } from "../states"

/**
 * Every invoice ever asked of QPay. Outlives its payment session, which Medusa deletes on each cart change
 * while the QR stays payable. Amounts are whole tugrik except `session_amount`, which is in `currency_code`.
 */
export const QPayInvoice = model
  .define("qpay_invoice", {
    id: model.id({ prefix: "qpinv" }).primaryKey(),
    /** The session it pays for now: another than it was issued for once late money was taken up. */
    payment_session_id: model.text(),
    /** The session it was issued for: callbacks and the shopper's page name this one, always. */
    issued_session_id: model.text(),
    payment_collection_id: model.text().nullable(),
    cart_id: model.text().nullable(),
    order_id: model.text().nullable(),
    /** Medusa's provider id, e.g. `pp_qpay_qpay`. */
    provider_id: model.text().nullable(),
    /** Fingerprint of host, user and invoice code: which credentials issued it. */
    account: model.text(),
    /** At most 45 characters (QPay's limit): the payment session's id, suffixed when re-issued. */
    sender_invoice_no: model.text(),
    /** QPay's id; null until its answer is stored. */
    invoice_id: model.text().nullable(),
    /** Names the payment in the hosted page's address; the same for all invoices of a payment collection. */
    pay_token: model.text(),
    /** SHA-256 of the secret in this invoice's callback URL; the secret itself is kept nowhere. */
    callback_token_hash: model.text(),
    /** What the shopper reads out on the phone: see {@link referenceOf}. */
    reference: model.text(),
    /** What QPay was asked for; after staff accepted another sum, that sum. */
    amount: model.bigNumber(),
    session_amount: model.bigNumber(),
    /** What staff let the shopper off, in `currency_code`: the cart costs `session_amount` and this. */
    shortfall: model.bigNumber().default(0),
    currency_code: model.text(),
    state: model.text().default("creating"),
    reason: model.text().nullable(),
    paid_amount: model.bigNumber().default(0),
    /** What went back through QPay. */
    refunded_amount: model.bigNumber().default(0),
    /** QPay's fees, as it says; may have decimals. */
    fee_amount: model.bigNumber().default(0),
    /** Compact facts of each payment QPay listed: see PaymentFact. No account numbers. */
    payments: model.json().nullable(),
    /** What the shopper may see (QR text, links); the picture is left out for its size. */
    public_data: model.json().nullable(),
    expires_at: model.dateTime().nullable(),
    last_checked_at: model.dateTime().nullable(),
    /** When QPay was last asked, whether or not it answered: the throttle. */
    last_asked_at: model.dateTime().nullable(),
    /** When the job must look at this invoice on its own; null while only a callback or a listed payment concerns it. */
    next_check_at: model.dateTime().nullable(),
    /** Looks of the job that came to nothing, one after the other: for its back-off. */
    tries: model.number().default(0),
    checks: model.number().default(0),
    last_callback_at: model.dateTime().nullable(),
    callbacks: model.number().default(0),
    /** Calls to settle so far, and how many of them a finished look has answered. */
    knocks: model.number().default(0),
    knocks_served: model.number().default(0),
    lease_owner: model.text().nullable(),
    lease_until: model.dateTime().nullable(),
  })
  .indexes([
    { on: ["sender_invoice_no"], unique: true },
    { on: ["invoice_id"], unique: true, where: "invoice_id IS NOT NULL" },
    { on: ["payment_session_id"] },
    { on: ["issued_session_id"] },
    { on: ["payment_collection_id"] },
    { on: ["pay_token"] },
    { on: ["reference"] },
    { on: ["state", "id"] },
    { on: ["payments"], type: "GIN", where: "payments IS NOT NULL" },
    { on: ["cart_id"], where: "cart_id IS NOT NULL" },
    { on: ["order_id"], where: "order_id IS NOT NULL" },
    { on: ["account", "next_check_at"], where: "next_check_at IS NOT NULL" },
    { on: ["account", "created_at"], where: `(${PAYABLE})` },
    { on: ["last_callback_at"], where: "knocks > knocks_served" },
  ])
