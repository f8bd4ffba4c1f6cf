import { z } from "zod"

export const CALLBACK_MODES = ["send", "lost", "double", "delay", "early", "post_json"] as const

export type CallbackMode = (typeof CALLBACK_MODES)[number]

const milliseconds = z.number().int().min(0).max(600_000)

/** How this QPay behaves until told otherwise. Every default is what was captured or, failing that, documented. */
export const settingsSchema = z.strictObject({
  /** `early`: a callback arrives before the answer of the invoice's creation. */
  callback: z.enum(CALLBACK_MODES),
  callback_delay_ms: milliseconds,
  /** How long a callback waits for the shop's answer. QPay's own limit is unknown. */
  callback_timeout_ms: milliseconds.min(1),
  /** Repeat while the answer is not 200 `SUCCESS`. QPay's own schedule is unknown, so this is off by default. */
  repeat_until_success: z.boolean(),
  callback_repeat_ms: milliseconds,
  /** How many attempts a repeated callback gets at most. */
  callback_attempts: z.number().int().min(1).max(100),
  /** One operator reports it, QPay hints at it: a second server's login silently kills the first one's tokens. */
  new_login_kills_old_token: z.boolean(),
  no_credentials_spelling: z.enum(["NO_CREDENTIALS", "NO_CREDENDIALS"]),
  empty_qr_image: z.boolean(),
  /** All invoices show the first one's picture: drawing takes longer than all the rest, and a benchmark is not about it. */
  same_qr_image: z.boolean(),
  /** `expires_in` as seconds from now, as some test servers send it. QPay sends a Unix time. */
  relative_expiry: z.boolean(),
  token_life_seconds: z.number().int().min(1).max(31_536_000),
  amounts_as_numbers: z.boolean(),
  /** Send `paid_amount: 0` in an unpaid check. QPay leaves it out. */
  paid_amount_when_unpaid: z.boolean(),
  /** Refuse a second invoice of one number. QPay's text asks for uniqueness, the service does not enforce it. */
  strict_sender_invoice_no: z.boolean(),
  auto_pay_on_create: z.boolean(),
  /** The zone of payment/list's dates is not public: `either` takes a payment that fits in one of the two. */
  list_dates: z.enum(["either", "utc", "ulaanbaatar"]),
  /** How far the Date header of its answers is ahead of this machine's clock. */
  clock_ahead_seconds: z.number().int().min(-86_400).max(86_400),
})

export type Settings = z.infer<typeof settingsSchema>

export function defaultSettings(): Settings {
  return {
    callback: "send",
    callback_delay_ms: 2000,
    callback_timeout_ms: 15_000,
    repeat_until_success: false,
    callback_repeat_ms: 1000,
    callback_attempts: 5,
    new_login_kills_old_token: false,
    no_credentials_spelling: "NO_CREDENTIALS",
    empty_qr_image: false,
    same_qr_image: false,
    relative_expiry: false,
    token_life_seconds: 86_400,
    amounts_as_numbers: false,
    paid_amount_when_unpaid: false,
    strict_sender_invoice_no: false,
    auto_pay_on_create: false,
    list_dates: "either",
    clock_ahead_seconds: 0,
  }
}
