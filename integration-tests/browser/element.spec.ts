import type { Page } from "playwright-core"
import { snippetsIn } from "../guide/snippets"
import { wrongCode } from "../support/qpay"
import { Browsers, screenshot, violations, withShopAndBrowser } from "./browser"
import { ShopFront } from "./shop-front"

const PORT = Number(process.env.QPAY_TEST_SECOND_PORT)

withShopAndBrowser("element on a shop's own page", ({ shop, qpay }) => {
  let browsers: Browsers
  let front: ShopFront
  beforeAll(async () => {
    front = await ShopFront.start(PORT)
    browsers = await Browsers.start()
  })
  afterEach(() => browsers.closePages())
  afterAll(async () => {
    await browsers.close()
    front.close()
  })

  const backend = () => `http://localhost:${process.env.PORT}`
  const shows = (page: Page, text: string) => page.getByText(text).first().waitFor()
  const heard = (page: Page): Promise<unknown[]> => page.evaluate(() => (window as any).heard)
  const key = () => shop().demo.publishable_key
  const live = async () => (await qpay().invoices()).filter(({ status }) => status === "OPEN")
  const address = (kind: "html" | "react", attributes: Record<string, string>) =>
    `${front.url}/${kind}?${new URLSearchParams(attributes)}`

  it("one HTML file and the packed element pay an order", async () => {
    const cartId = await shop().cart()
    const page = await browsers.page("phone")
    await page.goto(address("html", { backend: backend(), "publishable-key": key(), "cart-id": cartId, lang: "en" }))
    await shows(page, "Waiting for payment")
    expect(await violations(page)).toEqual([])
    await screenshot(page, "element-phone-en")

    // The bank used last comes first, and the search knows both names.
    await page.locator('[data-bank="golomt"], [data-bank="state"]').last().locator("a").dispatchEvent("click")
    await page.locator("input[type=search]").fill("хаан")
    expect(
      await page.locator("li[data-bank]:visible").evaluateAll((all) => all.map((li) => li.dataset.bank))
    ).toContain("khan")
    await page.locator("input[type=search]").fill("zzz")
    expect(await page.locator("li[data-bank]:visible").count()).toBe(0)
    await page.reload()
    await shows(page, "Waiting for payment")
    expect(await page.locator("li[data-bank]").first().getAttribute("data-bank")).toMatch(/golomt|state/)

    expect(await live()).toHaveLength(1)
    await qpay().pay({ invoice_id: (await live())[0]!.invoice_id })
    await shows(page, "Order placed")
    const [order] = await shop().ordersOf(cartId)
    expect(await heard(page)).toEqual([
      ["qpay-paid", null],
      ["qpay-order", order!.id],
    ])
  })

  it("the guide's HTML as it stands there, with the shop's own values: pays, and goes to the order", async () => {
    const cartId = await shop().cart()
    const values = { "https://api.shop.example.mn": backend(), "pk_…": shop().demo.publishable_key, "cart_…": cartId }
    const html = Object.entries(values).reduce((text, [old, value]) => {
      expect(text).toContain(old)
      return text.replaceAll(old, value)
    }, snippetsIn("html")[0]!)
    const page = await browsers.page("desktop")
    const failed: string[] = []
    page.on("response", (answer) => answer.status() >= 400 && failed.push(answer.url()))
    await page.goto(front.serve("/guide", html))
    await shows(page, "Төлбөр хүлээгдэж байна")
    await qpay().pay({ invoice_id: (await live())[0]!.invoice_id })
    await page.waitForURL(/\/order\/order_\w+$/)
    expect(page.url()).toBe(`${front.url}/order/${(await shop().ordersOf(cartId))[0]!.id}`)
    expect(failed.filter((url) => !/favicon/.test(url))).toEqual([])
  })

  it("React in strict mode: one session, the order is told once to component and hook", async () => {
    const cartId = await shop().cart()
    const page = await browsers.page("desktop")
    await page.goto(
      address("react", { backend: backend(), publishableKey: shop().demo.publishable_key, cartId, lang: "mn" })
    )
    await shows(page, "Төлбөр хүлээгдэж байна")
    await page.locator("#hook", { hasText: "waiting ₮17,000" }).waitFor()
    expect(await qpay().invoices()).toHaveLength(1)
    await qpay().pay({ invoice_id: (await live())[0]!.invoice_id })
    await shows(page, "Захиалга баталгаажлаа")
    await page.locator("#hook", { hasText: "order_placed" }).waitFor()
    const [order] = await shop().ordersOf(cartId)
    expect((await heard(page)).sort()).toEqual([
      ["component", order!.id],
      ["hook", order!.id],
    ])
  })

  it("QPay away when the cart is opened: says so, and the button gets the QR as soon as it is back", async () => {
    const cartId = await shop().cart()
    const page = await browsers.page("phone")
    const said: string[] = []
    page.on("console", (message) => said.push(message.text()))
    await qpay().fault({ on: "create", kind: "status", status: 503, times: 0 })
    await page.goto(address("html", { backend: backend(), "publishable-key": key(), "cart-id": cartId }))
    await shows(page, "QPay одоогоор хариу өгөхгүй байна")
    expect(await page.locator('button[data-action="check"]').count()).toBe(0)
    expect(await violations(page)).toEqual([])
    await screenshot(page, "qpay-away-phone-mn")
    await qpay().clearFaults()
    await page.getByRole("button", { name: "Дахин оролдох" }).click()
    await shows(page, "Төлбөр хүлээгдэж байна")
    // The server did answer: its developer is not sent after another cause.
    expect(said.join()).not.toContain("STORE_CORS")
  })

  it("QPay refuses the shop's settings: says so once, asks no more, and can be tried again", async () => {
    const cartId = await shop().cart()
    const page = await browsers.page("phone")
    await qpay().fault({ on: "create", kind: "status", status: 400, times: 0, body: wrongCode() })
    await page.clock.install()
    await page.goto(address("html", { backend: backend(), "publishable-key": key(), "cart-id": cartId }))
    await shows(page, "Дэлгүүрийн QPay тохиргоо буруу байна")
    await screenshot(page, "settings-refused-phone-mn")
    const asked: string[] = []
    page.on("request", (request) => asked.push(request.url()))
    await page.clock.runFor("10:00") // far longer than a page waits that tries by itself
    expect(asked).toEqual([])
    expect(await qpay().calls("create")).toHaveLength(1)
    await qpay().clearFaults()
    await page.getByRole("button", { name: "Дахин оролдох" }).click()
    await shows(page, "Төлбөр хүлээгдэж байна")
  })

  it("no server: tells the shop's developer where to look", async () => {
    const page = await browsers.page("desktop")
    const said: string[] = []
    page.on("console", (message) => said.push(message.text()))
    await page.goto(address("html", { backend: "http://localhost:9", "publishable-key": key(), "cart-id": "cart_1" }))
    await shows(page, "Холболт тасарлаа")
    expect(said.filter((text) => text.includes("no answer from http://localhost:9"))).toHaveLength(1)
  })

  it("follows a session that the shop has made itself, and says so when there is none", async () => {
    const { session } = await shop().checkout()
    const page = await browsers.page("desktop")
    const attributes = { backend: backend(), "publishable-key": shop().demo.publishable_key }
    await page.goto(address("html", { ...attributes, "session-id": session.id }))
    await shows(page, "Төлбөр хүлээгдэж байна")
    await page.goto(address("html", { ...attributes, "session-id": "payses_unknown" }))
    await shows(page, "Төлбөрийг нээж чадсангүй")
    await screenshot(page, "unavailable-desktop-mn")
    expect(await violations(page)).toEqual([])
  })
})
