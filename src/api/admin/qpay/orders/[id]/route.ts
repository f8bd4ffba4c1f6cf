import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { InvoiceRow } from "../../../../../modules/qpay/ledger"
import { isId } from "../../../../../settlement/callback"
import { ledgerOf } from "../../../../../settlement/sale"
import type { OrderPayments } from "../../contract"
import { staffRoute } from "../../staff-route"
import { detailOf } from "../../view"

/** The invoices of an order that hold or held money; else those that can be paid. An order without QPay has none. */
export const GET = staffRoute(async (req): Promise<OrderPayments> => {
  const orderId = req.params.id
  if (!isId(orderId)) return { payments: [] }
  const ledger = ledgerOf(req.scope)
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const fields = ["id", "payment_collections.id"]
  const { data } = await query.graph({ entity: "order", fields, filters: { id: orderId } })
  const order = data[0] as { payment_collections?: ({ id: string } | null)[] } | undefined
  const collections = (order?.payment_collections ?? []).flatMap((collection) => collection?.id ?? [])
  const found = await Promise.all([ledger.ofOrder(orderId), ...collections.map((id) => ledger.ofCollection(id))])
  const rows = [...new Map(found.flat().map((row) => [row.id, row])).values()]
  const withMoney = rows.filter(hasMoney)
  const shown = withMoney.length > 0 ? withMoney : rows.filter(({ state }) => state === "open")
  return { payments: await Promise.all(shown.map((row) => detailOf(req.scope, row))) }
})

function hasMoney(row: InvoiceRow): boolean {
  return row.payments.length > 0 && row.state !== "open" && row.state !== "creating"
}
