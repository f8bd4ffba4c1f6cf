import { wrongCode } from "../support/qpay"
import { ok } from "../support/shop"
import { withShop } from "../support/suite"

withShop("hosted pay page", ({ shop, qpay }) => {
  const base = () => `http://localhost:${process.env.PORT}`
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(base() + path, { redirect: "manual", headers: { accept: "text/html", ...headers } })
  const post = (path: string, headers: Record<string, string> = {}) =>
    fetch(base() + path, { method: "POST", redirect: "manual", headers: { accept: "text/html", ...headers } })
  const json = { accept: "application/json" }
  /** Where a page's form leads. */
  const formOf = (page: string, action: string) =>
    new RegExp(`<form method="post" action="([^"]*/${action}[^"]*)"`).exec(page)![1]!.replaceAll("&amp;", "&")
  const pageOf = (checkout: { session: { data: Record<string, any> } }) =>
    new URL(checkout.session.data.pay_url as string).pathname

  it("shows amount, QR and links before any script runs, and nothing personal", async () => {
    const checkout = await shop().checkout()
    const answer = await get(pageOf(checkout))
    const page = await answer.text()
    expect(answer.status).toBe(200)
    expect(answer.headers.get("cache-control")).toBe("no-store")
    expect(page).toContain("₮17,000")
    expect(page).toMatch(/<svg[^>]*class="qr"/)
    expect(page).toContain("khanbank://q?qPay_QRcode=")
    expect(page).toContain("Хаан банк")
    expect(page).toMatch(/<meta property="og:title" content="[^"]+ · ₮17,000">/)
    expect(page).toMatch(new RegExp(`<form method="post" action="${pageOf(checkout)}/check">`))
    for (const personal of ["bat@example.mn", "Дорж", "99112233", checkout.cartId, "callback"]) {
      expect(page).not.toContain(personal)
    }
  })

  it("runs nothing from elsewhere and calls nobody but this server", async () => {
    const checkout = await shop().checkout()
    const answer = await get(pageOf(checkout))
    const policy = answer.headers.get("content-security-policy") ?? ""
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
    const page = await answer.text()
    const loaded = [...page.matchAll(/\bsrc="([^"]*)"/g)].map(([, address]) => address)
    expect(loaded.length).toBeGreaterThan(5)
    loaded.forEach((address) => expect(address).toMatch(/^\/qpay\//))
    expect(page).not.toMatch(/\sstyle=|\son[a-z]+=/)
    // None of them learns the page's own address, which is all one needs to open it.
    const loading = page.match(/<(script|img)\b[^>]*\bsrc=[^>]*>/g) ?? []
    expect(loading).toHaveLength(loaded.length)
    loading.forEach((tag) => expect(tag).toContain('referrerpolicy="no-referrer"'))
  })

  it("speaks English when asked to, and offers the other language", async () => {
    const path = pageOf(await shop().checkout())
    const mongolian = await (await get(path)).text()
    const english = await (await get(`${path}?lang=en`)).text()
    expect(mongolian).toContain('<html lang="mn">')
    expect(mongolian).toContain(`href="${path}?lang=en"`)
    expect(english).toContain('<html lang="en">')
    expect(english).toContain("Amount to pay")
    expect(english).toContain("Khan Bank")
  })

  it("leads back only to the shop's own origins", async () => {
    const path = pageOf(await shop().checkout())
    const origin = shop().container.resolve<any>("configModule").projectConfig.http.storeCors.split(",")[0]
    const own = encodeURIComponent(`${origin}/thanks?a=1`)
    const page = await (await get(`${path}?return_url=${own}`)).text()
    expect(page).toContain(`return-url="${origin}/thanks?a=1"`)
    expect(page).toContain(`href="${origin}/thanks?a=1" referrerpolicy="no-referrer"`)
    for (const bad of [
      "https://evil.example/",
      "javascript:alert(1)",
      `${origin}.evil.example/`,
      "//evil.example",
      "x",
    ]) {
      const page = await (await get(`${path}?return_url=${encodeURIComponent(bad)}`)).text()
      expect(page).not.toContain("return-url")
      expect(page).not.toMatch(/href="[^"]*evil[^"]*"(?! lang)/)
    }
  })

  it("works without JavaScript: the check's form comes back to the page, which shows the order", async () => {
    const checkout = await shop().checkout()
    const path = pageOf(checkout)
    const check = formOf(await (await get(`${path}?lang=en`)).text(), "check")
    const notYet = await post(check)
    expect(notYet.status).toBe(303)
    expect(notYet.headers.get("location")).toBe(`${path}?lang=en&checked=1`)
    expect(await (await get(notYet.headers.get("location")!)).text()).toContain("has not arrived yet")

    await qpay().pay({ invoice_id: checkout.invoiceId, callback: "lost" })
    await shop().db("qpay_invoice").update({ last_asked_at: null })
    await post(check)
    const page = await (await get(`${path}?lang=en`)).text()
    expect(page).toContain("Order placed")
    expect(page).not.toContain("khanbank://")
    expect(await shop().ordersOf(checkout.cartId)).toEqual([expect.objectContaining({ captures: [17000] })])
  })

  it("without JavaScript, QPay away: the check says that it could not be made, not that nothing came", async () => {
    const checkout = await shop().checkout()
    const path = pageOf(checkout)
    await qpay().pay({ invoice_id: checkout.invoiceId, callback: "lost" })
    await qpay().fault({ on: "check", kind: "cut", times: 0 })
    const answer = await post(`${path}/check?lang=en`)
    expect(answer.headers.get("location")).toBe(`${path}?lang=en&checked=unavailable`)
    const page = await (await get(answer.headers.get("location")!)).text()
    expect(page).toContain("Please do not pay again")
    expect(page).not.toContain("has not arrived yet")
    expect(await (await get(`${path}?checked=constructor`)).text()).toContain("Төлбөр хүлээгдэж байна")
  })

  it("without JavaScript, no new QR to be had: the page stays, says why, and tries again in its language", async () => {
    const checkout = await shop().checkout()
    const path = pageOf(checkout)
    const origin = shop().container.resolve<any>("configModule").projectConfig.http.storeCors.split(",")[0]
    const query = `?lang=en&return_url=${encodeURIComponent(`${origin}/thanks`)}`
    await shop()
      .db("qpay_invoice")
      .update({ expires_at: shop().db.raw("now() - interval '1 second'") })
    const renew = formOf(await (await get(path + query)).text(), "renew")
    await qpay().fault({ on: "create", kind: "status", status: 503, times: 0 })
    const away = await post(renew)
    expect(away.status).toBe(503)
    expect(away.headers.get("content-type")).toContain("text/html")
    expect(away.headers.get("content-security-policy")).toContain("default-src 'none'")
    const page = await away.text()
    expect(page).toContain("QPay is not answering right now")
    expect(page).toContain(`href="${origin}/thanks"`)
    expect(formOf(page, "renew")).toBe(renew)

    await qpay().clearFaults()
    await qpay().fault({ on: "create", kind: "status", status: 400, times: 0, body: wrongCode() })
    const refused = await post(renew)
    expect(refused.status).toBe(400)
    expect(await refused.text()).toContain("The shop&#39;s QPay settings are not accepted")
    await qpay().clearFaults()
    expect((await post(renew)).headers.get("location")).toBe(path + query)
    expect(await (await get(path + query)).text()).toContain("Waiting for payment")
    // Refreshed, it stays what it was.
    const [, refreshed] = /<noscript><a [^>]*href="([^"]*)"/.exec(await (await get(path + query)).text())!
    expect(refreshed!.replaceAll("&amp;", "&")).toBe(path + query)
  })

  describe("refunded: the page names what went back, and asks for nothing", () => {
    const expectRefunded = async (sessionId: string, path: string, sums: Record<string, number>) => {
      const told = { status: "refunded", ...sums }
      expect((await shop().status(sessionId)).data.payment_session).toMatchObject(told)
      expect((await (await get(path, json)).json()).payment_session).toMatchObject(told)
      expect(await (await get(`${path}/events`)).text()).toContain('"refunded_amount":17000')
      const page = await (await get(path)).text()
      expect(page).toContain("Танд ₮17,000 буцаалаа")
      expect(page).toContain("Буцаасан дүн")
      expect(page).not.toMatch(/Төлөх дүн|₮0|карт/)
    }

    it("a card, through QPay", async () => {
      const checkout = await shop().checkout()
      await qpay().pay({ invoice_id: checkout.invoiceId, type: "CARD" })
      const [order] = await shop().ordersOf(checkout.cartId)
      ok(await shop().admin("POST", `/payments/${order!.payments[0]!.id}/refund`, { amount: 17000 }))
      await expectRefunded(checkout.session.id, pageOf(checkout), { paid_amount: 0, refunded_amount: 17000 })
    })

    it("by bank, as staff recorded it", async () => {
      const checkout = await shop().checkout()
      await shop().sellOut()
      await qpay().pay({ invoice_id: checkout.invoiceId })
      const held = await (await get(pageOf(checkout))).text()
      expect(held).toContain("Төлсөн дүн")
      expect(held).not.toContain("Төлөх дүн")
      const [line] = (await shop().admin("GET", "/qpay/attention")).data.attention
      const transfer = { action: "record_refund", amount: 17000, reference: "TRX-1" }
      ok(await shop().admin("POST", `/qpay/attention/${line.id}`, transfer))
      await expectRefunded(checkout.session.id, pageOf(checkout), { paid_amount: 17000, refunded_amount: 17000 })
      // Whoever pays anew sees the new QR, and what becomes of it, by the same link.
      const opened = await shop().store("POST", "/qpay/payment-sessions", { cart_id: checkout.cartId })
      ok(opened)
      const shown = async () => (await (await get(pageOf(checkout), json)).json()).payment_session.status
      expect(await shown()).toBe("pending")
      await shop()
        .db("qpay_invoice")
        .where({ issued_session_id: opened.data.payment_session.id })
        .update({ state: "expired" })
      expect(await shown()).toBe("expired")
    })
  })

  it("a QR that can be paid is shown, not the payment before it that went back, whenever that is asked about", async () => {
    const { cartId, session } = await shop().checkout()
    const path = pageOf({ session })
    const { id } = await shop().row(session.id)
    await shop().ledger.move(id, "refunded", "settlement")
    const renewed = await shop().store("POST", "/qpay/payment-sessions", { cart_id: cartId })
    expect(renewed.data.payment_session.id).not.toBe(session.id)
    await shop()
      .db("qpay_invoice")
      .where({ id })
      .update({ updated_at: shop().db.raw("now() + interval '1 minute'") })
    const shown = async () => (await (await get(path, json)).json()).payment_session
    const { id: living } = await shop().row(renewed.data.payment_session.id)
    expect(await shown()).toMatchObject({ id: living, status: "pending" })
    // Once it cannot be paid any more, the money that went back is told.
    await shop()
      .db("qpay_invoice")
      .whereNot({ id })
      .update({ expires_at: shop().db.raw("now() - interval '1 second'") })
    expect(await shown()).toMatchObject({ id, status: "refunded" })
  })

  it("the link that was sent yesterday shows the new QR after the old one expired", async () => {
    const checkout = await shop().checkout()
    const path = pageOf(checkout)
    await shop()
      .db("qpay_invoice")
      .update({ expires_at: shop().db.raw("now() - interval '1 second'") })
    expect(await (await get(path)).text()).toContain(`action="${path}/renew"`)
    expect((await post(`${path}/renew`)).headers.get("location")).toBe(path)
    const { payment_session } = await (await get(path, json)).json()
    expect(payment_session).toMatchObject({ status: "pending", amount: 17000 })
    expect(payment_session.id).not.toBe(checkout.session.id)
    // Money on either of them is what the page shows.
    const paid = (await qpay().invoices()).find(({ status }) => status === "OPEN")!
    await qpay().pay({ invoice_id: paid.invoice_id })
    expect((await (await get(path, json)).json()).payment_session).toMatchObject({ status: "order_placed" })
  })

  it("serves the element to shops of any origin", async () => {
    const answer = await get("/qpay/assets/element.mjs")
    expect(answer.status).toBe(200)
    expect(answer.headers.get("content-type")).toContain("text/javascript")
    expect(answer.headers.get("access-control-allow-origin")).toBe("*")
    expect(await answer.text()).toContain("qpay-checkout")
  })

  it("tells nobody the order's id, with which Medusa would show name and address", async () => {
    const checkout = await shop().checkout()
    const path = pageOf(checkout)
    await qpay().pay({ invoice_id: checkout.invoiceId })
    const [order] = await shop().ordersOf(checkout.cartId)
    const stream = await (await get(`${path}/events`)).text()
    for (const text of [stream, await (await get(path)).text(), await (await get(path, json)).text()]) {
      expect(text).toMatch(/order_placed|Захиалга баталгаажлаа/)
      for (const id of [order!.id, checkout.session.id, checkout.cartId]) expect(text).not.toContain(id)
    }
  })

  it("works under a proxy's path", async () => {
    const checkout = await shop().checkout()
    const { session } = checkout
    const [{ public_data }] = await shop()
      .db("qpay_invoice")
      .where({ issued_session_id: session.id })
      .select("public_data")
    const pay_url = `https://shop.example.mn/api${pageOf(checkout)}`
    await shop()
      .db("qpay_invoice")
      .where({ issued_session_id: session.id })
      .update({ public_data: JSON.stringify({ ...public_data, pay_url }) })
    const page = await (await get(pageOf(checkout))).text()
    expect(page).toContain(`endpoint="/api${pageOf(checkout)}"`)
    expect(page).toContain('src="/api/qpay/assets/element.mjs?v=')
  })

  it("answers all links that nobody was given alike", async () => {
    const path = pageOf(await shop().checkout())
    const wrong = await get("/qpay/pay/AAAAAAAAAAAAAAAAAAAAAAAA")
    const odd = await get("/qpay/pay/%27%20OR%201%3D1")
    expect([wrong.status, odd.status]).toEqual([404, 404])
    const bare = (text: string) => text.replace(/nonce="[^"]*"/g, "")
    expect(bare(await wrong.text())).toBe(bare(await odd.text()))
    for (const action of ["renew", "check"]) {
      const form = await post(`/qpay/pay/AAAAAAAAAAAAAAAAAAAAAAAA/${action}`)
      expect(form.status).toBe(404)
      expect(bare(await form.text())).toBe(bare(await (await get("/qpay/pay/AAAAAAAAAAAAAAAAAAAAAAAA")).text()))
      const script = await post(`/qpay/pay/AAAAAAAAAAAAAAAAAAAAAAAA/${action}`, json)
      expect([script.status, (await script.json()).type]).toEqual([404, "not_found"])
    }
    expect((await get(`${path}/logos/nobank`)).status).toBe(404)
    expect((await get("/qpay/assets/..%2F..%2Fpackage.json")).status).toBe(404)
  })
})
