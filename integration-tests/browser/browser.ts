import fs from "node:fs"
import path from "node:path"
import axe from "axe-core"
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from "playwright-core"
import { withShop } from "../support/suite"
import { inFullTier } from "../support/tier"

/** The machine's Chromium; empty where there is none. */
const CHROMIUM = process.env.QPAY_TEST_CHROMIUM ?? ""

/** {@link withShop} for specs that need a browser: where there is none they are skipped, and say why. */
export const withShopAndBrowser: typeof withShop = CHROMIUM
  ? withShop
  : (name) => describe.skip(name, () => it("needs Chromium", () => {}))

export const VIEWPORTS = {
  desktop: { viewport: { width: 1280, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
} as const

export type Device = keyof typeof VIEWPORTS
export type Language = "mn" | "en"

/** Every combination that a shopper may come with. */
const EVERYWHERE = (["desktop", "phone"] as const).flatMap((device) =>
  (["mn", "en"] as const).map((language) => ({ device, language }))
)

/** What the quick tier takes of them: most shoppers come with a phone and read Mongolian. */
const USUAL = EVERYWHERE.filter(({ device, language }) => device === "phone" && language === "mn")
const UNUSUAL = EVERYWHERE.filter((look) => !USUAL.includes(look))

/** A test for every combination; the quick tier runs the usual one and shows the others as skipped. */
export function everywhere(title: string, test: (look: (typeof EVERYWHERE)[number]) => Promise<void>): void {
  it.each(USUAL)(title, test)
  inFullTier.each(UNUSUAL)(title, test)
}

const SCREENSHOTS = path.join(process.cwd(), "screenshots")

export class Browsers {
  private readonly contexts: BrowserContext[] = []

  private constructor(private readonly browser: Browser) {}

  static async start(): Promise<Browsers> {
    const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", ...quiet]
    return new Browsers(await chromium.launch({ executablePath: CHROMIUM, args }))
  }

  /** A shopper's own browser: nothing is shared with the others. */
  async context(device: Device, options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.browser.newContext({ timezoneId: "Asia/Ulaanbaatar", ...VIEWPORTS[device], ...options })
    context.setDefaultTimeout(120_000) // ends a page that hangs; a busy machine may take long
    this.contexts.push(context)
    return context
  }

  async page(device: Device, options: BrowserContextOptions = {}): Promise<Page> {
    return (await this.context(device, options)).newPage()
  }

  /** Between tests. */
  async closePages(): Promise<void> {
    await Promise.all(this.contexts.splice(0).map((context) => context.close()))
  }

  close(): Promise<void> {
    return this.browser.close()
  }
}

/** For people to look at: what a test has seen is no proof that it looks right. */
export async function screenshot(page: Page, name: string): Promise<void> {
  fs.mkdirSync(SCREENSHOTS, { recursive: true })
  // A picture of the whole page would be taken without the touch screen, and show what desktops see.
  const { width, height } = page.viewportSize() ?? VIEWPORTS.desktop.viewport
  await page.setViewportSize({ width, height: await page.evaluate(() => document.documentElement.scrollHeight) })
  await page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`) })
  await page.setViewportSize({ width, height })
}

/**
 * WCAG 2.2 AA as far as axe can see it, through shadow roots.
 * @param part only this part of the page: the rest of it is not ours
 * @returns one line per violation
 */
export async function violations(page: Page, part: Locator = page.locator(":root")): Promise<string[]> {
  await page.evaluate(axe.source)
  const found = await part.evaluate(async (root) => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    const results = await (window as any).axe.run(root, { runOnly: { type: "tag", values: tags } })
    return results.violations as { id: string; nodes: { target: unknown[]; failureSummary: string }[] }[]
  })
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${JSON.stringify(target)} ${failureSummary}`)
  )
}
