import type { ConsoleMessage, Page } from "playwright-core"
import { perTier } from "../support/tier"
import { Browsers, type Device, everywhere, type Language, screenshot, violations, withShopAndBrowser } from "./browser"

const WORDS = {
  mn: {
    waiting: "Төлбөр хүлээгдэж байна",
    placed: "Захиалга баталгаажлаа",
    expired: "Нэхэмжлэхийн хугацаа дууссан байна",
    canceled: "Нэхэмжлэх цуцлагдсан байна",
    check: "Төлбөр шалгах",
    notYet: "Төлбөр хараахан орж ирээгүй байна",
    renew: "Шинэ QR код авах",
    offline: "Холболт тасарлаа",
    short: "Дутуу төлсөн байна",
  },
  en: {
    waiting: "Waiting for payment",
    placed: "Order placed",
    expired: "The invoice has expired",
    canceled: "The invoice was cancelled",
    check: "I have paid, check",
    notYet: "The payment has not arrived yet",
    renew: "Get a new QR code",
    offline: "No connection",
    short: "Part of the amount arrived",
  },
} as const

withShopAndBrowser("pay page in a browser", ({ shop, qpay }) => {
  let browsers: Browsers
  beforeAll(async () => {
    browsers = await Browsers.start()
  })
  afterEach(() => browsers.closePages())
  afterAll(() => browsers.close())

  const addressOf = (data: Record<string, any>, language: Language = "mn") =>
    `http://localhost:${process.env.PORT}${new URL(data.pay_url as string).pathname}?lang=${language}`
  const status = (page: Page) => page.locator('[data-region="status"]')
  const shows = (page: Page, text: string) => status(page).getByText(text, { exact: false }).first().waitFor()
  const button = (page: Page, action: string) => page.locator(`button[data-action="${action}"]`)
  const setRow = (sessionId: string, columns: Record<string, unknown>) =>
    shop().db("qpay_invoice").where({ issued_session_id: sessionId }).update(columns)
  const over = () => ({ expires_at: shop().db.raw("now() - interval '1 second'") })
  const lookAgain = () => shop().db("qpay_invoice").update({ last_asked_at: null })
  const noStreams = (page: Page) => page.route(/\/events$/, (route) => route.abort())
  const noQuestions = (page: Page) => page.route(/\/qpay\/pay\/[^/]+$/, (route) => route.abort())
  const hide = (page: Page, hidden: boolean) =>
    page.evaluate((value) => {
      Object.defineProperty(document, "visibilityState", { value: value ? "hidden" : "visible", configurable: true })
      Object.defineProperty(document, "hidden", { value, configurable: true })
      document.dispatchEvent(new Event("visibilitychange"))
    }, hidden)

  async function openPage(device: Device = "desktop", language: Language = "mn") {
    const checkout = await shop().checkout()
    const page = await browsers.page(device)
    const errors: string[] = []
    page.on("pageerror", (error) => errors.push(error.message))
    // The banks' logos are QPay's, and out of reach here: initials stand for them.
    const isLogo = (message: ConsoleMessage) => /\/logos\/\w+$/.test(message.location().url)
    page.on("console", (message) => message.type() === "error" && !isLogo(message) && errors.push(message.text()))
    await page.goto(addressOf(checkout.session.data, language))
    await shows(page, WORDS[language].waiting)
    return { page, errors, ...checkout }
  }

  everywhere("pay and see the order without touching the page ($device, $language)", async ({ device, language }) => {
    const { page, errors, invoiceId, cartId } = await openPage(device, language)
    expect(
      await page
        .locator(device === "phone" ? '[data-bank="khan"]' : "svg.qr")
        .first()
        .isVisible()
    ).toBe(true)
    await page.evaluate(() => {
      const shifts = ((window as any).shifts = [] as number[])
      new PerformanceObserver((list) =>
        list.getEntries().forEach((entry) => shifts.push((entry as any).value))
      ).observe({
        type: "layout-shift",
        buffered: true,
      })
    })
    await qpay().pay({ invoice_id: invoiceId })
    await shows(page, WORDS[language].placed)
    expect(await shop().ordersOf(cartId)).toEqual([expect.objectContaining({ captures: [17000] })])
    const shifts: number[] = await page.evaluate(() => (window as any).shifts)
    expect(shifts.reduce((sum, shift) => sum + shift, 0)).toBeLessThan(0.1)
    // Where the list of banks was, nothing is left empty.
    const height = (selector: string) => page.locator(selector).evaluate((element) => element.clientHeight)
    const empty = (await height(".body")) - (await height('[data-region="result"]'))
    if (device === "phone") expect(empty).toBe(0)
    else expect(empty).toBeGreaterThan(0)
    expect(errors).toEqual([])
  })

  it("pay while the tab is hidden, and return", async () => {
    const { page, invoiceId } = await openPage("phone")
    await noStreams(page)
    await page.clock.install()
    await page.reload()
    await shows(page, WORDS.mn.waiting)
    // From here no timer of the page fires: only the return can make it ask.
    await page.clock.pauseAt(Date.now() + 60_000)
    await hide(page, true)
    await qpay().pay({ invoice_id: invoiceId })
    await hide(page, false)
    await shows(page, WORDS.mn.placed)
  })

  it("callback lost: I have paid finds it", async () => {
    const { page, invoiceId, cartId } = await openPage()
    await button(page, "check").click()
    await shows(page, WORDS.mn.notYet)
    await qpay().pay({ invoice_id: invoiceId, callback: "lost" })
    await lookAgain()
    await button(page, "check").click()
    await shows(page, WORDS.mn.placed)
    expect(await shop().ordersOf(cartId)).toHaveLength(1)
  })

  it("expire and renew: one new QR however often the button is pressed", async () => {
    const { page, session } = await openPage()
    const before = await page.locator("svg.qr path").last().getAttribute("d")
    await setRow(session.id, over())
    await shows(page, WORDS.mn.expired)
    await screenshot(page, "expired-before-renewal")
    await button(page, "renew").dblclick()
    await shows(page, WORDS.mn.waiting)
    expect(await page.locator("svg.qr path").last().getAttribute("d")).not.toBe(before)
    const live = (await qpay().invoices()).filter((invoice) => invoice.status === "OPEN")
    expect(live).toHaveLength(1)
    await qpay().pay({ invoice_id: live[0]!.invoice_id })
    await shows(page, WORDS.mn.placed)
  })

  it("reload and second tab: the same QR, and both see the order", async () => {
    const { page, session, invoiceId } = await openPage()
    const qr = await page.locator("svg.qr path").last().getAttribute("d")
    await page.reload()
    const second = await page.context().newPage()
    await second.goto(addressOf(session.data))
    for (const tab of [page, second]) expect(await tab.locator("svg.qr path").last().getAttribute("d")).toBe(qr)
    await qpay().pay({ invoice_id: invoiceId })
    for (const tab of [page, second]) await shows(tab, WORDS.mn.placed)
    expect(await qpay().invoices()).toHaveLength(1)
  })

  it("network cut and back: the QR stays, and the payment made meanwhile is shown", async () => {
    const { page, invoiceId } = await openPage()
    await page.context().setOffline(true)
    await shows(page, WORDS.mn.offline)
    expect(await page.locator("svg.qr").isVisible()).toBe(true)
    await screenshot(page, "offline")
    await qpay().pay({ invoice_id: invoiceId })
    await page.context().setOffline(false)
    await shows(page, WORDS.mn.placed)
  })

  it("double click on the check: one question", async () => {
    const { page } = await openPage()
    let asked = 0
    let clickedTwice = () => {}
    const bothClicks = new Promise<void>((resolve) => (clickedTwice = resolve))
    await page.route(/\/check$/, async (route) => {
      asked++
      await bothClicks
      await route.continue()
    })
    await button(page, "check").dblclick()
    clickedTwice()
    await shows(page, WORDS.mn.notYet)
    expect(asked).toBe(1)
  })

  it("cart changed in another tab: the old QR is withdrawn, a new one has the new sum", async () => {
    const { page, cartId } = await openPage()
    await shop().store("POST", `/carts/${cartId}/line-items`, { variant_id: shop().variant(12000), quantity: 1 })
    await shows(page, WORDS.mn.canceled)
    await button(page, "renew").click()
    await shows(page, WORDS.mn.waiting)
    await page.getByText("₮29,000").first().waitFor()
  })

  it("paid short: what came is said, and the money is safe", async () => {
    const { page, session, invoiceId } = await openPage("phone", "en")
    await qpay().pay({ invoice_id: invoiceId, amount: 5000 })
    await shows(page, WORDS.en.short)
    const text = await page.locator("qpay-checkout").evaluate((element) => element.shadowRoot?.textContent ?? "")
    for (const part of ["₮5,000", "₮17,000", session.id.slice(-8)]) expect(text).toContain(part)
    await screenshot(page, "short-phone-en")
  })

  it("JavaScript off: QR, links and buttons work", async () => {
    const { session, invoiceId } = await shop().checkout()
    const page = await browsers.page("desktop", { javaScriptEnabled: false })
    await page.goto(addressOf(session.data))
    await page.locator("svg.qr").waitFor()
    await button(page, "check").click()
    await page.getByText(WORDS.mn.notYet).first().waitFor()
    await qpay().pay({ invoice_id: invoiceId, callback: "lost" })
    await lookAgain()
    await button(page, "check").click()
    await page.getByText(WORDS.mn.placed).first().waitFor()
    await screenshot(page, "placed-without-javascript")
  })

  it("JavaScript off and QPay away: check and new QR say so, on the page, in its language", async () => {
    const { session } = await shop().checkout()
    const page = await browsers.page("phone", { javaScriptEnabled: false })
    const refresh = page.locator("noscript a") // whose text Playwright does not look at
    await page.goto(addressOf(session.data, "en"))
    await qpay().fault({ on: "*", kind: "status", status: 503, times: 0 })
    await button(page, "check").click()
    await page.getByText("Please do not pay again", { exact: false }).first().waitFor()
    await refresh.click()
    await page.getByText(WORDS.en.waiting).first().waitFor()

    await qpay().clearFaults()
    await setRow(session.id, over())
    await refresh.click()
    await qpay().fault({ on: "create", kind: "status", status: 503, times: 0 })
    for (let tries = 0; tries < 2; tries++) {
      await button(page, "renew").click()
      await page.getByText("QPay is not answering right now", { exact: false }).first().waitFor()
    }
    await screenshot(page, "no-new-qr-without-javascript")
    await qpay().clearFaults()
    await button(page, "renew").click()
    await page.getByText(WORDS.en.waiting).first().waitFor()
  })

  it("320 pixels wide: nothing to scroll sideways", async () => {
    const { session } = await shop().checkout()
    for (const device of ["desktop", "phone"] as const) {
      const page = await browsers.page(device, { viewport: { width: 320, height: 640 } })
      await page.goto(addressOf(session.data))
      await shows(page, WORDS.mn.waiting)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
      await screenshot(page, `narrow-${device}`)
    }
  })

  describe("axe finds nothing to object to", () => {
    const STATES: [name: string, columns: (session: { id: string }) => Record<string, unknown>][] = [
      ["waiting", () => ({})],
      ["paid", () => ({ state: "paid", paid_amount: 17000 })],
      ["order_placed", () => ({ state: "settled", paid_amount: 17000, order_id: "order_shown" })],
      ["expired", () => ({ state: "expired" })],
      ["canceled", () => ({ state: "canceled" })],
      ["attention", () => ({ state: "attention", reason: "late", paid_amount: 17000 })],
      ["refunded", () => ({ state: "refunded", refunded_amount: 17000 })],
    ]

    const OPEN = { state: "open", paid_amount: 0, refunded_amount: 0, order_id: null, reason: null }

    everywhere("$device, $language", async ({ device, language }) => {
      const { session } = await shop().checkout()
      for (const theme of ["light", "dark"] as const) {
        const page = await browsers.page(device, { colorScheme: theme })
        const found: string[] = []
        for (const [name, columns] of STATES) {
          await setRow(session.id, OPEN)
          if (name !== "waiting") await setRow(session.id, columns(session))
          await page.goto(addressOf(session.data, language))
          await status(page).locator("p").first().waitFor()
          found.push(...(await violations(page)).map((line) => `${name}: ${line}`))
          if (theme === "light" || name === "waiting") await screenshot(page, `${name}-${device}-${language}-${theme}`)
        }
        expect(found).toEqual([])
      }
      await setRow(session.id, OPEN)
    })
  })

  it("tells how long it takes from the payment to the order on the screen", async () => {
    const ROUNDS = perTier(1, 5)
    const figures: Record<string, number[]> = { stream: [], polling: [] }
    for (let round = 0; round < ROUNDS; round++) {
      for (const way of ["stream", "polling"]) {
        const { session, invoiceId } = await shop().checkout()
        const page = await browsers.page("desktop")
        const streaming = way === "stream" && page.waitForResponse(/\/events$/)
        if (way === "polling") await noStreams(page)
        await page.goto(addressOf(session.data))
        await shows(page, WORDS.mn.waiting)
        // Each way is left alone with the payment: no other can tell the page of it.
        if (await streaming) await noQuestions(page)
        const began = performance.now()
        const paying = qpay().pay({ invoice_id: invoiceId })
        await shows(page, WORDS.mn.placed)
        figures[way]!.push(performance.now() - began)
        await paying
        await browsers.closePages()
      }
    }
    const median = (list: number[]) => Math.round([...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]!)
    process.stdout.write(
      `    payment to "order placed" on the screen, median of ${ROUNDS}: stream ${median(figures.stream!)} ms, polling ${median(figures.polling!)} ms\n`
    )
  })
})
