/** One entry of `urls` in the answer of an invoice's creation. */
export interface BankLink {
  name: string
  description: string
  logo: string
  link: string
}

const LOGOS = "https://qpay.mn/q/logo/"

/** Name, description, logo and scheme, in the order QPay sent them in production in Sep 2026. */
const BANKS: [name: string, description: string, logo: string, scheme: string][] = [
  [
    "qPay wallet",
    "qPay хэтэвч",
    "https://s3.qpay.mn/p/e9bbdc69-3544-4c2f-aff0-4c292bc094f6/launcher-icon-ios.jpg",
    "qpaywallet",
  ],
  ["Khan bank", "Хаан банк", `${LOGOS}khanbank.png`, "khanbank"],
  ["State bank 3.0", "Төрийн банк 3.0", `${LOGOS}state_3.png`, "statebankmongolia"],
  ["Xac bank", "Хас банк", `${LOGOS}xacbank.png`, "xacbank"],
  ["Trade and Development bank", "TDB online", `${LOGOS}tdbbank.png`, "tdbbank"],
  ["Social Pay", "Голомт банк", `${LOGOS}socialpay.png`, "socialpay-payment"],
  ["Most money", "МОСТ мони", `${LOGOS}most.png`, "most"],
  ["National investment bank", "Үндэсний хөрөнгө оруулалтын банк", `${LOGOS}nibank.jpeg`, "nibank"],
  ["Chinggis khaan bank", "Чингис Хаан банк", `${LOGOS}ckbank.png`, "ckbank"],
  ["Capitron bank", "Капитрон банк", `${LOGOS}capitronbank.png`, "capitronbank"],
  ["Bogd bank", "Богд банк", `${LOGOS}bogdbank.png`, "bogdbank"],
  ["Trans bank", "Тээвэр хөгжлийн банк", `${LOGOS}transbank.png`, "transbank"],
  ["M bank", "М банк", `${LOGOS}mbank.png`, "mbank"],
  ["Ard App", "Ард Апп", `${LOGOS}ardapp.png`, "ard"],
  ["Toki App", "Toki App", `${LOGOS}toki.png`, "toki"],
  ["Arig bank", "Ариг банк", `${LOGOS}arig.png`, "arig"],
  ["Monpay", "Мон Пэй", `${LOGOS}monpay.png`, "monpay"],
  ["Hipay", "Hipay", `${LOGOS}hipay.png`, "hipay"],
  ["Happy Pay", "Happy Pay MN", `${LOGOS}tdbwallet.png`, "tdbwallet"],
  ["Sono", "Sono", `${LOGOS}sono.png`, "sono"],
  ["PayOn", "PayOn", `${LOGOS}payon.png`, "payon"],
  ["Tino", "Tino", `${LOGOS}tino.png`, "tino"],
  ["Pass.mn", "Pass.mn", `${LOGOS}pass.png`, "pass"],
]

export function bankLinks(qrText: string): BankLink[] {
  return BANKS.map(([name, description, logo, scheme]) => ({
    name,
    description,
    logo,
    link: `${scheme}://q?qPay_QRcode=${encodeURIComponent(qrText)}`,
  }))
}
