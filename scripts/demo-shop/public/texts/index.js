import { fill, formatAmount } from "../../../../src/storefront/texts"
import { recall, remember } from "../storage.js"
import { en } from "./en.js"
import { mn } from "./mn.js"

const KEY = "qpay-demo-language"
const catalogue = { mn, en }

let spoken = recall(KEY) === "en" ? "en" : "mn"

/** "mn" or "en". */
export const language = () => spoken

export function setLanguage(wanted) {
  spoken = wanted
  remember(KEY, wanted)
}

/** text("cartCount", { count: 2 }) */
export const text = (key, values = {}) => fill(catalogue[spoken][key] ?? key, mapValues(values, String))

const mapValues = (object, change) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]))

/** ₮12,000 */
export const money = formatAmount

/** Zero is a word. */
export const moneyOrFree = (amount) => (amount ? money(amount) : text("free"))

/** What stands in index.html itself. */
export function fillTexts() {
  document.documentElement.lang = spoken
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = text(element.dataset.text)
}

/** For the shopper: the plugin's own refusals are "Mongolian / English"; of the rest only we know what to say. */
export function sorry(error) {
  const [mongolian, english] = String(error?.message).split(" / ")
  if (english && /[а-яөү]/i.test(mongolian)) return spoken === "mn" ? mongolian : english
  return text(error?.status ? "failed" : "offline")
}
