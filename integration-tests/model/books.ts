import { type InvoiceState, MAY_FOLLOW, INVOICE_STATES } from "../../src/modules/qpay/states"

/** One cart's money as seen from every side: QPay's books, the ledger's, Medusa's. Whole tugrik. */
export interface Books {
  orders: Order[]
  invoices: Invoice[]
}

export interface Order {
  id: string
  total: number
  canceled: boolean
}

export interface Invoice {
  name: string
  /** What QPay was asked to take, and what the session was for. */
  amount: number
  sessionAmount: number
  /** Can a shopper still pay it? A QR whose creation the shop never heard of was shown to nobody. */
  payable: boolean
  /** What QPay has, by its own books. */
  atQPay: Payment[]
  /** What the ledger believes. */
  inLedger: Payment[]
  state: InvoiceState
  /** The order the ledger names. */
  orderId: string | null
  /** Medusa's payment of it is the order's. */
  pays: boolean
  /** Every event of the ledger's trail, oldest first. */
  trail: string[]
  lines: Line[]
  /** What Medusa holds of it. */
  captured: number
  captures: number
  refunded: number
}

export interface Payment {
  id: string
  status: string
  amount: number
}

export interface Line {
  reason: string
  amount: number
  resolution: string | null
  resolved: boolean
  by: string | null
  booked: boolean
}

/** A rule of the house: what is wrong with these books, if anything. */
type Rule = (books: Books) => string[]

const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0)
const held = (payments: Payment[], ...statuses: string[]) =>
  sum(payments.filter(({ status }) => statuses.includes(status)).map(({ amount }) => amount))
const each = (check: (invoice: Invoice, books: Books) => string | false | null) => (books: Books) =>
  books.invoices.flatMap((invoice) => {
    const wrong = check(invoice, books)
    return wrong ? [`${invoice.name}: ${wrong}`] : []
  })

/** A label on money that is counted elsewhere, or on money that nobody could count yet. */
const LABELS = ["refund_owed", "unreadable"]
const open = (invoice: Invoice) => invoice.lines.filter(({ resolved }) => !resolved)

const oneOrder: Rule = ({ orders, invoices }) => [
  ...(orders.length > 1 ? [`${orders.length} orders of one cart`] : []),
  ...invoices.filter(({ captures }) => captures > 1).map(({ name }) => `${name}: captured more than once`),
]

const onlyConfirmedSums: Rule = ({ orders, invoices }) =>
  orders.flatMap(({ total, canceled }) => {
    const paying = invoices.filter(({ pays }) => pays)
    // QPay confirmed it once, whatever became of it since.
    const confirmed = paying.filter(
      ({ inLedger, amount, sessionAmount, captured }) =>
        held(inLedger, "PAID", "REFUNDED") >= amount &&
        captured === sessionAmount &&
        (canceled || sessionAmount === total)
    )
    return confirmed.length === 1 ? [] : [`order of ${total} rests on ${confirmed.length} confirmed invoices`]
  })

const forwardOnly: Rule = each(({ trail, state }) => {
  const way = trail.flatMap((type) => (type === "begun" ? "creating" : type === "issued" ? [] : type))
  const states = way.filter((type): type is InvoiceState => INVOICE_STATES.includes(type as InvoiceState))
  // "issued" makes a row open unless money was faster.
  if (trail.includes("issued") && states[1] !== "open") states.splice(1, 0, "open")
  const wrong = states.slice(1).findIndex((to, at) => !MAY_FOLLOW[states[at] as InvoiceState].includes(to))
  if (wrong >= 0) return `went ${states.join(" -> ")}`
  return states.at(-1) !== state && `is ${state}, its trail says ${states.at(-1)}`
})

const settledHasAnOrder: Rule = each(
  ({ state, orderId }, { orders }) =>
    state === "settled" && !orders.some(({ id }) => id === orderId) && `is settled with order ${orderId}`
)

const resolvedHasAResolution: Rule = each(({ lines }) => {
  const bare = lines.find((line) => line.resolved && (!line.resolution || !line.by))
  return bare ? `line ${bare.reason} was closed without saying why` : null
})

const linesNameMoney: Rule = each(({ lines }) => {
  const empty = lines.find(({ amount }) => amount <= 0)
  return empty ? `line ${empty.reason} names ${empty.amount}` : null
})

/** Every tugrik that QPay holds is the order's, or named, or was sent back by bank and recorded; none is two of these. */
const everyTugrik: Rule = each((invoice) => {
  const taken = held(invoice.atQPay, "PAID", "PARTIAL")
  const sold = invoice.pays ? invoice.captured - invoice.refunded : 0
  const named = sum(open(invoice).flatMap(({ reason, amount }) => (LABELS.includes(reason) ? [] : amount)))
  const sentBack = invoice.lines.filter(
    ({ reason, resolution, booked }) => resolution === "returned_by_bank" && (booked || reason !== "refund_owed")
  )
  const rest = taken - sold - named - sum(sentBack.map(({ amount }) => amount))
  // Medusa has booked a refund that QPay could not make: then the debt's own line stands for the money.
  const owed = sum(open(invoice).flatMap(({ reason, amount }) => (reason === "refund_owed" ? amount : [])))
  return (
    rest !== 0 &&
    rest !== owed &&
    `QPay holds ${taken}: ${sold} is the order's, ${named} is named, ${taken - sold - named - rest} was sent back; ${rest} is nowhere`
  )
})

const nothingUnheard: Rule = each(({ atQPay, inLedger }) => {
  const facts = (payments: Payment[]) =>
    payments
      .map(({ id, status, amount }) => `${id} ${status} ${amount}`)
      .sort()
      .join(", ")
  return facts(atQPay) !== facts(inLedger) && `QPay says [${facts(atQPay)}], the ledger [${facts(inLedger)}]`
})

const nothingPayableBesideAnOrder: Rule = ({ orders, invoices }) =>
  orders.length === 0
    ? []
    : invoices
        .filter(({ payable, pays }) => payable && !pays)
        .map(({ name }) => `${name}: can still be paid although the cart is an order`)

/** Holds at every moment. */
export const ALWAYS: Rule[] = [
  oneOrder,
  onlyConfirmedSums,
  forwardOnly,
  settledHasAnOrder,
  resolvedHasAResolution,
  linesNameMoney,
]

/** Holds once the job has had its turn, whatever happened before. */
export const AT_REST: Rule[] = [...ALWAYS, everyTugrik, nothingUnheard, nothingPayableBesideAnOrder]

export function violations(books: Books, rules: Rule[]): string[] {
  return rules.flatMap((rule) => rule(books))
}
