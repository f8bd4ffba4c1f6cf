import type { BrowserContextOptions, Locator, Page } from "playwright-core"
import { type Browsers, type Language, violations } from "./browser"

/** What the dashboard calls the parts that the tests touch, and what we call ours. */
export const WORDS = {
  en: {
    login: "Continue with Email",
    refundMenu: "Refund",
    save: "Save",
    attention: "Needs attention",
    invoices: "Invoices",
    diagnostics: "Diagnostics",
    reference: "Reference",
    record: "Record a bank refund",
    recordIt: "Record refund",
    nothing: "Nothing needs attention",
    run: "Run checks",
    healthy: "All is well",
    answers: "it answers",
    export: "Export CSV",
    failed: "This could not be loaded",
    outdated: "This could not be refreshed",
    unknown: "Whether a QPay payment needs attention could not be read",
    retry: "Try again",
    check: "Check now",
    openPage: "Open in QPay",
  },
  mn: {
    attention: "Анхаарах шаардлагатай",
    invoices: "Нэхэмжлэх",
    diagnostics: "Оношилгоо",
    reference: "Лавлах дугаар",
    record: "Банкаар буцаасныг бүртгэх",
    nothing: "Анхаарах зүйл алга",
    run: "Шалгах",
    healthy: "Бүх зүйл хэвийн",
    answers: "Хариу өгч байна",
    export: "CSV татах",
    failed: "Мэдээлэл ачаалж чадсангүй",
    outdated: "Шинэчилж чадсангүй",
    unknown: "QPay-ийн анхаарах төлбөр байгаа эсэхийг мэдэж чадсангүй",
    retry: "Дахин оролдох",
    check: "Одоо шалгах",
  },
} as const

interface Desk {
  language?: Language
  theme?: "light" | "dark"
}

/** Medusa admin in a browser, as a member of staff has it open. */
export class Staff {
  /** The cookie of the first log-in: the server knows it as long as it runs. */
  private cookies?: Exclude<BrowserContextOptions["storageState"], string | undefined>

  constructor(
    private readonly browsers: Browsers,
    private readonly url: string
  ) {}

  /** Logged in and at this place of the admin. */
  async at(place: string, { language = "en", theme = "light" }: Desk = {}): Promise<Page> {
    if (!this.cookies) await this.logIn()
    const context = await this.browsers.context("desktop", { storageState: this.cookies, acceptDownloads: true })
    // Where the dashboard remembers what was chosen in its profile menu.
    await context.addCookies([{ name: "lng", value: language, url: this.url }])
    await context.addInitScript((chosen) => localStorage.setItem("medusa_admin_theme", chosen), theme)
    const page = await context.newPage()
    await page.goto(`${this.url}/app${place}`)
    return page
  }

  /** As a person does it, with the form. */
  async logIn(): Promise<Page> {
    const page = await this.browsers.page("desktop")
    await page.goto(`${this.url}/app/login`)
    await page.locator('input[name="email"]').fill("admin@example.com")
    await page.locator('input[name="password"]').fill("supersecret")
    await page.getByRole("button", { name: WORDS.en.login }).click()
    await page.waitForURL(/\/app\/orders/)
    this.cookies = await page.context().storageState()
    return page
  }
}

/** The dashboard's box with this heading. */
export const box = (page: Page, heading: string): Locator =>
  page.locator(".shadow-elevation-card-rest").filter({ has: page.getByRole("heading", { name: heading, exact: true }) })

/** What a list of names and values says under a name. */
export const fact = (part: Locator, name: string): Locator =>
  part.locator("dt", { hasText: new RegExp(`^${name}$`) }).locator("xpath=following-sibling::dd")

/** The line of the attention list about this invoice. */
export const lineOf = (page: Page, reference: string): Locator =>
  page.getByRole("tabpanel").getByRole("listitem").filter({ hasText: reference })

/** Fills in what a dialog asks for, by the beginnings of its labels, and confirms. */
export async function answer(page: Page, fields: Record<string, string>, confirm: string): Promise<void> {
  const dialog = page.getByRole("alertdialog")
  for (const [label, text] of Object.entries(fields)) await dialog.getByLabel(label, { exact: false }).fill(text)
  await dialog.getByRole("button", { name: confirm, exact: true }).click()
}

/** Of the dashboard's own making: the colour of links, a search field's glass, a date not picked, a drawer's cross. */
const ITS_OWN = [
  /foreground color: #3b82f6/,
  /^role-img-alt: \["\.absolute"\]/,
  /^color-contrast: \["#react-aria/,
  /^button-name: \["\.gap-x-2\.items-center\.flex > \.p-1\.w-7\.h-7"\]/,
]

/** What axe objects to in a part of ours. */
export async function objections(page: Page, part: Locator): Promise<string[]> {
  return (await violations(page, part)).filter((line) => !ITS_OWN.some((known) => known.test(line)))
}
