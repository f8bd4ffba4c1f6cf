import { Desk, openShop } from "./desk"

describe("pages", () => {
  let desk: Desk
  let shop: Awaited<ReturnType<typeof openShop>>
  beforeAll(async () => {
    shop = await openShop((knock) => (knock.url.includes("evil") ? { body: "<script>alert(1)</script>" } : {}))
    desk = await Desk.open()
  })
  beforeEach(async () => {
    desk.simulator.reset()
    await desk.login()
  })
  afterAll(async () => {
    await desk.close()
    await shop.close()
  })

  const get = (path: string) => desk.raw("GET", path)
  const press = (id: string, form: Record<string, string>) =>
    fetch(`${desk.simulator.url}/bank/${id}/pay`, {
      method: "POST",
      body: new URLSearchParams(form),
      redirect: "manual",
    })
  const invoice = (changes: object = {}) => desk.invoice({ callback_url: `${shop.url}?token=t0p`, ...changes })

  it("list invoices, and tell a newcomer where to begin", async () => {
    expect((await get("/")).text).toContain(`QPAY_BASE_URL=${desk.simulator.url}`)
    const id = await invoice()
    const { text, headers } = await get("/")
    for (const piece of ["₮12,000", "Захиалга 1", "order-1", `/bank/${id}`, "Хүлээгдэж байна", "симулятор"]) {
      expect(text).toContain(piece)
    }
    expect(headers.get("content-security-policy")).toContain("default-src 'none'")
    expect(headers.get("cache-control")).toBe("no-store")
  })

  it("load nothing from anywhere and run no script", async () => {
    const id = await invoice()
    for (const { text } of [await get("/"), await get(`/bank/${id}`)]) {
      expect(text).not.toMatch(/<script|<link|<img|src=|https?:\/\/(?!127\.0\.0\.1)|@import|url\(/)
    }
  })

  it("are reached by the short link", async () => {
    const { json } = await desk.qpay("POST", "/invoice", desk.invoiceBody())
    const heard = await get(new URL(json.qPay_shortUrl).pathname)
    expect([heard.status, heard.headers.get("location")]).toEqual([302, `/bank/${json.invoice_id}`])
    expect((await get("/s/nothing00")).status).toBe(404)
    expect((await get("/bank/nothing")).status).toBe(404)
  })

  it.each([
    [{ way: "transfer" }, ["P2P"], 12_000],
    [{ way: "card" }, ["CARD"], 12_000],
    [{ way: "part", amount: "5000" }, ["P2P"], 5000],
    [{ way: "twice" }, ["P2P", "P2P"], 24_000],
  ])("pay by %j and show the shop's answer", async (form, types, paid) => {
    const id = await invoice()
    const pressed = await press(id, form as unknown as Record<string, string>)
    expect([pressed.status, pressed.headers.get("location")]).toEqual([303, `/bank/${id}`])
    const { json } = await desk.check(id)
    expect(json.paid_amount).toBe(paid)
    expect(json.rows.map((row: { payment_type: string }) => row.payment_type)).toEqual(types)
    const { text } = await get(`/bank/${id}`)
    expect(text).toContain("The shop answered SUCCESS")
    expect(text).toContain(json.rows[0].payment_id)
    expect(text).toContain("token=REDACTED")
    expect(text).not.toContain("t0p")
  })

  it("refuse what the bank would, unless paid anyway", async () => {
    const id = await invoice()
    await desk.qpay("DELETE", `/invoice/${id}`)
    const refused = await press(id, { way: "transfer" })
    expect(refused.status).toBe(409)
    expect(await refused.text()).toContain("Төлбөр хийгдсэнгүй")
    expect((await press(id, { way: "transfer", force: "1" })).status).toBe(303)
    expect((await desk.check(id)).json.paid_amount).toBe(12_000)
  })

  it.each(["", "0", "-5", "abc"])("refuse the amount %j", async (amount) => {
    const id = await invoice()
    expect((await press(id, { way: "part", amount })).status).toBe(400)
    expect((await desk.check(id)).json.count).toBe(0)
  })

  it("escape what shops write", async () => {
    const id = await invoice({
      invoice_description: `"><script>alert('x')</script>&`,
      sender_invoice_no: "<i>",
      callback_url: `${shop.url}?evil='<b>`,
    })
    await press(id, { way: "transfer" })
    for (const { text } of [await get("/"), await get(`/bank/${id}`)]) {
      expect(text).not.toMatch(/<script|<i>|<b>[^✓]/)
      expect(text).toContain("&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;")
    }
    expect((await get(`/bank/${id}`)).text).toContain("The shop did not answer 200 SUCCESS")
  })
})
