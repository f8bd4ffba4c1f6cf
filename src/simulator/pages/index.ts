import { Router, urlencoded, type Response } from "express"
import { BankRefusal, payInBank, type BankOrder } from "../bank"
import type { Invoice } from "../state"
import { readDecimal } from "../validation"
import { DEFAULT_WALLET } from "../wallets"
import type { World } from "../world"
import { bankPage } from "./bank-page"
import { html } from "./html"
import { invoiceListPage } from "./invoice-list"
import { both, page } from "./layout"

/** The pages for people. They load nothing, run no script and send forms to themselves only. */
export function pageRoutes(world: World): Router {
  const { state } = world
  const router = Router()

  router.get("/", (_request, response) => {
    send(response, 200, invoiceListPage([...state.invoices.values()], world.publicUrl))
  })
  router.get("/s/:code", (request, response) => {
    const invoice = [...state.invoices.values()].find(({ shortCode }) => shortCode === request.params.code)
    if (invoice) {
      response.redirect(302, `/bank/${invoice.id}`)
    } else {
      send(response, 404, notFoundPage())
    }
  })
  router.get("/bank/:id", (request, response) => {
    const invoice = state.invoices.get(request.params.id)
    send(response, invoice ? 200 : 404, invoice ? invoicePage(world, invoice) : notFoundPage())
  })
  router.post("/bank/:id/pay", urlencoded({ extended: false }), async (request, response) => {
    const invoice = state.invoices.get(request.params.id ?? "")
    if (!invoice) {
      send(response, 404, notFoundPage())
      return
    }
    const order = readOrder(invoice, request.body as Record<string, unknown>)
    try {
      if (!order) {
        throw new Error("the amount must be a number of tugrik above zero")
      }
      await payInBank(world, invoice, order).callbacks
      // A reload must not pay again.
      response.redirect(303, `/bank/${invoice.id}`)
    } catch (error) {
      const refusal = error instanceof Error ? error.message : String(error)
      send(response, error instanceof BankRefusal ? 409 : 400, invoicePage(world, invoice, refusal))
    }
  })
  return router
}

function readOrder(invoice: Invoice, form: Record<string, unknown>): BankOrder | undefined {
  const amount = form.way === "part" ? readDecimal(form.amount) : invoice.amount
  if (amount === undefined || amount <= 0) {
    return undefined
  }
  return {
    type: form.way === "card" ? "CARD" : "P2P",
    amount,
    status: "PAID",
    wallet: DEFAULT_WALLET,
    times: form.way === "twice" ? 2 : 1,
    force: form.force === "1",
  }
}

function invoicePage(world: World, invoice: Invoice, refusal?: string): string {
  const { accounts, callbacks } = world.state
  return bankPage({
    invoice,
    merchantName: accounts.get(invoice.account)?.merchantName ?? invoice.account,
    attempts: callbacks.filter(({ invoice_id }) => invoice_id === invoice.id),
    refusal,
  })
}

function notFoundPage(): string {
  return page(
    "Олдсонгүй",
    html`<div class="outcome warn">${both("Нэхэмжлэх олдсонгүй", "There is no such invoice here")}</div>
      <a class="back" href="/">← Бүх нэхэмжлэх <small>All invoices</small></a>`
  )
}

function send(response: Response, status: number, text: string): void {
  response
    .status(status)
    .set("Cache-Control", "no-store")
    .set(
      "Content-Security-Policy",
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'"
    )
    .set("Referrer-Policy", "no-referrer")
    .type("html")
    .send(text)
}
