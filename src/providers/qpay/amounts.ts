import type { BigNumberInput } from "@medusajs/framework/types"
import { BigNumber } from "@medusajs/framework/utils"
import { convertToTugrik, roundToTugrik, type Tugrik } from "../../qpay"
import { amountRefused, currencyRefused } from "./errors"

/** Medusa hands amounts over as numbers, strings or `{ value, precision }`. */
export function amountOf(input: BigNumberInput): number {
  return new BigNumber(input).numeric
}

/**
 * What QPay is asked to take for a session's amount: MNT rounded to whole tugrik, half up; another currency
 * converted first, where the merchant gave a rate.
 * @throws MedusaError INVALID_DATA for a currency without a rate
 */
export function tugrikOf(amount: number, currencyCode: string, rates: Record<string, number>): Tugrik {
  const code = currencyCode.toLowerCase()
  const rate = rates[code]
  if (code !== "mnt" && rate === undefined) throw currencyRefused(code)
  try {
    return code === "mnt" ? roundToTugrik(amount) : convertToTugrik(amount, rate as number)
  } catch (error) {
    throw amountRefused((error as Error).message)
  }
}

/** @throws MedusaError INVALID_DATA unless there is at least ₮1 to take */
export function payableTugrik(amount: number, currencyCode: string, rates: Record<string, number>): Tugrik {
  const tugrik = tugrikOf(amount, currencyCode, rates)
  if (tugrik < 1) throw amountRefused(`${amount} ${currencyCode} is less than ₮1`)
  return tugrik
}
