// What the shopper types at the checkout, and how Medusa's cart wants to have it.
const DRAFT = "qpay-demo-details"

const DISTRICTS = [
  ["Баянгол", "Bayangol"],
  ["Баянзүрх", "Bayanzurkh"],
  ["Сонгинохайрхан", "Songinokhairkhan"],
  ["Сүхбаатар", "Sukhbaatar"],
  ["Хан-Уул", "Khan-Uul"],
  ["Чингэлтэй", "Chingeltei"],
  ["Налайх", "Nalaikh"],
  ["Багануур", "Baganuur"],
  ["Багахангай", "Bagakhangai"],
]

/** `[value, label]` for a choice. The value is what the courier reads. */
export const districts = (language) => DISTRICTS.map(([mn, en]) => [mn, language === "en" ? en : mn])

export const SAMPLE = {
  name: "Болд Дорж",
  phone: "99112233",
  email: "bold@example.mn",
  district: "Сүхбаатар",
  street: "1-р хороо, Энхтайваны өргөн чөлөө 1, 12 тоот",
}

/** What must be there; the last two only when something is delivered. */
export const VALID = {
  name: (value) => value.length > 1,
  phone: (value) => /^\+?(976)?\s*\d{4}\s?\d{4}$/.test(value),
  email: (value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value),
  district: (value) => value !== "",
  street: (value) => value.length > 2,
}

/** As typed before a reload, or else as the cart has it. */
export function readDetails({ email, shipping_address }) {
  const { first_name, last_name, phone, province, address_1 } = shipping_address ?? {}
  const known = {
    name: [first_name, last_name].filter(Boolean).join(" "),
    phone: phone ?? "",
    email: email ?? "",
    district: province ?? "",
    street: address_1 ?? "",
  }
  return { ...known, ...readDraft() }
}

export function keepDraft(details) {
  try {
    sessionStorage.setItem(DRAFT, JSON.stringify(details))
  } catch {
    // then a reload forgets what was typed
  }
}

function readDraft() {
  try {
    return JSON.parse(sessionStorage.getItem(DRAFT) ?? "{}")
  } catch {
    return {}
  }
}

/** `pickup`: there is no address to deliver to. */
export function cartOf({ name, phone, email, district, street }, { pickup }) {
  const [first_name, ...others] = name.split(/\s+/)
  const where = pickup ? {} : { address_1: street, province: district, city: "Улаанбаатар" }
  const address = { first_name, last_name: others.join(" "), phone, country_code: "mn", ...where }
  return { email, shipping_address: address }
}
