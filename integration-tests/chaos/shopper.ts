import { setTimeout as sleep } from "node:timers/promises"
import type { Bank, Payment } from "./bank"
import { api, type Heard } from "./http"
import type { Carts } from "./carts"
import type { Slots } from "./slots"
import type { Staff } from "./staff"
import type { Knock, Story } from "./story"
import type { World } from "./world"

/** How long a shopper looks at the page, and how long the shop is thought to work for them. */
const PATIENCE_MS = 12_000
const SERVED_MS = 4_000

/** How many of the shop's products are bought, the scarce one left out. */
const BOUGHT = 4

export interface Qr {
  session_id: string
  invoice_id: string
  amount: number
}

/** What shoppers share. `paid` is told of each payment, so that something may die because of it. */
export interface Town {
  world: World
  bank: Bank
  staff: Staff
  carts: Carts
  slots: Slots
  paid(story: Story): void
  /** The number that the ledger gave an invoice QPay has not answered yet; null while there is none. */
  numberOf(collectionId: string): Promise<string | null>
}

/** One customer with a browser and a bank app. Repeats what failed, as people do; never asks QPay. */
export class Shopper {
  cartId: string | null = null
  collectionId: string | null = null
  /** What happened, for whoever has to find out why. */
  readonly diary: string[] = []
  private readonly shop
  private payments = 0
  private troubled = false

  constructor(
    readonly story: Story,
    readonly town: Town
  ) {
    const { world } = town
    this.shop = api(world.shopUrl, { "x-publishable-api-key": world.demo.publishable_key })
  }

  async takeCart(): Promise<void> {
    const { cart_id, collection_id } = await this.town.carts.take(this.product.variant_id, this.story.quantity)
    this.cartId = cart_id
    this.collectionId = collection_id
  }

  get product() {
    return productOf(this.story, this.town.world.demo)
  }

  /** Opens or reloads the payment page. @throws GaveUp */
  async showQr(tries = 7): Promise<Qr> {
    return this.qrOf(this.need("QR", await this.askForQr(tries)))
  }

  /** The same, where a refusal is an answer: the invoice may be paid by then. */
  async tryShowQr(): Promise<Qr | null> {
    const heard = await this.askForQr(2)
    if (heard.status === 200) return this.qrOf(heard)
    this.note(`no new QR: ${heard.status} ${heard.data.message}`)
    return null
  }

  private async askForQr(tries: number): Promise<Heard> {
    await this.meetTrouble("qr")
    const path = `/store/payment-collections/${this.collectionId}/payment-sessions`
    return this.shop("POST", path, { provider_id: "pp_qpay_qpay" }, { tries })
  }

  private qrOf({ data }: Heard): Qr {
    const session = data.payment_collection.payment_sessions.at(-1)
    const qr = { session_id: session.id, invoice_id: session.data.invoice_id, amount: session.data.amount }
    this.note(`QR ${qr.invoice_id} of ${qr.session_id} for ${qr.amount}`)
    return qr
  }

  /** Pays in the bank app. A bank app that refuses a dead invoice ends the matter, unless the payment was under way. */
  async pay(qr: Qr, change: Payment = {}): Promise<void> {
    await this.meetTrouble("payment")
    await this.payBlindly({ invoice_id: qr.invoice_id, ...change })
  }

  async payBlindly(payment: Payment): Promise<Heard> {
    const { story, town } = this
    const knock = story.knocks[this.payments % 2] as Knock
    const heard = await town.bank.pay({ type: story.card ? "CARD" : "P2P", ...knock, ...payment })
    if (heard.status !== 200) {
      this.note(`the bank refused ${payment.invoice_id}: ${heard.data.error}`)
      return heard
    }
    const what = payment.amount === undefined ? "the whole sum" : String(payment.amount)
    this.note(`paid ${what} on ${payment.invoice_id ?? payment.sender_invoice_no}, callback ${knock.callback}`)
    this.payments++
    if (this.payments > 1) return heard
    town.paid(story)
    if (story.strayKnockMs !== null && payment.invoice_id) {
      const { invoice_id } = payment
      setTimeout(() => void town.bank.knock(invoice_id), story.strayKnockMs)
    }
    return heard
  }

  async addItem(tries = 2): Promise<boolean> {
    const item = { variant_id: this.town.world.demo.products[0]!.variant_id, quantity: 1 }
    const { status, data } = await this.shop("POST", `/store/carts/${this.cartId}/line-items`, item, { tries })
    this.note(status === 200 ? "changed the cart" : `the cart was not changed: ${status} ${data.message}`)
    return status === 200
  }

  async emptyCart(): Promise<void> {
    const { data } = await this.shop("GET", `/store/carts/${this.cartId}?fields=items.id`, undefined, { tries: 3 })
    for (const { id } of data.cart?.items ?? []) {
      await this.shop("DELETE", `/store/carts/${this.cartId}/line-items/${id}`, undefined, { tries: 3 })
    }
    this.note("emptied the cart")
  }

  /** The storefront's own completion. */
  async complete(): Promise<void> {
    const { status, data } = await this.shop("POST", `/store/carts/${this.cartId}/complete`, {}, { tries: 2 })
    this.note(`completion answered ${status} ${data.type ?? data.message}`)
  }

  /** Looks at the page until it says something final. @returns the order's id, if there was one in time */
  async watch({ session_id }: Qr): Promise<string | null> {
    const began = Date.now()
    for (let pause = 300; Date.now() < began + PATIENCE_MS; pause = Math.min(2_000, pause * 1.5)) {
      // At first in its own slot: the shop works for this shopper, and the next one comes when it is done.
      await (Date.now() < began + SERVED_MS ? sleep(pause) : this.rest(pause))
      const { data } = await this.shop("GET", `/store/qpay/payment-sessions/${session_id}`)
      const status = data.payment_session?.status
      if (status === undefined || status === "pending" || status === "paid") continue
      this.note(`the page says ${status}`)
      return data.payment_session.order_id
    }
    this.note("left the page")
    return null
  }

  async think(): Promise<void> {
    await this.rest(this.story.thinkMs)
  }

  async rest(ms: number): Promise<void> {
    if (ms > 0) await this.town.slots.rest(ms)
  }

  /** Does both at about the same time; the second so much later, or earlier. */
  async meanwhile(one: () => Promise<unknown>, other: () => Promise<unknown>): Promise<void> {
    const { offsetMs } = this.story
    await Promise.all([sleep(Math.max(0, -offsetMs)).then(one), sleep(Math.max(0, offsetMs)).then(other)])
  }

  note(text: string): void {
    this.diary.push(`${new Date().toISOString().slice(11, 23)} ${text}`)
  }

  private async meetTrouble(before: NonNullable<Story["trouble"]>["before"]): Promise<void> {
    const { trouble } = this.story
    if (trouble?.before !== before || this.troubled) return
    this.troubled = true
    this.note(`trouble: ${JSON.stringify(trouble.what)}`)
    await this.town.bank.make(trouble.what)
  }

  private need(what: string, heard: Heard): Heard {
    if (heard.status === 200) return heard
    throw new GaveUp(`no ${what}: ${heard.status} ${heard.data.message}`)
  }
}

/** A handful of the shop's products is enough. The last one is for those who buy the last ones. */
export function productOf({ plot, product }: Story, { products }: World["demo"]): World["demo"]["products"][number] {
  const place = plot === "buys_the_last_ones" ? products.length - 1 : product % BOUGHT
  return products[place]!
}

/** The shop could not serve this shopper. Allowed: nobody has paid yet. */
export class GaveUp extends Error {}
