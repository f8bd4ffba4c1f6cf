import { h, heading } from "../dom.js"
import { addButton } from "../parts/add-button.js"
import { icon } from "../parts/icon.js"
import { quantityStepper } from "../parts/quantity.js"
import { descriptionOf, findProduct, pictureOf, priceOf, titleOf, variantOf } from "../store/products.js"
import { money, text } from "../texts/index.js"
import { lostPage } from "./lost.js"

const MOST = 20

export async function productPage(handle) {
  const product = await findProduct(handle)
  if (!product) return lostPage()
  const title = titleOf(product)
  let quantity = 1
  const stepper = quantityStepper({ title, quantity, onStep })
  function onStep(step) {
    quantity = Math.min(MOST, Math.max(1, quantity + step))
    stepper.show(quantity)
  }
  const words = h(
    "div",
    { class: "detail-text" },
    heading(title),
    h("p", { class: "price big" }, money(priceOf(product))),
    h("p", null, descriptionOf(product)),
    h("p", { class: "dim" }, `${text("size")}: ${variantOf(product).title}`),
    h("div", { class: "buy" }, stepper.node, addButton(product, { quantity: () => quantity }))
  )
  return {
    title,
    body: h(
      "div",
      null,
      h("a", { class: "back", href: "#/" }, icon("back"), text("allGoods")),
      h(
        "article",
        { class: "detail card" },
        h("img", { class: "picture", src: pictureOf(product.handle), alt: "", width: 400, height: 300 }),
        words
      )
    ),
  }
}
