/** What shoppers and staff call a payment by: short enough to be read out on the phone. */
export function referenceOf(paymentSessionId: string): string {
  return paymentSessionId.slice(-8)
}
