import type { CheckoutError, PaymentStatus } from "../core/contract"
import { type CheckoutState, INITIAL, type Note, phaseOf } from "../core/machine"
import { type CheckoutTexts, type Language, type TextOverrides, textsOf } from "../texts"

/** Everything the page is drawn from. */
export interface CheckoutModel extends CheckoutState {
  language: Language
  texts: CheckoutTexts
  /** Until the QR expires, in milliseconds. Undefined where no clock runs: then the time of expiry is shown. */
  remainingMs: number | null | undefined
  /** Where "back to the shop" leads. */
  returnUrl: string | null
  /** The payment's endpoint on a hosted page: its buttons are forms then and work without JavaScript. */
  formAction: string | null
  /** What the hosted page's address says beside its path, for its forms and links to keep. */
  formQuery: string
  /** Keys of the banks used last, latest first. */
  recentBanks: readonly string[]
  /** The browser can copy; and has just done so. */
  canCopy: boolean
  copied: boolean
}

export interface CheckoutModelInput {
  /** In a browser: what the core says. */
  state?: CheckoutState
  /** On a server: what the payment's status is… */
  status?: PaymentStatus | null
  /** …and what came of a check that was just asked for. */
  note?: Note | null
  /** …or of a new QR. */
  error?: CheckoutError | null
  language?: Language
  texts?: TextOverrides | null
  remainingMs?: number | null
  returnUrl?: string | null
  formAction?: string | null
  formQuery?: string
  recentBanks?: readonly string[]
  canCopy?: boolean
  copied?: boolean
}

/** A model for {@link regions}; what is not given is left out of the page. */
export function checkoutModel(input: CheckoutModelInput): CheckoutModel {
  const language = input.language ?? "mn"
  return {
    ...(input.state ?? stateOf(input)),
    language,
    texts: textsOf(language, input.texts),
    remainingMs: input.remainingMs,
    returnUrl: input.returnUrl ?? null,
    formAction: input.formAction ?? null,
    formQuery: input.formQuery ?? "",
    recentBanks: input.recentBanks ?? [],
    canCopy: input.canCopy ?? false,
    copied: input.copied ?? false,
  }
}

function stateOf({ status = null, note = null, error = null }: CheckoutModelInput): CheckoutState {
  const facts = { ...INITIAL, status, note, error }
  return { ...facts, phase: phaseOf(facts) }
}

/** Waited for, so that QR and links are shown. */
export const isPayable = ({ status, phase }: CheckoutModel): boolean =>
  status?.status === "pending" && phase !== "unavailable"

/** There is nothing to pay with, and nothing comes by itself so soon that its room must be kept. */
export const isOver = ({ status, phase }: CheckoutModel): boolean =>
  phase === "unavailable" || (status ? status.status !== "pending" : phase === "offline")

/** Some of the sum is there, not all of it. */
export const isShort = ({ status }: CheckoutModel): boolean =>
  status?.status === "attention" && status.paid_amount > 0 && status.paid_amount < status.amount
