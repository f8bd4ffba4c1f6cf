import { language, text, tugrik } from "./texts.js"

const list = document.getElementById("products")
const template = document.getElementById("product")

export const titlesOf = ({ title, metadata }) => ({ mn: title, en: metadata?.title_en || title })
const descriptionOf = (product) => (language === "en" && product.metadata?.description_en) || product.description

export const pictureOf = (product) => `/pictures/${product.handle}.svg`

export function showShelf(products, onBuy) {
  list.replaceChildren(...products.map((product) => card(product, onBuy)))
}

function card(product, onBuy) {
  const [variant] = product.variants
  const item = template.content.cloneNode(true)
  item.querySelector("img").src = pictureOf(product)
  item.querySelector("h2").textContent = titlesOf(product)[language]
  item.querySelector(".description").textContent = descriptionOf(product)
  item.querySelector(".price").textContent = tugrik(variant.calculated_price.calculated_amount)
  item.querySelector(".size").textContent = variant.title
  const button = item.querySelector("button")
  button.textContent = text("buy")
  button.dataset.handle = product.handle
  button.addEventListener("click", async () => {
    button.disabled = true
    button.textContent = text("preparing")
    await onBuy(product, variant)
    button.disabled = false
    button.textContent = text("buy")
  })
  return item
}
