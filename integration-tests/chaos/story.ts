import { Dice } from "./dice"
import { drawTrouble, type Trouble } from "./trouble"

/** What happens between a shopper, their bank and the shop, with how often of a hundred. */
export const PLOTS = {
  pays: 30,
  closes_browser: 9,
  completes_too: 8,
  pays_twice: 4,
  pays_short: 4,
  pays_over: 3,
  pays_late: 4,
  pays_old_qr: 5,
  changes_cart_pays_old_qr: 5,
  changes_cart_while_paying: 5,
  reloads_while_paying: 4,
  opens_two_tabs: 4,
  pays_before_the_qr_is_there: 2,
  walks_away: 2,
  empties_cart: 2,
  order_is_canceled: 3,
  order_is_refunded: 3,
  buys_the_last_ones: 3,
} as const

export type Plot = keyof typeof PLOTS

/** How QPay tells the shop of a payment. */
export interface Knock {
  callback: "send" | "lost" | "double" | "delay" | "post_json"
  delay_ms: number
}

/** All that chance decides about one shopper, drawn before the run: what is left to timing is only timing. */
export interface Story {
  number: number
  plot: Plot
  /** Which of the shop's products, and how many. */
  product: number
  quantity: number
  card: boolean
  knocks: [Knock, Knock]
  /** QPay knocks once more by itself, so long after the first payment. */
  strayKnockMs: number | null
  /** Between the QR and the payment. */
  thinkMs: number
  /** Between two things that happen at about the same time; either may come first. */
  offsetMs: number
  /** How much of the sum a short payment pays, or an over-payment adds. */
  share: number
  /** The plot's own fork: pays the rest, pays the new QR too, is refunded in part … */
  goesOn: boolean
  trouble: { before: "qr" | "payment"; what: Trouble } | null
  /** A server dies so long after this shopper's payment. */
  killMs: number | null
}

const KNOCKS = { lost: 20, double: 8, delay: 15, post_json: 3, send: 54 } as const

/** @param only everybody has this plot */
export function drawStory(seed: number, number: number, only?: Plot): Story {
  const dice = new Dice(seed * 7919 + number)
  const drawn = dice.weighted(PLOTS)
  const plot = only ?? drawn
  return {
    number,
    plot,
    product: dice.between(0, 1000),
    quantity: dice.chance(0.2) ? 2 : 1,
    card: dice.chance(plot === "order_is_refunded" || plot === "order_is_canceled" ? 0.5 : 0.2),
    knocks: [drawKnock(dice), drawKnock(dice)],
    strayKnockMs: dice.chance(0.07) ? dice.between(0, 10_000) : null,
    thinkMs: dice.between(50, 2_500),
    offsetMs: dice.between(-300, 300),
    share: dice.between(1, 9) / 10,
    goesOn: dice.chance(0.5),
    trouble: dice.chance(0.3) ? { before: dice.pick(["qr", "payment"] as const), what: drawTrouble(dice) } : null,
    killMs: null,
  }
}

function drawKnock(dice: Dice): Knock {
  return { callback: dice.weighted(KNOCKS), delay_ms: dice.between(200, 8_000) }
}
