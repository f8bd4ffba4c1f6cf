import { Router } from "express"
import { ownInvoice } from "../invoices"
import { ownPayment, paidAmount, refundByMerchant } from "../payments"
import { checkRow, paymentDetail } from "../payment-views"
import type { Invoice } from "../state"
import { FieldErrors, type Body } from "../validation"
import type { ResolvedAccount } from "../account"
import type { World } from "../world"
import { guarded } from "./endpoint"
import { pageOf, readPage } from "./paging"
import { listPayments } from "./payment-list"

export function paymentRoutes(world: World): Router {
  const router = Router()

  router.post(
    "/payment/check",
    guarded(world, "check", ({ account, body }) => ({ body: checkPayment(world, account, body) }))
  )
  router.post(
    "/payment/list",
    guarded(world, "list", ({ account, body }) => ({ body: listPayments(world, account, body) }))
  )
  router.get(
    "/payment/:id",
    guarded(world, "get_payment", ({ account, params }) => ({
      body: paymentDetail(ownPayment(world, account, params.id), world.state.settings),
    }))
  )
  for (const [verb, endpoint] of [["cancel", "cancel_payment"] as const, ["refund", "refund"] as const]) {
    router.delete(
      `/payment/${verb}/:id`,
      guarded(world, endpoint, ({ account, params }) => {
        refundByMerchant(world, ownPayment(world, account, params.id))
        return { body: {} }
      })
    )
  }
  return router
}

/** POST /v2/payment/check: every row of an invoice. Unpaid, there is no `paid_amount` at all (production, Sep 2026). */
function checkPayment(world: World, account: ResolvedAccount, body: Body): object {
  const errors = new FieldErrors(body)
  errors.oneOf("object_type", ["INVOICE", "QR", "ITEM"])
  errors.text("object_id", 500, true)
  const page = readPage(body, errors)
  errors.throwIfAny()

  const { settings } = world.state
  const { payments } = checkedInvoice(world, account, body)
  const unpaid = payments.length === 0
  return {
    count: payments.length,
    ...(unpaid && !settings.paid_amount_when_unpaid ? {} : { paid_amount: paidAmount(payments) }),
    rows: pageOf(payments, page).map((payment) => checkRow(payment, settings)),
  }
}

function checkedInvoice(world: World, account: ResolvedAccount, body: Body): Pick<Invoice, "payments"> {
  if (body.object_type === "INVOICE") {
    return ownInvoice(world, account, body.object_id)
  }
  const byQr = [...world.state.invoices.values()].find(
    (invoice) => invoice.account === account.username && invoice.qrText === body.object_id
  )
  return byQr ?? { payments: [] }
}
