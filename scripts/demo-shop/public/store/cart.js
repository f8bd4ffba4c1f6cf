// The cart: Medusa has it, the browser keeps its id.
import { config } from "../config.js"
import { recall, remember } from "../storage.js"
import { sdk } from "./medusa.js"

const KEY = "qpay-demo-cart"

let cart = null
let listener = () => {}
let last = Promise.resolve()

/** Is told when the cart changed. */
export const onCart = (told) => (listener = told)

export const countOf = (from = openCart()) => (from?.items ?? []).reduce((sum, item) => sum + item.quantity, 0)

/** The cart one can put things into; null while there is none, and when its order is placed. */
export const openCart = () => (cart && !cart.completed_at ? cart : null)

/** Asks Medusa for the cart, after what was done to it here: another tab may have changed it. */
export const loadCart = () => inTurn(readCart)

async function readCart() {
  const id = recall(KEY)
  if (!id) return take(null)
  try {
    return take((await sdk.store.cart.retrieve(id)).cart)
  } catch (error) {
    if (error.status !== 404) throw error
    return forgetCart() // the demo was started empty
  }
}

export function forgetCart() {
  remember(KEY, null)
  return take(null)
}

export const addItem = (variant_id, quantity) =>
  inTurn(async () => {
    if (!(await readCart()) || !openCart()) {
      take((await sdk.store.cart.create({ region_id: config.regionId })).cart)
      remember(KEY, cart.id)
    }
    return take((await sdk.store.cart.createLineItem(cart.id, { variant_id, quantity })).cart)
  })

/** `step`: 1 or -1. Each click counts, however fast they come; the last piece stays. */
export const changeQuantity = (itemId, step) =>
  inTurn(async () => {
    const quantity = (cart.items.find(({ id }) => id === itemId)?.quantity ?? 0) + step
    if (quantity < 1) return cart
    return take((await sdk.store.cart.updateLineItem(cart.id, itemId, { quantity })).cart)
  })

export const removeItem = (itemId) =>
  inTurn(async () => {
    if (!cart.items.some(({ id }) => id === itemId)) return cart
    await sdk.store.cart.deleteLineItem(cart.id, itemId)
    return readCart()
  })

/** E-mail, address and the like. A change costs the cart its QR, so what is there already is not sent again. */
export const updateCart = (changes) =>
  inTurn(async () => (isThere(changes, cart) ? cart : take((await sdk.store.cart.update(cart.id, changes)).cart)))

export const setDelivery = (option_id) =>
  inTurn(async () => {
    if (cart.shipping_methods?.[0]?.shipping_option_id === option_id) return cart
    return take((await sdk.store.cart.addShippingMethod(cart.id, { option_id })).cart)
  })

const isThere = (wanted, known) =>
  Object.entries(wanted).every(([name, value]) =>
    value && typeof value === "object" ? isThere(value, known?.[name]) : value === (known?.[name] ?? "")
  )

function take(next) {
  cart = next
  // Medusa lists what was changed last anywhere; a shopper looks for it where it was.
  cart?.items?.sort((a, b) => a.created_at.localeCompare(b.created_at))
  listener(cart)
  return cart
}

/** One change after the other: each starts from what the one before it left. */
function inTurn(change) {
  const mine = last.then(change)
  last = mine.catch(() => {})
  return mine
}

addEventListener("storage", ({ key }) => key === KEY && loadCart().catch(() => {}))
