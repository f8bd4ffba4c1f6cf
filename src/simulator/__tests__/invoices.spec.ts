import { Desk } from "./desk"

const SHOP = { username: "SHOP", password: "s3cret", invoiceCode: "SHOP_INVOICE", ebarimtInvoiceCode: "EB_SHOP" }
const OTHER = { username: "OTHER", password: "p:w", invoiceCode: "OTHER_INVOICE" }

describe("invoices", () => {
  let desk: Desk
  beforeAll(async () => {
    desk = await Desk.open({ accounts: [SHOP, OTHER], publicUrl: "https://pay.example/" })
  })
  beforeEach(async () => {
    desk.simulator.reset()
    await desk.login()
  })
  afterAll(() => desk.close())

  const create = (changes: Record<string, unknown>) => desk.qpay("POST", "/invoice", desk.invoiceBody(changes))

  it("answers id, QR, short link and bank links", async () => {
    const { status, json } = await create({})
    expect(status).toBe(200)
    expect(Object.keys(json)).toEqual(["invoice_id", "qr_text", "qr_image", "qPay_shortUrl", "urls"])
    expect(json.invoice_id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(json.qPay_shortUrl).toMatch(/^https:\/\/pay\.example\/s\/[A-Za-z0-9]{9}$/)
    expect(json.urls).toHaveLength(23)
    expect(json.urls[0].name).toBe("qPay wallet")
    expect(json.urls[1]).toEqual({
      name: "Khan bank",
      description: "Хаан банк",
      logo: "https://qpay.mn/q/logo/khanbank.png",
      link: `khanbank://q?qPay_QRcode=${encodeURIComponent(json.qr_text)}`,
    })
  })

  const REQUIRED = { type: "REQUIRED", message: "Required!" }
  const INVALID = { type: "INVALID", message: "Invalid!" }
  const tooLong = (max: number) => ({ type: "MAX_LENGTH", message: `Max length [${max}]!` })
  it.each([
    ["no invoice_code", { invoice_code: undefined }, { invoice_code: REQUIRED }],
    ["another's invoice_code", { invoice_code: "OTHER_INVOICE" }, { invoice_code: INVALID }],
    ["no number", { sender_invoice_no: "" }, { sender_invoice_no: REQUIRED }],
    ["46 characters of number", { sender_invoice_no: "x".repeat(46) }, { sender_invoice_no: tooLong(45) }],
    ["a number as number", { sender_invoice_no: 5 }, { sender_invoice_no: INVALID }],
    ["no receiver", { invoice_receiver_code: null }, { invoice_receiver_code: REQUIRED }],
    ["no description", { invoice_description: undefined }, { invoice_description: REQUIRED }],
    ["256 letters", { invoice_description: "ө".repeat(256) }, { invoice_description: tooLong(255) }],
    ["no amount", { amount: undefined }, { amount: REQUIRED }],
    ["amount 0", { amount: 0 }, { amount: { type: "MIN_NUMBER", message: "Number min value [1]!" } }],
    ["amount below 0", { amount: "-5" }, { amount: { type: "MIN_NUMBER", message: "Number min value [1]!" } }],
    ["amount in words", { amount: "ten" }, { amount: INVALID }],
    ["no callback_url", { callback_url: undefined }, { callback_url: REQUIRED }],
    ["callback_url of 256", { callback_url: `http://a/${"x".repeat(247)}` }, { callback_url: tooLong(255) }],
    ["callback_url of no web address", { callback_url: "hook" }, { callback_url: INVALID }],
    ["long branch", { sender_branch_code: "x".repeat(46) }, { sender_branch_code: tooLong(45) }],
    ["lines as text", { lines: "x" }, { lines: INVALID }],
    ["receiver data as text", { invoice_receiver_data: "x" }, { invoice_receiver_data: INVALID }],
  ])("refuses %s", async (_name, changes, fields) => {
    const { status, json } = await create(changes)
    expect(status).toBe(400)
    expect(json).toEqual({ error: fields, message: fields })
  })

  it("names everything that is wrong at once, and makes nothing", async () => {
    const { json } = await desk.qpay("POST", "/invoice", {})
    expect(Object.keys(json.error)).toHaveLength(6)
    expect(desk.simulator.state.invoices.size).toBe(0)
  })

  it.each([
    ["45 characters", { sender_invoice_no: "x".repeat(45) }],
    ["255 Cyrillic letters", { invoice_description: "ө".repeat(255) }],
    ["localhost", { callback_url: "http://localhost:9000/x?a=1" }],
    ["an amount as text", { amount: "12000" }],
    ["decimals", { amount: 150.5 }],
  ])("takes %s", async (_name, changes) => {
    expect((await create(changes)).status).toBe(200)
  })

  it("sums the lines when there is no amount", async () => {
    const lines = [{ line_description: "a", line_quantity: "3.00", line_unit_price: "0.10" }]
    const id = await desk.invoice({ amount: undefined, lines })
    expect((await desk.qpay("GET", `/invoice/${id}`)).json).toMatchObject({ total_amount: "0.30", gross_amount: 0.3 })
  })

  it("takes a number twice, unless strict", async () => {
    expect(await desk.invoice()).not.toBe(await desk.invoice())
    await desk.sim("PUT", "/settings", { strict_sender_invoice_no: true })
    expect((await create({})).status).toBe(409)
    expect((await create({ sender_invoice_no: "order-2" })).status).toBe(200)
  })

  it("shows an open invoice as production did", async () => {
    const id = await desk.invoice({ amount: 10 })
    const { json } = await desk.qpay("GET", `/invoice/${id}`)
    expect(json).toMatchObject({
      invoice_id: id,
      invoice_status: "OPEN",
      sender_invoice_no: "order-1",
      invoice_due_date: null,
      enable_expiry: false,
      minimum_amount: "0.00",
      total_amount: "10.00",
      gross_amount: 10,
      tax_amount: 0,
      lines: [{ line_description: "Захиалга 1", line_quantity: "1.00", line_unit_price: "10.00", taxes: [] }],
      transactions: [],
    })
    expect(Date.parse(json.expiry_date)).not.toBeNaN()
    expect(json).not.toHaveProperty("payments")
  })

  it("closes when paid, and shows the row", async () => {
    const id = await desk.invoice()
    const payment = await desk.pay(id)
    const { json } = await desk.qpay("GET", `/invoice/${id}`)
    expect(json.invoice_status).toBe("CLOSED")
    expect(json.payments).toMatchObject([{ payment_id: payment, payment_status: "PAID", payment_amount: "12000.00" }])
    expect((await desk.qpay("DELETE", `/invoice/${id}`)).json.error).toBe("INVOICE_PAID")
  })

  it("stays open while part paid, and cannot be cancelled", async () => {
    const id = await desk.invoice()
    await desk.pay(id, { amount: 11_999 })
    expect((await desk.qpay("GET", `/invoice/${id}`)).json.invoice_status).toBe("OPEN")
    expect((await desk.qpay("DELETE", `/invoice/${id}`)).status).toBe(400)
    await desk.pay(id, { amount: 1 })
    expect((await desk.qpay("GET", `/invoice/${id}`)).json.invoice_status).toBe("CLOSED")
  })

  it("once cancelled is refused by the bank, unless forced", async () => {
    const id = await desk.invoice()
    await desk.qpay("DELETE", `/invoice/${id}`)
    const refused = await desk.raw("POST", "/_sim/pay", { invoice_id: id })
    expect(refused.status).toBe(409)
    expect(refused.json).toMatchObject({ field: "force", invoice_status: "CANCELED" })
    await desk.pay(id, { force: true })
    expect((await desk.qpay("GET", `/invoice/${id}`)).json).toMatchObject({
      invoice_status: "CANCELED",
      payments: [{ payment_status: "PAID" }],
    })
  })

  it("expires on demand", async () => {
    const id = await desk.invoice()
    expect((await desk.sim("POST", `/invoices/${id}/expire`)).status).toBe("EXPIRED")
    expect((await desk.raw("POST", "/_sim/pay", { invoice_id: id })).status).toBe(409)
    expect((await desk.raw("POST", `/_sim/invoices/${id}/expire`)).status).toBe(409)
  })

  it("is another account's business alone", async () => {
    const other = await desk.as(OTHER)
    const id = await other.invoice()
    const payment = await other.pay(id, { type: "CARD" })
    const notFound = { status: 422, json: { error: "INVOICE_NOTFOUND", message: "INVOICE_NOTFOUND" } }
    expect(await desk.qpay("GET", `/invoice/${id}`)).toMatchObject(notFound)
    expect(await desk.qpay("DELETE", `/invoice/${id}`)).toMatchObject(notFound)
    expect(await desk.check(id)).toMatchObject(notFound)
    for (const [method, path] of [
      ["GET", "/payment/"],
      ["DELETE", "/payment/refund/"],
      ["DELETE", "/payment/cancel/"],
    ] as const) {
      expect(await desk.qpay(method, path + payment)).toMatchObject({
        status: 422,
        json: { error: "PAYMENT_NOTFOUND" },
      })
    }
    const list = { object_type: "INVOICE", object_id: "OTHER_INVOICE", offset: { page_number: 1, page_limit: 10 } }
    expect(await desk.qpay("POST", "/payment/list", list)).toMatchObject({
      status: 401,
      json: { error: "PERMISSION_DENIED" },
    })
    expect((await other.qpay("POST", "/payment/list", list)).json.count).toBe(1)
    expect((await other.qpay("GET", `/invoice/${id}`)).status).toBe(200)
  })

  it("for e-barimt wants tax fields and exact VAT", async () => {
    const line = (vat: string) => ({
      line_description: "a",
      line_quantity: "1.00",
      line_unit_price: "50.00",
      taxes: [{ tax_code: "VAT", amount: vat }],
    })
    const ebarimt = { invoice_code: "EB_SHOP", amount: 50, tax_type: "1", district_code: "3505" }
    expect(Object.keys((await create({ invoice_code: "EB_SHOP" })).json.error)).toEqual([
      "tax_type",
      "district_code",
      "lines",
    ])
    expect((await create({ ...ebarimt, lines: [line("4.5455")] })).json.error).toBe("VAT_AMOUNT_INVALID")
    expect((await create({ ...ebarimt, lines: [{ ...line("0"), line_unit_price: "0.00" }] })).status).toBe(400)
    expect((await create({ ...ebarimt, lines: [line("4.5454")] })).status).toBe(200)
  })
})
