import { Desk } from "./desk"

describe("payments", () => {
  let desk: Desk
  beforeAll(async () => {
    desk = await Desk.open({ now: () => new Date("2026-11-20T06:00:00.500Z") })
  })
  beforeEach(async () => {
    desk.simulator.reset()
    await desk.login()
  })
  afterAll(() => desk.close())

  it("unpaid: no rows, and no paid_amount at all", async () => {
    expect((await desk.check(await desk.invoice())).text).toBe('{"count":0,"rows":[]}')
  })

  it("paid by transfer", async () => {
    const id = await desk.invoice()
    const payment = await desk.pay(id)
    expect(payment).toMatch(/^[1-9]\d{14}$/)
    const { json } = await desk.check(id)
    expect(json).toEqual({
      count: 1,
      paid_amount: 12_000,
      rows: [
        {
          payment_id: payment,
          payment_status: "PAID",
          payment_amount: "12000.00",
          trx_fee: "120.00",
          payment_currency: "MNT",
          payment_wallet: "Хаан банк апп",
          payment_type: "P2P",
          next_payment_date: null,
          next_payment_datetime: null,
          card_transactions: [],
          p2p_transactions: [
            {
              id: expect.stringMatching(/^\d+$/),
              transaction_bank_code: "050000",
              account_bank_code: "050000",
              account_bank_name: "Хаан банк",
              account_number: expect.stringContaining("*"),
              status: "SUCCESS",
              amount: "11880.00",
              currency: "MNT",
              settlement_status: "SETTLED",
            },
          ],
        },
      ],
    })
  })

  it("paid by card", async () => {
    const id = await desk.invoice()
    const payment = await desk.pay(id, { type: "CARD", wallet: "qPay wallet" })
    expect(payment).toMatch(/^[0-9a-f-]{36}$/)
    const [row] = (await desk.check(id)).json.rows
    expect(row).toMatchObject({ payment_type: "CARD", payment_wallet: "qPay wallet", p2p_transactions: [] })
    expect(Object.keys(row.card_transactions[0])).toEqual([
      "card_type",
      "is_cross_border",
      "amount",
      "currency",
      "date",
      "status",
      "settlement_status",
      "settlement_status_date",
    ])
  })

  it("in parts, too much, and twice", async () => {
    const parts = await desk.invoice()
    await desk.pay(parts, { amount: 5000 })
    expect((await desk.check(parts)).json).toMatchObject({ count: 1, paid_amount: 5000 })
    await desk.pay(parts, { amount: 8000 })
    expect((await desk.check(parts)).json).toMatchObject({ count: 2, paid_amount: 13_000 })

    const twice = await desk.invoice()
    const { payment_ids } = await desk.sim("POST", "/pay", { invoice_id: twice, times: 2, callback: "lost" })
    expect(new Set(payment_ids).size).toBe(2)
    expect((await desk.check(twice)).json).toMatchObject({ count: 2, paid_amount: 24_000 })
    expect((await desk.raw("POST", "/_sim/pay", { invoice_id: twice, callback: "lost" })).status).toBe(409)
    await desk.pay(twice, { times: 2 })
    await desk.pay(twice, { force: true })
    expect((await desk.check(twice)).json.count).toBe(5)
  })

  it.each(["FAILED", "NEW", "SOMETHING"])("a %s row is no money", async (status) => {
    const id = await desk.invoice()
    await desk.pay(id, { status })
    expect((await desk.check(id)).json).toMatchObject({ count: 1, paid_amount: 0, rows: [{ payment_status: status }] })
    expect((await desk.qpay("GET", `/invoice/${id}`)).json.invoice_status).toBe("OPEN")
    expect((await desk.sim("GET", "/books")).accounts[0].taken).toBe(0)
  })

  it("a check is paged, and its page is validated", async () => {
    const id = await desk.invoice()
    await desk.pay(id, { times: 3 })
    const ask = (page_number: unknown, page_limit: unknown) =>
      desk.qpay("POST", "/payment/check", {
        object_type: "INVOICE",
        object_id: id,
        offset: { page_number, page_limit },
      })
    const second = (await ask(2, 2)).json
    expect(second).toMatchObject({ count: 3, paid_amount: 36_000 })
    expect(second.rows).toHaveLength(1)
    const MIN = { type: "MIN_NUMBER", message: "Number min value [1]!" }
    expect(await ask(0, 0)).toMatchObject({ status: 400, json: { error: { page_number: MIN, page_limit: MIN } } })
    expect(await desk.qpay("POST", "/payment/check", { object_type: "X" })).toMatchObject({
      status: 400,
      json: { error: { object_type: { type: "INVALID" }, object_id: { type: "REQUIRED" } } },
    })
  })

  it("GET payment has names of its own and leads back to the invoice", async () => {
    const id = await desk.invoice()
    const transfer = (await desk.qpay("GET", `/payment/${await desk.pay(id)}`)).json
    expect(transfer).toMatchObject({
      payment_fee: "120.00",
      payment_amount: "12000.00",
      payment_date: "2026-11-20T06:00:00.500Z",
      object_type: "INVOICE",
      object_id: id,
      transaction_type: "P2P",
      p2p_transactions: [{ amount: "11880.00" }],
    })
    expect(transfer).not.toHaveProperty("payment_type")
    const card = (await desk.qpay("GET", `/payment/${await desk.pay(await desk.invoice(), { type: "CARD" })}`)).json
    expect(card).toMatchObject({ transaction_type: "CARD", card_transactions: [{ transaction_amount: "12000.00" }] })
    expect(card.card_transactions[0]).not.toHaveProperty("amount")
    expect((await desk.qpay("GET", "/payment/1")).json.error).toBe("PAYMENT_NOTFOUND")
  })

  describe("payment/list", () => {
    const offset = { page_number: 1, page_limit: 100 }
    const list = (body: object) =>
      desk.qpay("POST", "/payment/list", { object_type: "INVOICE", object_id: "TEST_INVOICE", offset, ...body })

    it("goes by invoice code and by merchant, newest first", async () => {
      const [first, second] = [await desk.pay(await desk.invoice()), await desk.pay(await desk.invoice())]
      const { json } = await list({})
      expect(json.count).toBe(2)
      expect(json.rows.map((row: { payment_id: string }) => row.payment_id)).toEqual([second, first])
      expect(json.rows[0]).toMatchObject({ payment_fee: "120.00", payment_description: "Захиалга 1", paid_by: "P2P" })

      const merchant = desk.simulator.state.accounts.get("TEST_MERCHANT")?.merchantId
      expect((await list({ object_type: "MERCHANT", object_id: merchant })).json.count).toBe(2)
      expect((await list({ object_type: "MERCHANT" })).json.error).toBe("PERMISSION_DENIED")
      expect((await list({ object_id: "EB_TEST_INVOICE" })).json.count).toBe(0)
    })

    it("keeps to the dates, in either zone or in the one set", async () => {
      await desk.pay(await desk.invoice())
      const window = (start: string, end: string) => list({ start_date: start, end_date: end })
      const utc = () => window("2026-11-20 05:59:00", "2026-11-20 06:00:00")
      const local = () => window("2026-11-20 13:59:00", "2026-11-20 14:00:00")
      expect([(await utc()).json.count, (await local()).json.count]).toEqual([1, 1])
      expect((await window("2026-11-20 06:00:01", "2026-11-20 13:59:00")).json.count).toBe(0)
      await desk.sim("PUT", "/settings", { list_dates: "ulaanbaatar" })
      expect([(await utc()).json.count, (await local()).json.count]).toEqual([0, 1])
      expect((await list({ start_date: "2026-11-20T06:00:00Z" })).status).toBe(400)
    })

    it("wants an offset", async () => {
      expect((await list({ offset: undefined })).json.error).toEqual({
        offset: { type: "REQUIRED", message: "Required!" },
      })
    })
  })

  describe("refunds", () => {
    it("give a card's whole sum back, once", async () => {
      const id = await desk.invoice()
      const payment = await desk.pay(id, { type: "CARD" })
      expect((await desk.qpay("DELETE", `/payment/refund/${payment}`)).text).toBe("{}")
      expect((await desk.check(id)).json).toMatchObject({ paid_amount: 0, rows: [{ payment_status: "REFUNDED" }] })
      for (const verb of ["refund", "cancel"]) {
        const again = await desk.qpay("DELETE", `/payment/${verb}/${payment}`)
        expect([again.status, again.json.error]).toEqual([400, "PAYMENT_ALREADY_CANCELED"])
      }
      expect((await desk.sim("GET", "/books")).accounts[0]).toMatchObject({ taken: 12_000, refunded: 12_000 })
    })

    it("do not exist for transfers, save at QPay's side", async () => {
      const payment = await desk.pay(await desk.invoice())
      expect((await desk.qpay("DELETE", `/payment/refund/${payment}`)).json.error).toBe("PAYMENT_SETTLED")
      expect((await desk.sim("POST", `/payments/${payment}/refund`)).status).toBe("REFUNDED")
      expect((await desk.raw("POST", `/_sim/payments/${payment}/refund`)).status).toBe(409)
      expect((await desk.raw("POST", "/_sim/payments/nope/refund")).status).toBe(404)
    })

    it("do not return what was never taken", async () => {
      const payment = await desk.pay(await desk.invoice(), { type: "CARD", status: "FAILED" })
      expect((await desk.qpay("DELETE", `/payment/refund/${payment}`)).json.error).toBe("PAYMENT_NOT_PAID")
    })
  })

  it("e-barimt: create, create again, read, cancel", async () => {
    const line = { line_description: "a", line_quantity: "1.00", line_unit_price: "12000.00" }
    const tax = { invoice_code: "EB_TEST_INVOICE", tax_type: "1", district_code: "3505", lines: [line] }
    const payment = await desk.pay(await desk.invoice(tax))
    const body = { payment_id: payment, ebarimt_receiver_type: "CITIZEN", ebarimt_receiver: "88614450" }
    const receipt = (await desk.qpay("POST", "/ebarimt_v3/create", body)).json
    expect(receipt).toMatchObject({ barimt_status: "REGISTERED", amount: "12000.00", vat_amount: "1090.91" })
    expect(receipt.ebarimt_lottery).toMatch(/^[А-ЯӨҮ]{2} \d{8}$/)
    expect((await desk.qpay("POST", "/ebarimt_v3/create", body)).json.id).toBe(receipt.id)
    expect((await desk.qpay("GET", `/ebarimt/${receipt.id}`)).json.g_payment_id).toBe(payment)
    expect((await desk.qpay("DELETE", `/ebarimt_v3/${payment}`, { note: "x" })).json.barimt_status).toBe("CANCELED")
    expect((await desk.qpay("DELETE", `/ebarimt_v3/${payment}`)).json.error).toBe("EBARIMT_CANCEL_NOTSUPPERDED")
    expect(await desk.qpay("GET", "/ebarimt/x")).toMatchObject({ status: 422, json: { error: "BARIMT_NOT_FOUND" } })

    const plain = await desk.pay(await desk.invoice())
    expect((await desk.qpay("POST", "/ebarimt_v3/create", { ...body, payment_id: plain })).json.error).toBe(
      "EBARIMT_NOT_REGISTERED"
    )
    const company = { payment_id: payment, ebarimt_receiver_type: "COMPANY" }
    expect((await desk.qpay("POST", "/ebarimt_v3/create", company)).json.error.ebarimt_receiver.type).toBe("REQUIRED")
  })
})
