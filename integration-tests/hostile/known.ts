import type { QPay } from "../support/qpay"
import { type Checkout, ok, type Shop } from "../support/shop"

/** A sale an attacker knows something about. */
export interface Sale extends Checkout {
  /** The secret in its invoice's callback address. */
  token: string
}

/** One sale in every state that matters, so that a hostile word has something to hit. */
export interface Known {
  open: Sale
  paid: Sale
  short: Sale
  canceled: Sale
  elsewhere: Sale
  paymentId: string
}

export async function prepare(shop: Shop, qpay: QPay): Promise<Known> {
  const sale = async (checkout: Checkout): Promise<Sale> => {
    const { callback_url } = await qpay.invoice(checkout.invoiceId)
    return { ...checkout, token: new URL(callback_url).searchParams.get("token") as string }
  }
  const open = await sale(await shop.checkout())
  const paid = await sale(await shop.checkout())
  const { payment_ids } = await qpay.pay({ invoice_id: paid.invoiceId })
  const short = await sale(await shop.checkout())
  await qpay.pay({ invoice_id: short.invoiceId, amount: 5000 })
  const canceled = await sale(await shop.checkout())
  ok(await shop.startSession(canceled.collectionId))
  const elsewhere = await sale(await shop.checkout({ providerId: "pp_qpay_branch2" }))
  await qpay.forgetCalls()
  return { open, paid, short, canceled, elsewhere, paymentId: payment_ids[0] as string }
}

export function salesOf({ open, paid, short, canceled, elsewhere }: Known): Sale[] {
  return [open, paid, short, canceled, elsewhere]
}

/** Every id of a sale that an attacker may have seen. Its secret is not among them. */
export function idsOf({ session, cartId, collectionId, invoiceId }: Sale): string[] {
  return [session.id, cartId, collectionId, invoiceId]
}
