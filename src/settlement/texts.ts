/** What a shopper hears whose money is safe but is no order yet. Mongolian first. */
export function heldText(paymentSessionId: string): string {
  const reference = paymentSessionId.slice(-8)
  return (
    `Таны төлбөрийг хүлээн авлаа. Дэлгүүр шалгаад захиалгыг тань баталгаажуулна. Лавлах дугаар: ${reference}` +
    ` / We have your payment. The shop will check and confirm your order. Reference: ${reference}`
  )
}
