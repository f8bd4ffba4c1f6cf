import { h, heading } from "../dom.js"
import { busy } from "../parts/busy.js"
import { choice } from "../parts/choice.js"
import { complain } from "../parts/complain.js"
import { field } from "../parts/field.js"
import { itemList } from "../parts/lines.js"
import { steps } from "../parts/steps.js"
import { toast } from "../parts/toast.js"
import { totals } from "../parts/totals.js"
import { go } from "../router.js"
import { loadCart, openCart, setDelivery, updateCart } from "../store/cart.js"
import { deliveryName, deliveryNote, isPickup, listDeliveries } from "../store/delivery.js"
import { listProducts } from "../store/products.js"
import { language, moneyOrFree, text } from "../texts/index.js"
import { cartOf, districts, keepDraft, readDetails, SAMPLE, VALID } from "./details.js"

export async function checkoutPage() {
  await loadCart()
  const cart = openCart()
  if (!cart?.items.length) return { redirect: "/cart" }
  const [products, deliveries] = await Promise.all([listProducts(), listDeliveries(cart.id)])
  const chosen = cart.shipping_methods?.[0]?.shipping_option_id ?? deliveries[0].id
  const body = h(
    "div",
    null,
    steps("stepDelivery"),
    heading(text("checkout")),
    checkoutForm(await setDelivery(chosen), { chosen, deliveries, products })
  )
  return { title: text("checkout"), body }
}

function checkoutForm(cart, { chosen, deliveries, products }) {
  const fields = detailFields(readDetails(cart))
  const address = section(`${text("address")} · ${text("city")}`, fields.district.node, fields.street.node)
  const sum = h("div", { "aria-live": "polite" }, totals(cart))
  const submit = h("button", { class: "button", type: "submit" }, text("toPay"))
  const typed = () => mapFields(fields, ({ input }) => input.value.trim())
  const pickup = () => isPickup(chosen)

  async function choose(id) {
    chosen = id
    address.hidden = pickup()
    try {
      const next = await setDelivery(id)
      if (chosen === id) sum.replaceChildren(totals(next))
    } catch (error) {
      complain(error)
    }
  }

  function fillIn() {
    for (const [name, value] of Object.entries(SAMPLE)) {
      fields[name].input.value = value
      fields[name].check()
    }
    keepDraft(typed())
    toast(text("sampled"))
  }

  function send(event) {
    event.preventDefault()
    const needed = Object.values(fields).filter(({ node }) => !(address.hidden && address.contains(node)))
    const wrong = needed.filter(({ check }) => !check())
    if (wrong.length) return wrong[0].input.focus()
    return busy(submit, text("saving"), async () => {
      await updateCart(cartOf(typed(), { pickup: pickup() }))
      await setDelivery(chosen)
      go("/pay")
    })
  }

  address.hidden = pickup()
  return h(
    "form",
    { class: "two", novalidate: true, onsubmit: send, oninput: () => keepDraft(typed()) },
    h(
      "div",
      { class: "stack" },
      h(
        "p",
        { class: "sample" },
        h("span", { class: "dim" }, text("sampleText")),
        h("button", { class: "button quiet small", type: "button", onclick: fillIn }, text("sample"))
      ),
      section(text("contact"), fields.name.node, h("div", { class: "pair" }, fields.phone.node, fields.email.node)),
      deliveryChoice(deliveries, chosen, choose),
      address
    ),
    h("aside", { class: "card side" }, itemList(cart.items, products), sum, submit)
  )
}

function detailFields(known) {
  const make = (name, attributes) => field({ name, value: known[name], valid: VALID[name], ...attributes })
  const options = [["", text("chooseDistrict")], ...districts(language())]
  return {
    name: make("name", { autocomplete: "name" }),
    phone: make("phone", { autocomplete: "tel", type: "tel", inputmode: "tel" }),
    email: make("email", { autocomplete: "email", type: "email" }),
    district: make("district", { autocomplete: "address-level1", options }),
    street: make("street", { autocomplete: "street-address" }),
  }
}

function deliveryChoice(deliveries, chosen, choose) {
  const card = (option) =>
    choice(
      { name: "delivery", value: option.id, checked: option.id === chosen, onchange: () => choose(option.id) },
      h("span", { class: "choice-text" }, deliveryName(option), h("small", { class: "dim" }, deliveryNote(option))),
      h("span", { class: "sum" }, moneyOrFree(option.amount))
    )
  return section(text("how"), h("div", { class: "choices" }, deliveries.map(card)))
}

/** A group of fields with its name. */
const section = (title, ...nodes) => h("fieldset", { class: "card section" }, h("legend", null, title), nodes)

const mapFields = (fields, value) => Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, value(one)]))
