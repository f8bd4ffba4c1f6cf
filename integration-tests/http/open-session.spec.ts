import { STATUS_FIELDS } from "../support/status-fields"
import { withShop } from "../support/suite"

withShop("one call to a QR", ({ shop, qpay }) => {
  const open = (cartId: string, more: Record<string, unknown> = {}) =>
    shop().store("POST", "/qpay/payment-sessions", { cart_id: cartId, ...more })
  const renew = (sessionId: string) => shop().store("POST", `/qpay/payment-sessions/${sessionId}/renew`)
  const opened = async (cartId: string) => {
    const { status, data } = await open(cartId)
    expect(status).toBe(200)
    return data.payment_session
  }
  const live = async () => (await qpay().invoices()).filter(({ status }) => status === "OPEN")
  const expire = (sessionId: string) =>
    shop()
      .db("qpay_invoice")
      .where({ issued_session_id: sessionId })
      .update({ expires_at: shop().db.raw("now() - interval '1 second'") })

  it("opens a cart's payment with all that a page needs", async () => {
    const cartId = await shop().cart()
    const session = await opened(cartId)
    expect(Object.keys(session).sort()).toEqual(STATUS_FIELDS)
    expect(session).toMatchObject({ status: "pending", amount: 17000, amount_text: "₮17,000", order_id: null })
    expect(Object.keys(session.payment).sort()).toEqual(["links", "qr_text", "short_url"])
    expect(session.pay_url).toBe((await shop().row(session.id)).public_data?.pay_url)
    expect(session.pay_url).toMatch(/^http.*\/qpay\/pay\/[\w-]+$/)
    const [invoice] = await live()
    expect(session.payment.qr_text).toMatch(/^000201.*6304[0-9A-F]{4}$/)
    await qpay().pay({ invoice_id: invoice!.invoice_id })
    expect(await shop().ordersOf(cartId)).toEqual([expect.objectContaining({ total: 17000, captures: [17000] })])
  })

  it("gives the same QR to a reloaded page, a second tab and React's double effects", async () => {
    const cartId = await shop().cart()
    const sessions = await Promise.all(Array.from({ length: 5 }, () => opened(cartId)))
    const again = await opened(cartId)
    expect(new Set([...sessions, again].map(({ id }) => id)).size).toBe(1)
    expect(await qpay().invoices()).toHaveLength(1)
    expect((await renew(again.id)).data.payment_session.id).toBe(again.id)
    expect(await qpay().invoices()).toHaveLength(1)
  })

  it("takes over a session that the storefront has made in Medusa's own way", async () => {
    const { cartId, session } = await shop().checkout()
    expect((await opened(cartId)).id).toBe(session.id)
  })

  it("issues a new one when the cart has changed, at its new sum; the old one cannot be paid", async () => {
    const cartId = await shop().cart()
    const before = await opened(cartId)
    await shop().store("POST", `/carts/${cartId}/line-items`, { variant_id: shop().variant(12000), quantity: 1 })
    const after = await opened(cartId)
    expect(after).toMatchObject({ amount: 29000, status: "pending" })
    expect(after.id).not.toBe(before.id)
    expect(await live()).toEqual([expect.objectContaining({ amount: 29000 })])
    expect((await shop().status(before.id)).data.payment_session).toMatchObject({ status: "canceled", payment: null })
  })

  it("renews an expired one, once for two tabs, under the same hosted link", async () => {
    const cartId = await shop().cart()
    const before = await opened(cartId)
    await expire(before.id)
    expect((await shop().status(before.id)).data.payment_session).toMatchObject({ status: "expired", payment: null })
    const tabs = await Promise.all([renew(before.id), renew(before.id)])
    const [first, second] = tabs.map(({ data }) => data.payment_session)
    expect(first).toMatchObject({ status: "pending", amount: 17000 })
    expect(first.id).not.toBe(before.id)
    expect(second.id).toBe(first.id)
    expect(await live()).toHaveLength(1)
    expect((await shop().row(first.id)).pay_token).toBe((await shop().row(before.id)).pay_token)
  })

  it("finds the money of a lost callback before it issues another QR", async () => {
    const cartId = await shop().cart()
    const before = await opened(cartId)
    const [invoice] = await live()
    await qpay().pay({ invoice_id: invoice!.invoice_id, callback: "lost" })
    await expire(before.id)
    const { data } = await renew(before.id)
    expect(data.payment_session).toMatchObject({ id: before.id, status: "order_placed" })
    expect(await qpay().invoices()).toHaveLength(1)
    expect(await shop().ordersOf(cartId)).toEqual([expect.objectContaining({ captures: [17000] })])
    // The page that is opened once more shows its order.
    expect(await opened(cartId)).toMatchObject({ id: before.id, order_id: data.payment_session.order_id })
  })

  it("refuses what it cannot open, with the field or the reason", async () => {
    expect((await open("cart_unknown")).status).toBe(404)
    expect((await shop().store("POST", "/qpay/payment-sessions", {})).data.message).toContain("cart_id")
    expect((await open("cart_1' OR 1=1")).status).toBe(400)
    const cartId = await shop().cart()
    expect((await open(cartId, { provider_id: "pp_system_default" })).status).toBe(400)
    expect((await renew("payses_unknown")).status).toBe(404)
    expect(await qpay().invoices()).toEqual([])
  })

  it("while QPay is down the page is told to come again, and the next call opens it", async () => {
    const cartId = await shop().cart()
    await qpay().fault({ on: "create", kind: "status", status: 503, times: 10 })
    expect((await open(cartId)).status).toBeGreaterThanOrEqual(400)
    await qpay().reset()
    expect((await open(cartId)).status).toBe(200)
  })
})
