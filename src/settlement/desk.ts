import { AsyncLocalStorage } from "node:async_hooks"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type { Actor, InvoiceRow, PaymentFact } from "../modules/qpay/ledger"
import type { Inspection } from "./inspection"

/** So many payments are asked for at a time. */
export const LIST_PAGE = 100

/** One payment in QPay's list of an account. */
export interface ListedPayment {
  payment_id: string
  payment_status: string
  /** The invoice's id, as far as is known. */
  object_id: string | null
}

/** What the reconcile job is told by the merchant, per account. */
export interface ReconcileOptions {
  /** Seconds between two readings of the list; 0 = never. */
  everySeconds: number
  /** Minutes before the last reading that are read once more: payments may appear in the list late. */
  overlapMinutes: number
  /** Once a day the list is read this many hours back. */
  lookBackHours: number
}

/** What settlement may ask of QPay on its own, one desk per account. Every method throws QPayError. */
export interface QPayDesk {
  readonly account: string
  readonly reconcile: ReconcileOptions
  /** Origins that the hosted page may lead back to, besides those of STORE_CORS. */
  readonly returnOrigins: readonly string[]
  /** For the diagnostics. */
  readonly inspection: Inspection
  /**
   * `payment/check` past the throttle; the answer is in the ledger then.
   * @param options.hurry QPay is asked once and for a few seconds only
   * @returns whether QPay was asked
   */
  look(row: InvoiceRow, options?: { paymentId?: string; hurry?: boolean }): Promise<boolean>
  /** Cancels at QPay, then checks. @returns whether nothing can arrive any more; false: it is paid */
  expire(row: InvoiceRow): Promise<boolean>
  /** Sends a card payment back, whole, and notes it in the ledger. Throws QPayError PAYMENT_SETTLED when QPay cannot. */
  returnCard(row: InvoiceRow, card: PaymentFact, actor: Actor): Promise<void>
  /** One page of the account's payments between two naive dates; the first page is 1. */
  listPayments(
    window: { start_date: string; end_date: string },
    page: number
  ): Promise<{ count: number; rows: ListedPayment[] }>
  /** Which invoice a payment belongs to, by QPay's own record; null when QPay does not say. */
  traceInvoice(paymentId: string): Promise<string | null>
  /** An invoice's number and sum, by QPay's own record. */
  readInvoice(invoiceId: string): Promise<{ senderInvoiceNo: string | null; amount: number | null }>
}

/** Providers are built in the payment module's container; the connection is what they and the application share. */
const desks = new WeakMap<Knex, Map<string, QPayDesk>>()

/** Called by the provider when Medusa builds it. */
export function openDesk(db: Knex, desk: QPayDesk): void {
  const accounts = desks.get(db) ?? new Map<string, QPayDesk>()
  desks.set(db, accounts.set(desk.account, desk))
}

/**
 * The desk of an account. Medusa builds a provider when it is first used, which in a worker may be now.
 * @returns null when no configured provider has these credentials
 */
export async function deskOf(
  container: MedusaContainer,
  { account, provider_id }: { account: string; provider_id: string | null }
): Promise<QPayDesk | null> {
  const db = container.resolve(ContainerRegistrationKeys.PG_CONNECTION) as Knex
  const open = () => desks.get(db)?.get(account) ?? null
  if (open() || !provider_id) return open()
  const payments = container.resolve(Modules.PAYMENT)
  const nothing = { data: {}, rawData: "", headers: {} }
  await payments
    .getWebhookActionAndData({ provider: provider_id.replace(/^pp_/, ""), payload: nothing })
    .catch(() => undefined)
  return open()
}

/** Filled by the provider that is asked, because a provider does not know its own id in Medusa. */
const asked = new AsyncLocalStorage<{ desk: QPayDesk | null }>()

/** Called by the provider whenever Medusa asks it about a callback. */
export function presentDesk(desk: QPayDesk): void {
  const slot = asked.getStore()
  if (slot) slot.desk = desk
}

/** The desk of one provider entry. @throws when Medusa has no such provider or cannot build it */
export async function deskOfProvider(container: MedusaContainer, providerId: string): Promise<QPayDesk> {
  const slot: { desk: QPayDesk | null } = { desk: null }
  const nothing = { data: {}, rawData: "", headers: {} }
  await asked.run(slot, () =>
    container
      .resolve(Modules.PAYMENT)
      .getWebhookActionAndData({ provider: providerId.replace(/^pp_/, ""), payload: nothing })
  )
  if (!slot.desk) throw new Error(`${providerId} is not a provider of this plugin`)
  return slot.desk
}
