import { createHash } from "node:crypto"
import { z } from "zod"

/** What a merchant writes under the provider's `options`. Each may also be given under its older name. */
export interface QPayProviderOptions {
  /** From QPay's e-mail. Env: QPAY_USERNAME. Older name: qpay_username. */
  username: string
  /** From QPay's e-mail. Env: QPAY_PASSWORD. Older name: qpay_password. */
  password: string
  /** From QPay's e-mail. Env: QPAY_INVOICE_CODE. Older name: qpay_invoice_code. */
  invoiceCode: string
  /** Public address of this server's `/webhooks/qpay`. Env: QPAY_CALLBACK_URL. Older name: qpay_callback_url. */
  callbackUrl: string
  /** Which QPay. One of `environment` and `baseUrl` is needed; nothing is guessed. */
  environment?: "sandbox" | "production"
  /** QPay's address, e.g. a simulator's. Env: QPAY_BASE_URL. Older name: qpay_base_url. */
  baseUrl?: string
  /** Tugrik per unit of another currency, e.g. `{ usd: 3450 }`. A currency without a rate is refused. */
  exchangeRates?: Record<string, number>
  /** Text the shopper's bank app shows, at most 200 characters; a short reference follows it. */
  invoiceDescription?: string
  /** Minutes an invoice can be paid: then it is cancelled at QPay. 0 = until the cart changes. Env in the demo: QPAY_EXPIRES_IN_MINUTES. */
  expiresInMinutes?: number
  /** Seconds between two readings of QPay's list of payments while something is open; 0 = never. */
  reconcileEverySeconds?: number
  /** Minutes of the list that are read once more each time: payments may appear in it late. */
  reconcileOverlapMinutes?: number
  /** Once a day the list is read this many hours back, for refunds made at QPay. */
  reconcileLookBackHours?: number
  /** Where the hosted page may lead back to besides STORE_CORS, e.g. `["https://shop.example.mn"]`. */
  returnOrigins?: string[]
  /** Time allowed for creating an invoice, ms. QPay's sandbox is slow. */
  createTimeoutMs?: number
  /** Time allowed for any other call, ms. */
  timeoutMs?: number
}

export interface ResolvedOptions extends Required<Omit<QPayProviderOptions, "environment">> {
  environment: "sandbox" | "production" | null
  /** Names the credentials without showing them: which account issued an invoice. */
  account: string
}

const HOSTS = { sandbox: "https://merchant-sandbox.qpay.mn", production: "https://merchant.qpay.mn" } as const

const OLDER_NAMES: Record<string, keyof QPayProviderOptions> = {
  qpay_username: "username",
  qpay_password: "password",
  qpay_invoice_code: "invoiceCode",
  qpay_callback_url: "callbackUrl",
  qpay_base_url: "baseUrl",
}

const VARIABLES: Partial<Record<keyof QPayProviderOptions, string>> = {
  username: "QPAY_USERNAME",
  password: "QPAY_PASSWORD",
  invoiceCode: "QPAY_INVOICE_CODE",
  callbackUrl: "QPAY_CALLBACK_URL",
  baseUrl: "QPAY_BASE_URL",
}

/** QPay takes 255 characters; session and secret need 81 of them. */
const CALLBACK_URL_ROOM = 170

/** Any currency but tugrik itself. */
const CURRENCY = /^(?!mnt$)[a-z]{3}$/i

const missingOr = (wrong: string) => ({
  error: (issue: { input?: unknown }) => (issue.input === undefined ? "is missing" : wrong),
})
const text = (max: number) =>
  z
    .string(missingOr("is not text, put it in quotes"))
    .trim()
    .min(1, "is empty")
    .max(max, `is longer than ${max} characters`)
const url = z.string(missingOr("is not text")).refine(isHttpUrl, "is not an http(s) address")
const milliseconds = z.number("is not a number of milliseconds").int().min(100).max(300_000)

const whole = (unit: string, least: number, most: number) =>
  z
    .number(`is not a number of ${unit}`)
    .int(`is not a whole number of ${unit}`)
    .min(least, `is below ${least} ${unit}`)
    .max(most, `is above ${most} ${unit}`)

const SCHEMA = z.strictObject({
  username: text(200),
  password: text(200),
  invoiceCode: text(45),
  callbackUrl: url
    .refine(leadsToTheDoor, "does not end in /webhooks/qpay")
    .refine(
      (value) => value.length <= CALLBACK_URL_ROOM,
      `is longer than ${CALLBACK_URL_ROOM} characters, QPay would refuse it`
    ),
  environment: z.enum(["sandbox", "production"], 'must be "sandbox" or "production"').optional(),
  baseUrl: url.optional(),
  exchangeRates: z
    .record(z.string().regex(CURRENCY), z.number("must be a number of tugrik").positive("must be above 0"))
    .default({}),
  invoiceDescription: text(200).default("Онлайн захиалга"),
  expiresInMinutes: whole("minutes", 0, 43_200).default(60),
  reconcileEverySeconds: whole("seconds", 0, 3_600).default(60),
  reconcileOverlapMinutes: whole("minutes", 1, 1_440).default(3),
  reconcileLookBackHours: whole("hours", 1, 720).default(48),
  returnOrigins: z
    .array(
      url.refine(
        (value) => !isHttpUrl(value) || new URL(value).origin === value,
        "is not an origin: https://host, no path"
      )
    )
    .default([]),
  createTimeoutMs: milliseconds.default(60_000),
  timeoutMs: milliseconds.default(20_000),
})

/**
 * Reads the options once for `validateOptions` and the constructor. Pure: no call, no clock.
 * @throws one Error that lists everything wrong, each with its option, its variable and the fix; never a value
 */
export function resolveOptions(given: Record<string, unknown> | undefined): ResolvedOptions {
  const options: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(given ?? {})) {
    // An empty variable in .env arrives as "": the same as none.
    if (value !== undefined && value !== "") options[OLDER_NAMES[name] ?? name] ??= value
  }
  const parsed = SCHEMA.safeParse(options)
  const problems = parsed.success ? [] : parsed.error.issues.flatMap(describe)
  if (!options.environment && !options.baseUrl) {
    problems.push('environment is missing: say "sandbox" or "production" (or give baseUrl, variable QPAY_BASE_URL)')
  }
  if (parsed.success) problems.push(...contradictions(parsed.data))
  if (problems.length > 0 || !parsed.success) {
    throw new Error(
      `QPay payment provider: ${problems.length} option(s) to fix\n${problems.map((p) => `  - ${p}`).join("\n")}`
    )
  }
  const { environment, ...rest } = parsed.data
  const baseUrl = (rest.baseUrl ?? HOSTS[environment ?? "sandbox"]).replace(/\/+$/, "")
  const exchangeRates = Object.fromEntries(
    Object.entries(rest.exchangeRates).map(([code, rate]) => [code.toLowerCase(), rate])
  )
  return {
    ...rest,
    environment: environment ?? null,
    baseUrl,
    exchangeRates,
    account: fingerprint(baseUrl, rest.username, rest.invoiceCode),
  }
}

function describe(issue: z.core.$ZodIssue): string[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => `${key} is not an option: remove it or correct its spelling`)
  }
  if (issue.code === "invalid_key") {
    return [`${issue.path.join(".")} is not a currency of three letters other than MNT: correct its code`]
  }
  const option = String(issue.path[0]) as keyof QPayProviderOptions
  const variable = VARIABLES[option]
  const name = issue.path.join(".")
  return [`${name} ${issue.message}${variable ? `: set it, usually from the variable ${variable}` : ""}`]
}

function contradictions(options: z.infer<typeof SCHEMA>): string[] {
  const problems: string[] = []
  const { environment, baseUrl } = options
  const other = environment === "sandbox" ? HOSTS.production : HOSTS.sandbox
  if (environment && baseUrl && hostOf(baseUrl) === hostOf(other)) {
    problems.push(`baseUrl is not the host of environment "${environment}": drop one of the two`)
  }
  const live = hostOf(baseUrl ?? HOSTS[environment ?? "sandbox"]) === hostOf(HOSTS.production)
  if (live && options.username === "TEST_MERCHANT") {
    problems.push("username is QPay's public test account, which production does not know: use your own credentials")
  }
  if (live && !options.callbackUrl.startsWith("https://")) {
    problems.push("callbackUrl must start with https:// in production (variable QPAY_CALLBACK_URL)")
  }
  if (live && isLoopback(options.callbackUrl)) {
    problems.push(
      "callbackUrl names this very machine, QPay cannot reach it: use the public address (QPAY_CALLBACK_URL)"
    )
  }
  return problems
}

function fingerprint(baseUrl: string, username: string, invoiceCode: string): string {
  return createHash("sha256").update([baseUrl, username, invoiceCode].join("\n")).digest("hex").slice(0, 16)
}

function isHttpUrl(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
}

function leadsToTheDoor(value: string): boolean {
  return !isHttpUrl(value) || new URL(value).pathname.endsWith("/webhooks/qpay")
}

function hostOf(value: string): string {
  return new URL(value).host
}

function isLoopback(value: string): boolean {
  return /^(localhost|127\.|\[::1\])/.test(new URL(value).hostname)
}
