import fs from "node:fs"
import type { Locator, Page } from "playwright-core"
import { eventually } from "../support/eventually"
import { type Checkout, ok, type OrderFacts } from "../support/shop"
import { answer, box, fact, lineOf, objections, Staff, WORDS } from "./admin"
import { Browsers, screenshot, withShopAndBrowser } from "./browser"

// Medusa serves the admin from where `medusa build` puts a store's; ours is built beside the sources.
jest.mock("@medusajs/medusa/utils", () =>
  Object.create(jest.requireActual("@medusajs/medusa/utils"), {
    ADMIN_RELATIVE_OUTPUT_DIR: { value: ".medusa/admin" },
  })
)

const EN = WORDS.en
const LOOKS = [
  { language: "en", theme: "light" },
  { language: "mn", theme: "light" },
  { language: "mn", theme: "dark" },
] as const

withShopAndBrowser(
  "Medusa admin in a browser",
  ({ shop, qpay }) => {
    let browsers: Browsers
    let staff: Staff
    beforeAll(async () => {
      browsers = await Browsers.start()
      staff = new Staff(browsers, `http://localhost:${process.env.PORT}`)
    })
    afterEach(() => browsers.closePages())
    afterAll(() => browsers.close())

    const stock = async (quantity: number) => {
      const raw = JSON.stringify({ value: String(quantity), precision: 20 })
      await shop().db("inventory_level").update({ stocked_quantity: quantity, raw_stocked_quantity: raw })
    }
    const referenceOf = ({ session }: Checkout) => session.id.slice(-8)
    const orderOf = async ({ cartId }: Checkout) => (await shop().ordersOf(cartId))[0] as OrderFacts
    const says = (page: Page, text: string) => page.getByText(text, { exact: false }).first().waitFor()

    async function paid(payment: Record<string, unknown> = {}): Promise<Checkout & { order: OrderFacts }> {
      const checkout = await shop().checkout()
      await qpay().pay({ invoice_id: checkout.invoiceId, ...payment })
      return { ...checkout, order: await orderOf(checkout) }
    }

    it("log in with a password", async () => {
      const page = await staff.logIn()
      await page.getByRole("link", { name: "QPay" }).click()
      await page.getByRole("heading", { name: "QPay" }).waitFor()
      await says(page, EN.nothing)
    })

    describe("on an order", () => {
      const openOrder = async (order: OrderFacts, look = {}) => {
        const page = await staff.at(`/orders/${order.id}`, look)
        const widget = box(page, "QPay")
        await widget.waitFor()
        return { page, widget }
      }
      /** As staff find it: the payment's menu, then its entry. */
      const refundInMedusa = async (page: Page) => {
        await box(page, "Payments").getByRole("button").first().click()
        await page.getByRole("menuitem", { name: EN.refundMenu }).click()
        const drawer = page.getByRole("dialog")
        await drawer.getByRole("button", { name: EN.save }).click()
      }

      it.each(LOOKS)("how it was paid: state, sum, bank, numbers ($language, $theme)", async (look) => {
        const sale = await paid()
        const { page, widget } = await openOrder(sale.order, look)
        const [payment] = (await qpay().invoice(sale.invoiceId)).payments
        const known = [referenceOf(sale), payment!.payment_id, sale.invoiceId, "₮17,000", "₮170"]
        known.push(...(look.language === "en" ? ["Paid", "Bank transfer", EN.record] : ["Төлсөн", "Дансны шилжүүлэг"]))
        for (const text of known) expect(await widget.textContent()).toContain(text)
        expect(await objections(page, widget)).toEqual([])
        await widget.scrollIntoViewIfNeeded()
        await screenshot(page, `admin-order-${look.language}-${look.theme}`)
      })

      it("nothing where QPay took no part", async () => {
        const payment_providers = ["pp_qpay_qpay", "pp_system_default"]
        await shop().admin("POST", `/regions/${shop().demo.region_id}`, { payment_providers })
        const cartId = await shop().cart()
        await shop().startSession(await shop().collection(cartId), { providerId: "pp_system_default" })
        const { data } = await shop().complete(cartId)
        const page = await staff.at(`/orders/${data.order.id}`)
        await box(page, "Payments").waitFor()
        await page.waitForLoadState("networkidle")
        expect(await box(page, "QPay").count()).toBe(0)
      })

      it("a card: Medusa's own refund gives it back at QPay, and the box says so", async () => {
        const sale = await paid({ type: "CARD" })
        const { page, widget } = await openOrder(sale.order)
        await refundInMedusa(page)
        await says(page, "successful")
        expect((await qpay().invoice(sale.invoiceId)).payments).toEqual([
          expect.objectContaining({ status: "REFUNDED" }),
        ])
        await page.reload()
        await widget.getByText("Refunded", { exact: true }).first().waitFor()
        expect(await fact(widget, "Refunded through QPay").textContent()).toBe("₮17,000")
        expect(await orderOf(sale)).toMatchObject({ refunds: [17000], transactions: [17000, -17000] })
        await screenshot(page, "admin-order-refunded")
      })

      it("a bank transfer: Medusa's refund is refused with what to do; recorded, Medusa's totals are right", async () => {
        const sale = await paid()
        const { page, widget } = await openOrder(sale.order)
        await refundInMedusa(page)
        await says(page, "it is now on the needs-attention list")
        await screenshot(page, "admin-order-refund-refused")
        expect(await orderOf(sale)).toMatchObject({ refunds: [] })

        await page.goto(page.url().replace(/\/refund.*/, ""))
        await widget.getByText("Refund to be sent").waitFor()
        await widget.getByRole("button", { name: EN.record }).first().click()
        await answer(page, { Type: "16,000", "Reference of": "TRX-1" }, EN.record)
        await says(page, "This is not ₮17,000")
        await screenshot(page, "admin-record-wrong-sum")
        expect(await objections(page, page.getByRole("alertdialog"))).toEqual([])
        await answer(page, { Type: "17,000" }, EN.record)
        await says(page, "The refund is recorded")
        await page.reload()
        await widget.getByText("Nothing is left to refund.").waitFor()
        // The order's own box: nothing is pending, and the refund stands under the payment.
        const payments = box(page, "Payments")
        await payments.getByText("Refunded", { exact: true }).first().waitFor()
        expect(await payments.textContent()).toMatch(/- ?₮\s?17,000|- ?17,000/)
        expect(await orderOf(sale)).toMatchObject({ refunds: [17000], transactions: [17000, -17000] })
        await screenshot(page, "admin-order-recorded")
        // The invoice's own page and the list say so as well.
        await widget.getByRole("link", { name: EN.openPage }).click()
        await page.getByRole("dialog").getByText("Refunded", { exact: true }).first().waitFor()
        await says(page, "₮17,000 went back")
        await screenshot(page, "admin-invoice-returned")
      })

      it("a part by bank, from the box itself: what is left is said", async () => {
        const sale = await paid()
        const { page, widget } = await openOrder(sale.order)
        await widget.getByRole("button", { name: EN.record }).click()
        await answer(page, { "Amount sent": "20,000", "Reference of": "TRX-2" }, EN.recordIt)
        await says(page, "More than the ₮17,000 that is left")
        await answer(page, { "Amount sent": "5,000" }, EN.recordIt)
        await says(page, "The refund of ₮5,000 is recorded")
        await widget.getByText("₮12,000 can be refunded").waitFor()
        expect(await orderOf(sale)).toMatchObject({ refunds: [5000], transactions: [17000, -5000] })
      })
    })

    describe("what needs attention", () => {
      const addItem = (cartId: string) =>
        shop().store("POST", `/carts/${cartId}/line-items`, { variant_id: shop().variant(12000), quantity: 1 })
      const force = (invoiceId: string, more = {}) => qpay().pay({ invoice_id: invoiceId, force: true, ...more })

      /** QPay's next answers about payments, instead of its own. */
      async function answering(payment: object, work: () => Promise<unknown>): Promise<void> {
        const row = {
          payment_id: "9",
          payment_currency: "MNT",
          payment_type: "P2P",
          payment_status: "PAID",
          ...payment,
        }
        const body = { count: 1, paid_amount: 17000, rows: [row] }
        await qpay().fault({ on: "check", kind: "status", status: 200, body, times: 0 })
        await work()
        await qpay().clearFaults()
      }

      /** One line of every reason, each made as it happens. */
      async function everyReason() {
        const open = async (quantity = 1) => shop().checkout({ quantity })
        const [underpaid, overpaid, late, changed, foreign, unreadable] = [
          await open(),
          await open(),
          await open(),
          await open(),
          await open(),
          await open(),
        ]
        await qpay().pay({ invoice_id: underpaid.invoiceId, amount: 16000 })
        await qpay().pay({ invoice_id: overpaid.invoiceId, amount: 20000 })
        const duplicate = await paid({ type: "CARD" })
        await force(duplicate.invoiceId, { type: "CARD" })
        await shop().startSession(late.collectionId)
        await shop().db("cart").where({ id: late.cartId }).update({ deleted_at: new Date() })
        await force(late.invoiceId)
        await addItem(changed.cartId)
        await force(changed.invoiceId)
        await answering({ payment_amount: "17000.00", payment_currency: "USD" }, () =>
          qpay().pay({ invoice_id: foreign.invoiceId })
        )
        await answering({ payment_amount: null }, () => qpay().pay({ invoice_id: unreadable.invoiceId }))

        // Paid on a new QR, cancelled, and then paid on the old one as well.
        const canceled = await open()
        const renewed = await shop().startSession(canceled.collectionId)
        const session = renewed.data.payment_collection.payment_sessions[0]
        const owed: Checkout = { ...canceled, session, invoiceId: session.data.invoice_id }
        await qpay().pay({ invoice_id: owed.invoiceId })
        ok(await shop().admin("POST", `/orders/${(await orderOf(owed)).id}/cancel`))
        await force(canceled.invoiceId)

        const soldOut = await open()
        await stock(0)
        await qpay().pay({ invoice_id: soldOut.invoiceId })
        return { underpaid, overpaid, duplicate, late, changed, foreign, unreadable, canceled, owed, soldOut }
      }

      it("every reason is seen, understood and resolved by a button", async () => {
        const cases = await everyReason()
        const { data } = await shop().admin("GET", "/qpay/attention")
        expect(data.attention.map(({ reason }: { reason: string }) => reason).sort()).toEqual(
          [
            ...["amount_changed", "currency", "duplicate", "late", "order_canceled", "overpaid"],
            ...["paid_without_order", "refund_owed", "underpaid", "unreadable"],
          ].sort()
        )
        for (const look of LOOKS) {
          const page = await staff.at("/qpay", look)
          await lineOf(page, referenceOf(cases.underpaid)).waitFor()
          expect(await objections(page, page.getByRole("tabpanel"))).toEqual([])
          await page.setViewportSize({ width: 1280, height: 2300 })
          await screenshot(page, `admin-attention-${look.language}-${look.theme}`)
        }

        const orders = await staff.at("/orders")
        await orders.getByText("10 QPay payments need attention").waitFor()
        await screenshot(orders, "admin-banner")

        await stock(50)
        const page = await staff.at("/qpay")
        const act = async (sale: Checkout, button: string, fields: Record<string, string>, done: string) => {
          const line = lineOf(page, referenceOf(sale))
          await line.getByRole("button", { name: button }).click()
          await answer(page, fields, button)
          await says(page, done)
          await line.waitFor({ state: "detached" })
        }
        const sent = (sum: string) => ({ Type: sum, "Reference of": "TRX-3" })
        await act(cases.underpaid, "Accept what was paid", { Type: "16,000" }, "What was paid is accepted")
        await act(cases.overpaid, "Keep the surplus", { Type: "3000" }, "The surplus is accepted")
        await act(cases.duplicate, "Refund to the card", { Type: "17,000" }, "on its way back to the card")
        await act(cases.late, EN.record, sent("17,000"), "The refund is recorded")
        await act(cases.changed, "Accept what was paid", { Type: "₮17,000" }, "What was paid is accepted")
        await act(cases.foreign, "Close without action", { Note: "асуусан" }, "The line is closed")
        await act(cases.canceled, EN.record, sent("17000"), "The refund is recorded")
        await act(cases.owed, EN.record, sent("17000"), "The refund is recorded")

        const unreadable = lineOf(page, referenceOf(cases.unreadable))
        await shop().letTimePass(cases.unreadable.session.id)
        await unreadable.getByRole("button", { name: "Check now" }).click()
        await unreadable.waitFor({ state: "detached" })

        const soldOut = lineOf(page, referenceOf(cases.soldOut))
        await stock(0)
        await soldOut.getByRole("button", { name: "Place the order now" }).click()
        await answer(page, {}, "Place the order now")
        const refusal = page.getByRole("alertdialog").getByRole("alert")
        await refusal.getByText("The order could not be placed").waitFor()
        expect(await refusal.textContent()).toContain("Not enough stock")
        expect(await refusal.textContent()).not.toMatch(/[а-я]/)
        await screenshot(page, "admin-refused")
        await stock(50)
        await answer(page, { Note: "бараа ирсэн" }, "Place the order now")
        await soldOut.waitFor({ state: "detached" })
        await says(page, EN.nothing)

        expect((await shop().admin("GET", "/qpay/attention")).data.open_count).toBe(0)
        for (const sale of [cases.underpaid, cases.changed, cases.unreadable, cases.soldOut]) {
          expect(await shop().ordersOf(sale.cartId)).toHaveLength(1)
        }
        const { payments } = await qpay().invoice(cases.duplicate.invoiceId)
        expect(payments.map(({ status }) => status)).toEqual(["PAID", "REFUNDED"])
        await page.getByText("Show resolved").click()
        await lineOf(page, referenceOf(cases.late)).getByText("TRX-3").waitFor()
        await page.setViewportSize({ width: 1280, height: 2300 })
        await screenshot(page, "admin-resolved")
        // Ten sales, and ten decisions: the longest way of all.
      }, 600_000)

      it("facts that changed meanwhile: the server's sentence is shown, in the language of the page", async () => {
        const { invoiceId, ...sale } = await shop().checkout()
        await qpay().pay({ invoice_id: invoiceId, amount: 20000 })
        for (const { language, button, label, sentence } of [
          { language: "en", button: "Keep the surplus", label: "Type", sentence: "You typed ₮3,000" },
          { language: "mn", button: "Илүү дүнг үлдээх", label: "Баталгаажуулахын", sentence: "Таны бичсэн дүн ₮4,000" },
        ] as const) {
          const page = await staff.at("/qpay", { language })
          const line = lineOf(page, referenceOf({ invoiceId, ...sale }))
          await line.getByRole("button", { name: button }).click()
          // One more tugrik thousand arrives while the dialog is open.
          await qpay().pay({ invoice_id: invoiceId, amount: 1000, force: true })
          const typed = language === "en" ? "3,000" : "4,000"
          await answer(page, { [label]: typed }, button)
          await page.getByRole("alertdialog").getByText(sentence).waitFor()
          await screenshot(page, `admin-changed-meanwhile-${language}`)
          if (language === "en") continue
          // The same dialog now asks for the sum as it is.
          await answer(page, { [label]: "5,000" }, button)
          await says(page, "Илүү дүнг зөвшөөрлөө")
        }
        expect((await shop().admin("GET", "/qpay/attention")).data.open_count).toBe(0)
      })
    })

    describe("what cannot be read", () => {
      /** What the server says at these addresses does not arrive. @returns how to end that */
      const cut = async (page: Page, addresses: string) => {
        await page.route(addresses, (route) => route.abort())
        return () => page.unroute(addresses)
      }

      it.each(LOOKS)("is said, and tried again at a click ($language, $theme)", async (look) => {
        const words = WORDS[look.language]
        const name = (what: string) => `admin-${what}-${look.language}-${look.theme}`
        const sale = await paid({ amount: 20000 })
        const page = await staff.at(`/orders/${sale.order.id}`, look)
        const retry = (part: Locator) => part.getByRole("button", { name: words.retry }).click()
        const go = (place: string) => page.goto(new URL(`/app${place}`, page.url()).href)
        const widget = box(page, "QPay")
        const reference = widget.getByText(referenceOf(sale)).first()
        await reference.waitFor()

        // Nothing there would say: not paid by QPay.
        let mend = await cut(page, "**/admin/qpay/**")
        await page.reload()
        await widget.getByText(words.failed).waitFor()
        expect(await objections(page, widget)).toEqual([])
        await widget.scrollIntoViewIfNeeded()
        await screenshot(page, name("unread-order"))
        await mend()
        await retry(widget)
        await reference.waitFor()

        // Nothing there would say: no money waits.
        mend = await cut(page, "**/admin/qpay/**")
        await go("/orders")
        const banner = page.getByText(words.unknown).locator("xpath=../..")
        await banner.waitFor()
        expect(await objections(page, banner)).toEqual([])
        await screenshot(page, name("unread-banner"))
        await mend()
        await retry(banner)
        await page.getByText("₮3,000").waitFor()

        mend = await cut(page, "**/admin/qpay/totals*")
        await go("/qpay?tab=invoices")
        await page.getByRole("table").waitFor()
        const totals = page.getByRole("tabpanel").getByRole("region")
        await totals.getByText(words.failed).waitFor()
        expect(await objections(page, totals)).toEqual([])
        await screenshot(page, name("unread-totals"))
        await mend()
        await retry(totals)
        await totals.getByText("₮20,000").waitFor()

        await page.getByRole("table").getByText(referenceOf(sale)).click()
        const drawer = page.getByRole("dialog")
        await drawer.getByText(words.record).first().waitFor()
        await cut(page, "**/admin/qpay/invoices/*")
        await drawer.getByRole("button", { name: words.check }).click()
        await drawer.getByText(words.outdated).waitFor()
        expect(await drawer.getByText(words.record).count()).toBeGreaterThan(0)
        expect(await objections(page, drawer)).toEqual([])
        await screenshot(page, name("outdated-invoice"))
      })

      it("lines of another filter cannot be acted on, and are gone where the filter's own could not be read", async () => {
        const short = await paid({ amount: 16000 })
        const page = await staff.at("/qpay")
        const line = lineOf(page, referenceOf(short))
        const button = line.getByRole("button", { name: EN.record })
        await button.waitFor()
        expect(await button.isDisabled()).toBe(false)
        const pick = async (reason: string) => {
          await page.getByRole("combobox", { name: "Reason" }).click()
          await page.getByRole("option", { name: reason }).click()
        }

        let answerLate = () => {}
        const held = new Promise<void>((resolve) => (answerLate = resolve))
        await page.route("**/admin/qpay/attention?*reason=late*", async (route) => {
          await held
          await route.continue()
        })
        await pick("Paid late")
        await eventually(async () => expect(await button.isDisabled()).toBe(true))
        await screenshot(page, "admin-attention-awaited")
        answerLate()
        await says(page, "No such lines")
        expect(await line.count()).toBe(0)

        await pick("All reasons")
        await button.waitFor()
        expect(await button.isDisabled()).toBe(false)
        await cut(page, "**/admin/qpay/attention?*reason=overpaid*")
        await pick("Paid too much")
        await says(page, EN.failed)
        expect(await line.count()).toBe(0)
      })
    })

    it("invoices: found by reference, by state, opened, saved as a file", async () => {
      const short = await paid({ amount: 16000 })
      const sales = [await paid(), await paid({ type: "CARD" }), await shop().checkout()]
      for (const look of LOOKS) {
        const page = await staff.at("/qpay?tab=invoices", look)
        await page.getByRole("table").waitFor()
        expect(await objections(page, page.getByRole("tabpanel"))).toEqual([])
        await screenshot(page, `admin-invoices-${look.language}-${look.theme}`)
      }
      const page = await staff.at("/qpay")
      await page.getByRole("tab", { name: EN.invoices }).click()
      const rows = page.getByRole("table").locator("tbody tr")
      await rows.nth(3).waitFor()
      expect(await rows.count()).toBe(4)
      await says(page, "₮50,000")

      await page.getByRole("searchbox").fill(referenceOf(sales[1]!).toLowerCase())
      await eventually(async () =>
        expect(await rows.allTextContents()).toEqual([expect.stringContaining(referenceOf(sales[1]!))])
      )
      await page.getByRole("searchbox").fill("")
      await rows.nth(3).waitFor()

      await page.getByRole("button", { name: "State" }).click()
      await page.getByRole("menuitemcheckbox", { name: "Paid", exact: true }).click()
      await page.keyboard.press("Escape")
      await eventually(async () =>
        expect(await rows.allTextContents()).toEqual([
          expect.stringContaining(referenceOf(sales[1]!)),
          expect.stringContaining(referenceOf(sales[0]!)),
        ])
      )
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: EN.export }).click(),
      ])
      expect(file.suggestedFilename()).toMatch(/^qpay-\d{4}-\d\d-\d\d\.csv$/)
      const saved = fs
        .readFileSync(await file.path(), "utf8")
        .trim()
        .split("\r\n")
      expect(saved).toHaveLength(3)
      expect(saved[1]).toContain(referenceOf(sales[1]!))

      await page.getByRole("button", { name: "Clear filters" }).click()
      await page.getByRole("button", { name: `Show invoice ${referenceOf(short)}` }).click()
      const drawer = page.getByRole("dialog")
      await drawer.getByText("₮16,000 of ₮17,000 arrived.").waitFor()
      expect(await fact(drawer, "Paid").textContent()).toBe("₮16,000")
      expect(await objections(page, drawer)).toEqual([])
      await screenshot(page, "admin-invoice")
      // Reloaded, it is still open: the address says what is shown.
      await page.reload()
      await drawer.getByText("₮16,000 of ₮17,000 arrived.").waitFor()
    })

    it.each(LOOKS)("diagnostics run and say what was found ($language, $theme)", async (look) => {
      const words = WORDS[look.language]
      const page = await staff.at("/qpay?tab=diagnostics", look)
      await page.getByRole("button", { name: words.run }).click()
      await page.getByRole("heading", { name: words.healthy }).waitFor()
      await page.getByText(words.answers, { exact: true }).waitFor()
      expect(await objections(page, page.getByRole("tabpanel"))).toEqual([])
      await page.setViewportSize({ width: 1280, height: 2000 })
      await screenshot(page, `admin-diagnostics-${look.language}-${look.theme}`)
    })
  },
  { admin: true }
)
