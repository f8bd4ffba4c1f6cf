import type { IPaymentModuleService } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { withMedusaTestRunner } from "../support/medusa-test-runner"

withMedusaTestRunner("the provider, method by method", ({ shop, qpay }) => {
  const payments = (): IPaymentModuleService => shop().container.resolve(Modules.PAYMENT)
  const update = (session: { id: string; data: Record<string, unknown> }, amount: number) =>
    payments().updatePaymentSession({ id: session.id, data: session.data, amount, currency_code: "mnt" })

  it("update with the same sum keeps the invoice", async () => {
    const { session, invoiceId } = await shop().checkout()
    const updated = await update(session, 17000)
    expect(updated.data).toMatchObject({ invoice_id: invoiceId, amount: 17000, qr_text: session.data.qr_text })
    expect(updated.data.qr_image).toMatch(/^data:image\/png;base64,/)
    expect(await qpay().invoices()).toHaveLength(1)
  })

  it("update with another sum cancels the old invoice and issues a new one, whose callback is heard", async () => {
    const { session, invoiceId } = await shop().checkout()
    const updated = await update(session, 18000)
    expect(updated.data).toMatchObject({ amount: 18000, session_id: session.id })
    expect((await qpay().invoice(invoiceId)).status).toBe("CANCELED")
    const renewed = await qpay().invoice(updated.data.invoice_id as string)
    expect(renewed).toMatchObject({ status: "OPEN", amount: 18000, sender_invoice_no: `${session.id}-2` })
    // The cart still costs 17,000: the exact sum of this invoice is not the exact sum of the order.
    await qpay().pay({ invoice_id: renewed.invoice_id })
    expect(await shop().attention(session.id)).toEqual([{ reason: "amount_changed", amount: 18000 }])
    expect(await shop().orders()).toEqual([])
  })

  it("update of a paid invoice is refused", async () => {
    const { session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, callback: "lost" })
    await expect(update(session, 18000)).rejects.toThrow("already paid")
    expect(await qpay().invoices()).toHaveLength(1)
  })

  it("cancel and delete of a paid invoice are refused, and never give money back", async () => {
    const { cartId, session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId, type: "CARD" })
    const [order] = await shop().ordersOf(cartId)
    await expect(payments().cancelPayment(order?.payments[0]?.id as string)).rejects.toThrow("already paid")
    await expect(payments().deletePaymentSession(session.id)).rejects.toThrow("already paid")
    expect((await qpay().invoice(invoiceId)).payments).toEqual([expect.objectContaining({ status: "PAID" })])
  })

  it("delete of an unknown, cancelled or expired invoice does not block the checkout", async () => {
    const { session, invoiceId } = await shop().checkout()
    await qpay().send("POST", `/_sim/invoices/${invoiceId}/expire`)
    await payments().deletePaymentSession(session.id)
    expect(await shop().row(session.id)).toMatchObject({ state: "canceled" })
    const other = await shop().checkout()
    await qpay().reset() // QPay has forgotten everything
    await payments().deletePaymentSession(other.session.id)
    expect(await shop().row(other.session.id)).toMatchObject({ state: "canceled" })
  })

  it("a settled invoice cannot be moved by a worker that read it before", async () => {
    const { session, invoiceId } = await shop().checkout()
    await qpay().pay({ invoice_id: invoiceId })
    const { id } = await shop().row(session.id)
    for (const to of ["open", "canceled", "expired", "paid", "attention", "settled"] as const) {
      expect(await shop().ledger.move(id, to, "test")).toBeNull()
    }
    expect(await shop().row(session.id)).toMatchObject({ state: "settled" })
  })

  it("account holders and payment methods are answered empty, without a warning", async () => {
    const context = { customer: { id: "cus_1", email: "a@example.mn" } }
    await payments().createAccountHolder({ provider_id: "pp_qpay_qpay", context })
    await expect(payments().listPaymentMethods({ provider_id: "pp_qpay_qpay", context: {} as never })).resolves.toEqual(
      []
    )
  })
})
