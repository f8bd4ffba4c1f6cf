import fc from "fast-check"
import { generateJwtToken } from "@medusajs/framework/utils"
import { eventually } from "../support/eventually"
import { withShop } from "../support/suite"

withShop("staff's lists", ({ shop, qpay }) => {
  const get = async (path: string) => {
    const { status, data } = await shop().admin("GET", `/qpay${path}`)
    expect(status).toBe(200)
    return data
  }
  const idsOf = (list: { invoices: { id: string }[] }) => list.invoices.map(({ id }) => id)

  async function sale(payment?: Record<string, unknown>) {
    const checkout = await shop().checkout()
    if (payment) await qpay().pay({ invoice_id: checkout.invoiceId, ...payment })
    const [order] = await shop().ordersOf(checkout.cartId)
    return { ...checkout, row: await shop().row(checkout.session.id), order }
  }

  it("invoices: newest first, page by page, by state, reason and time", async () => {
    const made = [await sale({}), await sale({ amount: 16000 }), await sale(), await sale({ amount: 20000 })]
    const ids = made.map(({ row }) => row.id).reverse()
    const all = await get("/invoices")
    expect(idsOf(all)).toEqual(ids)
    expect(all.next_cursor).toBeNull()
    expect(all.invoices[0]).toMatchObject({
      state: "settled",
      amount: 17000,
      paid_amount: 20000,
      fee_amount: 200,
      payment_type: "P2P",
      order_display_id: made[3]!.order!.display_id,
      reference: made[3]!.session.id.slice(-8),
    })
    const pages = []
    for (let cursor: string | null = ""; cursor !== null;) {
      const page: any = await get(`/invoices?limit=3${cursor && `&cursor=${cursor}`}`)
      pages.push(idsOf(page))
      cursor = page.next_cursor
    }
    expect(pages).toEqual([ids.slice(0, 3), ids.slice(3)])
    expect(idsOf(await get("/invoices?state=settled,attention"))).toEqual([ids[0], ids[2], ids[3]])
    expect(idsOf(await get("/invoices?state=settled&limit=1"))).toEqual([ids[0]])
    expect(idsOf(await get("/invoices?reason=overpaid"))).toEqual([ids[0]])
    expect(idsOf(await get("/invoices?reason=overpaid&state=open"))).toEqual([])
    const middle = new Date(made[1]!.row.created_at.getTime() + 5).toISOString()
    expect(idsOf(await get(`/invoices?from=${middle}`))).toEqual(ids.slice(0, 2))
    expect(idsOf(await get(`/invoices?to=${middle}`))).toEqual(ids.slice(2))
    expect(idsOf(await get(`/invoices?to=${middle}&state=settled`))).toEqual([ids[3]])

    expect(await get("/totals")).toEqual({
      invoices: 4,
      paid_invoices: 3,
      taken: 53000,
      refunded_by_qpay: 0,
      refunded_by_bank: 0,
      fees: 530,
      attention_count: 2,
      attention_amount: 19000,
    })
    expect(await get(`/totals?to=${middle}`)).toMatchObject({ invoices: 2, taken: 33000, attention_count: 1 })
    expect((await get("/attention?reason=underpaid")).attention).toEqual([
      expect.objectContaining({ reason: "underpaid", invoice: expect.objectContaining({ id: ids[2] }) }),
    ])
  })

  it("search finds an invoice by every name somebody may know it by", async () => {
    await sale({})
    const { row, order, cartId, session, invoiceId } = await sale({ type: "CARD" })
    const [payment] = (await qpay().invoice(invoiceId)).payments
    const names = [
      row.id,
      invoiceId,
      cartId,
      session.id,
      row.sender_invoice_no,
      order!.id,
      `#${order!.display_id}`,
      String(order!.display_id),
      order!.payments[0]!.id,
      payment!.payment_id,
      session.id.slice(-8),
      session.id.slice(-8).toLowerCase(),
    ]
    for (const name of names) {
      const found = await get(`/invoices?q=${encodeURIComponent(name)}`)
      expect([name, idsOf(found)]).toEqual([name, [row.id]])
    }
    expect(idsOf(await get("/invoices?q=nothing-like-it"))).toEqual([])
    expect(idsOf(await get(`/invoices?q=${encodeURIComponent("'; DROP TABLE qpay_invoice; --")}`))).toEqual([])
  })

  it("one invoice: payments, trail, lines, what can go back; an order's are found by it, another order has none", async () => {
    const { row, order, session } = await sale({ type: "CARD" })
    const payment = await get(`/invoices/${row.id}`)
    expect(payment).toMatchObject({
      state: "settled",
      refundable: { way: "qpay", amount: 17000, payment_id: order!.payments[0]!.id },
      attention: [],
      payments: [expect.objectContaining({ status: "PAID", type: "CARD" })],
      callbacks: 1,
    })
    const types = payment.trail.map(({ type }: { type: string }) => type)
    expect(types).toEqual(expect.arrayContaining(["begun", "issued", "payments_seen", "paid", "settled"]))
    expect((await get(`/orders/${order!.id}`)).payments).toEqual([payment])
    expect((await get("/orders/order_of_nobody")).payments).toEqual([])
    const text = JSON.stringify(payment)
    for (const secret of [row.callback_token_hash, row.pay_token, String(session.data.qr_text)]) {
      expect(text).not.toContain(secret)
    }
    expect((await shop().admin("GET", "/qpay/invoices/qpinv_unknown")).status).toBe(404)
  })

  it("CSV: every page, and no cell that a spreadsheet would compute", async () => {
    const { row } = await sale({})
    await sale({})
    const payments = JSON.stringify([{ ...row.payments[0], wallet: '=HYPERLINK("http://evil")' }])
    await shop().db("qpay_invoice").where({ id: row.id }).update({ payments })
    const { data, headers } = await shop().admin("GET", "/qpay/invoices/export?state=settled")
    expect(headers["content-type"]).toContain("text/csv")
    expect(headers["content-disposition"]).toContain("qpay-invoices.csv")
    const lines = String(data).trim().split("\r\n")
    expect(lines).toHaveLength(3)
    expect(lines[2]).toContain(`"'=HYPERLINK(""http://evil"")"`)
  })

  it("CSV: what went back by bank, refunds and surplus alike, comes to what the totals say", async () => {
    const { row } = await sale({ amount: 20000 })
    const [line] = (await get("/attention")).attention
    const surplus = { action: "record_refund", amount: 3000, reference: "TRX-1" }
    expect((await shop().admin("POST", `/qpay/attention/${line.id}`, surplus)).status).toBe(200)
    for (const [amount, reference] of [
      [5000, "TRX-2"],
      [700, "TRX-3"],
    ] as const) {
      const { status } = await shop().admin("POST", `/qpay/invoices/${row.id}/refunds`, { amount, reference })
      expect(status).toBe(200)
    }
    const untouched = await sale({})
    const { data } = await shop().admin("GET", "/qpay/invoices/export")
    const [head, ...lines] = String(data).replace("\uFEFF", "").trim().split("\r\n")
    const columns = head!.split(",")
    const byBank = lines.map((each) => {
      const cells = each.split(",")
      return [cells[columns.indexOf("reference")], cells[columns.indexOf("returned_by_bank")]]
    })
    expect(byBank).toEqual([
      [untouched.row.reference, "0"],
      [row.reference, "8700"],
    ])
    expect(await get("/totals")).toMatchObject({ refunded_by_bank: 8700 })
  })

  it("the lines of an invoice have an index, booked ones as well", async () => {
    const trx = await shop().db.transaction()
    await trx.raw("SET LOCAL enable_seqscan = off")
    // In an empty table any index is as good as any other to the planner.
    await trx.raw('DROP INDEX "IDX_qpay_attention_deleted_at", "IDX_qpay_attention_created_at"')
    const query = "SELECT * FROM qpay_attention WHERE qpay_invoice_id IN ('x', 'y') AND deleted_at IS NULL"
    const { rows: plan } = await trx.raw<{ rows: unknown[] }>(`EXPLAIN ${query}`)
    await trx.rollback()
    expect(JSON.stringify(plan)).toContain("IDX_qpay_attention_qpay_invoice_id")
  })

  it("a new line rings the bell of Medusa admin, once", async () => {
    await sale({ amount: 16000 })
    const feed = async () => (await shop().admin("GET", "/notifications?channel=feed")).data.notifications
    await eventually(async () => expect(await feed()).not.toEqual([]))
    expect(await feed()).toEqual([
      expect.objectContaining({
        data: {
          title: "QPay: Дутуу төлсөн / Paid too little",
          description: expect.stringContaining("₮16,000"),
        },
      }),
    ])
  })

  it("takes no nonsense from an admin either: no 5xx, and nothing moves", async () => {
    const { row } = await sale({ amount: 16000 })
    const before = await get("/attention")
    const [line] = before.attention
    const amount = fc.oneof(
      fc.constantFrom(16000, "16000", 16000.5, -1, 0, null, 1e21, [16000]),
      fc.double(),
      fc.integer()
    )
    const text = fc.oneof(fc.string(), fc.constantFrom("x".repeat(2000), "\u0000", "', 1); --"))
    const action = fc.constantFrom("accept_amount", "record_refund", "refund_card", "place_order", "ignore", "drop", "")
    const body = fc.oneof(
      fc.record({ action, amount, reference: text, note: text }, { requiredKeys: [] }),
      fc.jsonValue().filter((value) => typeof value === "object")
    )
    // What is well formed is not what this is about.
    const isMeant = (value: unknown) => /"(place_order|ignore)"|:16000[,}]/.test(JSON.stringify(value))
    await fc.assert(
      fc.asyncProperty(
        body.filter((value) => !isMeant(value)),
        fc.boolean(),
        async (sent, isLine) => {
          const door = isLine ? `/qpay/attention/${line.id}` : `/qpay/invoices/${row.id}/refunds`
          const { status } = await shop().admin("POST", door, sent)
          expect([400, 409]).toContain(status)
        }
      ),
      { numRuns: 80 }
    )
    expect(await get("/attention")).toEqual(before)
  })

  it("answers nobody but an admin", async () => {
    const { row } = await sale({ amount: 16000 })
    const [line] = (await get("/attention")).attention
    const customer = await shop().send("POST", "/auth/customer/emailpass/register", {
      email: "bat@example.mn",
      password: "supersecret",
    })
    const { jwtSecret } = shop().container.resolve("configModule").projectConfig.http
    const expired = generateJwtToken(
      { actor_id: "user_1", actor_type: "user", auth_identity_id: "authid_1" },
      { secret: jwtSecret as string, expiresIn: "-1h" }
    )
    const strangers: Record<string, string>[] = [
      {},
      { authorization: `Bearer ${customer.data.token}` },
      { authorization: `Bearer ${expired}` },
      { authorization: "Bearer nonsense" },
      { "x-publishable-api-key": shop().demo.publishable_key },
    ]
    const doors: [string, string, unknown?][] = [
      ["GET", "/invoices"],
      ["GET", `/invoices/${row.id}`],
      ["GET", "/invoices/export"],
      ["POST", `/invoices/${row.id}/check`],
      ["POST", `/invoices/${row.id}/refunds`, { amount: 1, reference: "x" }],
      ["GET", "/attention"],
      ["POST", `/attention/${line.id}`, { action: "ignore", note: "x" }],
      ["GET", "/orders/order_1"],
      ["GET", "/totals"],
      ["POST", "/diagnostics", {}],
    ]
    for (const headers of strangers) {
      for (const [method, path, body] of doors) {
        const { status } = await shop().send(method, `/admin/qpay${path}`, body, headers)
        expect([method, path, status]).toEqual([method, path, 401])
      }
    }
    expect((await get("/attention")).open_count).toBe(1)
  })

  it.each([
    ["GET", "/invoices?state=gone", undefined, "state"],
    ["GET", "/invoices?reason=gone", undefined, "reason"],
    ["GET", "/invoices?from=yesterday", undefined, "from"],
    ["GET", "/invoices?limit=1000", undefined, "limit"],
    ["GET", "/invoices?cursor=%27", undefined, "cursor"],
    ["GET", "/totals?to=tomorrow", undefined, "to"],
    ["GET", "/attention?resolved=maybe", undefined, "resolved"],
    ["POST", "/attention/qpatt_1", { action: "burn" }, "action"],
    ["POST", "/attention/qpatt_1", { action: "record_refund", amount: 1.5, reference: "x" }, "amount"],
    ["POST", "/attention/qpatt_1", { action: "record_refund", amount: -1, reference: "x" }, "amount"],
    ["POST", "/attention/qpatt_1", { action: "ignore", note: "  " }, "note"],
  ])("bad input is named: %s %s %j", async (method, path, body, field) => {
    const { status, data } = await shop().admin(method, `/qpay${path}`, body)
    expect(status).toBe(400)
    expect(data.message).toContain(field)
  })
})
