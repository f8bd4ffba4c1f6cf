import { setTimeout as sleep } from "node:timers/promises"
import type { Qr, Shopper } from "./shopper"
import type { Plot } from "./story"

/** What each kind of shopper does once the cart is full. */
export const PLAY: Record<Plot, (shopper: Shopper) => Promise<unknown>> = {
  async pays(shopper) {
    await buy(shopper)
  },
  async closes_browser(shopper) {
    const qr = await shopper.showQr()
    await shopper.think()
    await shopper.pay(qr)
    await sleep(1_000)
  },
  async completes_too(shopper) {
    const qr = await shopper.showQr()
    await shopper.think()
    await shopper.meanwhile(
      () => shopper.pay(qr),
      () => shopper.complete()
    )
    await shopper.watch(qr)
  },
  async pays_twice(shopper) {
    const qr = await shopper.showQr()
    await shopper.think()
    await shopper.pay(qr)
    if (shopper.story.goesOn) await shopper.rest(shopper.story.thinkMs)
    await shopper.pay(qr, { force: true })
    await shopper.watch(qr)
  },
  async pays_short(shopper) {
    const qr = await shopper.showQr()
    await shopper.think()
    const part = Math.floor(qr.amount * shopper.story.share)
    await shopper.pay(qr, { amount: part })
    if (!shopper.story.goesOn) return
    await shopper.rest(shopper.story.thinkMs * 3)
    await shopper.pay(qr, { amount: qr.amount - part, force: true })
    await shopper.watch(qr)
  },
  async pays_over(shopper) {
    const qr = await shopper.showQr()
    await shopper.think()
    await shopper.pay(qr, { amount: qr.amount + Math.ceil(qr.amount * shopper.story.share) })
    await shopper.watch(qr)
  },
  /** Some in the very moment of the expiry, some well after it. */
  async pays_late(shopper) {
    const qr = await shopper.showQr()
    const after = shopper.story.goesOn ? shopper.story.offsetMs * 5 : shopper.story.thinkMs * 8
    await shopper.rest(shopper.town.world.expiresInMs + after)
    await shopper.pay(qr, { force: true })
    await shopper.watch(qr)
  },
  async pays_old_qr(shopper) {
    const old = await shopper.showQr()
    await shopper.think()
    const qr = await shopper.showQr()
    await shopper.pay(old, { force: true })
    await maybeNewToo(shopper, qr)
  },
  async changes_cart_pays_old_qr(shopper) {
    const old = await shopper.showQr()
    await shopper.think()
    await shopper.addItem(4)
    await shopper.pay(old, { force: true })
    if (shopper.story.goesOn) await maybeNewToo(shopper, await shopper.tryShowQr())
  },
  async changes_cart_while_paying(shopper) {
    const qr = await shopper.showQr()
    await shopper.think()
    let changed = false
    await shopper.meanwhile(
      () => shopper.pay(qr, { force: true }),
      async () => (changed = await shopper.addItem())
    )
    if (changed && shopper.story.goesOn) await maybeNewToo(shopper, await shopper.tryShowQr())
    else await shopper.watch(qr)
  },
  async reloads_while_paying(shopper) {
    const qr = await shopper.showQr()
    await shopper.think()
    let reloaded: Qr | null = null
    await shopper.meanwhile(
      () => shopper.pay(qr, { force: true }),
      async () => (reloaded = await shopper.tryShowQr())
    )
    if (reloaded) await maybeNewToo(shopper, reloaded)
    else await shopper.watch(qr)
  },
  async opens_two_tabs(shopper) {
    const tabs = await Promise.all([shopper.tryShowQr(), shopper.tryShowQr()])
    const shown = tabs.filter((qr) => qr !== null)
    await shopper.think()
    for (const qr of shopper.story.goesOn ? shown : shown.slice(0, 1)) await shopper.pay(qr, { force: true })
    if (shown[0]) await shopper.watch(shown[0])
  },
  /** QPay's callback overtakes its answer to the creation. */
  async pays_before_the_qr_is_there(shopper) {
    await shopper.town.bank.make({ on: "create", kind: "slow", times: 1, ms: 1_500 })
    const showing = shopper.tryShowQr()
    const number = await soon(() => shopper.town.numberOf(shopper.collectionId as string))
    const paid =
      number &&
      (await soon(async () => {
        const { status } = await shopper.payBlindly({ sender_invoice_no: number })
        return status === 200 ? true : null
      }))
    const qr = await showing
    if (qr && !paid) await shopper.pay(qr)
    if (qr) await shopper.watch(qr)
  },
  async walks_away(shopper) {
    await shopper.showQr()
  },
  async empties_cart(shopper) {
    const old = await shopper.showQr()
    await shopper.think()
    await shopper.emptyCart()
    if (shopper.story.goesOn) await shopper.pay(old, { force: true })
  },
  /** Sometimes the shopper had an older QR, and pays that as well once the order is gone. */
  async order_is_canceled(shopper) {
    const old = shopper.story.goesOn ? await shopper.showQr() : null
    const orderId = await buy(shopper)
    if (orderId) {
      const { status, data } = await shopper.town.staff.cancelOrder(orderId)
      shopper.note(`staff cancelled the order: ${status} ${data.message ?? ""}`)
    }
    if (old) await shopper.pay(old, { force: true })
  },
  async order_is_refunded(shopper) {
    const orderId = await buy(shopper)
    if (!orderId) return
    const share = shopper.story.goesOn ? 1 : shopper.story.share
    const { status, data } = await shopper.town.staff.refundOrder(orderId, share)
    shopper.note(`staff refunded ${share} of the order: ${status} ${data.message ?? ""}`)
  },
  /** Many fill their carts with it before the first has paid. */
  async buys_the_last_ones(shopper) {
    const qr = await shopper.showQr()
    await shopper.rest(shopper.story.thinkMs * 4)
    await shopper.pay(qr)
    await shopper.watch(qr)
  },
}

async function buy(shopper: Shopper): Promise<string | null> {
  const qr = await shopper.showQr()
  await shopper.think()
  await shopper.pay(qr)
  return shopper.watch(qr)
}

async function maybeNewToo(shopper: Shopper, qr: Qr | null): Promise<void> {
  if (!qr) return
  if (shopper.story.goesOn) await shopper.pay(qr)
  await shopper.watch(qr)
}

/** Asks again and again for a little while. */
async function soon<Answer>(ask: () => Promise<Answer | null>): Promise<Answer | null> {
  for (let tries = 0; tries < 100; tries++) {
    const answer = await ask()
    if (answer !== null) return answer
    await sleep(20)
  }
  return null
}
