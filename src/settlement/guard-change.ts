import type { MedusaContainer } from "@medusajs/framework/types"
import type { InvoiceRow } from "../modules/qpay/ledger"
import { isId } from "./callback"
import { ledgerOf } from "./sale"
import { settle } from "./settle"
import { beingPlacedText, heldText, placedText } from "./texts"
import { isCovered } from "./verdict"

/**
 * What a storefront is about to change: a cart, or the payment sessions of a collection.
 * `details`: address, e-mail, delivery, which an order may lack; not the items.
 */
export type Changing = { cartId: string; details: boolean } | { collectionId: string }

/** The body of the 409 that is answered instead. */
export interface ChangeRefusal {
  type: "not_allowed"
  /** `qpay_invoice_paid`: the order is being placed, ask again. `qpay_payment_held`: the shop has to look at it. */
  code: "qpay_order_placed" | "qpay_invoice_paid" | "qpay_payment_held"
  /** For the shopper, Mongolian first. */
  message: string
  order_id?: string
}

/** Held money that does not keep a cart from being paid in another way. */
const NOT_THIS_CARTS = ["underpaid", "late", "duplicate"]

/**
 * Stands before a storefront's changes to a cart. Medusa would find out in the midst of the change that its invoice
 * is paid, roll back and answer 500 without the reason; so money is looked for here, and becomes an order first.
 * Costs one query where QPay has no part in it, and at most one check per open invoice in ten seconds.
 * @returns null when the change may go on, also when QPay cannot be asked: the provider then decides, as ever
 */
export async function guardChange(container: MedusaContainer, changing: Changing): Promise<ChangeRefusal | null> {
  const rows = await invoicesOf(container, changing)
  for (const row of rows.filter(holdsMoney)) {
    if (await isSetAside(container, row)) continue
    const { row: after } = await settle(container, row, { actor: "storefront", ask: false })
    // Without the shopper's address or choice of delivery this order could never be placed.
    if (after.reason === "paid_without_order" && "cartId" in changing && changing.details) continue
    const refusal = refusalFor(after)
    if (refusal) return refusal
  }
  for (const row of rows.filter(({ state }) => state === "open")) {
    const refusal = refusalFor((await settle(container, row, { actor: "storefront", hurry: true })).row)
    if (refusal) return refusal
  }
  return null
}

/** The invoices that a change concerns, oldest first. */
export async function invoicesOf(container: MedusaContainer, changing: Changing): Promise<InvoiceRow[]> {
  if ("cartId" in changing) return isId(changing.cartId) ? ledgerOf(container).ofCart(changing.cartId) : []
  return isId(changing.collectionId) ? ledgerOf(container).ofCollection(changing.collectionId) : []
}

/** Staff have dealt with its money in another way: the cart is free. */
export async function isSetAside(container: MedusaContainer, row: InvoiceRow): Promise<boolean> {
  return row.state === "attention" && ledgerOf(container).attention.isSetAside(row.id)
}

/** The whole sum is there and no order yet. */
function holdsMoney(row: InvoiceRow): boolean {
  if (row.state === "attention") return isCovered(row) && !NOT_THIS_CARTS.includes(row.reason ?? "")
  return row.state === "paid"
}

function refusalFor(row: InvoiceRow): ChangeRefusal | null {
  const type = "not_allowed"
  if (row.state === "settled") {
    return { type, code: "qpay_order_placed", message: placedText(), ...(row.order_id && { order_id: row.order_id }) }
  }
  if (!holdsMoney(row)) return null
  return row.state === "paid"
    ? { type, code: "qpay_invoice_paid", message: beingPlacedText() }
    : { type, code: "qpay_payment_held", message: heldText(row.payment_session_id) }
}
