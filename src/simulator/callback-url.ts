const SECRET_NAMES = /token|secret|signature|password|hash|hmac|key/i

/** QPay's whole message is one query parameter, joined to whatever query the merchant's address already has. */
export function withPaymentId(callbackUrl: string, paymentId: string): string {
  const [address = "", ...fragment] = callbackUrl.split("#")
  const joint = !address.includes("?") ? "?" : /[?&]$/.test(address) ? "" : "&"
  const tail = fragment.length > 0 ? `#${fragment.join("#")}` : ""
  return `${address}${joint}qpay_payment_id=${encodeURIComponent(paymentId)}${tail}`
}

/** For logs and pages: merchants put secrets into their callback's query. */
export function redacted(url: string): string {
  return url
    .replace(/([?&])([^=&#]+)=([^&#]*)/g, (whole, joint: string, name: string) =>
      SECRET_NAMES.test(name) ? `${joint}${name}=REDACTED` : whole
    )
    .replace(/\/\/[^/@?#]*@/, "//REDACTED@")
}
