import type { BankLink } from "../core/contract"
import { appLink, pictureAddress } from "./addresses"
import { type Html, markup } from "./html"
import { type CheckoutModel, isPayable } from "./model"

/** From so many banks on, a search field helps more than it takes room. */
const SEARCH_FROM = 9

/** So many are seen at once, the last used ones first: the page stays short, and its buttons within reach. */
const SEEN = 8

/** The apps one can pay with on a phone, the last used ones first. */
export function bankList(model: CheckoutModel): Html | null {
  const { status, texts, language } = model
  const banks = isPayable(model) ? sorted(status?.payment?.links ?? [], model.recentBanks) : []
  const items = banks.flatMap((bank) => bankItem(bank, language === "en" ? bank.name_en : bank.name_mn) ?? [])
  if (!items.length) return null
  const search = markup`<input part="search" class="search" type="search" data-action="search" autocomplete="off"
    placeholder="${texts.searchBank}" aria-label="${texts.searchBank}">`
  const rest = markup`<details class="rest" data-rest><summary>${texts.moreBanks}</summary>
    <ul part="banks" class="banks">${items.slice(SEEN)}</ul></details>`
  return markup`<h3 class="caption">${texts.chooseBank}</h3>
    ${items.length >= SEARCH_FROM && search}
    <ul part="banks" class="banks">${items.slice(0, SEEN)}</ul>
    ${items.length > SEEN && rest}
    <p class="none" data-none hidden>${texts.noBank}</p>`
}

function bankItem(bank: BankLink, name: string): Html | null {
  const link = appLink(bank.link)
  if (!link) return null
  const picture = pictureAddress(bank.logo)
  const image = markup`<img src="${picture}" alt="" width="48" height="48" loading="lazy" decoding="async"
    referrerpolicy="no-referrer">`
  return markup`<li data-bank="${bank.key}" data-names="${foldName(`${bank.name_mn} ${bank.name_en} ${bank.key}`)}">
    <a part="bank" href="${link}" rel="noopener noreferrer">
    <span class="logo" aria-hidden="true">${initials(name)}${picture ? image : null}</span>
    <span class="name">${name}</span></a></li>`
}

/** The keys in `recent` first, in that order; the others as they came. */
function sorted(banks: readonly BankLink[], recent: readonly string[]): BankLink[] {
  const rank = ({ key }: BankLink) => (recent.includes(key) ? recent.indexOf(key) : recent.length)
  return [...banks].sort((a, b) => rank(a) - rank(b))
}

/** "Хаан банк" → "ХБ". */
function initials(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? []
  return words
    .slice(0, 2)
    .map((word) => [...word][0])
    .join("")
    .toUpperCase()
}

/** A name as it is searched for: without case, accents and doubled spaces. Й stays a letter of its own. */
export function foldName(name: string): string {
  return name.toLowerCase().normalize("NFC").replace(/\s+/g, " ").trim()
}
