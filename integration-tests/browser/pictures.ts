import fs from "node:fs"
import path from "node:path"
import type { Locator } from "playwright-core"
import { en } from "../../src/admin/i18n/en"
import { mn } from "../../src/admin/i18n/mn"
import { box, lineOf, Staff } from "./admin"
import { Browsers, type Language, withShopAndBrowser } from "./browser"

// Not a test: `npm run pictures` runs it, and leaves the pictures of docs/staff*.md and docs/operators*.md.

jest.mock("@medusajs/medusa/utils", () =>
  Object.create(jest.requireActual("@medusajs/medusa/utils"), {
    ADMIN_RELATIVE_OUTPUT_DIR: { value: ".medusa/admin" },
  })
)

// Read by medusa-config: a shop with one account, as most are.
Object.assign(process.env, { QPAY_BRANCH2_USERNAME: "", QPAY_RECONCILE_EVERY_SECONDS: "60" })

const FOLDER = path.join(process.cwd(), "docs/pictures")
const CATALOGUES = { en, mn }
/** So high that nothing has to be scrolled, and as high as a screen for what fills it. */
const [HIGH, SCREEN] = [2400, 1100]

withShopAndBrowser(
  "pictures for the docs",
  ({ shop, qpay }) => {
    let browsers: Browsers
    let staff: Staff
    beforeAll(async () => {
      browsers = await Browsers.start()
      staff = new Staff(browsers, `http://localhost:${process.env.PORT}`)
      fs.mkdirSync(FOLDER, { recursive: true })
    })
    afterAll(() => browsers.close())

    const referenceOf = ({ session }: { session: { id: string } }) => session.id.slice(-8)

    async function bought(price: number, payment: Record<string, unknown> = {}) {
      const checkout = await shop().checkout({ variantId: shop().variant(price) })
      await qpay().pay({ invoice_id: checkout.invoiceId, ...payment })
      return { ...checkout, order: (await shop().ordersOf(checkout.cartId))[0] }
    }

    /** A day in a shop. */
    async function aDay() {
      const sale = await bought(12000)
      await bought(18000, { type: "CARD" })
      const short = await bought(12000, { amount: 16000 })
      await bought(18000, { amount: 25000 })
      const twice = await bought(12000, { type: "CARD" })
      await qpay().pay({ invoice_id: twice.invoiceId, type: "CARD", force: true })
      await shop().checkout()
      const soldOut = await shop().checkout()
      await shop().sellOut()
      await qpay().pay({ invoice_id: soldOut.invoiceId })
      return { sale, short }
    }

    it("are taken", async () => {
      const { sale, short } = await aDay()
      for (const language of ["en", "mn"] as const) await take(language, sale.order!.id, referenceOf(short))
    }, 400_000)

    async function take(language: Language, orderId: string, short: string): Promise<void> {
      const t = CATALOGUES[language]
      const save = (part: Locator, name: string) =>
        part.screenshot({
          path: path.join(FOLDER, `${name}${language === "mn" ? ".mn" : ""}.png`),
          animations: "disabled",
        })

      const order = await staff.at(`/orders/${orderId}`, { language })
      await order.setViewportSize({ width: 1280, height: HIGH })
      const widget = box(order, t.title)
      await widget.waitFor()
      await save(widget, "order-widget")
      await widget.getByRole("button", { name: t.refundable.bank_open }).click()
      const recording = order.getByRole("alertdialog")
      await recording.getByLabel(t.refund.amount).fill("5,000")
      await recording.getByLabel(t.refund.reference, { exact: false }).fill("FT26325ABC")
      await save(recording, "record-refund")

      const orders = await staff.at("/orders", { language })
      const banner = orders.getByText(t.banner.open, { exact: true }).locator("xpath=..")
      await banner.waitFor()
      await save(banner, "orders-banner")

      const page = await staff.at("/qpay", { language })
      await page.setViewportSize({ width: 1280, height: HIGH })
      const whole = page.locator("main .shadow-elevation-card-rest").first()
      const line = lineOf(page, short)
      await line.waitFor()
      await save(whole, "attention")
      await line.getByRole("button", { name: t.actions.accept_amount.label }).click()
      const deciding = page.getByRole("alertdialog")
      await deciding.getByRole("textbox").first().fill("16,000")
      await save(deciding, "attention-action")
      await deciding.getByRole("button", { name: t.common.cancel }).click()

      await page.getByRole("tab", { name: t.tabs.invoices }).click()
      await page.getByRole("table").waitFor()
      await save(whole, "invoices")
      await page.setViewportSize({ width: 1280, height: SCREEN })
      await page.getByRole("table").getByText(short).click()
      const drawer = page.getByRole("dialog")
      await drawer.getByText(t.payment.trail).waitFor()
      await save(drawer, "invoice-detail")
      await page.keyboard.press("Escape")

      await page.setViewportSize({ width: 1280, height: HIGH })
      await page.getByRole("tab", { name: t.tabs.diagnostics }).click()
      await page.getByRole("button", { name: t.diagnostics.run }).click()
      await page.getByRole("heading", { name: t.diagnostics.healthy }).waitFor()
      await save(whole, "diagnostics")
      await browsers.closePages()
    }
  },
  { admin: true }
)
