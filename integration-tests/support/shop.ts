import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { AxiosInstance, AxiosResponse } from "axios"
import type QPayModuleService from "../../src/modules/qpay/service"
import type { InvoiceRow } from "../../src/modules/qpay/ledger"
import type { DemoStore } from "../../src/scripts/seed-demo"

export const ADMIN = { email: "admin@example.com", password: "supersecret" }

export interface Session {
  id: string
  amount: number
  provider_id: string
  status: string
  data: Record<string, any>
}

export interface Checkout {
  cartId: string
  collectionId: string
  session: Session
  invoiceId: string
}

interface CartOptions {
  quantity?: number
  headers?: Record<string, string>
  variantId?: string
}

/** The demo store over its real HTTP API, as a storefront and the staff use it. No answer throws. */
export class Shop {
  private ready: string[]

  private constructor(
    private readonly http: AxiosInstance,
    readonly container: MedusaContainer,
    readonly demo: DemoStore,
    private readonly adminToken: string,
    /** Carts as {@link makeCart} makes them, which the database holds before each test. */
    private readyBeforeEach: readonly string[]
  ) {
    this.ready = [...readyBeforeEach]
  }

  /** @param cartIds carts that lack only their payment */
  static async open(http: AxiosInstance, container: MedusaContainer, store: DemoStore, cartIds: string[] = []) {
    const { data } = await http.post("/auth/user/emailpass", ADMIN)
    return new Shop(http, container, store, data.token, cartIds)
  }

  /** Before each test. The database is set back, so a used cart is ready again, but for those of a suite's `beforeAll`. */
  countReadyCarts({ isFirst }: { isFirst: boolean }): void {
    if (isFirst) this.readyBeforeEach = [...this.ready]
    else this.ready = [...this.readyBeforeEach]
  }

  store(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<AxiosResponse> {
    return this.send(method, `/store${path}`, body, { "x-publishable-api-key": this.demo.publishable_key, ...headers })
  }

  admin(method: string, path: string, body?: unknown): Promise<AxiosResponse> {
    return this.send(method, `/admin${path}`, body, { authorization: `Bearer ${this.adminToken}` })
  }

  send(method: string, url: string, data?: unknown, headers: Record<string, string> = {}): Promise<AxiosResponse> {
    return this.http.request({ method, url, data, headers, validateStatus: () => true })
  }

  /** A cart with address and delivery: all that is missing is the payment. An ordinary one may stand ready. */
  async cart(options: CartOptions = {}): Promise<string> {
    const { quantity = 1, headers, variantId } = options
    const isOrdinary = quantity === 1 && !headers && !variantId
    return (isOrdinary && this.ready.shift()) || this.makeCart(options)
  }

  private async makeCart(options: CartOptions): Promise<string> {
    const address = {
      first_name: "Бат",
      last_name: "Дорж",
      address_1: "Энхтайвны өргөн чөлөө 1",
      city: "Улаанбаатар",
      country_code: "mn",
      postal_code: "14200",
      phone: "99112233",
    }
    const { headers } = options
    const created = await this.store(
      "POST",
      "/carts",
      {
        region_id: this.demo.region_id,
        email: "bat@example.mn",
        shipping_address: address,
        billing_address: address,
        items: [{ variant_id: options.variantId ?? this.variant(12000), quantity: options.quantity ?? 1 }],
      },
      headers
    )
    ok(created)
    const cartId: string = created.data.cart.id
    ok(
      await this.store(
        "POST",
        `/carts/${cartId}/shipping-methods`,
        { option_id: this.demo.shipping_option_id },
        headers
      )
    )
    return cartId
  }

  variant(price: number): string {
    const product = this.demo.products.find((candidate) => candidate.price === price)
    if (!product) throw new Error(`no demo product costs ${price}`)
    return product.variant_id
  }

  async collection(cartId: string): Promise<string> {
    const created = await this.store("POST", "/payment-collections", { cart_id: cartId })
    ok(created)
    return created.data.payment_collection.id
  }

  startSession(
    collectionId: string,
    options: { providerId?: string; data?: Record<string, unknown>; headers?: Record<string, string> } = {}
  ): Promise<AxiosResponse> {
    return this.store(
      "POST",
      `/payment-collections/${collectionId}/payment-sessions`,
      { provider_id: options.providerId ?? "pp_qpay_qpay", data: options.data },
      options.headers
    )
  }

  /** Everything up to the QR on the shopper's screen. */
  async checkout(
    options: CartOptions & { providerId?: string; data?: Record<string, unknown> } = {}
  ): Promise<Checkout> {
    const cartId = await this.cart(options)
    const collectionId = await this.collection(cartId)
    const started = await this.startSession(collectionId, options)
    ok(started)
    const session: Session = started.data.payment_collection.payment_sessions[0]
    return { cartId, collectionId, session, invoiceId: session.data.invoice_id }
  }

  complete(cartId: string): Promise<AxiosResponse> {
    return this.store("POST", `/carts/${cartId}/complete`, {})
  }

  status(sessionId: string): Promise<AxiosResponse> {
    return this.store("GET", `/qpay/payment-sessions/${sessionId}`)
  }

  check(sessionId: string): Promise<AxiosResponse> {
    return this.store("POST", `/qpay/payment-sessions/${sessionId}/check`)
  }

  /** Nothing is left of anything. */
  async sellOut(): Promise<void> {
    const none = { stocked_quantity: 0, raw_stocked_quantity: JSON.stringify({ value: "0", precision: 20 }) }
    await this.db("inventory_level").update(none)
  }

  get db() {
    return this.container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  }

  get ledger() {
    return this.container.resolve<QPayModuleService>("qpay").ledger
  }

  async row(sessionId: string): Promise<InvoiceRow> {
    const row = await this.ledger.bySession(sessionId)
    if (!row) throw new Error(`the ledger has no invoice of ${sessionId}`)
    return row
  }

  /** Reasons of the open attention lines of a session's invoice. */
  async attention(sessionId: string): Promise<{ reason: string; amount: number }[]> {
    const row = await this.row(sessionId)
    const lines = await this.ledger.attention.list({ invoiceRowId: row.id, openOnly: true })
    return lines.map(({ reason, amount }) => ({ reason, amount }))
  }

  /** The orders of a cart with everything that could be doubled. */
  async orders(): Promise<OrderFacts[]> {
    const query = this.container.resolve(ContainerRegistrationKeys.QUERY)
    const { data } = await query.graph({
      entity: "order",
      fields: [
        "id",
        "display_id",
        "total",
        "cart.id",
        "payment_collections.status",
        "payment_collections.amount",
        "payment_collections.captured_amount",
        "payment_collections.payments.id",
        "payment_collections.payments.amount",
        "payment_collections.payments.data",
        "payment_collections.payments.captured_at",
        "payment_collections.payments.captures.amount",
        "payment_collections.payments.refunds.amount",
        "transactions.amount",
        "transactions.reference",
      ],
    })
    return (data as any[]).map((order) => {
      const collections = order.payment_collections ?? []
      const payments = collections.flatMap((collection: any) => collection.payments ?? [])
      return {
        id: order.id,
        display_id: order.display_id,
        total: Number(order.total),
        cartId: order.cart?.id,
        collectionStatus: collections.map((collection: any) => collection.status).join(),
        payments: payments.map((payment: any) => ({
          id: payment.id,
          amount: Number(payment.amount),
          data: payment.data,
        })),
        captures: payments.flatMap((payment: any) => (payment.captures ?? []).map((c: any) => Number(c.amount))),
        refunds: payments.flatMap((payment: any) => (payment.refunds ?? []).map((r: any) => Number(r.amount))),
        transactions: (order.transactions ?? []).map((t: any) => Number(t.amount)),
      }
    })
  }

  async ordersOf(cartId: string): Promise<OrderFacts[]> {
    return (await this.orders()).filter((order) => order.cartId === cartId)
  }

  /** Lets the throttle forget when QPay was last asked. */
  async letTimePass(sessionId: string): Promise<void> {
    await this.db("qpay_invoice").where({ payment_session_id: sessionId }).update({ last_asked_at: null })
  }
}

export interface OrderFacts {
  id: string
  display_id: number
  total: number
  cartId: string
  collectionStatus: string
  payments: { id: string; amount: number; data: Record<string, any> }[]
  captures: number[]
  refunds: number[]
  transactions: number[]
}

export function ok(response: AxiosResponse): void {
  if (response.status >= 300) {
    throw new Error(
      `${response.config.method} ${response.config.url}: ${response.status} ${JSON.stringify(response.data)}`
    )
  }
}
